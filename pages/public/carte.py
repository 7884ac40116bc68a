"""Carte: who covers which territory, and who to call for a commune."""

import streamlit as st

from clauses.ui import carte, chiffres, donnees, filters, impression, tables, texts

st.title(texts.CARTE_TITLE, anchor=False)
catalogue = donnees.require_catalogue()

selection, couches = filters.show_filters(catalogue, carte.choose)
carte.show_explorer(selection, couches)
impression.show_impression(selection)

chiffres.show_chiffres(catalogue, selection)
tables.show_tables(catalogue, selection)
