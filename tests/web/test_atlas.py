"""Standalone atlas over HTTP: files, cache lifetimes, effect of a publication."""

import io
import re
import threading
import zipfile
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

from clauses.autonome import ARCHIVE
from clauses.donnees import lecture, load_contenus
from clauses.storage.files import DATA_VARIABLE
from clauses.web import atlas as served
from clauses.web.atlas import Copies, build_atlas_routes
from clauses.web.cache_http import FOREVER
from clauses.web.headers import HeadersMiddleware
from tests.web.asgi import Answer, call


@pytest.fixture
def app(region: Path, monkeypatch: pytest.MonkeyPatch) -> Starlette:
    """The invented region, whose atlas is made in a moment."""
    monkeypatch.setenv(DATA_VARIABLE, str(region))
    layers = [Middleware(HeadersMiddleware), Middleware(GZipMiddleware)]
    return Starlette(routes=build_atlas_routes({}), middleware=layers)


def ask(app: Starlette, path: str = "", query: str = "", **headers: str) -> Answer:
    given = {"host": "atlas.example", "accept-encoding": "gzip"} | {k.replace("_", "-"): v for k, v in headers.items()}
    return call(app, f"/atlas/{path}", given, query=query)


def addresses(app: Starlette) -> dict[str, str]:
    """Digest of each file that the page names."""
    page = ask(app).content.decode()
    return dict(re.findall(r'(?:"|&#34;)((?:static|donnees)/[^"?&]+)\?([0-9a-f]{12})', page))


def test_the_page_is_asked_for_again_each_time_and_its_files_never(app: Starlette):
    page = ask(app)
    assert (page.status, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert page.headers["cache-control"] == "no-cache"
    assert ask(app, if_none_match=page.headers["etag"]).status == 304
    named = addresses(app)
    assert len(named) > 10
    for name, digest in named.items():
        answer = ask(app, name, digest)
        assert (answer.status, answer.headers["cache-control"]) == (200, FOREVER), name


def test_texts_travel_compressed_and_pictures_as_they_are(app: Starlette):
    assert ask(app, "donnees/carte.js").headers["content-encoding"] == "gzip"
    font = ask(app, "static/fonts/atlas-titres.woff2")
    assert "content-encoding" not in font.headers
    assert font.headers["content-type"] == "font/woff2"
    assert ask(app, "static/fonts/atlas-titres.woff2", if_none_match=font.headers["etag"]).status == 304


def test_an_address_that_is_not_that_of_the_content_is_not_kept(app: Starlette):
    answer = ask(app, "donnees/carte.js", "000000000000")
    assert (answer.status, answer.headers["cache-control"]) == (200, "no-cache")


def test_the_folder_in_one_file_stays_together_when_it_comes_out(app: Starlette):
    answer = ask(app, ARCHIVE)
    assert answer.headers["content-disposition"] == 'attachment; filename="atlas.zip"'
    with zipfile.ZipFile(io.BytesIO(answer.content)) as opened:
        assert {name.partition("/")[0] for name in opened.namelist()} == {"atlas-des-clauses-sociales"}
        assert "atlas-des-clauses-sociales/index.html" in opened.namelist()
        assert opened.testzip() is None


@pytest.mark.parametrize("path", ["autre.js", "../app.py", "static/../../app.py", "index.html/", "%2e%2e/app.py"])
def test_nothing_else_is_served(app: Starlette, path: str):
    assert ask(app, path).status == 404


def test_a_slash_too_few_keeps_what_was_asked(app: Starlette):
    answer = call(app, "/atlas", {"host": "atlas.example"}, query="commune=98001")
    assert (answer.status, answer.headers["location"]) == (308, "/atlas/?commune=98001")


def test_the_page_says_what_is_shown_of_its_link(app: Starlette):
    page = ask(app).content.decode()
    assert "<!-- partage -->" not in page
    assert 'property="og:image"' in page


def test_its_policy_lets_no_script_in_but_its_own_files(app: Starlette):
    policy = ask(app).headers["content-security-policy"]
    assert "script-src 'self';" in f"{policy};".replace("  ", " ")
    assert not re.search(r"<script(?![^>]*src=)", ask(app).content.decode())


def test_a_publication_makes_another_folder(app: Starlette, region: Path):
    before = addresses(app)
    path = region / "guichets.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("PLIE", "Plan"), encoding="utf-8")
    after = addresses(app)
    assert after["static/autonome/atlas.js"] == before["static/autonome/atlas.js"]
    assert after["donnees/carte.js"] != before["donnees/carte.js"]


@pytest.mark.parametrize("name", ["guichets.csv", "geo/communes.csv", "geo/communes.geojson"])  # the last one: S27
def test_what_could_not_answer_says_so(app: Starlette, region: Path, name: str):
    (region / name).write_bytes(b"PK\x03\x04")
    answer = ask(app)
    assert (answer.status, answer.headers["cache-control"]) == (503, "no-store")
    assert "L’atlas léger n’est pas disponible" in answer.content.decode()


@pytest.mark.usefixtures("region")
def test_contents_read_again_do_not_make_the_folder_again(app: Starlette, monkeypatch: pytest.MonkeyPatch):
    """S2: the same files, whose objects left the cache."""
    assert ask(app).status == 200
    monkeypatch.setattr(served, "build_atlas", lambda *_: pytest.fail("made again"))
    before = load_contenus()
    with lecture._contenus.cache_condition:
        lecture._contenus.cache.clear()
    assert load_contenus() is not before
    assert ask(app).status == 200


def test_readers_get_the_folder_before_while_the_next_one_is_made(
    app: Starlette, region: Path, monkeypatch: pytest.MonkeyPatch
):
    copies = Copies("")
    before = copies.load()
    path = region / "heures.csv"
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    started, finish = threading.Event(), threading.Event()
    build = served.build_atlas

    def slowly(moment: object, *where: str) -> dict[str, bytes]:
        started.set()
        assert finish.wait(30)
        return build(moment, *where)

    monkeypatch.setattr(served, "build_atlas", slowly)
    builder = threading.Thread(target=copies.load)
    builder.start()
    assert started.wait(30)
    assert copies.load() is before
    finish.set()
    builder.join(30)
    assert copies.load() is not before
