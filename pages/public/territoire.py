"""Territoire: one sheet for a commune, an EPCI, a département or the region."""

import streamlit as st

from clauses.rendu.mots import territoire as texts
from clauses.ui import comparaison, donnees, simulation, territoire

st.title(texts.TITLE, anchor=False)
catalogue = donnees.require_catalogue()

chosen = territoire.show_choix(catalogue)
fiche = territoire.show_fiche(catalogue, chosen)
simulation.show_simulation(catalogue, fiche)
comparaison.show_comparaison(catalogue, fiche)
