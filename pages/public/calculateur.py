"""Calculateur: hours and full-time equivalents of a contract, with their assumptions."""

import streamlit as st

from clauses.rendu.mots import calculateur as texts
from clauses.ui import blocks, calculateur, prerequis

st.title(texts.TITLE, anchor=False)
moment = prerequis.require_moment()
blocks.show_texte(texts.INTRO)

calculateur.show_calcul(moment)
