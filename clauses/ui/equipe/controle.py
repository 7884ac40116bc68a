"""Validation report of a table: counts, filter, download, cells highlighted, one-click fixes."""

from collections.abc import Callable, Iterable, Sequence

import pandas as pd
import streamlit as st

from clauses.domain.issues import ERREUR, Issue
from clauses.domain.schema import Schema
from clauses.domain.table import Table
from clauses.domain.typographie import typographic
from clauses.rendu.modeles import table_problemes
from clauses.rendu.mots import equipe as texts
from clauses.ui import keys, tables

Put = Callable[[Iterable[tuple[int, str, str]]], None]
MOST_CELLS, MOST_FIXES = 200, 8
# Readable in both themes, and never the only cue: the issue is written beside.
_ERROR = "background-color: #f8c9c4; color: #5a0f0a; font-weight: 600"
_WARNING = "background-color: #fbe6b0; color: #4a3400; font-weight: 600"


def show_controle(table: Table, issues: Sequence[Issue], put: Put | None = None) -> None:
    """All issues; ``put`` writes a fix into the grid of the page, if there is one."""
    errors = [found for found in issues if found.severity == ERREUR]
    if not issues:
        st.success(texts.CHECK_OK, icon=":material/check_circle:")
        return
    words = texts.checked(len(errors), len(issues) - len(errors))
    (st.error if errors else st.info)(words, icon=":material/error:" if errors else ":material/info:")
    if put:
        _show_fixes(table.schema, issues, put)
    shown = _filtered(table.schema, issues, len(errors))
    listed = table_problemes(shown, {field.name: field.title for field in table.schema.fields})
    tables.show_table(listed, texts.CHECK_TABLE, texts.CHECK_FILE, keys.EQUIPE_PROBLEMES)
    _show_cells(table, shown)


def _filtered(schema: Schema, issues: Sequence[Issue], errors: int) -> list[Issue]:
    titles = {field.name: field.title for field in schema.fields}
    columns = [name for name in titles if any(found.column == name for found in issues)]
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    with left:
        labels = texts.filters(len(issues), errors)
        gravite = st.segmented_control(
            texts.CHECK_FILTER, [*labels], default=texts.ALL, format_func=labels.__getitem__, required=True,
            key=keys.EQUIPE_GRAVITE,
        )  # fmt: skip
    with right:
        column = st.selectbox(
            texts.CHECK_COLUMN, columns, index=None, format_func=lambda name: titles.get(name, name),
            placeholder=texts.CHECK_ANY_COLUMN, key=keys.EQUIPE_COLONNE,
        )  # fmt: skip
    return [
        found
        for found in issues
        if gravite in (None, texts.ALL) or (gravite == texts.ERRORS) == (found.severity == ERREUR)
        if column is None or found.column == column
    ]


def _show_fixes(schema: Schema, issues: Sequence[Issue], put: Put) -> None:
    """A button per « vouliez-vous dire », which applies the suggestion."""
    proposed = (
        (found.line, found.column, str(dict(found.params)["suggestion"]))
        for found in issues
        if found.line and found.column and _is_whole(found, schema)
    )
    fixes = list(dict.fromkeys(proposed))[:MOST_FIXES]
    if not fixes:
        return
    st.caption(texts.CHECK_FIX)
    with st.container(horizontal=True):
        for line, column, value in fixes:
            st.button(
                texts.fix(line, schema.by_name[column].title, value),
                key=f"{keys.EQUIPE_CORRIGER}_{line}_{column}_{value}",
                icon=":material/auto_fix_high:",
                on_click=put,
                args=([(line, column, value)],),
            )


def _is_whole(found: Issue, schema: Schema) -> bool:
    """True if the suggestion replaces the whole cell, not one item of a list or one token of a perimeter."""
    params = dict(found.params)
    if not params.get("suggestion") or found.column not in schema.by_name:
        return False
    field = schema.by_name[found.column]
    return not field.separateur and field.controle != "perimetre"


def _show_cells(table: Table, issues: Sequence[Issue]) -> None:
    """The rows that have a problem, the cells at fault coloured."""
    lines = {line: rank for rank, line in enumerate(table.lines)}
    faults = {
        (found.line, found.column): found.severity == ERREUR
        for found in sorted(issues, key=lambda found: found.severity == ERREUR)
        if found.line in lines and found.column in table.schema.by_name
    }
    if not faults:
        return
    rows = sorted({line for line, _ in faults})[:MOST_CELLS]
    named = [name for name in ("id", "code", "nom", "libelle") if name in table.schema.by_name][:2]
    names = [
        *named,
        *(name for name in table.schema.names if name not in named and any(name == at for _, at in faults)),
    ]
    titles = [table.schema.by_name[name].title for name in names]
    cells = [[typographic(table.columns[name][lines[line]]) for name in names] for line in rows]
    frame = pd.DataFrame(cells, columns=titles, index=pd.Index(rows, name="Ligne"), dtype="str")
    styles = [[_style(faults.get((line, name))) for name in names] for line in rows]
    with st.expander(texts.CHECK_CELLS, icon=":material/grid_on:"):
        st.dataframe(
            frame.style.apply(lambda _: pd.DataFrame(styles, index=frame.index, columns=frame.columns), axis=None),
            key=keys.EQUIPE_CELLULES,
            alt=texts.CHECK_CELLS_ALT,
        )


def _style(is_error: bool | None) -> str:
    return "" if is_error is None else _ERROR if is_error else _WARNING
