"""Carte: coverage map, and the answer for a commune; embedded, these two alone."""

import streamlit as st

from clauses.rendu.mots import atlas as texts
from clauses.ui import cadre, carte, chiffres, filters, impression, partage, prerequis, tables

is_whole = not cadre.is_embedded()
if is_whole:
    st.title(texts.CARTE_TITLE, anchor=False)
moment = prerequis.require_moment()

selection, couches, affichage = filters.show_filters(moment, carte.choose)
carte.show_explorer(selection, couches, affichage)

if is_whole:
    with st.container(horizontal=True):
        with st.container(width="content"):
            impression.show_impression(selection)
        with st.container(width="content"):
            partage.show_partage()
    chiffres.show_chiffres(moment, selection)
    tables.show_tables(moment, selection)
