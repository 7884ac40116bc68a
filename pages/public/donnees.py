"""Données et méthode: files to take away, definitions, what is missing, where it all comes from."""

import streamlit as st

from clauses.ui import donnees, methode
from clauses.ui.texts import methode as texts

st.title(texts.TITLE, anchor=False)
catalogue = donnees.require_catalogue()
contenus = donnees.require_contenus()

methode.show_edition(catalogue)
methode.show_rubrique(catalogue, contenus)
