"""The map in text: one table at a time, readable by a screen reader, downloadable."""

import pandas as pd
import streamlit as st

from clauses.catalogue import Catalogue, load_vue
from clauses.domain.selection import Selection
from clauses.ui import blocks, keys, texts
from clauses.views import tableaux
from clauses.views.exports import to_csv

LONGEST_HTML = 300
"""Beyond this many rows the table becomes Streamlit's own grid, which draws only what is seen."""


def show_tables(catalogue: Catalogue, selection: Selection) -> None:
    """Zones, guichets, or what remains uncovered; nothing when the guichets could not be read."""
    if catalogue.is_missing_guichets:
        return
    st.subheader(texts.TABLES_TITLE, anchor=False)
    choices = [texts.TABLE_GUICHETS, texts.TABLE_ZONES, texts.TABLE_GAPS]
    choice = st.segmented_control(
        texts.TABLES_INTRO, choices, default=choices[0], required=True, key=keys.TABLEAU, bind="query-params"
    )
    vue = load_vue(selection)
    table = vue.keep(f"table {choice}", lambda: _table(catalogue, selection, choice))
    if table.empty:
        st.info(texts.TABLE_EMPTY)
        return
    if len(table) > LONGEST_HTML:
        st.dataframe(table, hide_index=True, alt=texts.TABLE_ALT[choice], key=keys.TABLEAU_GRILLE)
    else:
        blocks.show_rendered(vue.keep(f"tableau {choice}", lambda: _render(table, texts.TABLE_ALT[choice])))
    st.download_button(
        texts.TABLE_DOWNLOAD,
        lambda: to_csv(table),
        file_name=texts.TABLE_FILES[choice],
        mime="text/csv",
        icon=":material/download:",
        key=keys.TABLEAU_CSV,
        on_click="ignore",
    )


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


def _render(table: pd.DataFrame, title: str) -> str:
    return blocks.render(
        "tableau.html",
        titre=title,
        colonnes=list(table.columns),
        nombres=tableaux.NUMBERS,
        lignes=table.to_dict("records"),
    )
