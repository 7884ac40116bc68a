"""Prose pages: lookup by address, and cards that link to them."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st

from clauses.domain.contenus import PageOutil, Retour
from clauses.domain.typographie import typographic
from clauses.rendu.ecrans import Ecran
from clauses.rendu.formats import unmarked
from clauses.rendu.mots import contenus as texts
from clauses.ui import keys

Ecrit = TypeVar("Ecrit", PageOutil, Retour)

_PER_ROW = 2


def find_asked(pages: Sequence[Ecrit], key: str) -> Ecrit | None:
    """The page that the address names; a warning when there is none of this name."""
    asked = st.query_params.get(key)
    found = next((page for page in pages if page.slug == asked), None)
    if asked and found is None:
        st.warning(texts.UNKNOWN, title=texts.UNKNOWN_TITLE)
    return found


def show_cards(pages: Sequence[Ecrit], screen: Ecran, key: str, show: Callable[[Ecrit], None]) -> None:
    """A card for each page, two side by side: its title leads to it, ``show`` draws the rest."""
    for start in range(0, len(pages), _PER_ROW):
        for column, page in zip(st.columns(_PER_ROW), pages[start : start + _PER_ROW], strict=False):
            name = f"{keys.CARTE_LIEN}_{page.slug}"
            with column, st.container(border=True, height="stretch", gap="xxsmall", key=name):
                title = f"**{unmarked(typographic(page.titre))}**"
                st.page_link(screen.path, label=title, icon=screen.icon, query_params={key: page.slug})
                show(page)
