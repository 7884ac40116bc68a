"""Données et méthode: downloads, definitions, missing data, sources."""

import streamlit as st

from clauses.rendu.mots import methode as texts
from clauses.ui import methode, prerequis

st.title(texts.TITLE, anchor=False)
moment = prerequis.require_moment()
contenus = prerequis.require_contenus()

methode.show_edition(moment)
methode.show_rubrique(moment, contenus)
