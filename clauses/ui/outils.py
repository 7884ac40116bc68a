"""Tool box: the list of pages, then one with its date and its references."""

from typing import Literal

import streamlit as st

from clauses.domain.age import Mois
from clauses.domain.contenus import Contenus, PageOutil
from clauses.domain.typographie import typographic
from clauses.donnees import horloge
from clauses.rendu import ecrans, parametres
from clauses.rendu.blocs.pages import render_outil
from clauses.rendu.formats import unmarked
from clauses.rendu.mots import contenus as texts
from clauses.ui import blocks, keys, navigation, pages


def find_demandee(contenus: Contenus) -> PageOutil | None:
    """The page that the address names."""
    return pages.find_asked(contenus.outils, parametres.OUTIL)


def show_liste(contenus: Contenus) -> None:
    """A card for each page, in their order."""
    blocks.show_texte(texts.OUTILS_INTRO)
    if not contenus.outils:
        st.info(texts.OUTILS_EMPTY)
        return
    pages.show_cards(
        contenus.outils,
        ecrans.OUTILS,
        parametres.OUTIL,
        lambda page: blocks.show("outil_encadre.html", page=page, verifie=texts.verified(page.verifie_le)),
    )


def show_page(contenus: Contenus, page: PageOutil) -> None:
    """One page, and the next ones."""
    navigation.set_title(page.titre)
    with st.container(key=keys.FICHE_RETOUR):
        st.page_link(ecrans.OUTILS.path, label=texts.OUTILS_BACK, icon=":material/arrow_back:", query_params={})
    today = horloge.today()
    blocks.show_rendered(render_outil(page, Mois(today.year, today.month)))
    _show_neighbours(contenus, page)


def _show_neighbours(contenus: Contenus, page: PageOutil) -> None:
    rank = contenus.outils.index(page)
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        if rank > 0:
            before = contenus.outils[rank - 1]
            _link(before, unmarked(typographic(before.titre)), ":material/arrow_back:")
        if rank + 1 < len(contenus.outils):
            after = contenus.outils[rank + 1]
            _link(after, unmarked(typographic(after.titre)), ":material/arrow_forward:", "right")


def _link(page: PageOutil, label: str, icon: str | None = None, side: Literal["left", "right"] = "left") -> None:
    st.page_link(
        ecrans.OUTILS.path, label=label, icon=icon, icon_position=side, query_params={parametres.OUTIL: page.slug}
    )
