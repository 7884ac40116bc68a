"""Static assets of the interface, made once: Streamlit's in French, ours as they are, each beside its gzip and brotli.

Streamlit sends its files as they are (4.6 MB on a first visit), in English, with four thousand icons. Cutting and
compressing them takes seconds, so the result is kept in a cache folder beside the virtual environment, named after what
it was made from. An installation that cannot write there makes it ahead (``python -m clauses.web.interface``), or again
at each start, in a temporary folder.
"""

import atexit
import gzip
import hashlib
import json
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import Any
from wsgiref.headers import Headers

import brotli
from servestatic import ServeStaticASGI
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp

from clauses.web import polices, traductions
from clauses.web.cache_http import ASK_AGAIN, FOREVER
from clauses.web.fichiers import MAP_BUILD, MAP_FRAME, STATIC, STREAMLIT
from clauses.web.page import needed_scripts

CACHE = Path(sys.prefix) / "cache-atlas"
FILES, TAGS = "fichiers", "empreintes.json"
FAVICON = "favicon.ico"
HOUR, DAY = "public, max-age=3600", "public, max-age=86400"

# The best quality takes a second per megabyte, for a tenth of the bytes: what every visit asks for is worth it, the
# twenty megabytes of widgets that few screens use, or none, are not.
_BEST, _QUICK, _GZIP_LEVEL = 11, 5, 9
_SMALLEST = 500
_COMPRESSIBLE = frozenset({".css", ".html", ".ico", ".js", ".json", ".svg", ".txt"})
_HASHED_NAME = re.compile(r"^/static/.*[.-][A-Za-z0-9_-]{8}\.\w+$")
_UNUSED_S = 30 * 86400

Contents = Mapping[str, bytes]
"""Content of each file, by its path on the site without the first slash."""


def lifetime(url: str) -> str:
    """``Cache-Control`` of a file.

    The name of Streamlit's files holds a hash of their content, but not of our translations: those get a day.

    >>> lifetime("/static/js/protobuf.D55wl0P7.js"), lifetime("/static/js/DataFrame.-f9-1zS0.js")
    ('public, max-age=31536000, immutable', 'public, max-age=86400')
    >>> lifetime("/app/static/leaflet/leaflet.js"), lifetime("/component/carte/index.html")
    ('public, max-age=3600', 'no-cache')
    """
    if url.endswith(".html"):
        return ASK_AGAIN
    if _HASHED_NAME.match(url):
        return DAY if traductions.replacements(traductions.script_name(url)) else FOREVER
    return HOUR


