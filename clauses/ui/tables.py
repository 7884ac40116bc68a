"""Tables of texts, readable by a screen reader, downloadable; and the map in text, one of them at a time."""

from collections.abc import Collection

import pandas as pd
import streamlit as st

from clauses.catalogue import Catalogue, load_vue
from clauses.domain.selection import Selection
from clauses.rendu import parametres, tableaux
from clauses.rendu.exports import XLSX_TYPE, to_csv, to_xlsx
from clauses.rendu.mots import atlas as texts
from clauses.ui import blocks, keys
from clauses.ui.choix import ask_few
from clauses.ui.telechargement import show_download

LONGEST_HTML = 300
"""Beyond this many rows the table becomes Streamlit's own grid, which draws only what is seen."""


def show_tables(catalogue: Catalogue, selection: Selection) -> None:
    """Zones, guichets, or what remains uncovered; nothing when the guichets could not be read."""
    if catalogue.is_missing_guichets:
        return
    st.subheader(texts.TABLES_TITLE, anchor=False)
    choice = ask_few(parametres.TABLEAU, texts.TABLES_INTRO, texts.TABLES)
    vue = load_vue(selection)
    table = vue.keep(f"table {choice}", lambda: _table(catalogue, selection, choice))
    show_table(table, texts.TABLE_ALT[choice], texts.TABLE_FILES[choice], keys.TABLEAU_GRILLE)


def show_table(table: pd.DataFrame, title: str, file: str, key: str, numbers: Collection[str] = frozenset()) -> None:
    """A table of texts to read, with its downloads; ``file`` without extension.

    Parameters
    ----------
    numbers : columns aligned as numbers, besides those of :data:`tableaux.NUMBERS`
    """
    if table.empty:
        st.info(texts.TABLE_EMPTY)
        return
    if len(table) > LONGEST_HTML:
        st.dataframe(table, hide_index=True, alt=title, key=key)
    else:
        blocks.show("tableau.html", titre=title, colonnes=list(table.columns), nombres=tableaux.NUMBERS | set(numbers),
                    lignes=table.to_dict("records"))  # fmt: skip
    show_downloads(table, title, file, key)


def show_downloads(table: pd.DataFrame, title: str, file: str, key: str) -> None:
    """Buttons for the table as files; made when asked for."""
    with st.container(horizontal=True):
        show_download(texts.TABLE_CSV, lambda: to_csv(table), f"{file}.csv", "text/csv", f"{key}_csv")
        show_download(
            texts.TABLE_XLSX, lambda: to_xlsx(table, title), f"{file}.xlsx", XLSX_TYPE, f"{key}_xlsx",
            icon=":material/table:",
        )  # fmt: skip


def _table(catalogue: Catalogue, selection: Selection, choice: str) -> pd.DataFrame:
    vue, label = load_vue(selection), texts.STATUT_LABELS.__getitem__
    if choice == texts.TABLE_ZONES:
        return tableaux.table_zones(vue.zones, catalogue.territoires, label)
    if choice == texts.TABLE_GAPS:
        return tableaux.table_gaps(vue.couverture, selection.departement, label)
    unknown = (
        () if selection.departement else tuple(g for g in catalogue.guichets if not g.perimetre and selection.keeps(g))
    )
    ordered = sorted(vue.guichets, key=lambda guichet: guichet.commune_siege[:2])
    return tableaux.table_guichets([*ordered, *unknown], catalogue.typologies, catalogue.territoires)
