"""The declared list of screens: their script, title, address and icon. Adding a screen is adding a line."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from clauses.rendu.formats import typographic
from clauses.rendu.mots import annuaire, calculateur, contenus, equipe, heures, methode, presentation, territoire
from clauses.rendu.mots import atlas as texts
from clauses.ui import acces, adresse, cadre, partage

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen. Scripts live in ``pages/public`` or ``pages/equipe``, never directly in ``pages``."""

    script: str
    title: str
    icon: str
    url_path: str = ""
    section: str = ""
    """Menu it is in; empty for the bar itself."""

    @property
    def is_equipe(self) -> bool:
        """Whether it belongs to the team: others do not see it in the bar, and its own guard refuses them."""
        return self.script.startswith("equipe/")

    @property
    def path(self) -> Path:
        return ROOT / "pages" / self.script


ANNUAIRE = Screen("public/annuaire.py", annuaire.MENU, ":material/contacts:", "annuaire")
RETOURS = Screen("public/retours.py", contenus.RETOURS_MENU, ":material/forum:", "retours", texts.SECTION_COMPRENDRE)
OUTILS = Screen("public/outils.py", contenus.OUTILS_MENU, ":material/handyman:", "outils", texts.SECTION_COMPRENDRE)
GLOSSAIRE = Screen(
    "public/glossaire.py", contenus.GLOSSAIRE_MENU, ":material/menu_book:", "glossaire", texts.SECTION_COMPRENDRE
)
PRESENTATION = Screen("public/presentation.py", presentation.MENU, ":material/slideshow:", "presenter")
DONNEES = Screen("public/donnees.py", methode.MENU, ":material/database:", "donnees", texts.SECTION_COMPRENDRE)
MISE_A_JOUR = Screen("equipe/mise_a_jour.py", equipe.MENU, ":material/edit_square:", "mise-a-jour")
TERRITOIRE = Screen("public/territoire.py", territoire.MENU, ":material/location_city:", "territoire")
SCREENS = (
    Screen("public/carte.py", texts.CARTE_MENU, ":material/map:"),
    TERRITOIRE,
    Screen("public/heures.py", heures.MENU, ":material/bar_chart:", "heures"),
    Screen("public/calculateur.py", calculateur.MENU, ":material/calculate:", "calculateur"),
    ANNUAIRE,
    PRESENTATION,
    RETOURS,
    OUTILS,
    GLOSSAIRE,
    DONNEES,
    MISE_A_JOUR,
)
"""The first is the home page, served at ``/``."""


def run() -> None:
    """Run the screen that the address names."""
    sections: dict[str, list[Any]] = {}
    titles: dict[int, str] = {}
    for rank, screen in enumerate(SCREENS):
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
            # The map says it itself, beside the answer that a click changes.
            partage.show_whole(chosen.url_path)
    finally:
        adresse.flush()


def set_title(*names: str) -> None:
    """Name the window after what it shows: the sheet, the screen, the atlas."""
    st.set_page_config(page_title=" – ".join([*map(typographic, names), texts.APP_TITLE]))
