"""Navigation between the declared screens."""

from typing import Any

import streamlit as st

from clauses.domain.typographie import typographic
from clauses.rendu.ecrans import ECRANS
from clauses.rendu.mots import atlas as texts
from clauses.ui import acces, adresse, cadre, partage


def run() -> None:
    """Run the screen that the address names."""
    sections: dict[str, list[Any]] = {}
    titles: dict[int, str] = {}
    for rank, screen in enumerate(ECRANS):
        page = st.Page(
            screen.path,
            title=screen.title,
            icon=screen.icon,
            url_path=screen.url_path or None,
            default=rank == 0,
            visibility="hidden" if screen.is_equipe and not acces.membre() else "visible",
        )
        sections.setdefault(screen.section, []).append(page)
        titles[id(page)] = screen.title
    chosen = st.navigation(sections, position="hidden" if cadre.is_embedded() else "top")
    set_title(titles[id(chosen)])
    try:
        chosen.run()
        if chosen.url_path:
            # The map shows its own, beside the answer that a click changes.
            partage.show_whole(chosen.url_path)
    finally:
        adresse.flush()


def set_title(*names: str) -> None:
    """Document title: the sheet, the screen, the atlas."""
    st.set_page_config(page_title=" – ".join([*map(typographic, names), texts.APP_TITLE]))
