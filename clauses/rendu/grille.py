"""Editable grid: a table as a grid, and its edits as rows of text again."""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from math import isfinite
from typing import Any

import pandas as pd

from clauses.domain.cellules import whole
from clauses.domain.changements import Row
from clauses.domain.issues import ERREUR, Issue
from clauses.domain.schema import INTEGER_TYPES, Field, Schema
from clauses.rendu.changements import lowered

MARQUE, RETIRER = "a_corriger", "retirer"
"""Extra columns of the grid: the issues of the row, and a box to delete it."""

TEXTE, ENTIER, NOMBRE, CHOIX, LISTE, LIEN = "texte", "entier", "nombre", "choix", "liste", "lien"

_PLAIN = re.compile(r"-?\d+(?:\.\d+)?")
_INTEGER = re.compile(r"-?\d{1,15}")


def kind(field: Field, values: Iterable[str], choix: Mapping[str, Any]) -> str:
    """Type of a column: number if every cell is one, otherwise text, which loses nothing."""
    if field.separateur and field.enum:
        return LISTE
    if field.name in choix:
        return CHOIX
    if field.is_numeric:
        whole = field.type in INTEGER_TYPES
        form = _INTEGER if whole else _PLAIN
        if all(form.fullmatch(value) for value in values if value):
            return ENTIER if whole else NOMBRE
        return TEXTE
    return LIEN if field.controle == "url" else TEXTE


def build_grille(
    rows: Sequence[Row], schema: Schema, kinds: Mapping[str, str], marques: Mapping[int, str], retirees: frozenset[int]
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
    if how == ENTIER:
        return pd.array([int(cell) if cell else None for cell in cells], dtype="Int64")
    if how == NOMBRE:
        return pd.array([float(cell) if cell else None for cell in cells], dtype="Float64")
    if how == LISTE:
        return [[item for item in field.items(cell) if item] for cell in cells]
    return pd.array(list(cells), dtype="str")


def edited_rows(
    rows: Sequence[Row], edits: Mapping[int, Mapping[str, Any]], schema: Schema, retirees: frozenset[int]
) -> tuple[list[Row], frozenset[int]]:
    """Rows after the edits of the grid, and the ranks of those to delete.

    Parameters
    ----------
    edits : by rank of the row then by column, as the grid returns them: text, number, list, boolean or nothing
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
    """Value typed in a cell, as the tables write it.

    >>> cell_text(2016.0, Field("annee", "", "", "year")), cell_text(5.5, Field("etp", "", "", "number"))
    ('2016', '5.5')
    >>> cell_text(["bailleurs", "etat"], Field("d", "", "", separateur="|")), cell_text(None, Field("d", "", ""))
    ('bailleurs|etat', '')
    >>> cell_text(1e-07, Field("etp", "", "", "number")), cell_text(float("inf"), Field("etp", "", "", "number"))
    ('0.0000001', 'inf')
    """
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return field.separateur.join(str(item) for item in value)
    if isinstance(value, float):
        # As a table writes numbers: without an exponent. What is not one is kept, for the rules to refuse.
        if not isfinite(value):
            return str(value)
        return str(int(value)) if value.is_integer() else format(Decimal(repr(value)), "f")
    return field.canonical(whole(str(value)).strip())


def marks(issues: Iterable[Issue], schema: Schema) -> dict[int, str]:
    """Issues of each row, in short: « ✖ téléphone, périmètre »; « ⚠ … » for warnings."""
    found: dict[int, dict[str, bool]] = {}
    for each in issues:
        if each.line is not None and each.column in schema.by_name:
            title = lowered(schema.by_name[each.column].title)
            row = found.setdefault(each.line, {})
            row[title] = row.get(title, False) or each.severity == ERREUR
    return {line: _mark(columns) for line, columns in found.items()}


def _mark(columns: Mapping[str, bool]) -> str:
    ordered = sorted(columns, key=lambda title: not columns[title])
    return f"{'✖' if any(columns.values()) else '⚠'} {', '.join(ordered)}"
