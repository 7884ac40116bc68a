"""Experiences: comparison table, then each with its figures, its lessons and the current data of its territory."""

import streamlit as st

from clauses.domain.contenus import Contenus, Retour
from clauses.domain.typographie import typographic
from clauses.donnees import Moment
from clauses.rendu import ecrans, parametres
from clauses.rendu.blocs.pages import render_retour
from clauses.rendu.formats import unmarked
from clauses.rendu.mots import contenus as texts
from clauses.rendu.tableaux import Tableau
from clauses.ui import blocks, keys, navigation, pages, tables


def find_demande(contenus: Contenus) -> Retour | None:
    """The experience that the address names."""
    return pages.find_asked(contenus.retours, parametres.RETOUR)


def show_comparaison(contenus: Contenus) -> None:
    """Comparison table: host of the guichet, staff, hours, territory."""
    blocks.show_texte(texts.RETOURS_INTRO)
    if not contenus.retours:
        st.info(texts.RETOURS_EMPTY)
        return
    st.header(texts.RETOURS_TABLE, anchor=False)
    rows = [
        {title: typographic(getattr(retour, name)) for name, title in texts.COLUMNS.items()}
        for retour in contenus.retours
    ]
    tables.show_table(Tableau.build(rows), texts.RETOURS_TABLE, texts.RETOURS_FILE, keys.RETOURS_TABLE)


def show_recits(contenus: Contenus) -> None:
    """A card for each experience."""
    if not contenus.retours:
        return
    st.header(texts.RETOURS_READ, anchor=False)
    pages.show_cards(
        contenus.retours,
        ecrans.RETOURS,
        parametres.RETOUR,
        lambda retour: blocks.show("retour_encadre.html", retour=retour),
    )


def show_conclusions(contenus: Contenus) -> None:
    """Conclusions of the day, and its videos."""
    if contenus.conclusions:
        st.header(unmarked(typographic(contenus.conclusions.titre)), anchor=False)
        blocks.show_texte(contenus.conclusions.corps)
    st.link_button(texts.VIDEOS, texts.VIDEOS_URL, icon=":material/open_in_new:")


def show_retour(moment: Moment, retour: Retour) -> None:
    """One experience in full."""
    navigation.set_title(retour.titre)
    with st.container(key=keys.FICHE_RETOUR):
        st.page_link(ecrans.RETOURS.path, label=texts.BACK, icon=":material/arrow_back:", query_params={})
    blocks.show_rendered(render_retour(moment, retour))
