"""Commune search box: a custom component, because four thousand options do not fit in a Streamlit list."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from clauses.ui import keys, texts

_FOLDER = Path(__file__).parent
_BOX = st.components.v2.component(
    "recherche_commune",
    html=(_FOLDER / "recherche.html").read_text(encoding="utf-8"),
    css=(_FOLDER / "recherche.css").read_text(encoding="utf-8"),
    js=(_FOLDER / "recherche.js").read_text(encoding="utf-8"),
)


def show_recherche(on_choice: Callable[[str], None]) -> None:
    """Search box; calls ``on_choice`` with the INSEE code chosen."""
    _BOX(
        key=keys.RECHERCHE,
        data={
            "exemple": texts.SEARCH_EXAMPLE,
            "aide": texts.SEARCH_HELP,
            "rien": texts.SEARCH_EMPTY,
            "panne": texts.SEARCH_FAILURE,
        },
        on_commune_change=lambda: on_choice(st.session_state[keys.RECHERCHE].commune),
    )
