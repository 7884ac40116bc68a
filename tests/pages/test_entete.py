"""Header, footer and headings, on every screen."""

import re
from itertools import pairwise
from urllib.parse import unquote

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from clauses.rendu.ecrans import ANNUAIRE, CALCULATEUR, CARTE, ECRANS, TERRITOIRE, Ecran
from clauses.rendu.mots import editeur as texts
from tests.donnees import REGION
from tests.pages.conftest import Open, html

BOITE = "atlas@exemple.example"
VIEWS = [
    *((ecran, {}) for ecran in ECRANS),
    (CARTE, {"commune": "09001"}),
    (CARTE, {"departement": "09"}),
    (CARTE, {"vue": "lacunes"}),
    (CARTE, {"guichet": "plie-testville"}),
    (CALCULATEUR, {"commune": "09001"}),
    (TERRITOIRE, {"territoire": "COM:09001"}),
    (ANNUAIRE, {"guichet": "plie-testville"}),
]


def levels(app: AppTest) -> list[int]:
    """Levels of the headings, in the order of the page."""
    found = []
    for node in app.main:
        kind = getattr(node, "type", "")
        if kind in ("title", "header", "subheader"):
            found.append({"title": 1, "header": 2, "subheader": 3}[kind])
        elif kind == "html":
            found.extend(int(level) for level in re.findall(r"<h(\d)", node.value))
    return found


@pytest.mark.parametrize(("ecran", "query"), VIEWS, ids=lambda each: getattr(each, "script", str(each)))
def test_headings_are_in_order(ouvrir: Open, ecran: Ecran, query: dict[str, str]):
    """Finding 54: h1 then h3 on six screens."""
    found = levels(ouvrir(REGION, ecran, **query))
    assert found[0] == 1
    assert found.count(1) == 1
    assert not [pair for pair in pairwise(found) if pair[1] > pair[0] + 1], found


@pytest.fixture
def reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAUSES_COURRIEL", BOITE)
    monkeypatch.setenv("CLAUSES_ADRESSE", "https://atlas.example")


def reports(app: AppTest) -> list[str]:
    """Messages that « Signaler une erreur » writes."""
    buttons = [each.proto.url for each in app.get("link_button") if each.proto.label == texts.REPORT]
    links = re.findall(rf'<a href="([^"]*)">{texts.REPORT}</a>', html(app))
    return [unquote(link.replace("&amp;", "&")) for link in (*buttons, *links)]


@pytest.mark.usefixtures("reported")
@pytest.mark.parametrize(
    ("ecran", "query", "said"),
    [
        (CARTE, {"commune": "09001"}, "Testville\r\nhttps://atlas.example/?commune=09001"),
        (CARTE, {"departement": "09"}, "Exemple\r\nhttps://atlas.example/?departement=09"),
        (CARTE, {"guichet": "plie-testville"}, "PLIE de Testville\r\nhttps://atlas.example/?guichet=plie-testville"),
        (CALCULATEUR, {"commune": "09001"}, "Testville\r\nhttps://atlas.example/?commune=09001"),
        (TERRITOIRE, {"territoire": "DEP:09"}, "Exemple\r\nhttps://atlas.example/territoire?territoire=DEP:09"),
        (ANNUAIRE, {"guichet": "plie-testville"}, "https://atlas.example/annuaire?guichet=plie-testville"),
    ],
    ids=lambda each: getattr(each, "script", str(each)[:40]),
)
def test_an_error_is_reported_with_what_it_is_about(ouvrir: Open, ecran: Ecran, query: dict[str, str], said: str):
    """Finding 20: no way to report an error, but from the directory."""
    (message,) = reports(ouvrir(REGION, ecran, **query))
    assert message.startswith(f"mailto:{BOITE}?subject=")
    assert said in message
    assert "Données actualisées" in message or "Données non datées" in message


def test_without_mailbox_nothing_is_reported(ouvrir: Open, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("CLAUSES_COURRIEL", raising=False)
    assert not reports(ouvrir(REGION, commune="09001"))


@pytest.mark.parametrize("ecran", ECRANS, ids=lambda ecran: ecran.script)
def test_every_screen_ends_with_who_publishes_it(ouvrir: Open, monkeypatch: pytest.MonkeyPatch, ecran: Ecran):
    """Finding 20: there was no footer."""
    monkeypatch.setenv("CLAUSES_EDITEUR", "Département d’Essai")
    last = ouvrir(REGION, ecran).get("html")[-1].value
    assert last.startswith('<footer class="atlas-pied"')
    assert "Département d’Essai" in last
    assert "édition n°" in last


def test_the_footer_is_there_without_data(ouvrir: Open, tmp_path):
    assert ouvrir(tmp_path).get("html")[-1].value.startswith("<footer")


def test_a_frame_has_neither_header_nor_footer(ouvrir: Open, monkeypatch: pytest.MonkeyPatch):
    class Framed(type(st.context)):
        is_embedded = True

    monkeypatch.setattr(st, "context", Framed())
    app = ouvrir(REGION)
    assert "<footer" not in html(app)
    assert "entete" not in [each.key for each in app.get("bidi_component")]
