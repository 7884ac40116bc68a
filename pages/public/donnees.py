"""Données et méthode: files to take away, definitions, what is missing, where it all comes from."""

import streamlit as st

from clauses.ui import donnees, methode
from clauses.ui.texts import methode as texts

st.title(texts.TITLE, anchor=False)
moment = donnees.require_moment()
contenus = donnees.require_contenus()

methode.show_edition(moment)
methode.show_rubrique(moment, contenus)
