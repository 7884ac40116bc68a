"""Read a table that someone sends, a CSV or a workbook of any kind, recognised by content. Nothing is ever raised."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import pandas as pd

from clauses.domain.issues import ERREUR, Issue, issue
from clauses.domain.recherche import normalise
from clauses.domain.schema import Field, Schema
from clauses.domain.table import Table, empty_table
from clauses.domain.tableur import BASE_PROPERTY, EDITION_PROPERTY, FIRST_ROWS, GUIDE_SHEET, VALUES_SHEET, restore
from clauses.storage.cellules import is_erreur
from clauses.storage.classeurs import Classeur, FeuilleClasseur, is_classeur, tell_merged
from clauses.storage.decode import NotTextError, decode
from clauses.storage.ecriture import plain_cell
from clauses.storage.limites import LARGEST_FILE, MEGABYTE, MOST_COLUMNS, MOST_ROWS, most_rows, too_large
from clauses.storage.tables import Ligne, TropDeLignesError, build_table, read_rows
from clauses.storage.titres import find_other, find_titles, names_of
from clauses.storage.xlsx.archive import ClasseurError, Limites

_MOST_TOLD = 100
"""Cells with one defect that are listed for a column."""

LIMITES = Limites(
    contenu=64 * MEGABYTE,
    lignes=MOST_ROWS + 1,
    colonnes=MOST_COLUMNS,
    cellules=2_500_000,
    balises=8_000_000,
    texte=32 * MEGABYTE,
)
"""What is read of a workbook: fifty cells a row, read within seconds."""

_BASE = re.compile("[0-9a-f]{64}")
_SEPARATORS = re.compile(r"\s*[,;/|]\s*")
_TRUE, _FALSE = "vrai", "faux"
Choix = Mapping[str, Sequence[tuple[str, str]]]
"""By column, the values it takes and their labels."""


@dataclass(frozen=True)
class Envoi:
    """A table that someone sends.

    Attributes
    ----------
    table : its rows, and the issues met while reading
    base : hash of the table the workbook was made from (sha256 in hexadecimal); ``None`` when it bears none
    feuilles, feuille : names of the sheets, and the one that was read; empty for a CSV
    edition : edition that was shown when the workbook was made
    autre : name of the table that the file is instead of the one expected, if any
    """

    table: Table
    base: str | None = None
    feuilles: tuple[str, ...] = ()
    feuille: str = ""
    edition: int | None = None
    autre: str = ""


def read_envoi(
    content: bytes,
    schema: Schema,
    file: str,
    feuille: str = "",
    choix: Choix | None = None,
    autres: Iterable[Schema] = (),
) -> Envoi:
    """Read a file that someone sends, whatever its name.

    Columns are recognised by their name or their title, values by their code or their label. Whatever is wrong is an
    issue of the table, which is empty when the file cannot be used.

    Parameters
    ----------
    feuille : sheet to read; the first one by default
    choix : values and labels of columns that the schema does not list, such as typologies
    autres : the other tables, one of which the file may be instead
    """
    if len(content) > LARGEST_FILE:
        return Envoi(empty_table(schema, file, too_large(len(content), LARGEST_FILE, file)))
    if is_classeur(content):
        return _read_classeur(content, schema, file, feuille, choix or {}, autres)
    try:
        text = decode(content)
        rows, found = read_rows(text, names_of(schema), file, most_rows(schema) + 1 + FIRST_ROWS)
    except NotTextError as error:
        return Envoi(_refused(schema, file, error.code, nature=error.nature))
    except TropDeLignesError:
        return Envoi(_refused(schema, file, "E-FIC-22", maximum=most_rows(schema)))
    return _envoi(rows, schema, file, found, choix or {}, autres)


def base_of(content: bytes) -> str | None:
    """Base table recorded in a workbook of ours; ``None`` for any other file."""
    try:
        return _base(Classeur(content, LIMITES).proprietes) if is_classeur(content) else None
    except ClasseurError:
        return None


def _read_classeur(
    content: bytes, schema: Schema, file: str, feuille: str, choix: Choix, autres: Iterable[Schema]
) -> Envoi:
    try:
        book = Classeur(content, replace(LIMITES, lignes=most_rows(schema) + 1 + FIRST_ROWS))
    except ClasseurError as error:
        return Envoi(empty_table(schema, file, issue(error.code, file, error.line, None, **error.params)))
    edition = book.proprietes.get(EDITION_PROPERTY, "")
    envoi = Envoi(
        empty_table(schema, file),
        _base(book.proprietes),
        book.feuilles,
        "",
        int(edition) if re.fullmatch("[0-9]{1,9}", edition) else None,
    )
    try:
        sheet = book.read(feuille or _default(book.feuilles, schema))
    except ClasseurError as error:
        found = issue(error.code, file, error.line, None, **error.params)
        return replace(envoi, table=empty_table(schema, file, found))
    damaged = any("\ufffd" in cell for _, cells in sheet.lignes for cell in cells)
    found = [issue("A-FIC-02", file)] if damaged else []
    read = _envoi(sheet.lignes, schema, file, found, choix, autres, sheet, is_ours=_is_ours(book.feuilles))
    return replace(envoi, table=read.table, autre=read.autre, feuille=sheet.nom)


def _default(feuilles: Sequence[str], schema: Schema) -> str:
    """In a workbook made by the atlas, the sheet of the table, wherever it was moved; otherwise the first one."""
    return schema.name if _is_ours(feuilles) and schema.name in feuilles else ""


def _is_ours(feuilles: Sequence[str]) -> bool:
    """True for the sheets of a workbook made by the atlas, whose lists of choices are labels."""
    return {VALUES_SHEET, GUIDE_SHEET} <= set(feuilles)


def _envoi(
    rows: Sequence[Ligne],
    schema: Schema,
    file: str,
    found: Sequence[Issue],
    choix: Choix,
    autres: Iterable[Schema],
    sheet: FeuilleClasseur | None = None,
    *,
    is_ours: bool = False,
) -> Envoi:
    """The table of rows as they were sent, from their titles on."""
    if rows and max(len(cells) for _, cells in rows[:FIRST_ROWS]) > MOST_COLUMNS:
        return Envoi(_refused(schema, file, "E-FIC-23", maximum=MOST_COLUMNS))
    if not rows:
        return Envoi(build_table(rows, schema, file, found))
    known, rank, names = find_titles(rows, schema)
    other = find_other(rows, schema, known, autres)
    if other is not None:
        return Envoi(_refused(schema, file, "E-FIC-31", table=other.title), autre=other.name)
    if not known:
        errors = [each for each in found if each.severity == ERREUR]
        none = issue("E-FIC-32", file, colonnes=", ".join(field.title for field in schema.fields))
        return Envoi(empty_table(schema, file, *errors, none))
    line, body = rows[rank][0], rows[rank + 1 :]
    if len(body) > most_rows(schema):
        return Envoi(_refused(schema, file, "E-FIC-22", maximum=most_rows(schema)))
    if rank:
        found = [*found, issue("A-FIC-07", file, line, ligne=line)]
    found = [*found, *tell_merged(sheet.fusions if sheet else (), line, file)]
    table = build_table([(line, names), *body], schema, file, found)
    return Envoi(_rewritten(table, choix, is_told=not is_ours) if len(table) else table)


def _rewritten(table: Table, choix: Choix, *, is_told: bool) -> Table:
    """The same table with its values as they are written in those of the project; ``is_told``: an issue says so."""
    frame = table.frame.copy()
    found: list[Issue] = []
    for field in table.schema.fields:
        values = table.columns[field.name]
        distinct = set(values)
        plain = {value: plain_cell(restore(value)).strip() for value in distinct if value[:1] == "'" or "\r" in value}
        code_of = _codes(field, choix.get(field.name, ()))
        coded = {value: code_of(plain.get(value, value)) for value in distinct} if code_of else {}
        coded = {value: code for value, code in coded.items() if code != plain.get(value, value)}
        if plain or coded:
            new = plain | coded
            frame[field.name] = pd.Series([new.get(value, value) for value in values], index=frame.index, dtype="str")
        if coded and is_told:
            ranks = [rank for rank, value in enumerate(values) if value in coded]
            value = values[ranks[0]]
            found.append(
                issue(
                    "A-COL-21", table.file, table.lines[ranks[0]], field.name,
                    nombre=len(ranks), valeur=plain.get(value, value), lu=coded[value],
                )
            )  # fmt: skip
        erreurs = set(filter(is_erreur, distinct))
        if erreurs:
            wrong = ((line, value) for line, value in table.records(field.name) if value in erreurs)
            found += [
                issue("E-LIG-21", table.file, line, field.name, valeur=value)
                for line, value in islice(wrong, _MOST_TOLD)
            ]
    return Table(table.schema, frame, table.lines, table.file, (*table.issues, *found), table.absent)


def _codes(field: Field, choix: Sequence[tuple[str, str]]) -> Callable[[str], str] | None:
    """Label-to-code function of a column, if it has codes; a value that is not the label of one code stays as it is."""
    values = [*field.categories, *choix]
    if not values:
        return None
    codes = {code for code, _ in values}
    labels = Counter({(normalise(word), code) for code, label in values for word in (label, code)})
    owners = Counter(word for word, _ in labels)
    known = {word: code for word, code in labels if owners[word] == 1 and word}
    if codes == {"oui", "non"}:
        # What a spreadsheet makes of « =VRAI ».
        known |= {_TRUE: "oui", _FALSE: "non"}

    def code_of(value: str) -> str:
        # « Bailleurs sociaux, État » is a list too, whatever separates its items.
        for items in (field.items(value), _SEPARATORS.split(value) if field.separateur else []):
            found = [item if item in codes else known.get(normalise(item), "") for item in items]
            if value and found and found != [value] and all(found):
                return field.separateur.join(found)
        return value

    return code_of


def _base(properties: Mapping[str, str]) -> str | None:
    value = properties.get(BASE_PROPERTY, "")
    return value if _BASE.fullmatch(value) else None


def _refused(schema: Schema, file: str, code: str, **params: object) -> Table:
    return empty_table(schema, file, issue(code, file, None, None, **params))
