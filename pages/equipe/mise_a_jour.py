"""Mise à jour: the team edits a table, checks it, sees what changes, publishes, comes back."""

import streamlit as st

from clauses.rendu.mots import equipe as texts
from clauses.ui import acces, donnees
from clauses.ui.equipe import atelier, ecran

st.title(texts.TITLE, anchor=False)
membre = acces.require_equipe()
acces.show_membre()

catalogue = donnees.require_catalogue()
etat = atelier.require_etat()
atelier.show_etat(etat)
ecran.show_vue(etat, catalogue, membre)
