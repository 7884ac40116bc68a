"""Editable grid: a table as a grid, and its edits as rows of text again."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from clauses.domain.cellules import whole
from clauses.domain.changements import Row
from clauses.domain.issues import ERREUR, Issue
from clauses.domain.schema import Field, Schema
from clauses.rendu.cellules import written
from clauses.rendu.changements import lowered
from clauses.rendu.mots import equipe_grille as texts

MARQUE, RETIRER = "a_corriger", "retirer"
"""Extra columns of the grid: the issues of the row, and a box to delete it."""

TEXTE, NOMBRE, CHOIX, LISTE, LIEN = "texte", "nombre", "choix", "liste", "lien"


def kind(field: Field, choix: Mapping[str, Any]) -> str:
    """Type of a column. Numbers are text: a browser has its own way to read a comma that is typed or pasted."""
    if field.separateur and field.enum:
        return LISTE
    if field.name in choix:
        return CHOIX
    if field.is_numeric:
        return NOMBRE
    return LIEN if field.controle == "url" else TEXTE


def build_grille(
    rows: Sequence[Row], schema: Schema, kinds: Mapping[str, str], marques: Mapping[int, str], retirees: Collection[int]
) -> pd.DataFrame:
    """The grid: one row per row, its number from 2 on as index, as a spreadsheet would number it.

    Parameters
    ----------
    marques : what is wrong, by number of the row
    retirees : ranks of the rows to take away
    """
    numbers = range(2, len(rows) + 2)
    data: dict[str, Any] = {
        MARQUE: pd.array([marques.get(number, "") for number in numbers], dtype="str"),
        RETIRER: [rank in retirees for rank in range(len(rows))],
    }
    for name in schema.names:
        cells = [row[name] for row in rows]
        data[name] = _column(cells, kinds[name], schema.by_name[name])
    return pd.DataFrame(data, index=pd.Index(numbers, name="Ligne"))


def _column(cells: Sequence[str], how: str, field: Field) -> Any:
    if how == LISTE:
        return [[item for item in field.items(cell) if item] for cell in cells]
    return pd.array([written(cell, field) for cell in cells], dtype="str")


def edited_rows(
    rows: Sequence[Row], edits: Mapping[int, Mapping[str, Any]], schema: Schema, retirees: frozenset[int]
) -> tuple[list[Row], frozenset[int]]:
    """Rows after the edits of the grid, and the ranks of those to delete.

    Parameters
    ----------
    edits : by rank of the row then by column, as the grid returns them: text, list, boolean or nothing
    """
    changed = [dict(row) for row in rows]
    gone = set(retirees)
    for rank, cells in edits.items():
        if not 0 <= rank < len(changed):
            continue
        for name, value in cells.items():
            if name == RETIRER:
                (gone.add if value else gone.discard)(rank)
            elif name in schema.by_name:
                changed[rank][name] = cell_text(value, schema.by_name[name])
    return changed, frozenset(gone)


def cell_text(value: Any, field: Field) -> str:
    """Value typed or pasted in a cell, as the tables write it: read as in a file.

    >>> etp = Field("etp", "", "", "number")
    >>> cell_text("4,5", etp), cell_text(" 12\u202f500 ", etp), cell_text("environ 5", etp), cell_text(None, etp)
    ('4.5', '12500', 'environ 5', '')
    >>> cell_text(["bailleurs", "etat"], Field("d", "", "", separateur="|"))
    'bailleurs|etat'
    """
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return field.separateur.join(str(item) for item in value)
    return field.canonical(whole(str(value)).strip())


def marks(issues: Iterable[Issue], schema: Schema, blanks: Collection[tuple[int, str]] = ()) -> dict[int, str]:
    """Issues of each row, in short: « ✖ téléphone, périmètre »; « ⚠ … » for warnings.

    Parameters
    ----------
    blanks : cells that nobody has filled yet, by line and column: the row says so, unless it has faults
    """
    found: dict[int, dict[str, bool]] = {}
    for each in issues:
        if each.line is not None and each.column in schema.by_name and (each.line, each.column) not in blanks:
            title = lowered(schema.by_name[each.column].title)
            row = found.setdefault(each.line, {})
            row[title] = row.get(title, False) or each.severity == ERREUR
    waiting = {line for line, _ in blanks}
    return dict.fromkeys(waiting, texts.TO_FILL) | {
        line: _mark(columns) for line, columns in found.items() if any(columns.values()) or line not in waiting
    }


def _mark(columns: Mapping[str, bool]) -> str:
    ordered = sorted(columns, key=lambda title: not columns[title])
    return f"{'✖' if any(columns.values()) else '⚠'} {', '.join(ordered)}"
