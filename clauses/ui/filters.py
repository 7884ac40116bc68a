"""Filters of the map: one widget each, in the address by code, returning plain values."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from clauses.domain.guichets import DONNEURS_ORDRE, MOST_SWITCHES, buyer_types
from clauses.domain.selection import Selection
from clauses.domain.typographie import typographic
from clauses.donnees import Moment
from clauses.rendu import parametres
from clauses.rendu.cartes.affichages import Affichage
from clauses.rendu.choix import list_territoires
from clauses.rendu.mots import atlas as texts
from clauses.rendu.mots.acheteurs import je_suis
from clauses.ui import keys, lieu
from clauses.ui.adresse import keep, seed, yes_no
from clauses.ui.choix import ask_few, ask_one, ask_pills, ask_switch
from clauses.ui.liste import show_liste
from clauses.ui.recherche import CARTE, show_recherche

COUCHES = ("departements", "sieges", "epci", "qpv", "motifs", "ign")
COUCHES_DEFAULT = ("departements", "sieges")


def show_filters(moment: Moment) -> tuple[Selection, Sequence[str], Affichage]:
    """One row: search, territory, buyer, and the less used filters in a popover; the legend filters too.

    Returns
    -------
    selection, layers to draw, and what the colours say
    """
    with st.container(key=keys.CARTE_RECHERCHE):
        show_recherche(lieu.choose, CARTE)
    with st.container(key=keys.CARTE_REGLAGES, horizontal=True, vertical_alignment="bottom", gap="small"):
        place = _territoire(moment)
        buyer = _donneur_ordre(moment)
        with st.popover(texts.FILTERS_MORE, icon=":material/tune:"):
            affichage = Affichage(ask_few(parametres.VUE, texts.AFFICHAGE, texts.AFFICHAGES))
            unproven = _a_confirmer()
            couches = ask_pills(
                parametres.COUCHES, texts.CARTE_LAYERS, COUCHES, COUCHES_DEFAULT, texts.LAYER_LABELS.__getitem__,
                texts.IGN_HELP,
            )  # fmt: skip
    return replace(place, donneur_ordre=buyer, a_confirmer=unproven), couches, affichage


def _territoire(moment: Moment) -> Selection:
    """The territory of the address, which the list changes."""
    seen = lieu.find_territoire(moment)
    show_liste(keys.CARTE_TERRITOIRE, texts.FILTER_DEPARTEMENT, list_territoires(moment, seen), str(seen), lieu.choose)
    return Selection().at(seen)


def _donneur_ordre(moment: Moment) -> str | None:
    codes = buyer_types(moment.guichets)
    if not codes:
        return None
    if len(codes) <= MOST_SWITCHES:
        words = {code: typographic(je_suis(code)) for code in codes}
        return ask_switch(parametres.DONNEUR_ORDRE, texts.FILTER_BUYER, words)
    options = {code: DONNEURS_ORDRE.get(code, code) for code in codes}
    return ask_one(parametres.DONNEUR_ORDRE, texts.FILTER_BUYER, options, texts.FILTER_BUYER_ALL)


def _a_confirmer() -> bool:
    parametre = yes_no(parametres.A_CONFIRMER)
    chosen = st.toggle(
        texts.FILTER_UNPROVEN, seed(parametre), key=parametres.A_CONFIRMER, help=texts.FILTER_UNPROVEN_HELP
    )
    keep(parametre, chosen)
    return chosen
