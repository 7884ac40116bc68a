"""Views of the team's screen: a table to edit, the editions, the guide."""

from pathlib import Path

import streamlit as st

from clauses.acces import Membre
from clauses.donnees import Moment
from clauses.rendu import ecrans, parametres, prose
from clauses.rendu.mots import equipe as texts
from clauses.ui import blocks
from clauses.ui.choix import ask_few
from clauses.ui.equipe import atelier, retour

GUIDE = ecrans.ROOT / "docs" / "guide-equipe.md"


def show_vue(moment: Moment, membre: Membre) -> None:
    """View selector, then the view."""
    vue = ask_few(parametres.VUE, texts.VUE, texts.VUES)
    if vue == texts.EDITIONS:
        retour.show_editions(moment, membre)
    elif vue == texts.GUIDE_VUE:
        show_guide(GUIDE)
    else:
        atelier.show_atelier(moment, membre)


def show_guide(path: Path) -> None:
    """The guide of the documentation, without its images."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError:
        st.info(texts.GUIDE_MISSING)
        return
    blocks.show_texte(prose.away_from_folder(text))
