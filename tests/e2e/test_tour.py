"""The yearly update of the guide, its clicks counted."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from clauses.rendu.mots import equipe as texts
from clauses.rendu.mots import equipe_perimetre as perimetre_texts
from clauses.rendu.mots import fiche as fiche_texts
from clauses.rendu.mots import territoire as territoire_texts
from tests.donnees import REGION
from tests.e2e.atelier import Atelier
from tests.e2e.conftest import Visit
from tests.e2e.test_mise_a_jour import SETTINGS
from tests.serveur import running

MOST_CLICKS = 30


class Tour:
    """The update as a person makes it, its clicks counted: a field or a list is clicked, then typed in."""

    def __init__(self, atelier: Atelier) -> None:
        self.atelier, self.page, self.clicks = atelier, atelier.page, 0

    def click(self, target: Locator) -> None:
        target.click()
        self.clicks += 1
        self.atelier.settle()

    def write(self, label: str, value: str) -> None:
        field = self.page.get_by_role("textbox", name=label, exact=True)
        self.click(field)
        field.fill(value)
        self.page.keyboard.press("Tab")
        # What is typed is in the draft.
        expect(self.atelier.changes.get_by_text(value).first).to_be_visible()
        self.atelier.settle()

    def pick(self, label: str, value: str) -> None:
        self.atelier.pick_in_list(label, value)
        self.clicks += 1

    def place(self, name: str) -> None:
        box = self.page.get_by_role("combobox", name=perimetre_texts.SEARCH[perimetre_texts.ADD])
        self.click(box)
        box.press_sequentially(name)
        found = self.page.get_by_role("listbox", name=territoire_texts.SEARCH_FOUND[1]).get_by_role("option")
        self.click(found.first)


@pytest.fixture
def atelier(visit: Visit, tmp_path: Path) -> Iterator[Atelier]:
    """The screen of the team, on data where nobody has published yet."""
    data = shutil.copytree(REGION, tmp_path / "region")
    with running(tmp_path / "serveur", data, **SETTINGS) as server:
        yield Atelier(visit(server).page, server.url, data)


def test_the_yearly_update_takes_at_most_thirty_clicks(atelier: Atelier):
    """A telephone, a new guichet, a perimeter put right, one guichet closed, then the edition; its name follows too."""
    atelier.open(maniere=texts.FICHE)
    tour, page = Tour(atelier), atelier.page
    tour.pick(fiche_texts.WHICH, "PLIE de Testville")
    tour.write("Téléphone", "05 61 00 00 34")

    tour.click(page.get_by_role("button", name=fiche_texts.NEW))
    tour.write("Nom", "Guichet neuf du tour")
    for label, value in (("Typologie", "Plan local"), ("Rôle", "Guichet"), ("Statut", "Avéré")):
        tour.pick(label, value)
    tour.pick("Donneurs d’ordre", "Tous")
    page.keyboard.press("Escape")
    tour.place("ile mo")
    tour.write("Téléphone", "05 61 00 00 35")
    tour.write("Constaté en", "2026")
    tour.pick("Confiance", "Moyenne")
    tour.write("Source", "Appel du 12 janvier")

    tour.pick(fiche_texts.WHICH, "PLIE perdu")
    tour.place("ile mo")
    tour.pick(fiche_texts.WHICH, "Maison de l’Entre-Deux")
    tour.click(page.get_by_text("S’il a fermé"))
    tour.write("Fermé en", "2026")

    tour.click(page.get_by_role("textbox", name=texts.MESSAGE))
    page.keyboard.type("Tour de janvier")
    page.keyboard.press("Enter")
    atelier.settle()
    if page.get_by_text(texts.CONFIRM).count():
        tour.click(page.get_by_text(texts.CONFIRM))
    tour.click(page.get_by_role("button", name=texts.PUBLISH, exact=True))
    atelier.expect_published()
    assert tour.clicks <= MOST_CLICKS
