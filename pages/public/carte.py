"""Carte: coverage map, and the answer for a commune; embedded, these two alone."""

import streamlit as st

from clauses.rendu.mots import atlas as texts
from clauses.rendu.mots import partage as words
from clauses.ui import adresse, cadre, carte, chiffres, filters, impression, keys, legende, partage, prerequis, tables

is_whole = not cadre.is_embedded()
# Where each block goes is in static/ecrans.css; here, the order in which they are read, and sent.
with st.container(key=keys.ECRAN_CARTE):
    with st.container(key=keys.CARTE_TITRE):
        if is_whole:
            st.title(texts.CARTE_TITLE, anchor=False)
        moment = prerequis.require_moment()
    with st.container(key=keys.CARTE_COMMANDES):
        selection, couches, affichage = filters.show_filters(moment)
    explorer = st.container()
    with st.container(key=keys.CARTE_LEGENDE):
        selection = legende.show_legende(moment, selection, affichage)
    # Before the map: a click on what it shows then bears the address of the filters that it shows.
    adresse.flush()
    with explorer:
        carte.show_explorer(selection, couches, affichage)
    if is_whole:
        with st.container(key=keys.CARTE_OUTILS, horizontal=True, gap="xsmall"):
            impression.show_impression(selection)
            partage.show_partage(label=words.OPEN_MAP)

if is_whole:
    chiffres.show_chiffres(moment, selection)
    with st.container(key=keys.ECRAN_SEUL):
        tables.show_tables(moment, selection)
