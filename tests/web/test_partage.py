"""Open Graph tags and preview image of each address, whatever the state of the data."""

import asyncio
import html
import io
import re
import shutil
from pathlib import Path
from threading import Event

import pytest
from anyio import to_thread
from PIL import Image
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from clauses.domain.selection import Selection
from clauses.donnees import load_moment
from clauses.impression import tirages
from clauses.rendu.blocs.partage import build_apercu
from clauses.rendu.mots import partage as texts
from clauses.web.ecrans import build_ecrans_routes
from clauses.web.geo import FOREVER
from clauses.web.partage import build_partage_routes, meta_tags, page_tags
from tests.donnees import REGION
from tests.pages.test_mise_a_jour import publish_other
from tests.serveur import ROOT
from tests.web.asgi import Answer, call
from tests.web.asgi import ask as ask_async

APP = Starlette(routes=build_partage_routes())
HOST = {"host": "atlas.example"}


@pytest.fixture(autouse=True)
def region(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAUSES_DATA", str(REGION))
    monkeypatch.delenv("CLAUSES_ADRESSE", raising=False)


@pytest.fixture
def published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The invented region after one publication: editions 3 and 4."""
    data = shutil.copytree(REGION, tmp_path / "data")
    monkeypatch.setenv("CLAUSES_DATA", str(data))
    publish_other(data, nom="Nom d’après")


def asked(path: str, query: str = "", host: str = "atlas.example") -> Request:
    headers = [(b"host", host.encode())]
    return Request({"type": "http", "method": "GET", "path": path, "query_string": query.encode(), "headers": headers})


def shown(path: str, query: str = "", host: str = "atlas.example") -> dict[str, str]:
    """Properties of the tags, as who reads them unescapes them; each is there once."""
    found = re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">', meta_tags(asked(path, query, host)))
    assert len(found) == len(dict(found))
    return {name: html.unescape(value) for name, value in found}


@pytest.mark.parametrize(
    ("path", "query", "titre", "description", "image"),
    [
        (
            "/",
            "commune=09001",
            "Testville (09) – qui appeler",
            "PLIE de Testville, 05\u00a061\u00a000\u00a000\u00a000.",
            "departement/09",
        ),
        ("/atlas/", "commune=98002", "Sainte-Étape-sur-Mer – qui", "Sainte-Étape-sur-Mer", "departement/98"),
        ("/", "departement=98", "Fiction – qui appeler", "commencez par\u00a0: Région d’essai, 05", "departement/98"),
        ("/territoire", "territoire=EPCI:900000001", "Testville Agglo – fiche", "habitants", "departement/09"),
        ("/territoire", "territoire=EPCI:900000002", "Entre-Deux – fiche", "habitants", "region"),
        ("/territoire", "territoire=COM:09001", "Testville (09) – fiche", "PLIE de Testville", "departement/09"),
        (
            "/annuaire",
            "guichet=plie-testville",
            "PLIE de Testville",
            "Plan local d’essai, Testville (09)",
            "departement/09",
        ),
        ("/annuaire", "structure=nettoyage-essai", "Nettoyage d’Essai", "Entreprise d’insertion", "departement/"),
        ("/heures", "", "Heures – Région d’essai", texts.DESCRIPTION, "region"),
    ],
)
def test_a_link_is_shown_by_what_it_names(path: str, query: str, titre: str, description: str, image: str):
    tags = shown(path, query)
    assert tags["og:title"].startswith(titre)
    assert description in tags["og:description"]
    version = load_moment().version
    assert tags["og:image"].startswith(f"http://atlas.example/partage/{version}/{image}")
    assert tags["og:url"] == f"http://atlas.example{path}{f'?{query}' if query else ''}"
    assert tags["og:locale"] == "fr_FR"
    assert tags["twitter:card"] == "summary_large_image"


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/", "commune=99999"), ("/", "departement=zz"), ("/", "commune="), ("/territoire", "territoire=EPCI:x"),
        ("/annuaire", "guichet=absent"), ("/une-page", "commune=09001"), ("/mise-a-jour", ""), ("/", "edition=9999"),
        ("/", "edition=abc"), ("//ailleurs.example", ""),
    ],
)  # fmt: skip
def test_what_is_unknown_is_shown_as_the_atlas(path: str, query: str):
    tags = shown(path, query)
    named = {"/territoire": "Territoire – Région d’essai", "/annuaire": "Annuaire – Région d’essai"}
    assert tags["og:title"] in (named.get(path), "Atlas des clauses sociales", load_moment().titre)
    assert tags["og:description"] == texts.DESCRIPTION
    assert tags["og:url"].startswith("http://atlas.example/")
    assert "ailleurs" not in tags["og:url"]


def test_only_what_changes_the_view_is_in_its_address():
    tags = shown("/", "embed=true&utm_source=x&commune=09001&couches=epci")
    assert tags["og:url"] == "http://atlas.example/?commune=09001"


@pytest.mark.parametrize(("edition", "kept"), {"abc": "", "5" * 5000: "", "-3": "", "": "", "9": "&edition=9"}.items())
def test_an_edition_is_in_the_address_when_it_is_one(edition: str, kept: str, monkeypatch: pytest.MonkeyPatch):
    now = load_moment()
    monkeypatch.setattr("clauses.web.partage.load_moment", lambda _: now)
    tags = shown("/", f"commune=09001&edition={edition}")
    assert tags["og:url"] == f"http://atlas.example/?commune=09001{kept}"


@pytest.mark.usefixtures("published")
def test_an_edition_has_no_picture():
    assert "og:image" in shown("/", "commune=09001")
    tags = shown("/", "commune=09001&edition=3")
    assert tags["og:title"].startswith("Testville (09)")
    assert tags["og:url"].endswith("&edition=3")
    assert "og:image" not in tags


def test_the_public_address_comes_before_that_of_the_request(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CLAUSES_ADRESSE", "https://clauses.example/")
    tags = shown("/", "commune=09001", host="10.0.0.3:8501")
    assert tags["og:url"] == "https://clauses.example/?commune=09001"
    assert tags["og:image"].startswith("https://clauses.example/partage/")


def test_text_from_data_and_from_the_request_stays_text():
    named = page_tags(asked("/", "commune=09004"))
    assert "Gras &lt;b&gt;et&lt;/b&gt; Maigre" in named
    assert "<b>" not in named
    hostile = page_tags(asked("/", "commune=09001", host='a"><script>x</script>'))
    assert "<script" not in hostile


def test_pictures_without_contours_are_unavailable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """S27."""
    data = shutil.copytree(REGION, tmp_path / "data")
    monkeypatch.setenv("CLAUSES_DATA", str(data))
    path = data / "geo" / "communes.geojson"
    path.write_bytes(path.read_bytes()[:100])
    assert ask("/partage/x/region.png").status == 503


def test_guichets_that_cannot_be_read_are_not_said_to_be_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    data = shutil.copytree(REGION, tmp_path / "data")
    (data / "guichets.csv").write_bytes(b"\x00\x01")
    monkeypatch.setenv("CLAUSES_DATA", str(data))
    for path, query in (("/", "commune=09001"), ("/", "departement=98"), ("/territoire", "territoire=COM:09001")):
        tags = shown(path, query)
        assert tags["og:description"] == texts.DESCRIPTION
        assert "og:image" not in tags
        assert tags["twitter:card"] == "summary"
    assert ask("/partage/x/region.png").status == 503


def test_a_page_does_not_fail_without_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CLAUSES_DATA", str(tmp_path))
    tags = shown("/", "commune=09001")
    assert (tags["og:title"], "og:image" in tags) == ("Atlas des clauses sociales", False)


def test_a_page_does_not_fail_for_a_bug_which_is_logged(monkeypatch: pytest.MonkeyPatch, caplog):
    def broken(*_):
        raise AttributeError("panne")

    monkeypatch.setattr("clauses.web.partage.build_apercu", broken)
    assert shown("/", "commune=09001")["og:title"] == "Atlas des clauses sociales"
    assert "panne" in caplog.text


def test_apercu_has_no_need_of_a_request():
    apercu = build_apercu("/", {"commune": "09001"}, load_moment())
    assert apercu.adresse == "?commune=09001"
    assert apercu.precis


# The page


def front(path: str, query: str = "", **headers: str) -> Answer:
    app = Starlette(routes=build_ecrans_routes({}), middleware=[Middleware(GZipMiddleware)])
    return call(app, path, HOST | headers, query=query)


def test_each_page_has_its_own_words_once_and_its_own_tag():
    home, commune = front("/"), front("/", "commune=09001")
    for answer in (home, commune):
        text = answer.content.decode()
        assert text.count("<title>") == text.count('name="description"') == text.count("og:title") == 1
        assert int(answer.headers["content-length"]) == len(answer.body)
    assert "<title>Atlas des clauses sociales</title>" in home.content.decode()
    assert "<title>Testville (09) – qui appeler" in commune.content.decode()
    assert home.headers["etag"] != commune.headers["etag"]
    again = front("/", "commune=09001", **{"if-none-match": commune.headers["etag"]})
    assert (again.status, again.body) == (304, b"")
    assert commune.headers["cache-control"] == "no-cache"


def test_in_a_frame_links_open_beside_and_margins_go():
    text = front("/", "embed=true").content.decode()
    assert '<base target="_blank">' in text
    style, script = re.findall(r'(?:href|src)="/app/static/(partage/[\w.]+)\?[0-9a-f]{12}"', text)
    assert (style, script) == ("partage/embarque.css", "partage/hauteur.js")
    assert all((ROOT / "static" / name).exists() for name in (style, script))
    for query in ("", "embed=false", "commune=09001"):
        assert "<base" not in front("/", query).content.decode()
    # The light atlas has its own ways.
    assert "<base" not in meta_tags(asked("/atlas/", "embed=true"))


# The pictures


def ask(path: str) -> Answer:
    return call(APP, path, HOST)


@pytest.mark.parametrize("name", ["region", "departement/09", "departement/98"])
def test_pictures_are_as_large_as_they_say_and_kept(name: str):
    version = load_moment().version
    answer = ask(f"/partage/{version}/{name}.png")
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["cache-control"] == FOREVER
    assert Image.open(io.BytesIO(answer.body)).size == (1200, 630)
    assert ask(f"/partage/autre/{name}.png").headers["cache-control"] == "no-store"


def test_a_picture_is_drawn_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("CLAUSES_DATA", str(shutil.copytree(REGION, tmp_path / "data")))
    drawn = []
    monkeypatch.setattr(tirages, "build_vignette", lambda *_: drawn.append(1) or b"png")
    assert [ask("/partage/v/departement/09.png").body for _ in range(3)] == [b"png"] * 3
    assert drawn == [1]


@pytest.mark.usefixtures("published")
def test_every_version_has_the_picture_of_now(monkeypatch: pytest.MonkeyPatch):
    drawn = []
    monkeypatch.setattr(tirages, "build_vignette", lambda *_: drawn.append(1) or b"png")
    version = load_moment().version
    past = load_moment(3).version
    assert past.startswith("3-")
    lives = {each: ask(f"/partage/{each}/region.png").headers["cache-control"] for each in (version, past, "9999-v")}
    assert lives == {version: FOREVER, past: "no-store", "9999-v": "no-store"}
    assert drawn == [1]


def test_who_waits_for_a_picture_takes_no_thread(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("CLAUSES_DATA", str(shutil.copytree(REGION, tmp_path / "data")))
    begun, free, drawn = Event(), Event(), []

    def draw(_moment: object, _fonds: object, selection: Selection) -> bytes:
        if selection.departement:
            begun.set()
            free.wait(60)
        drawn.append(selection.departement)
        return b"png"

    monkeypatch.setattr(tirages, "build_vignette", draw)
    app = Starlette(routes=[*build_partage_routes(), Route("/autre", lambda _: PlainTextResponse("ici"))])

    async def crowd() -> None:
        to_thread.current_default_thread_limiter().total_tokens = 3
        assert (await ask_async(app, "/partage/v/region.png")).body == b"png"
        codes = ["09", "98"] * 4
        waiting = [asyncio.create_task(ask_async(app, f"/partage/v/departement/{code}.png")) for code in codes]
        try:
            # A guard for the day it fails: nothing here waits for that long.
            async with asyncio.timeout(20):
                while not begun.is_set():
                    await asyncio.sleep(0.01)
                others = [(await ask_async(app, path)).body for path in ("/autre", "/partage/v/region.png")]
            assert others == [b"ici", b"png"]
            assert not any(each.done() for each in waiting)
        finally:
            free.set()
            answers = await asyncio.gather(*waiting)
        assert [each.body for each in answers] == [b"png"] * len(codes)

    asyncio.run(crowd())
    # Each once; who comes first is not told.
    assert sorted(map(str, drawn)) == ["09", "98", "None"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/partage/v/departement/34.png", 404),
        ("/partage/v/departement/..png", 404),
    ],
)
def test_there_is_no_picture_of_what_does_not_exist(path: str, status: int):
    assert ask(path).status == status
