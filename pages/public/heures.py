"""Heures: what is achieved, where, from which source; what may be compared and what stands apart."""

import streamlit as st

from clauses.rendu.mots import heures as texts
from clauses.ui import blocks, donnees, heures

st.title(texts.TITLE, anchor=False)
catalogue = donnees.require_catalogue()
blocks.show_texte(texts.INTRO)

choix = heures.show_filtres()
heures.show_evolution(catalogue, choix)
heures.show_classement(catalogue, choix)
heures.show_repartition(catalogue)
heures.show_france(catalogue)
heures.show_a_part(catalogue)
heures.show_connu(catalogue)
