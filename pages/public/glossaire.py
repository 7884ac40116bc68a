"""Glossaire: terms, definitions and sources."""

import streamlit as st

from clauses.rendu.mots import contenus as texts
from clauses.ui import glossaire, prerequis

st.title(texts.GLOSSAIRE_TITLE, anchor=False)
contenus = prerequis.require_contenus()

glossaire.show_termes(contenus)
