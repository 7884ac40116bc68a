"""Main script: page settings first (a local icon, before any navigation), then the screen asked for."""

import streamlit as st

from clauses.rendu import ecrans
from clauses.rendu.mots import atlas as texts
from clauses.ui import adresse, composant, navigation
from clauses.ui.moment import one_run

STATIC = ecrans.ROOT / "static"

st.set_page_config(page_title=texts.APP_TITLE, page_icon=str(STATIC / "icone.svg"), layout="wide")
adresse.confirm()
with one_run():
    navigation.run()
composant.settle()