class InterfaceMiddleware(ServeStaticASGI):
    """Files of the folders, at their address; anything else goes on to the application.

    Parameters
    ----------
    app
        The application, for all other addresses.
    folders
        As `prepare` gives them.
    """

    def __init__(self, app: ASGIApp, folders: Iterable[Path]) -> None:
        self._tags: dict[str, str] = {}
        super().__init__(app, max_age=None, allow_all_origins=False, add_headers_function=self._describe)
        for folder in folders:
            self._tags |= json.loads((folder / TAGS).read_text(encoding="utf-8"))
            self.add_files(folder / FILES)

    def _describe(self, headers: Headers, _path: str, url: str) -> None:
        headers["Cache-Control"] = lifetime(url)
        # Weak: one ETag for the file and its compressed forms. Hash of the content, so the same in all processes.
        headers["ETag"] = f'W/"{self._tags[url.removeprefix("/")]}"'

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer with a file if there is one."""
        if scope["type"] != "http" or scope["path"] not in self.files:
            await self.application(scope, receive, send)
            return
        await super().__call__(_whole(scope), receive, _reading(send))


def _whole(scope: Any) -> Any:
    """The request as the file server expects it; a byte range is that of the uncompressed file."""
    is_part = any(name == b"range" for name, _ in scope["headers"])
    headers = [pair for pair in scope["headers"] if not (is_part and pair[0] == b"accept-encoding")]
    return {**scope, "headers": headers, "extensions": {"http.response.pathsend": {}}}


def _reading(send: Any) -> Any:
    """``http.response.pathsend`` extension, which uvicorn lacks: read the file whole, not 8 kB per thread call."""

    async def send_file(message: Any) -> None:
        if message["type"] == "http.response.pathsend":
            message = {"type": "http.response.body", "body": await run_in_threadpool(Path(message["path"]).read_bytes)}
        await send(message)

    return send_file


def prepare(cache: Path = CACHE) -> list[Path]:
    """Folders of the interface, made if they are not there."""
    ours = own_files()
    versions = [version("streamlit"), version("streamlit-folium"), traductions.table_version(), polices.version()]
    # How well a file is compressed depends on who asks for it.
    versions += sorted(needed_scripts())
    content = [part for name, file in ours.items() for part in (name.encode(), file)]
    return [
        _folder(cache, "streamlit", _key(map(str.encode, versions)), streamlit_files),
        _folder(cache, "atlas", _key(content), lambda: ours),
    ]


def streamlit_files() -> Contents:
    """Files of Streamlit, its scripts in French and its icons those in use, and of the component of the map."""
    found = {f"static/{name}": content for name, content in _read(STREAMLIT / "static").items()}
    found |= {f"{MAP_FRAME}/{name}": content for name, content in _read(MAP_BUILD).items()}
    found["favicon.png"] = (STREAMLIT / "favicon.png").read_bytes()
    (icons,) = (name for name in found if name.startswith(polices.ICONS))
    found[icons] = polices.cut_icons(found[icons], polices.own_icons() | polices.streamlit_icons())
    (style,) = (name for name in found if name.startswith("static/css/index."))
    found[style] = polices.without_icons(found[style])
    return {name: traductions.translate(traductions.script_name(name), content) for name, content in found.items()}


def own_files() -> Contents:
    """Files of `STATIC`, and the icon at the address where browsers look for it."""
    found = _read(STATIC)
    return {FAVICON: found[FAVICON], **{f"app/static/{name}": content for name, content in found.items()}}


def _read(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def _key(parts: Iterable[bytes]) -> str:
    """Cache key of a folder: hash of its sources, and of this module."""
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for part in parts:
        digest.update(b"%d:" % len(part) + part)
    return digest.hexdigest()[:16]


def _folder(cache: Path, name: str, key: str, read: Callable[[], Contents]) -> Path:
    folder = cache / f"{name}-{key}"
    if not os.access(folder / TAGS, os.R_OK):
        try:
            cache.mkdir(exist_ok=True)
            _make(folder, read())
        except OSError:
            # Read-only or full. Private, so that nobody else can put a script there.
            temporary = Path(tempfile.mkdtemp(prefix="atlas-"))
            atexit.register(shutil.rmtree, temporary, ignore_errors=True)
            folder = temporary / folder.name
            _make(folder, read())
    with suppress(OSError):
        os.utime(folder)
    return folder


def _make(folder: Path, contents: Contents) -> None:
    """Atomic build: write a temporary folder, then rename it, so that concurrent starts see a whole folder or none."""
    _sweep(folder.parent)
    with tempfile.TemporaryDirectory(dir=folder.parent) as draft:
        made = Path(draft) / folder.name
        with ThreadPoolExecutor() as pool:
            tags = pool.map(lambda item: _write(made / FILES, *item), contents.items())
        (made / TAGS).write_text(json.dumps(dict(zip(contents, tags, strict=True))), encoding="utf-8")
        try:
            made.rename(folder)
        except OSError:
            if not (folder / TAGS).is_file():
                raise


def _write(folder: Path, name: str, content: bytes) -> str:
    """Write a file, its compressed forms beside it; returns its tag."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    if path.suffix in _COMPRESSIBLE and len(content) >= _SMALLEST:
        path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(content, _GZIP_LEVEL, mtime=0))
        path.with_name(f"{path.name}.br").write_bytes(brotli.compress(content, quality=_quality(name)))
    return hashlib.sha256(content).hexdigest()[:16]


def _quality(name: str) -> int:
    """Brotli quality of a file, by its path on the site."""
    spared = name.startswith("static/js/") and name.removeprefix("static/js/") not in needed_scripts()
    return _QUICK if spared or "/plotly/" in name else _BEST


def _sweep(cache: Path) -> None:
    """Remove folders that no start has used for a month: those of older versions, and of starts that were cut short."""
    for each in cache.iterdir():
        # Another start may tidy up meanwhile.
        with suppress(FileNotFoundError):
            if each.stat().st_mtime < time.time() - _UNUSED_S:
                shutil.rmtree(each, ignore_errors=True)


if __name__ == "__main__":
    print(*prepare(), sep="\n")
