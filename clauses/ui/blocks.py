"""HTML blocks: the only module of the Streamlit layer that renders HTML."""

from typing import Any

import streamlit as st

from clauses.donnees import load_contenus
from clauses.rendu.blocs import render
from clauses.rendu.termes import mark


def show(template: str, **values: Any) -> None:
    """Draw a template; every value is escaped on the way in."""
    show_rendered(render(template, **values))


def show_texte(text: str) -> None:
    """Draw a text of the interface (Markdown), its terms with their definition."""
    show("texte.html", texte=text)


def show_rendered(html: str, *, before: str = "", after: str = "") -> None:
    """Draw what :func:`clauses.rendu.blocs.render` made, and nothing else; a term has its definition once.

    ``before`` and ``after`` are drawn with it, without definitions: what is not read on screen must not take them.
    """
    st.html(before + mark(html, load_contenus().lexique) + after)
