"""Short links: targets, and the page of a dead one."""

import html
import re
import shutil
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.applications import Starlette

from clauses.rendu.mots import editions
from clauses.rendu.mots import partage as texts
from clauses.web.liens import build_liens_routes
from tests.donnees import REGION
from tests.pages.test_annuaire import close
from tests.web.asgi import Answer, call

APP = Starlette(routes=build_liens_routes())


@pytest.fixture(autouse=True)
def region(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAUSES_DATA", str(REGION))


def ask(path: str, query: str = "") -> Answer:
    return call(APP, path, {"host": "atlas.example"}, query=query)


@pytest.mark.parametrize(
    ("path", "target"),
    {
        "/c/saint-essai": "/?commune=09003",
        "/c/Saint-Essai": "/?commune=09003",
        "/c/st-essai/": "/?commune=09003",
        "/c/l-epreuve": "/?commune=09002",
        "/c/bourg-de-l-oeuvre": "/?commune=09005",
        "/c/gras-b-et-b-maigre": "/?commune=09004",
        "/c/o": "/?commune=98004",
        "/c/09001": "/?commune=09001",
        "/c/testville-98": "/?commune=98001",
        "/d/fiction": "/?departement=98",
        "/d/09": "/?departement=09",
        "/e/entre-deux": "/?territoire=EPCI:900000002",
        "/e/900000001": "/?territoire=EPCI:900000001",
        "/g/plie-testville": "/annuaire?guichet=plie-testville",
        "/s/nettoyage-essai": "/annuaire?structure=nettoyage-essai",
    }.items(),
)
def test_a_short_address_leads_to_its_screen(path: str, target: str):
    answer = ask(path)
    assert (answer.status, answer.headers["location"]) == (307, target)
    assert answer.headers["cache-control"] == "no-cache"


def test_what_else_the_address_says_is_kept_and_what_it_names_is_not_said_twice():
    answer = ask("/c/saint-essai", "embed=true&commune=98001&acheteur=bailleurs&x=%26%0d%0aSet-Cookie:a")
    assert answer.headers["location"] == ("/?commune=09003&embed=true&acheteur=bailleurs&x=%26%0D%0ASet-Cookie:a")


def links(answer: Answer) -> dict[str, str]:
    found = re.findall(r'<li><a href="([^"]+)">([^<]+)</a> – ([^<]+)</li>', answer.body.decode())
    return {html.unescape(address): f"{name} – {place}" for address, name, place in found}


def test_homonyms_are_listed_and_none_is_guessed():
    answer = ask("/c/testville", "embed=true")
    assert answer.status == 404
    assert answer.headers["cache-control"] == "no-store"
    assert texts.SEVERAL_TITLE in answer.body.decode()
    assert links(answer) == {
        "/c/testville-09?embed=true": "Testville – Commune, Exemple (09)",
        "/c/testville-98?embed=true": "Testville – Commune, Fiction (98)",
    }
    for address in links(answer):
        assert ask(*address.split("?")).status == 307


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("/c/saint-esai", "/c/saint-essai"),
        ("/c/98300", "/c/ile-modele"),
        ("/c/testville-97", None),
        ("/d/exemple-x", None),
        ("/c", None),
        ("/d", None),
        ("/g", None),
        ("/s", None),
        ("/c/\r\nSet-Cookie: a=b", None),
        ("/d/\n", None),
        ("/s/x\ny", None),
        ("/c/", None),
        ("/e/", None),
        ("/g/absent", None),
        ("/s/plie-testville", None),
        ("/c/saint-essai/autre", None),
        ("/c/" + "a" * 5000, None),
    ],
)
def test_an_unknown_name_says_so_with_the_nearest_and_the_way_home(path: str, near: str | None):
    answer = ask(path)
    text = answer.body.decode()
    assert answer.status == 404
    assert texts.UNKNOWN_TITLE in text
    assert 'href="/">' in text
    assert 'content="noindex"' in text
    if near:
        assert near in links(answer)
        assert html.escape(texts.CLOSE) in text


@pytest.mark.parametrize("name", ["//ailleurs.example", "https://ailleurs.example", "\\ailleurs.example", "<script>"])
@pytest.mark.parametrize("letter", "cdegs")
def test_nothing_given_is_followed_nor_written(letter: str, name: str):
    answer = call(APP, f"/{letter}/{name}", query=quote(name))
    assert answer.status == 404
    assert "location" not in answer.headers
    assert "<script>" not in answer.body.decode()
    assert "://ailleurs" not in answer.body.decode()


def test_without_data_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CLAUSES_DATA", str(tmp_path))
    answer = ask("/c/saint-essai")
    assert answer.status == 503
    assert texts.UNREADABLE_TITLE in answer.body.decode()


def test_an_edition_is_that_of_the_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CLAUSES_DATA", str(shutil.copytree(REGION, tmp_path / "data")))
    answer = ask("/c/saint-essai", "edition=9999")
    assert answer.status == 404
    # The name is known: it is not what is missing.
    assert editions.UNKNOWN_TITLE in answer.body.decode()
    assert texts.UNKNOWN not in answer.body.decode()
    assert ask("/c/saint-essai", "edition=abc").headers["location"] == "/?commune=09003&edition=abc"


def test_the_short_address_of_a_closed_guichet_still_leads_to_the_directory(monkeypatch, tmp_path: Path):
    """Finding 35: what was printed goes on answering."""
    folder = tmp_path / "region"
    shutil.copytree(REGION, folder)
    close(folder, "plie-testville", "2025")
    monkeypatch.setenv("CLAUSES_DATA", str(folder))
    assert ask("/g/plie-testville").headers["location"] == "/annuaire?guichet=plie-testville"
