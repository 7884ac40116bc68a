"""Données et méthode: files to take away, definitions, what is missing, where it all comes from."""

import streamlit as st

from clauses.rendu.mots import methode as texts
from clauses.ui import donnees, methode

st.title(texts.TITLE, anchor=False)
catalogue = donnees.require_catalogue()
contenus = donnees.require_contenus()

methode.show_edition(catalogue)
methode.show_rubrique(catalogue, contenus)
