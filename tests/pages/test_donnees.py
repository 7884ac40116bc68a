"""Données et méthode: each section at its address, and a table that cannot be read is not offered."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from clauses.rendu import ecrans, parametres
from clauses.rendu.mots import atlas as shared
from clauses.rendu.mots import methode as texts
from tests.donnees import REGION
from tests.pages.conftest import Open, address, html
from tests.pages.test_carte import break_, empty, remove

SCREEN = next(screen for screen in ecrans.ECRANS if screen.url_path == "donnees")


@pytest.fixture
def donnees(ouvrir: Open):
    def donnees(data: Path | None = REGION, **parameters: str):
        app = ouvrir(data, SCREEN, **parameters)
        assert not app.exception
        return app

    return donnees


def buttons(app) -> list[str]:
    return [button.proto.label for button in app.get("download_button")]


def test_files_first(donnees):
    app = donnees()
    assert texts.edition(3, date(2024, 2, 29)) in [block.value for block in app.markdown]
    labels = buttons(app)
    assert labels[0] == texts.ZIP
    kinds = Counter(label.rpartition(".")[2] for label in labels[1:])
    assert kinds == {"csv": 12, "xlsx": 12, "geojson": 3, "json": 2, "txt": 1}
    assert len(set(labels)) == len(labels)
    assert address(app) == {}


@pytest.mark.parametrize(
    ("rubrique", "words"),
    [
        (texts.DEFINITIONS, "Testville, par PLIE de Testville"),
        (texts.MANQUES, "98 Fiction"),
        (texts.FRAICHEUR, "un numéro plus proche que celui de la Région"),
        (texts.SOURCES, "Annuaire d’essai"),
    ],
)
def test_each_section_has_its_address(donnees, rubrique: str, words: str):
    app = donnees(rubrique=rubrique)
    assert words in html(app)
    assert address(app) == {"rubrique": rubrique}
    assert app.button_group(key=parametres.RUBRIQUE).value == rubrique


def test_age_of_the_guichets_is_drawn_with_its_finding_and_its_table(donnees):
    app = donnees(rubrique=texts.FRAICHEUR)
    assert any("depuis moins de trois ans" in title.value for title in app.header)
    assert "Source non datée" in html(app)
    assert len(buttons(app)) == 4


def test_a_section_that_does_not_exist_is_the_first(donnees):
    assert buttons(donnees(rubrique="<b>"))[0] == texts.ZIP


def test_data_without_licence_say_so(donnees):
    assert texts.LICENCE_UNKNOWN in [info.value for info in donnees(rubrique=texts.SOURCES).info]


def test_shipped_licence_and_sources(donnees):
    page = html(donnees(None, rubrique=texts.SOURCES))
    for part in ("Licence Ouverte", "clausesociale34.fr", "IGN ADMIN EXPRESS", "Natural Earth"):
        assert part in page


@pytest.mark.parametrize("damage", [remove, break_])
@pytest.mark.parametrize("name", ["heures.csv", "guichets.csv"])
def test_a_table_that_cannot_be_read_is_not_offered(donnees, region: Path, damage, name: str):
    damage(region, name)
    app = donnees(region)
    assert texts.ABSENT in [caption.value for caption in app.caption]
    assert len(buttons(app)) < len(buttons(donnees()))


@pytest.mark.parametrize("rubrique", [texts.DEFINITIONS, texts.MANQUES, texts.FRAICHEUR])
def test_nothing_is_claimed_without_guichets(donnees, region: Path, rubrique: str):
    remove(region, "guichets.csv")
    app = donnees(region, rubrique=rubrique)
    assert shared.GUICHETS_MISSING in [warning.value for warning in app.warning]


@pytest.mark.parametrize("rubrique", texts.RUBRIQUES)
def test_empty_tables(donnees, region: Path, rubrique: str):
    for name in ("guichets.csv", "heures.csv", "structures.csv", "qpv.csv"):
        empty(region, name)
    donnees(region, rubrique=rubrique)
