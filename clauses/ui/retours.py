"""Experiences: comparison table, then each with its figures, its lessons and the current data of its territory."""

from typing import Any

import streamlit as st

from clauses.domain.annuaire import GUICHETS, STRUCTURES
from clauses.domain.contenus import Contenus, Retour
from clauses.domain.typographie import typographic
from clauses.donnees import Moment
from clauses.rendu import adresses, ecrans, parametres
from clauses.rendu import fiche as words
from clauses.rendu.annuaire import load_annuaire
from clauses.rendu.formats import unmarked
from clauses.rendu.mots import contenus as texts
from clauses.rendu.tableaux import Tableau
from clauses.rendu.vues import load_fiche
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
    st.subheader(texts.RETOURS_TABLE, anchor=False)
    rows = [
        {title: typographic(getattr(retour, name)) for name, title in texts.COLUMNS.items()}
        for retour in contenus.retours
    ]
    tables.show_table(Tableau.build(rows), texts.RETOURS_TABLE, texts.RETOURS_FILE, keys.RETOURS_TABLE)


def show_recits(contenus: Contenus) -> None:
    """A card for each experience."""
    if not contenus.retours:
        return
    st.subheader(texts.RETOURS_READ, anchor=False)
    pages.show_cards(
        contenus.retours,
        ecrans.RETOURS,
        parametres.RETOUR,
        lambda retour: blocks.show("retour_encadre.html", retour=retour),
    )


def show_conclusions(contenus: Contenus) -> None:
    """Conclusions of the day, and its videos."""
    if contenus.conclusions:
        st.subheader(unmarked(typographic(contenus.conclusions.titre)), anchor=False)
        blocks.show_texte(contenus.conclusions.corps)
    st.link_button(texts.VIDEOS, texts.VIDEOS_URL, icon=":material/open_in_new:")


def show_retour(moment: Moment, retour: Retour) -> None:
    """One experience in full."""
    navigation.set_title(retour.titre)
    with st.container(key=keys.FICHE_RETOUR):
        st.page_link(ecrans.RETOURS.path, label=texts.BACK, icon=":material/arrow_back:", query_params={})
    blocks.show(
        "retour.html",
        retour=retour,
        raconte=texts.told(retour),
        liens=_links(moment, retour),
        aujourdhui=_today(moment, retour),
    )


def _links(moment: Moment, retour: Retour) -> list[dict[str, Any]]:
    """Links to the organisations that the experience mentions."""
    found = []
    for liste, identifiers in ((GUICHETS, retour.guichets), (STRUCTURES, retour.structures)):
        if liste == GUICHETS and moment.is_missing_guichets:
            continue
        entries = load_annuaire(moment, liste).by_id
        found += [entries[identifier].fiche for identifier in identifiers if identifier in entries]
    return [{"nom": fiche.nom, "adresse": adresses.entree(fiche)} for fiche in found]


def _today(moment: Moment, retour: Retour) -> dict[str, Any] | None:
    """Current coverage of the territory; ``None`` outside the region."""
    try:
        territoire = moment.territoires.find(retour.territoire)
    except KeyError:
        return None
    annee = moment.territoires.annee_population
    phrase = "" if moment.is_missing_guichets else words.couverture_phrase(load_fiche(moment, territoire), annee)
    return {
        "nom": moment.territoires.nom(territoire),
        "phrase": phrase,
        "fiche": adresses.fiche(territoire),
        "carte": adresses.carte(territoire, moment.territoires.chief(territoire)),
    }
