"""Territoire: one sheet for a commune, an EPCI, a département or the region."""

import streamlit as st

from clauses.rendu.mots import territoire as texts
from clauses.ui import comparaison, prerequis, simulation, territoire

st.title(texts.TITLE, anchor=False)
moment = prerequis.require_moment()

chosen = territoire.show_choix(moment)
fiche = territoire.show_fiche(moment, chosen)
simulation.show_simulation(moment, fiche)
comparaison.show_comparaison(moment, fiche)
