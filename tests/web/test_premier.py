"""First screen in the page: where it is sent, and where the words typed in its field lead."""

import re

import pytest

from clauses.rendu.mots import atlas as texts
from clauses.rendu.mots import serveur
from clauses.web import premier
from tests.donnees import REGION
from tests.web.test_ecrans import ask


@pytest.fixture(autouse=True)
def region(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAUSES_DATA", str(REGION))


def page(path: str, query: str = "") -> str:
    return ask(path, query=query).content.decode()


def test_first_screen_comes_before_the_application_and_needs_no_script():
    text = page("/", "commune=09001")
    assert text.index('id="premier"') < text.index('<div id="root">')
    assert "<h1>" in text
    assert 'href="tel:' in text
    assert "<noscript><p>" not in text
    assert "premier/premier.css" in text


def test_team_page_has_none_and_says_that_it_needs_scripts():
    text = page("/mise-a-jour")
    assert 'id="premier"' not in text
    assert serveur.NOSCRIPT in text
    assert "premier/premier.css" not in text


def test_in_a_frame_it_has_neither_header_nor_footer():
    text = page("/", "embed=true&commune=09001")
    assert 'id="premier"' in text
    assert "atlas-entete" not in text
    assert "atlas-pied" not in text


def test_inline_scripts_are_those_of_the_policy():
    assert re.findall(r"<script>", page("/")) == re.findall(r"<script>", page("/mise-a-jour"))


def test_second_visit_brings_no_byte():
    first = ask("/", query="commune=09001")
    again = ask("/", query="commune=09001", headers={"if-none-match": first.headers["etag"]})
    assert (again.status, again.body) == (304, b"")


def test_weight_of_the_page(monkeypatch: pytest.MonkeyPatch):
    """Compressed, with the shipped data: the map, and an answer."""
    monkeypatch.delenv("CLAUSES_DATA")
    for query in ("", "commune=34032"):
        answer = ask("/", query=query)
        assert answer.headers["content-encoding"] == "gzip"
        assert len(answer.body) <= 45_000


@pytest.mark.parametrize(
    ("path", "query", "target"),
    [
        ("/", "q=saint-essai", "/?commune=09003"),
        ("/", "q=09001", "/?commune=09001"),
        ("/", "q=saint-essai&acheteur=bailleurs&embed=true", "/?acheteur=bailleurs&embed=true&commune=09003"),
        ("/territoire", "q=saint-essai", "/territoire?territoire=COM:09003"),
    ],
)
def test_words_typed_lead_to_the_place(path: str, query: str, target: str):
    answer = ask(path, query=query)
    assert (answer.status, answer.headers["location"]) == (303, target)


def test_words_that_several_places_bear_give_their_list():
    answer = ask("/", query="q=e")
    links = re.findall(r'<li><a href="([^"]+)">', answer.content.decode())
    assert answer.status == 200
    assert {"/?commune=09002", "/?departement=09", "/?territoire=EPCI:900000002"} <= set(links)


def test_words_that_nothing_bears_are_quoted_and_escaped():
    text = page("/", "q=<script>zz")
    assert "&lt;script&gt;zz" in text
    assert "<script>zz" not in text


def test_words_of_the_directory_are_its_own():
    text = page("/annuaire", "q=testville")
    assert 'name="q" value="testville"' in text
    assert texts.APP_TITLE in text


def test_hand_over_is_asked_for_before_the_scripts_of_the_application():
    """The application, a module, waits for it: last of a hundred scripts, it held everything back."""
    assert 'defer fetchpriority="high"></script>' in premier.HEAD
