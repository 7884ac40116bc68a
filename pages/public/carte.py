"""Carte: who covers which territory, and who to call for a commune."""

import streamlit as st

from clauses.catalogue import load_catalogue
from clauses.ui import carte, chiffres, filters, issues, tables, texts

catalogue = load_catalogue()
st.title(texts.CARTE_TITLE, anchor=False)
issues.show_banner(catalogue.issues)

selection, couches = filters.show_filters(catalogue, carte.choose)
carte.show_explorer(selection, couches)

chiffres.show_chiffres(catalogue, selection)
tables.show_tables(catalogue, selection)
