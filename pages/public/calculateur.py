"""Calculateur: hours and full-time equivalents a contract can carry, assumptions in view."""

import streamlit as st

from clauses.rendu.mots import calculateur as texts
from clauses.ui import blocks, calculateur, donnees

st.title(texts.TITLE, anchor=False)
catalogue = donnees.require_catalogue()
blocks.show_texte(texts.INTRO)

calculateur.show_calcul(catalogue)
