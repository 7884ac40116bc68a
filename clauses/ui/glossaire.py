"""Glossary: every term in alphabetical order, narrowed by a word."""

import streamlit as st

from clauses.domain.contenus import Contenus
from clauses.rendu import parametres
from clauses.rendu.mots import contenus as texts
from clauses.rendu.termes import find_termes
from clauses.ui import blocks
from clauses.ui.adresse import Parametre, keep, seed

LONGEST = 60


def show_termes(contenus: Contenus) -> None:
    """Search box, then the terms; that of the address comes first."""
    blocks.show_texte(texts.GLOSSAIRE_INTRO)
    if not contenus.glossaire:
        st.info(texts.GLOSSAIRE_EMPTY)
        return
    word = _ask_word()
    chosen = st.query_params.get(parametres.TERME, "")
    found = find_termes(contenus.glossaire, word, chosen)
    blocks.show("compte.html", texte=texts.terms_found(len(found), len(contenus.glossaire)))
    if found:
        blocks.show("glossaire.html", termes_trouves=found, choisi=chosen)
    else:
        st.info(texts.GLOSSAIRE_NOTHING)


def _ask_word() -> str:
    parametre = Parametre(parametres.TERMES, "", lambda text: text[:LONGEST], str)
    typed = st.text_input(
        texts.GLOSSAIRE_SEARCH,
        seed(parametre),
        max_chars=LONGEST,
        key=parametres.TERMES,
        type="search",
        placeholder=texts.GLOSSAIRE_EXAMPLE,
        icon=":material/search:",
        live=True,
    )
    keep(parametre, (typed or "").strip())
    return (typed or "").strip()
