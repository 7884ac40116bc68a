"""Files of the interface: made once, whole, in French, compressed; how they are sent."""

import asyncio
import gzip
import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli
import pytest

from clauses.web import interface, polices, traductions
from clauses.web.fichiers import STATIC, STREAMLIT
from clauses.web.interface import InterfaceMiddleware, own_files, prepare, streamlit_files
from tests.web.asgi import Answer, Fixed, call

TEXT = b"guichet de la clause sociale " * 100
CONTENTS = {
    "app/static/a.js": TEXT,
    "app/static/court.js": b"x" * 499,
    "app/static/assez.js": b"x" * 500,
    "app/static/a.png": TEXT,
    "app/static/a.woff2": TEXT,
    "component/carte/index.html": TEXT,
}
GZIP = {"Accept-Encoding": "gzip"}


def made(cache: Path, contents: dict[str, bytes], key: str = "1") -> Path:
    return interface._folder(cache, "atlas", key, lambda: contents)


@pytest.fixture
def app(tmp_path: Path) -> InterfaceMiddleware:
    return InterfaceMiddleware(Fixed(b"suite"), [made(tmp_path, CONTENTS)])


def ask(app: InterfaceMiddleware, name: str = "a.js", headers: dict[str, str] | None = None, **request) -> Answer:
    return call(app, f"/app/static/{name}", headers, **request)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Folders of a few files; the list holds those read to build them."""
    read: list[str] = []
    monkeypatch.setattr(interface, "streamlit_files", lambda: read.append("streamlit") or {"static/a.js": TEXT})
    monkeypatch.setattr(interface, "own_files", lambda: CONTENTS)
    return read


def test_folders_are_made_once(tmp_path: Path, small: list[str]):
    folders = prepare(tmp_path)
    written = {path: path.stat().st_mtime_ns for folder in folders for path in folder.rglob("*") if path.is_file()}
    assert prepare(tmp_path) == folders
    assert small == ["streamlit"]
    assert all(path.stat().st_mtime_ns == moment for path, moment in written.items())


def test_a_file_that_changes_makes_its_folder_again_and_it_alone(
    tmp_path: Path, small: list[str], monkeypatch: pytest.MonkeyPatch
):
    before = prepare(tmp_path)
    monkeypatch.setattr(interface, "own_files", lambda: CONTENTS | {"app/static/a.js": TEXT[:-29]})
    after = prepare(tmp_path)
    assert (after[0], after[1] == before[1]) == (before[0], False)
    assert ask(InterfaceMiddleware(Fixed(), after), headers=GZIP).content == TEXT[:-29]
    assert ask(InterfaceMiddleware(Fixed(), before), headers=GZIP).content == TEXT


def test_a_translation_that_changes_makes_those_of_streamlit_again(
    tmp_path: Path, small: list[str], monkeypatch: pytest.MonkeyPatch
):
    before = prepare(tmp_path)
    monkeypatch.setattr(traductions, "table_version", lambda: "autre")
    after = prepare(tmp_path)
    assert (after[0] == before[0], after[1]) == (False, before[1])


def test_processes_that_start_together_share_one_whole_folder(tmp_path: Path):
    contents = {f"app/static/{rank}.js": TEXT for rank in range(50)}
    with ThreadPoolExecutor(8) as pool:
        folders = set(pool.map(lambda _: made(tmp_path, contents), range(8)))
    (folder,) = folders
    assert list(tmp_path.iterdir()) == [folder]
    assert len([path for path in folder.rglob("*.js") if path.read_bytes() == TEXT]) == 50


def test_a_start_that_is_cut_short_leaves_nothing_to_serve(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def killed(*_, quality):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(brotli, "compress", killed)
        with pytest.raises(KeyboardInterrupt):
            made(tmp_path, CONTENTS)
    assert not list(tmp_path.glob("atlas-*"))
    assert ask(InterfaceMiddleware(Fixed(), [made(tmp_path, CONTENTS)])).body == TEXT


def test_where_nothing_can_be_written_a_private_folder_is_made(tmp_path: Path):
    (tmp_path / "fichier").touch()
    folder = made(tmp_path / "fichier", CONTENTS)
    assert tmp_path not in folder.parents
    assert folder.parent.stat().st_mode & 0o777 == 0o700
    assert ask(InterfaceMiddleware(Fixed(), [folder])).body == TEXT


def test_a_folder_made_ahead_needs_no_writing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = made(tmp_path, CONTENTS)
    monkeypatch.setattr(interface, "_make", lambda *_: pytest.fail("made again"))
    monkeypatch.setattr(os, "utime", lambda _: (_ for _ in ()).throw(PermissionError))
    assert made(tmp_path, CONTENTS) == folder


def test_folders_unused_for_a_month_are_removed(tmp_path: Path):
    old, recent = made(tmp_path, CONTENTS, "1"), made(tmp_path, CONTENTS, "2")
    os.utime(old, (time.time() - 31 * 86400,) * 2)
    new = made(tmp_path, CONTENTS, "3")
    assert set(tmp_path.iterdir()) == {recent, new}


@pytest.mark.parametrize(("accepted", "sent"), [("gzip, deflate, br, zstd", "br"), ("gzip", "gzip"), ("br;q=0", None)])
def test_the_smallest_form_that_the_client_takes_is_sent(app: InterfaceMiddleware, accepted: str, sent: str | None):
    answer = ask(app, headers={"Accept-Encoding": accepted})
    assert answer.headers.get("content-encoding") == sent
    assert {"br": brotli.decompress, "gzip": gzip.decompress}.get(sent or "", bytes)(answer.body) == TEXT
    assert int(answer.headers["content-length"]) == len(answer.body)
    assert answer.headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    ("name", "encoding"), {"court.js": None, "assez.js": "gzip", "a.png": None, "a.woff2": None}.items()
)
def test_only_texts_long_enough_are_compressed(app: InterfaceMiddleware, name: str, encoding: str | None):
    assert ask(app, name, GZIP).headers.get("content-encoding") == encoding


def test_a_client_that_has_the_file_gets_no_body(app: InterfaceMiddleware):
    first = ask(app, headers=GZIP)
    for headers in (GZIP, {"Accept-Encoding": "br"}, {}):
        again = ask(app, headers=headers | {"If-None-Match": first.headers["etag"]})
        assert (again.status, again.body) == (304, b"")
        assert again.headers["cache-control"] == "public, max-age=3600"
        assert again.headers["etag"] == first.headers["etag"]
        assert not {"content-length", "content-encoding"} & again.headers.keys()


def test_the_tag_is_that_of_the_content_wherever_it_was_made(tmp_path: Path):
    one, other = (InterfaceMiddleware(Fixed(), [made(tmp_path / name, CONTENTS)]) for name in ("a", "b"))
    assert ask(one).headers["etag"] == ask(other).headers["etag"]
    changed = InterfaceMiddleware(Fixed(), [made(tmp_path, CONTENTS | {"app/static/a.js": TEXT[::-1]})])
    assert ask(changed).headers["etag"] != ask(one).headers["etag"]


def test_a_part_of_a_file_is_that_of_the_file_uncompressed(app: InterfaceMiddleware):
    part = ask(app, headers=GZIP | {"Range": "bytes=7-13"})
    assert (part.status, part.body, part.headers["content-range"]) == (206, TEXT[7:14], f"bytes 7-13/{len(TEXT)}")
    assert "content-encoding" not in part.headers


def test_head_has_the_headers_alone(app: InterfaceMiddleware):
    answer = ask(app, headers=GZIP, method="HEAD")
    assert (answer.status, answer.body, answer.headers["content-encoding"]) == (200, b"", "gzip")


def test_a_file_is_not_posted_to(app: InterfaceMiddleware):
    assert ask(app, method="POST").status == 405


@pytest.mark.parametrize("name", ["absent.js", "a.js.gz", "a.js.br", "../a.js", "a.js/", ""])
def test_anything_else_goes_on(app: InterfaceMiddleware, name: str):
    assert ask(app, name).body == b"suite"


def test_websockets_go_on(tmp_path: Path):
    async def websocket(scope, receive, send):
        await send({"type": "websocket.accept"})

    sent = []

    async def send(message):
        sent.append(message)

    app = InterfaceMiddleware(websocket, [made(tmp_path, CONTENTS)])
    asyncio.run(app({"type": "websocket", "path": "/app/static/a.js"}, None, send))
    assert sent == [{"type": "websocket.accept"}]


def test_every_file_of_the_atlas_and_of_streamlit_has_its_address():
    ours, theirs = own_files(), streamlit_files()
    assert {f"app/static/{path.relative_to(STATIC)}" for path in STATIC.rglob("*") if path.is_file()} < ours.keys()
    assert ours["favicon.ico"][:4] == b"\x00\x00\x01\x00"
    names = {f"static/{path.relative_to(STREAMLIT / 'static')}" for path in (STREAMLIT / "static").rglob("*.*")}
    assert names < theirs.keys()
    assert "index.html" not in theirs
    assert b"streamlit" in theirs["component/streamlit_folium.st_folium/index.html"].lower()


def test_scripts_are_in_french_and_others_as_they_are():
    theirs = streamlit_files()
    changed = {name for name in theirs if name.startswith((polices.ICONS, "static/css/index."))}
    for name, content in theirs.items():
        pairs = traductions.replacements(traductions.script_name(name))
        assert not [before for before, _ in pairs if before in content], name
        if name.startswith("static/") and not pairs and name not in changed:
            assert content == (STREAMLIT / name).read_bytes()
