"""Carte: coverage map, and the answer for a commune; embedded, these two alone."""

import streamlit as st

from clauses.rendu.mots import atlas as texts
from clauses.rendu.mots import partage as words
from clauses.ui import adresse, cadre, carte, chiffres, filters, impression, keys, partage, prerequis, tables

is_whole = not cadre.is_embedded()
if is_whole:
    st.title(texts.CARTE_TITLE, anchor=False)
moment = prerequis.require_moment()

selection, couches, affichage = filters.show_filters(moment, carte.choose)
# Before the map: a click on what it shows then bears the address of the filters that it shows.
adresse.flush()
carte.show_explorer(selection, couches, affichage)

if is_whole:
    with st.container(horizontal=True):
        with st.container(width="content"):
            impression.show_impression(selection)
        with st.container(width="content"):
            partage.show_partage(label=words.OPEN_MAP)
    chiffres.show_chiffres(moment, selection)
    with st.container(key=keys.ECRAN_SEUL):
        tables.show_tables(moment, selection)
