"""Glossaire: every term, its definition, where it comes from."""

import streamlit as st

from clauses.ui import donnees, glossaire
from clauses.ui.texts import contenus as texts

st.title(texts.GLOSSAIRE_TITLE, anchor=False)
contenus = donnees.require_contenus()

glossaire.show_termes(contenus)
