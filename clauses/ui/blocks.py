"""HTML blocks of the project on screen: templates rendered and shown, with their style sheet."""

from pathlib import Path
from typing import Any

import streamlit as st

from clauses.catalogue import load_contenus
from clauses.views import prose
from clauses.views.html import environment, trusted
from clauses.views.prose import Termes

_FOLDER = Path(__file__).parent
_TEMPLATES = environment(_FOLDER / "templates")


def show_style() -> None:
    """Style sheet of the blocks; once per run of the application."""
    st.html(_FOLDER / "atlas.css")


def show(template: str, **values: Any) -> None:
    """Draw a template; every value is escaped on the way in."""
    show_rendered(render(template, **values))


def render(template: str, **values: Any) -> str:
    """HTML of a template, to be kept and shown later.

    Besides its values, a template has ``termes``, which marks the terms of the glossary in a sentence, and ``prose``,
    which makes HTML of Markdown, its headings under those of the block.
    """
    marks = Termes(load_contenus().formes)
    return _TEMPLATES.get_template(template).render(
        termes=lambda sentence: trusted(marks.mark(sentence)),
        prose=lambda text, shift=0: trusted(prose.render(text, marks, shift)),
        **values,
    )


def show_texte(text: str) -> None:
    """Draw a text of the interface (Markdown), its terms with their definition."""
    show("texte.html", texte=text)


def show_rendered(html: str) -> None:
    """Draw what :func:`render` made, and nothing else."""
    st.html(html)
