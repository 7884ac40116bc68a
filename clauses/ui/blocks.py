"""HTML blocks of the project on screen: templates rendered and shown. Their style sheet is ``static/atlas.css``."""

import re
from pathlib import Path
from typing import Any

import streamlit as st

from clauses.catalogue import load_contenus
from clauses.views import prose
from clauses.views.guichet import constat, sans_contact
from clauses.views.html import environment, trusted
from clauses.views.termes import mark

_TEMPLATES = environment(Path(__file__).parent / "templates")
_TEMPLATES.filters |= {"constat": constat, "sans_contact": sans_contact}


def show(template: str, **values: Any) -> None:
    """Draw a template; every value is escaped on the way in."""
    show_rendered(render(template, **values))


def render(template: str, **values: Any) -> str:
    """HTML of a template, to be kept and shown later.

    Besides its values, a template has ``prose``, which makes HTML of Markdown, its headings under those of the block.
    """
    html = _TEMPLATES.get_template(template).render(
        prose=lambda text, shift=0: trusted(prose.render(text, shift)), **values
    )
    # Indentation is for who writes templates: on the way to the browser it only weighs.
    return html if "<pre" in html else re.sub(r"\n +", "\n", html)


def show_texte(text: str) -> None:
    """Draw a text of the interface (Markdown), its terms with their definition."""
    show("texte.html", texte=text)


def show_rendered(html: str) -> None:
    """Draw what :func:`render` made, and nothing else; each term of the glossary has its definition, once."""
    st.html(mark(html, load_contenus().lexique))
