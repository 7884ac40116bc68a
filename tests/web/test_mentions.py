"""Header, footer, and the pages that the law asks for."""

import re

import pytest
from starlette.applications import Starlette

from clauses.acces import Reglages
from clauses.rendu.blocs.entete import render_entete
from clauses.rendu.blocs.pied import ACCESSIBILITE, MENTIONS
from clauses.rendu.ecrans import ANNUAIRE, ECRANS, MISE_A_JOUR
from clauses.rendu.mots import editeur as texts
from clauses.web.connexion import build_connexion_routes
from clauses.web.ecrans import build_ecrans_routes
from clauses.web.mentions import build_mentions_routes
from tests.web.asgi import Answer, call

SETTINGS = {
    "CLAUSES_EDITEUR": "Département <d’Essai>",
    "CLAUSES_COURRIEL": "atlas@exemple.example",
    "CLAUSES_EDITEUR_COORDONNEES": "1 place de l’Essai,\n99000 Testville",
    "CLAUSES_EDITEUR_DIRECTION": "Camille Essai",
    "CLAUSES_HEBERGEUR": "Hébergeur d’Essai",
    "CLAUSES_EQUIPE": "comptes",
}


@pytest.fixture
def published(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SETTINGS.items():
        monkeypatch.setenv(name, value)


def ask(path: str, query: str = "", **settings: str) -> Answer:
    environ = SETTINGS | settings
    routes = [
        *build_connexion_routes(Reglages.from_environ(environ)),
        *build_mentions_routes(environ),
        *build_ecrans_routes(environ),
    ]
    return call(Starlette(routes=routes), path, {"host": "atlas.example"}, query=query)


def links(html: str) -> list[str]:
    return re.findall(r'<a [^>]*href="(/[^"]*)"', html)


def test_the_page_comes_with_its_header_and_the_current_screen_marked():
    """Finding 18: the menu was drawn by the application, last of all, and on a phone was a lone arrow."""
    page = ask("/annuaire").content.decode()
    head = page[page.index("<header") : page.index("</header>")]
    assert page.index("</header>") < page.index('<div id="root">')
    assert set(links(head)) == {f"/{ecran.url_path}" for ecran in ECRANS}
    assert re.findall(r'href="(/\w*)"[^>]*aria-current="page"', head) == [f"/{ANNUAIRE.url_path}"] * 2
    assert "Menu" in head


def test_the_bar_has_five_entries_and_the_rest_is_under_our_own_word():
    """Finding 19: at 768 px, « 6 more » hid the others, in English."""
    bar, more = render_entete("").split("<details", 1)
    assert len(re.findall("<li", bar)) == 5
    assert "Plus" in more
    assert len(links(more)) == len(ECRANS)


def test_only_the_screen_of_the_team_is_hidden_until_shown():
    hidden = re.findall(r'<li data-equipe hidden><a href="/([\w-]+)"', re.sub(r">\s+<", "><", render_entete("")))
    assert hidden == [MISE_A_JOUR.url_path]


def test_a_frame_has_no_header():
    assert "<header" not in ask("/annuaire", "embed=true").content.decode()


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("path", [f"/{MENTIONS}", f"/{ACCESSIBILITE}", "/connexion", "/nulle-part"])
def test_pages_of_the_server_say_who_publishes_and_how_to_write(path: str):
    """Finding 20: nobody said who publishes, and there was no contact, no legal notice."""
    page = ask(path).content.decode()
    foot = page[page.index("<footer") :]
    assert "Département &lt;d’Essai&gt;" in foot
    assert "mailto:atlas@exemple.example" in foot
    assert texts.accessibility("non") in foot
    assert {f"/{MENTIONS}", f"/{ACCESSIBILITE}"} <= set(links(foot))
    assert "CLAUSES_" not in page
    assert "<script" not in page


@pytest.mark.usefixtures("published")
def test_a_new_colleague_finds_the_sign_in_and_the_guide():
    """Finding 18: no public page led there."""
    foot = ask(f"/{MENTIONS}").content.decode().partition("<footer")[2]
    assert f'<a href="/connexion">{texts.TEAM}</a>' in foot
    assert "/guide/guide-equipe" in links(ask("/connexion").content.decode())
    assert "/guide/connexion" in links(ask("/connexion", CLAUSES_EQUIPE="").content.decode())


def test_the_legal_notice_names_publisher_director_and_host():
    answer = ask(f"/{MENTIONS}")
    page = answer.content.decode()
    assert (answer.status, answer.headers["cache-control"]) == (200, "no-cache")
    for said in ("1 place de l’Essai, 99000 Testville", "Camille Essai", "Hébergeur d’Essai", "atlas@exemple.example"):
        assert said in page


def test_a_legal_notice_without_publisher_says_so():
    page = ask(f"/{MENTIONS}", CLAUSES_EDITEUR="", CLAUSES_COURRIEL="").content.decode()
    assert texts.LEGAL_LOCAL in page
    assert texts.LEGAL_PUBLISHER not in page


@pytest.mark.parametrize("degree", texts.CONFORMITES)
def test_the_accessibility_statement_follows_the_audit(degree: str):
    page = ask(f"/{ACCESSIBILITE}", CLAUSES_ACCESSIBILITE=degree).content.decode()
    assert f"<h1>{texts.accessibility(degree)}</h1>" in page
    assert texts.STATEMENT[degree] in page


def test_an_unknown_degree_of_accessibility_stops_the_start():
    with pytest.raises(ValueError, match="CLAUSES_ACCESSIBILITE"):
        ask("/", CLAUSES_ACCESSIBILITE="presque")
