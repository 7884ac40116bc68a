"""Accessible, downloadable tables; among them the text alternative of the map."""

import streamlit as st
from pandas import DataFrame
from pandas.api.types import is_numeric_dtype
from pandas.io.formats.style import Styler

from clauses.domain.fiche import list_lacunes
from clauses.domain.selection import Selection
from clauses.donnees import Moment, kept
from clauses.rendu import parametres
from clauses.rendu.exports import XLSX_TYPE, to_csv, to_xlsx
from clauses.rendu.fiche import lacunes
from clauses.rendu.mots import atlas as texts
from clauses.rendu.mots import population
from clauses.rendu.mots.domaine import statut_labels
from clauses.rendu.tableaux import Tableau, carte
from clauses.rendu.vues import load_fiche, load_vue
from clauses.ui import blocks, keys
from clauses.ui.choix import ask_few
from clauses.ui.telechargement import show_download

LONGEST_HTML = 300
"""Beyond this many rows the table becomes Streamlit's own grid, which draws only what is seen."""


def show_tables(moment: Moment, selection: Selection) -> None:
    """Zones, guichets, or what remains uncovered; nothing when the guichets could not be read."""
    if moment.is_missing_guichets:
        return
    st.header(texts.TABLES_TITLE, anchor=False)
    choice = ask_few(parametres.TABLEAU, texts.TABLES_INTRO, texts.TABLES)
    show_table(
        _table(moment, selection, choice), texts.TABLE_ALT[choice], texts.TABLE_FILES[choice], keys.TABLEAU_GRILLE
    )
    if choice in texts.TABLES_POPULATED:
        show_population(moment)


def show_population(moment: Moment) -> None:
    """Source of the inhabitants counted above."""
    st.caption(population.source(moment.territoires.annee_population))


def show_table(tableau: Tableau, title: str, file: str, key: str, *, folded: str = "") -> None:
    """A table to read, with its downloads; ``file`` without extension, ``folded`` a column that they alone have."""
    if not len(tableau):
        st.info(texts.TABLE_EMPTY)
        return
    shown = tableau.without(folded) if folded else tableau
    if len(tableau) > LONGEST_HTML:
        st.dataframe(_grid(shown), hide_index=True, alt=title, key=key)
    else:
        blocks.show("tableau.html", titre=title, tableau=shown)
    show_downloads(tableau, title, file, key)


def _grid(tableau: Tableau) -> DataFrame | Styler:
    """The same texts; a column where every number is known is sorted as numbers are."""
    frame, written = tableau.textes.copy(), {}
    for colonne in tableau.colonnes:
        values = tableau.valeurs[colonne.titre].infer_objects()
        if colonne.format.est_nombre and is_numeric_dtype(values) and not values.hasnans:
            frame[colonne.titre], written[colonne.titre] = values, colonne.format.write
    if not written:
        return frame
    styled = frame.style
    styled.format(written)
    return styled


def show_downloads(tableau: Tableau, title: str, file: str, key: str) -> None:
    """Buttons for the table as files; made when asked for."""
    with st.container(horizontal=True):
        show_download(texts.TABLE_CSV, lambda: to_csv(tableau), f"{file}.csv", "text/csv", f"{key}_csv")
        show_download(
            texts.TABLE_XLSX, lambda: to_xlsx(tableau, title), f"{file}.xlsx", XLSX_TYPE, f"{key}_xlsx",
            icon=":material/table:",
        )  # fmt: skip


@kept(64)
def _table(moment: Moment, selection: Selection, choice: str) -> Tableau:
    vue, label = load_vue(moment, selection), statut_labels(moment.guichets).__getitem__
    if choice == texts.TABLE_ZONES:
        return carte.table_zones(vue.zones, moment.territoires, label)
    if choice == texts.TABLE_GAPS:
        if selection.epci:
            fiche = load_fiche(moment, selection.territoire(moment.territoires))
            return lacunes(list_lacunes(fiche, vue.couverture), vue.couverture)
        return carte.table_gaps(vue.couverture, selection.departement, label)
    ordered = sorted(vue.guichets, key=lambda guichet: guichet.commune_siege[:2])
    return carte.table_guichets([*ordered, *vue.perdus], moment.typologies, moment.territoires)
