"""Retours d'expérience: what six territories told, side by side, then each in full."""

import streamlit as st

from clauses.rendu.mots import contenus as texts
from clauses.ui import donnees, retours

st.title(texts.RETOURS_TITLE, anchor=False)
catalogue = donnees.require_catalogue()
contenus = donnees.require_contenus()

retour = retours.find_demande(contenus)
if retour:
    retours.show_retour(catalogue, retour)
else:
    retours.show_comparaison(contenus)
    retours.show_recits(contenus)
    retours.show_conclusions(contenus)
