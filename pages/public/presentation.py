"""Présentation: slide shows, instructions, notes to print."""

import streamlit as st

from clauses.rendu.mots import presentation as texts
from clauses.ui import blocks, leger, prerequis, presentation

st.title(texts.TITLE, anchor=False)
prerequis.require_moment()
contenus = prerequis.require_contenus()
blocks.show_texte(texts.INTRO)

presentation.show_histoires(contenus)
leger.show_leger()
presentation.show_mode_emploi()
