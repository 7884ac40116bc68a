"""Retours d'expérience: six territories compared, then each in full."""

import streamlit as st

from clauses.rendu.mots import contenus as texts
from clauses.ui import prerequis, retours

st.title(texts.RETOURS_TITLE, anchor=False)
moment = prerequis.require_moment()
contenus = prerequis.require_contenus()

retour = retours.find_demande(contenus)
if retour:
    retours.show_retour(moment, retour)
else:
    retours.show_comparaison(contenus)
    retours.show_recits(contenus)
    retours.show_conclusions(contenus)
