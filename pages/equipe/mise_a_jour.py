"""Mise à jour: edit a table, check it, preview, publish, restore."""

import streamlit as st

from clauses.rendu.mots import equipe as texts
from clauses.ui import acces, prerequis
from clauses.ui.equipe import atelier, ecran

st.title(texts.TITLE, anchor=False)
membre = acces.require_equipe()
acces.show_membre()

prerequis.require_moment()
moment = atelier.require_moment()
atelier.show_etat(moment)
ecran.show_vue(moment, membre)
