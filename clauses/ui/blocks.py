"""HTML blocks of the project on screen: templates rendered and shown, with their style sheet."""

from pathlib import Path
from typing import Any

import streamlit as st

from clauses.views.html import environment

_FOLDER = Path(__file__).parent
_TEMPLATES = environment(_FOLDER / "templates")


def show_style() -> None:
    """Style sheet of the blocks; once per run of the application."""
    st.html(_FOLDER / "atlas.css")


def show(template: str, **values: Any) -> None:
    """Draw a template; every value is escaped on the way in."""
    show_rendered(render(template, **values))


def render(template: str, **values: Any) -> str:
    """HTML of a template, to be kept and shown later."""
    return _TEMPLATES.get_template(template).render(**values)


def show_rendered(html: str) -> None:
    """Draw what :func:`render` made, and nothing else."""
    st.html(html)
