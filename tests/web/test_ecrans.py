"""Addresses of the screens, those that lead nowhere, robots.txt."""

import re
from datetime import UTC, datetime, timedelta
from unittest.mock import MagicMock

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Match, Mount, Route
from streamlit.web.server.starlette.starlette_app import create_streamlit_routes

from clauses.rendu.ecrans import ECRANS
from clauses.web.ecrans import build_ecrans_routes
from clauses.web.page import build_page
from tests.web.asgi import Answer, Fixed, call

OTHERS = Mount("/", Fixed(b"streamlit"))


def ask(path: str, site: str = "", box: str = "", headers: dict[str, str] | None = None, **request) -> Answer:
    routes = [*build_ecrans_routes({"CLAUSES_ADRESSE": site, "CLAUSES_COURRIEL": box}), OTHERS]
    app = Starlette(routes=routes, middleware=[Middleware(GZipMiddleware)])
    return call(app, path, {"host": "atlas.example", "accept-encoding": "gzip", **(headers or {})}, **request)


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
     "/static/js/absent.js", "/static//etc/passwd", "/app/static/absent", "/component/a/absent.js",
     "/_stcore/absent.js", "/_stcore/health/absent.js", "/_stcore/health\n", "/_stcore/upload_file/a/b",
     "/_stcore/stream", "/une-page/_stcore/agent/mcp", "/_stcorex", "/a\nb", "/a%20b", "/<script>",
     "/.well-known/security.txt"],
)  # fmt: skip
def test_an_address_that_leads_nowhere_says_so_and_shows_the_screens(path: str):
    """S23: some of Streamlit's own addresses gave its page, with 200."""
    answer = ask(path)
    assert (answer.status, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert answer.headers["cache-control"] == "no-store"
    page = answer.content.decode()
    assert "<h1>Page introuvable</h1>" in page
    assert "<script" not in page
    links = set(re.findall(r'<a [^>]*href="(/[^"]*)"', page[: page.index("<footer")]))
    assert links == {f"/{ecran.url_path}" for ecran in ECRANS if not ecran.is_equipe}


@pytest.mark.parametrize("path", ["/_stcore/health", "/media/a.csv", "/_stcore/bidi-components/a/b.js", "/territoire/"])
def test_what_is_streamlits_is_left_to_it(path: str):
    assert ask(path).body == b"streamlit"


def test_every_route_of_this_streamlit_is_left_to_it():
    """Those that it opens with our settings; `InterfaceMiddleware` sends the files of ``component/``."""
    closed = re.compile("/_stcore/(metrics|agent)|/component/")
    theirs = [each for each in create_streamlit_routes(MagicMock()) if isinstance(each, Route)]
    ours = build_ecrans_routes({})
    opened = [each for each in theirs if each.path.startswith(("/_stcore/", "/media/")) and not closed.match(each.path)]
    assert len({each.path for each in opened}) >= 5
    for each in opened:
        for method in each.methods or ():
            scope = {"type": "http", "path": re.sub(r"{.*?}", "x", each.path), "method": method}
            assert not [route.path for route in ours if route.matches(scope)[0] is Match.FULL], (method, each.path)


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


def test_security_txt_names_the_mailbox_for_half_a_year():
    """S24: nobody was told who to write to about a vulnerability."""
    answer = ask("/.well-known/security.txt", site="https://atlas.example", box="atlas@exemple.example")
    assert (answer.status, answer.headers["content-type"]) == (200, "text/plain; charset=utf-8")
    fields = dict(line.split(": ", 1) for line in answer.content.decode().splitlines() if not line.startswith("#"))
    left = datetime.fromisoformat(fields.pop("Expires")) - datetime.now(UTC)
    assert timedelta(days=178) < left < timedelta(days=365)
    assert fields == {
        "Contact": "mailto:atlas@exemple.example",
        "Preferred-Languages": "fr, en",
        "Canonical": "https://atlas.example/.well-known/security.txt",
    }


@pytest.mark.parametrize("site", ["", "http://intranet:8501"])
def test_security_txt_has_no_canonical_address_but_https(site: str):
    assert b"Canonical" not in ask("/.well-known/security.txt", site=site, box="atlas@exemple.example").content


@pytest.mark.parametrize("box", ["x", "a@b.fr?cc=c@d.fr", "a@b.fr\nBcc: c@d.fr", "a@b.fr c@d.fr", "<a@b.fr>"])
def test_a_mailbox_that_is_none_stops_the_start(box: str):
    with pytest.raises(ValueError, match="CLAUSES_COURRIEL"):
        build_ecrans_routes({"CLAUSES_COURRIEL": box})
