"""Help texts of a workbook to fill in: comments of the titles, messages of the cells, instructions."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from clauses.domain.recherche import normalise
from clauses.domain.schema import Field, Schema
from clauses.domain.tableur import GUIDE_SHEET, restore
from clauses.domain.typographie import typographic
from clauses.rendu.cellules import written
from clauses.rendu.exports import LONGEST_CELL

Choix = Mapping[str, Sequence[tuple[str, str]]]
"""By column, the values it takes and their labels."""

_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""What a workbook takes for a character: « _x0041_ » is « A »."""

_STEPS = (
    "Les lignes se modifient, s’ajoutent et se retirent dans la feuille « {feuille} ».",
    "La première ligne, celle des titres, reste telle quelle. Elle donne un commentaire par colonne.",
    "Le fichier déposé est toute la table (une ligne retirée ici le sera de l’atlas) ou, si vous le dites en le "
    "déposant, seulement les lignes à changer.",
    "Les codes (communes, SIRET, téléphones) sont du texte : « 09122 » garde son zéro.",
    "Une cellule vide veut dire « non documenté ».",
    "Enregistrez ce fichier, puis déposez-le sur la page « Mise à jour » : il est vérifié, et rien n’est publié sans "
    "votre accord.",
)
_GUIDE_COLUMNS = ("Colonne", "Nom dans les CSV", "Ce qu’elle contient", "Obligatoire", "Valeurs possibles", "Exemple")


def words_of(field: Field, choix: Choix) -> dict[str, str]:
    """Label of each value of a column, or the value itself where a label would not be read back as it.

    >>> words_of(Field("statut", "", ""), {"statut": [("a", "Avéré"), ("b", "À voir"), ("c", "à voir")]})
    {'a': 'Avéré', 'b': 'b', 'c': 'c'}
    """
    values = choix.get(field.name, ())
    owners = Counter(word for code, label in values for word in {normalise(code), normalise(label)} if word)

    def is_read(label: str) -> bool:
        return owners[normalise(label)] == 1 and not (field.separateur and field.separateur.strip() in label)

    return {code: label if is_read(label) else code for code, label in values}


def in_words(value: str, field: Field, words: Mapping[str, str]) -> str:
    """A cell with the labels of its values; one that holds anything else stays as it is."""
    items = field.items(value)
    known = words and all(item in words for item in items) and field.separateur.join(items) == value
    return field.separateur.join(words[item] for item in items) if known else value


def write_guide(book: Any, schema: Schema, choix: Choix, notes: Sequence[str]) -> None:
    """Add the sheet of instructions to a workbook."""
    from openpyxl.styles import Alignment

    sheet = book.create_sheet(GUIDE_SHEET)
    for letter, width in zip("ABCDEF", (26, 22, 60, 14, 50, 40), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.append([bold(sheet, schema.title)])
    for note in notes:
        sheet.append([write_cell(sheet, note)])
    for step in _STEPS:
        sheet.append([write_cell(sheet, typographic(f"– {step.format(feuille=schema.name)}"))])
    sheet.append([])
    sheet.append([bold(sheet, title) for title in _GUIDE_COLUMNS])
    for field in schema.fields:
        words = words_of(field, choix)
        values = "\n".join(words.values())
        need = "Oui" if field.required else "Conseillé" if field.recommande else "Non"
        row = [
            write_cell(sheet, text)
            for text in (
                field.title,
                field.name,
                field.description,
                need,
                values or _kind(field),
                _example(field, words),
            )
        ]
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.append(row)


def summary(field: Field, choix: Choix) -> str:
    """Comment of a title."""
    lines = [field.title, field.description, "Obligatoire." if field.required else ""]
    lines.append(expected(field, choix))
    return "\n".join(line for line in lines if line)


def expected(field: Field, choix: Choix) -> str:
    """Expected value of a column, in a few words."""
    parts, words = [], words_of(field, choix)
    if words:
        parts.append(f"{typographic('Valeurs :')} {', '.join(words.values())}.")
    elif field.is_numeric:
        parts.append(f"{_kind(field)}.")
    if field.separateur:
        parts.append(typographic(f"Plusieurs valeurs se séparent par « {field.separateur.strip()} »."))
    if field.example:
        parts.append(f"{typographic('Exemple :')} {_example(field, words)}")
    return "\n".join(parts)


def _kind(field: Field) -> str:
    """The values of a column that lists none."""
    if not field.is_numeric:
        return ""
    noun = {"year": "Année sur quatre chiffres", "integer": "Nombre entier"}.get(field.type, "Nombre")
    low, high = (None if limit is None else str(limit).replace(".", ",") for limit in (field.minimum, field.maximum))
    if low and high:
        return f"{noun}, de {low} à {high}"
    return f"{noun}, au moins {low}" if low else f"{noun}, au plus {high}" if high else noun


def _example(field: Field, words: Mapping[str, str]) -> str:
    """The example as it is typed in a spreadsheet in French."""
    return in_words(field.example, field, words) if words else written(field.example, field)


def bold(sheet: Any, text: str) -> Any:
    """A cell of a sheet, in bold."""
    from openpyxl.styles import Font

    cell = write_cell(sheet, text)
    cell.font = Font(bold=True)
    return cell


def write_cell(sheet: Any, value: str | float) -> Any:
    """A cell of a sheet; a text is never a formula, nor anything but itself once read again."""
    from openpyxl.cell import WriteOnlyCell

    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value)
    cell = WriteOnlyCell(sheet, _held(value) or None)
    if value:
        cell.data_type = "s"
    return cell


def _held(value: str) -> str:
    """A text as a workbook holds it."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    # What already looks like a text made harmless for a spreadsheet is made so once more: it is read back as it was.
    text = value if restore(value) == value else f"'{value}"
    return _ESCAPED.sub("_x005F_", ILLEGAL_CHARACTERS_RE.sub("\ufffd", text))[:LONGEST_CELL]
