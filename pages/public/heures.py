"""Heures: hours achieved by place and source; figures that cannot be compared stand apart."""

import streamlit as st

from clauses.rendu.mots import heures as texts
from clauses.ui import blocks, heures, prerequis

st.title(texts.TITLE, anchor=False)
moment = prerequis.require_moment()
blocks.show_texte(texts.INTRO)

mesure = heures.show_filtres(moment)
heures.show_evolution(moment, mesure)
heures.show_classement(moment, mesure)
heures.show_repartition(moment)
heures.show_france(moment)
heures.show_a_part(moment)
heures.show_connu(moment)
