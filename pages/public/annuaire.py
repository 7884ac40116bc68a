"""Annuaire: search of guichets and insertion structures, and their sheets."""

import streamlit as st

from clauses.rendu.mots import annuaire as texts
from clauses.ui import annuaire, annuaire_fiche, blocks, prerequis

moment = prerequis.require_moment()
entree = annuaire_fiche.find_demandee(moment)

if entree:
    annuaire_fiche.show_fiche(moment, entree)
else:
    st.title(texts.TITLE, anchor=False)
    blocks.show_texte(texts.INTRO)
    choix = annuaire.show_filtres(moment)
    annuaire.show_resultats(moment, choix)
