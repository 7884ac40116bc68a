"""Navigation between the declared screens."""

from contextlib import suppress

import streamlit as st

from clauses.domain.typographie import typographic
from clauses.rendu.ecrans import ECRANS
from clauses.rendu.mots import atlas as texts
from clauses.ui import acces, adresse, cadre, partage
from clauses.ui.arret import PageArretee
from clauses.ui.entete import show_entete
from clauses.ui.pied import show_pied


def run() -> None:
    """Run the screen that the address names, or go to the one that a click on the header asks for."""
    pages = {
        screen.url_path: st.Page(
            screen.path,
            title=screen.title,
            url_path=screen.url_path or None,
            default=rank == 0,
        )
        for rank, screen in enumerate(ECRANS)
    }
    titles = {screen.url_path: screen.title for screen in ECRANS}
    chosen = st.navigation(list(pages.values()), position="hidden")
    set_title(titles[chosen.url_path])
    is_whole = not cadre.is_embedded()
    equipe = acces.membre() is not None
    if is_whole:
        asked = show_entete(chosen.url_path, equipe=equipe)
        if asked in pages:
            st.switch_page(pages[asked])
    try:
        with suppress(PageArretee):
            chosen.run()
            if chosen.url_path:
                # The map shows its own, beside the answer that a click changes.
                partage.show_whole(chosen.url_path)
        if is_whole:
            show_pied(equipe=equipe)
    finally:
        adresse.flush()


def set_title(*names: str) -> None:
    """Document title: the sheet, the screen, the atlas."""
    st.set_page_config(page_title=" – ".join([*map(typographic, names), texts.APP_TITLE]))
