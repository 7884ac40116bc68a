"""What a workbook to fill in says of its columns: comments of the titles, messages of the cells, instructions."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from clauses.domain.schema import Field, Schema
from clauses.domain.tableur import GUIDE_SHEET, restore
from clauses.domain.typographie import typographic
from clauses.rendu.exports import LONGEST_CELL

Choix = Mapping[str, Sequence[tuple[str, str]]]
"""By column, the values it takes and their labels."""

_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""What a workbook takes for a character: « _x0041_ » is « A »."""

_STEPS = (
    "Les lignes se modifient, s’ajoutent et se retirent dans la feuille « {feuille} ».",
    "La première ligne, celle des noms de colonnes, reste telle quelle. Elle donne un commentaire par colonne.",
    "Le fichier déposé remplace toute la table : une ligne retirée ici sera retirée de l’atlas.",
    "Les codes (communes, SIRET, téléphones) sont du texte : « 09122 » garde son zéro.",
    "Une cellule vide veut dire « non documenté ».",
    "Enregistrez ce fichier, puis déposez-le sur la page « Mise à jour » : il est vérifié, et rien n’est publié sans "
    "votre accord.",
)
_GUIDE_COLUMNS = ("Colonne", "Titre", "Ce qu’elle contient", "Obligatoire", "Valeurs possibles", "Exemple")


def write_guide(book: Any, schema: Schema, choix: Choix, notes: Sequence[str]) -> None:
    """Add the sheet of instructions to a workbook."""
    from openpyxl.styles import Alignment

    sheet = book.create_sheet(GUIDE_SHEET)
    for letter, width in zip("ABCDEF", (22, 26, 60, 14, 50, 40), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.append([bold(sheet, schema.title)])
    for note in notes:
        sheet.append([write_cell(sheet, note)])
    for step in _STEPS:
        sheet.append([write_cell(sheet, typographic(f"– {step.format(feuille=schema.name)}"))])
    sheet.append([])
    sheet.append([bold(sheet, title) for title in _GUIDE_COLUMNS])
    for field in schema.fields:
        values = "\n".join(_labelled(value, label) for value, label in choix.get(field.name, ()))
        need = "Oui" if field.required else "Conseillé" if field.recommande else "Non"
        row = [
            write_cell(sheet, text)
            for text in (field.name, field.title, field.description, need, values or _kind(field), field.example)
        ]
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.append(row)


def summary(field: Field, choix: Choix) -> str:
    """What the comment of a title says."""
    lines = [field.title, field.description, "Obligatoire." if field.required else ""]
    lines.append(expected(field, choix.get(field.name, ())))
    return "\n".join(line for line in lines if line)


def expected(field: Field, values: Sequence[tuple[str, str]]) -> str:
    """What a cell of a column takes, in a few words."""
    parts = []
    if values:
        parts.append(f"{typographic('Valeurs :')} {', '.join(value for value, _ in values)}.")
    elif field.is_numeric:
        parts.append(f"{_kind(field)}.")
    if field.separateur:
        parts.append(typographic(f"Plusieurs valeurs se séparent par « {field.separateur.strip()} »."))
    if field.example:
        parts.append(f"{typographic('Exemple :')} {field.example}")
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


def _labelled(value: str, label: str) -> str:
    return value if value == label else f"{value}{typographic(' :')} {label}"


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
