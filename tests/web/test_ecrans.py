"""Addresses of the screens, those that lead nowhere, robots.txt."""

import re

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Mount

from clauses.rendu.ecrans import ECRANS
from clauses.web.ecrans import build_ecrans_routes
from clauses.web.page import build_page
from tests.web.asgi import Answer, Fixed, call

OTHERS = Mount("/", Fixed(b"streamlit"))


def ask(path: str, site: str = "", **request) -> Answer:
    routes = [*build_ecrans_routes({"CLAUSES_ADRESSE": site}), OTHERS]
    app = Starlette(routes=routes, middleware=[Middleware(GZipMiddleware)])
    return call(app, path, {"host": "atlas.example", "accept-encoding": "gzip"}, **request)


@pytest.mark.parametrize("ecran", ECRANS, ids=lambda ecran: ecran.url_path)
def test_each_screen_has_its_page(ecran):
    answer = ask(f"/{ecran.url_path}")
    assert (answer.status, answer.headers["content-encoding"]) == (200, "gzip")
    assert '<div id="root"></div>' in answer.content.decode()
    assert build_page().script_hashes
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "path",
    ["/nonexistent", "/a/b", "/territoire/x", "/Carte", "/index.html", "/manifest.json", "/app/static/absent.js",
     "/static/js/absent.js", "/une-page/_stcore/agent/mcp", "/_stcorex", "/a\nb", "/a%20b", "/<script>"],
)  # fmt: skip
def test_an_address_that_leads_nowhere_says_so_and_shows_the_screens(path: str):
    answer = ask(path)
    assert (answer.status, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert answer.headers["cache-control"] == "no-store"
    page = answer.content.decode()
    assert "<h1>Page introuvable</h1>" in page
    assert "<script" not in page
    links = set(re.findall(r'<a [^>]*href="(/[^"]*)"', page))
    assert links == {f"/{ecran.url_path}" for ecran in ECRANS if not ecran.is_equipe}


@pytest.mark.parametrize("path", ["/_stcore/health", "/media/a.csv", "/component/a/index.html", "/territoire/"])
def test_what_is_streamlits_is_left_to_it(path: str):
    assert ask(path).body == b"streamlit"


def test_robots_read_all_but_the_team():
    answer = ask("/robots.txt", site="https://atlas.example")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["cache-control"] == "public, max-age=3600"
    lines = answer.content.decode().splitlines()
    assert lines[0].endswith("https://atlas.example")
    assert {line for line in lines if line.startswith("Disallow")} == {
        "Disallow: /mise-a-jour",
        "Disallow: /connexion",
        "Disallow: /deconnexion",
    }
