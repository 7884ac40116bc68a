"""Validation report of a table: counts, filter, download, cells highlighted, one-click fixes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from clauses.domain.changements import cle, nom_de
from clauses.domain.corrections import Correction, Genre, count_issues
from clauses.domain.issues import ERREUR, Issue
from clauses.domain.schema import Schema
from clauses.domain.table import Table
from clauses.domain.typographie import typographic
from clauses.edition.travail import MANQUE
from clauses.rendu.changements import listed, lowered
from clauses.rendu.formats import unlinked, unmarked
from clauses.rendu.modeles import table_problemes
from clauses.rendu.mots import equipe as texts
from clauses.rendu.mots import equipe_grille as grid_texts
from clauses.ui import keys, tables

Put = Callable[[Iterable[tuple[int, str, str]]], None]
MOST_CELLS, MOST_FIXES = 200, 3
# Readable in both themes, and never the only cue: the issue is written beside.
_ERROR = "background-color: #f8c9c4; color: #5a0f0a; font-weight: 600"
_WARNING = "background-color: #fbe6b0; color: #4a3400; font-weight: 600"


@dataclass(frozen=True, eq=False)
class Reprise:
    """What the page can do about the issues of a draft.

    Attributes
    ----------
    put : writes values in cells, by line and column
    corrections : what is proposed in place of wrong cells, by kind
    blanks : cells of new rows that nobody has filled yet
    """

    put: Put
    corrections: Mapping[Genre, Sequence[Correction]]
    blanks: frozenset[tuple[int, str]]


def show_controle(table: Table, issues: Sequence[Issue], reprise: Reprise | None = None) -> None:
    """All issues; ``reprise`` mends them in the draft of the page, if there is one."""
    if reprise and reprise.blanks:
        st.info(_blanks(table, reprise.blanks), icon=":material/edit_note:")
        issues = [found for found in issues if found.code != MANQUE or (found.line, found.column) not in reprise.blanks]
    errors, warnings = count_issues(issues, reprise.corrections if reprise else {})
    if not issues:
        if not (reprise and reprise.blanks):
            st.success(texts.CHECK_OK, icon=":material/check_circle:")
        return
    is_waiting = bool(reprise and reprise.blanks) and not errors
    words = grid_texts.warned(warnings) if is_waiting else texts.checked(errors, warnings)
    (st.error if errors else st.info)(words, icon=":material/error:" if errors else ":material/info:")
    if reprise:
        _show_fixes(table.schema, reprise)
    shown = _filtered(table.schema, issues)
    listed = table_problemes(shown, {field.name: field.title for field in table.schema.fields})
    tables.show_table(listed, texts.CHECK_TABLE, texts.CHECK_FILE, keys.EQUIPE_PROBLEMES)
    _show_cells(table, shown)


def _blanks(table: Table, blanks: Iterable[tuple[int, str]]) -> str:
    """New rows, and what they still have to be given."""
    schema, by_line = table.schema, {line: rank for rank, line in enumerate(table.lines)}
    columns: dict[int, list[str]] = {}
    for line, column in sorted(blanks, key=lambda cell: (cell[0], schema.names.index(cell[1]))):
        # An identifier is made of the name: nobody has to fill it.
        if column != cle(schema):
            columns.setdefault(line, []).append(lowered(schema.by_name[column].title))
    named = {line: nom_de({name: table.columns[name][by_line[line]] for name in schema.names}, schema)
             for line in columns if line in by_line}  # fmt: skip
    rows = [(line, unmarked(unlinked(named.get(line, ""))), listed(titles)) for line, titles in columns.items()]
    return grid_texts.blanks(rows)


def _filtered(schema: Schema, issues: Sequence[Issue]) -> list[Issue]:
    errors = sum(found.severity == ERREUR for found in issues)
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


def _show_fixes(schema: Schema, reprise: Reprise) -> None:
    """A button for every cell of a kind; one for each of them too when they are few."""
    if not reprise.corrections:
        return
    st.caption(texts.CHECK_FIX)
    for genre, cells in reprise.corrections.items():
        title = schema.by_name[genre.colonne].title
        with st.container(horizontal=True, vertical_alignment="center"):
            if len(cells) > 1:
                _show_fix(grid_texts.fix_all(title, len(cells)), genre, cells, reprise.put)
            if len(cells) <= MOST_FIXES:
                for each in cells:
                    _show_fix(texts.fix(each.line, title, each.apres), genre, [each], reprise.put)
            else:
                pairs = list(dict.fromkeys((each.avant, each.apres) for each in cells))[:MOST_FIXES]
                st.caption(unmarked(unlinked(grid_texts.fix_examples(pairs))))


def _show_fix(label: str, genre: Genre, cells: Sequence[Correction], put: Put) -> None:
    place = f"{keys.EQUIPE_CORRIGER}_{genre.colonne}_{cells[0].line}_{cells[0].apres}"
    st.button(
        unmarked(unlinked(label)),
        key=place if len(cells) == 1 else f"{keys.EQUIPE_CORRIGER_TOUT}_{genre.colonne}_{genre.code}",
        icon=":material/auto_fix_high:",
        on_click=put,
        args=([(each.line, genre.colonne, each.apres) for each in cells],),
    )


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
