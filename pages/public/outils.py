"""Boîte à outils: short, dated pages with the articles they rest on."""

import streamlit as st

from clauses.rendu.mots import contenus as texts
from clauses.ui import outils, prerequis

st.title(texts.OUTILS_TITLE, anchor=False)
contenus = prerequis.require_contenus()

page = outils.find_demandee(contenus)
if page:
    outils.show_page(contenus, page)
else:
    outils.show_liste(contenus)
