"""Annuaire: guichets and insertion structures, found by words and filters, each with its sheet."""

import streamlit as st

from clauses.rendu.mots import annuaire as texts
from clauses.ui import annuaire, annuaire_fiche, blocks, donnees

catalogue = donnees.require_catalogue()
entree = annuaire_fiche.find_demandee(catalogue)

if entree:
    annuaire_fiche.show_fiche(catalogue, entree)
else:
    st.title(texts.TITLE, anchor=False)
    blocks.show_texte(texts.INTRO)
    choix = annuaire.show_filtres(catalogue)
    annuaire.show_resultats(catalogue, choix)
