"""The printed map, from the screen of the map."""

import io
from pathlib import Path

import pytest
from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

from clauses.domain.selection import Selection
from clauses.donnees import load_moment
from clauses.impression import FeuillePapier, Sortie
from clauses.impression.tirages import load_impression
from clauses.rendu.mots import impression as texts
from clauses.ui import keys
from tests.donnees import REGION
from tests.pages.conftest import Open
from tests.pages.test_mise_a_jour import publish_other


def text_of(pdf: bytes) -> str:
    return " ".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def downloads(app) -> list[str]:
    """Labels of the buttons that give a file."""
    return [button.proto.label for button in app.get("download_button")]


def captions(app) -> str:
    return "\n".join(each.value for each in app.caption)


def opened(app: AppTest) -> AppTest:
    """The screen once its button has been pressed."""
    app.session_state[keys.IMPRESSION_OUVRIR] = True
    return app.run()


def test_choices_are_offered_to_who_asks(ouvrir: Open):
    app = ouvrir(REGION)
    assert texts.download("a4", "paysage", "pdf") not in downloads(app)
    opened(app)
    assert not app.exception
    assert texts.download("a4", "paysage", "pdf") in downloads(app)
    assert texts.FILTERED not in captions(app)
    app.segmented_control(key=keys.IMPRESSION_FORMAT).set_value("a3").run()
    assert not app.exception
    assert texts.download("a3", "paysage", "pdf") in downloads(app)
    assert dict(app.query_params) == {}


def test_filters_of_the_screen_are_followed_and_told(ouvrir: Open):
    app = opened(ouvrir(REGION, departement="98", typologie="bailleurs"))
    assert "Fiction \\(98\\)" in captions(app)
    assert texts.FILTERED in captions(app)


def test_nothing_to_print_without_guichets(ouvrir: Open, region: Path):
    (region / "guichets.csv").write_bytes(b"\x00\x01")
    app = opened(ouvrir(region))
    assert not app.exception
    assert texts.download("a4", "paysage", "pdf") not in downloads(app)


def test_the_edition_of_the_address_is_the_one_printed(region: Path, monkeypatch: pytest.MonkeyPatch):
    publish_other(region, nom="Nom d’après")
    monkeypatch.setenv("CLAUSES_DATA", str(region))
    now, past = (
        text_of(load_impression(load_moment(numero), Selection(), FeuillePapier(), Sortie.PDF, "https://atlas.example"))
        for numero in (None, 3)
    )
    assert "Nom d’après" in now
    assert "Nom d’après" not in past
    assert "édition n° 3" in past
    assert "?edition=3" in past


def test_a_map_is_printed_once(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CLAUSES_DATA", str(REGION))
    asked = (load_moment(), Selection(departement="98"), FeuillePapier(), Sortie.PDF, "")
    assert load_impression(*asked) is load_impression(*asked)
