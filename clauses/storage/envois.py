"""Read a table that someone sends: CSV of any kind or workbook, recognised by content. Nothing is ever raised."""

import re
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import islice

import pandas as pd

from clauses.domain.issues import Issue, issue
from clauses.domain.recherche import normalise
from clauses.domain.schema import Field, Schema
from clauses.domain.table import Table, empty_table
from clauses.domain.tableur import BASE_PROPERTY, EDITION_PROPERTY, GUIDE_SHEET, VALUES_SHEET, restore
from clauses.storage.classeurs import ERREURS, Classeur, is_classeur
from clauses.storage.decode import NotTextError, decode
from clauses.storage.ecriture import plain_cell
from clauses.storage.limites import LARGEST_FILE, MEGABYTE, MOST_COLUMNS, MOST_ROWS, most_rows, too_large
from clauses.storage.tables import Ligne, TropDeLignesError, build_table, read_rows
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
_TRUE, _FALSE = "vrai", "faux"
_NATURES = (
    ("word/", "un document Word"),
    ("ppt/", "une présentation"),
    ("content.xml", "un document LibreOffice"),
    ("xl/workbook.bin", "un classeur binaire (XLSB)"),
)

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
    """

    table: Table
    base: str | None = None
    feuilles: tuple[str, ...] = ()
    feuille: str = ""
    edition: int | None = None


def read_envoi(content: bytes, schema: Schema, file: str, feuille: str = "", choix: Choix | None = None) -> Envoi:
    """Read a file that someone sends, whatever its name.

    Columns are recognised by their name or their title, values by their code or their label. Whatever is wrong is an
    issue of the table, which is empty when the file cannot be used.

    Parameters
    ----------
    feuille : sheet to read; the first one by default
    choix : values and labels of columns that the schema does not list, such as typologies
    """
    if len(content) > LARGEST_FILE:
        return Envoi(empty_table(schema, file, too_large(len(content), LARGEST_FILE, file)))
    if is_classeur(content):
        return _read_classeur(content, schema, file, feuille, choix or {})
    try:
        text = decode(content)
        rows, found = read_rows(text, _names(schema), file, most_rows(schema) + 1)
    except NotTextError as error:
        return Envoi(_refused(schema, file, "E-FIC-21", nature=error.nature))
    except TropDeLignesError:
        return Envoi(_refused(schema, file, "E-FIC-22", maximum=most_rows(schema)))
    return Envoi(_table(rows, schema, file, found, choix or {}))


def base_of(content: bytes) -> str | None:
    """Base table recorded in a workbook of ours; ``None`` for any other file."""
    try:
        return _base(Classeur(content, LIMITES).proprietes) if is_classeur(content) else None
    except ClasseurError:
        return None


def _read_classeur(content: bytes, schema: Schema, file: str, feuille: str, choix: Choix) -> Envoi:
    try:
        book = Classeur(content, replace(LIMITES, lignes=most_rows(schema) + 1))
    except ClasseurError as error:
        nature = _nature(content)
        if error.code == "E-FIC-14" and nature:
            return Envoi(_refused(schema, file, "E-FIC-21", nature=nature))
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
    return replace(envoi, table=_table(sheet.lignes, schema, file, found, choix), feuille=sheet.nom)


def _default(feuilles: Sequence[str], schema: Schema) -> str:
    """In a workbook made by the atlas, the sheet of the table, wherever it was moved; otherwise the first one."""
    ours = {VALUES_SHEET, GUIDE_SHEET} <= set(feuilles)
    return schema.name if ours and schema.name in feuilles else ""


def _table(rows: Sequence[Ligne], schema: Schema, file: str, found: Sequence[Issue], choix: Choix) -> Table:
    """The table of rows as they were sent."""
    if rows and len(rows[0][1]) > MOST_COLUMNS:
        return _refused(schema, file, "E-FIC-23", maximum=MOST_COLUMNS)
    if rows:
        line, header = rows[0]
        rows = [(line, _recognised(header, schema)), *rows[1:]]
    table = build_table(rows, schema, file, found)
    return _rewritten(table, choix) if len(table) else table


def _recognised(header: Sequence[str], schema: Schema) -> list[str]:
    """Titles of the columns turned into their names, capitals and accents aside; the other ones as they are."""
    known: dict[str, str] = {}
    for field in schema.fields:
        known.setdefault(normalise(field.title), field.name)
    # A name says more than a title.
    known |= {normalise(field.name): field.name for field in schema.fields}
    exact = set(header) & set(schema.names)
    found: list[str] = []
    for title in header:
        name = known.get(normalise(title), title) if title and title not in schema.names else title
        found.append(title if name != title and name in exact else name)
    return found


def _names(schema: Schema) -> list[str]:
    return [*schema.names, *(field.title for field in schema.fields)]


def _rewritten(table: Table, choix: Choix) -> Table:
    """The same table with its values as they are written in those of the project."""
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
        if coded:
            ranks = [rank for rank, value in enumerate(values) if value in coded]
            value = values[ranks[0]]
            found.append(
                issue(
                    "A-COL-21", table.file, table.lines[ranks[0]], field.name,
                    nombre=len(ranks), valeur=plain.get(value, value), lu=coded[value],
                )
            )  # fmt: skip
        if distinct & ERREURS:
            wrong = ((line, value) for line, value in table.records(field.name) if value in ERREURS)
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
        items = field.items(value)
        found = [item if item in codes else known.get(normalise(item), "") for item in items]
        return field.separateur.join(found) if value and found != items and all(found) else value

    return code_of


def _base(properties: Mapping[str, str]) -> str | None:
    value = properties.get(BASE_PROPERTY, "")
    return value if _BASE.fullmatch(value) else None


def _nature(content: bytes) -> str:
    """Guessed kind of an archive that is not a workbook."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = archive.namelist()
    except Exception:  # a damaged archive fails in ways that are not listed
        return ""
    if any(name == "xl/workbook.xml" for name in names):
        return ""
    found = (nature for start, nature in _NATURES if any(name.startswith(start) for name in names))
    return next(found, "une archive ZIP")


def _refused(schema: Schema, file: str, code: str, **params: object) -> Table:
    return empty_table(schema, file, issue(code, file, None, None, **params))
