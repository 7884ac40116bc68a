"""Sheet of a workbook that lists the territories, so that a perimeter is written without looking for codes."""

from typing import Any

from clauses.domain.schema import Schema
from clauses.domain.tableur import TERRITORIES_SHEET
from clauses.domain.territoires import COMMUNE, DEPARTEMENT, EPCI, LEVELS, Territoires
from clauses.domain.typographie import typographic
from clauses.rendu.modeles_guide import bold, write_cell
from clauses.rendu.mots.domaine import LEVEL_LABELS

_COLUMNS = (("Niveau", 20), ("Nom", 60), ("Département", 22), ("À écrire", 20))
_HELP = (
    "Dans un périmètre, écrivez le nom ou le code de la dernière colonne : « Aude + Carcassonne Agglo », ou "
    "« DEP:34 - EPCI:243400769 » pour un département sauf une intercommunalité."
)


def has_territoires(schema: Schema) -> bool:
    """True if some column of the table names territories."""
    return any(field.controle in ("perimetre", "commune") for field in schema.fields)


def write_territoires(book: Any, territoires: Territoires) -> None:
    """Add the sheet: region, départements, EPCI, then communes, each level by name."""
    sheet = book.create_sheet(TERRITORIES_SHEET)
    for letter, (_, width) in zip("ABCD", _COLUMNS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A3"
    sheet.append([write_cell(sheet, typographic(_HELP))])
    sheet.append([bold(sheet, title) for title, _ in _COLUMNS])
    # Asking for each commune what is above it would take seconds.
    departements = territoires.communes["code_departement"].to_dict()
    for level in reversed(LEVELS):
        for each in territoires.by_name(level) if level in (EPCI, COMMUNE) else territoires.all(level):
            codes = (
                [departements[each.code]]
                if level == COMMUNE
                else [above.code for above in territoires.above(each) if above.level == DEPARTEMENT]
            )
            place = ", ".join(territoires.name(DEPARTEMENT, str(code)) for code in codes)
            cells = (LEVEL_LABELS[level], territoires.nom_distinct(each), place, str(each))
            sheet.append([write_cell(sheet, text) for text in cells])
