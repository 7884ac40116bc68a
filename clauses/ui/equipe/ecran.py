"""Views of the team's screen: a table to edit, the editions, the guide."""

import streamlit as st

from clauses.acces import Membre
from clauses.donnees import Moment
from clauses.rendu import parametres
from clauses.rendu.guides import EQUIPE, load_guide, load_guides
from clauses.rendu.html import trusted
from clauses.rendu.mots import equipe as texts
from clauses.ui import blocks
from clauses.ui.choix import ask_few
from clauses.ui.equipe import atelier, retour, textes


def show_vue(moment: Moment, membre: Membre) -> None:
    """View selector, then the view."""
    vue = ask_few(parametres.VUE, texts.VUE, texts.VUES)
    if vue == texts.TEXTES:
        textes.show_textes(moment, membre)
    elif vue == texts.EDITIONS:
        retour.show_editions(moment, membre)
    elif vue == texts.GUIDE_VUE:
        show_guide()
    else:
        atelier.show_atelier(moment, membre)


def show_guide() -> None:
    """The guide of the team, with the others one click away."""
    guide = load_guide(EQUIPE)
    if guide is None:
        st.info(texts.GUIDE_MISSING)
        return
    autres = [other for other in load_guides() if other is not guide]
    blocks.show("guides.html", t=texts, corps=trusted(guide.a_cote), autres=autres)
