"""Compression of everything that is text, done once per file, and the lifetimes that spare a second visit.

Streamlit leaves its own files uncompressed (4.6 MB on a first visit) because its middleware would compress
them again at every request. Here the compressed form is kept in memory: the second reader costs nothing, and
Streamlit's own files are then answered without going further down.
"""

import asyncio
import gzip
import hashlib
import re
from collections import OrderedDict
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MINIMUM_SIZE = 500
# Above, a body is passed on as it comes rather than gathered in memory.
MAXIMUM_SIZE = 16 * 1024 * 1024

PACKAGE_FILES = "/static/"
FILES = (PACKAGE_FILES, "/app/static/", "/component/")
# Routes of ours that keep their bodies compressed themselves, and must know what the client takes.
ENCODED_BY_ROUTE = ("/geo/",)
# Routes of ours whose addresses change with what they hold: when they say « for ever », it is so.
VERSIONED = ("/geo/", "/legende/", "/api/", "/partage/", "/atlas/", "/scripts/")
HOUR = "public, max-age=3600"

_COMPRESSIBLE = re.compile(
    r"text/(?!event-stream)|application/(javascript|json|geo\+json|manifest\+json|wasm|xml)\b|image/svg\+xml|font/[ot]tf"
)
_HASHED_NAME = re.compile(r"[.-][A-Za-z0-9_-]{8}\.\w+$")
_GZIP = re.compile(r"\b(?:x-)?gzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))")


@dataclass(frozen=True)
class Kept:
    """A compressed answer: the tag of its content, the headers and the body to send."""

    tag: str
    headers: list[tuple[bytes, bytes]]
    body: bytes


def accepts_gzip(accept_encoding: str) -> bool:
    """Whether a client takes gzip.

    >>> accepts_gzip("gzip, deflate, br"), accepts_gzip("br, gzip;q=0"), accepts_gzip("")
    (True, False, False)
    """
    return bool(_GZIP.search(accept_encoding))


def cache_control(path: str, sent: str | None) -> str | None:
    """Lifetime of an answer, given what was to be sent.

    Streamlit's hashed files are immutable, and it says so; it also says so of files whose name bears no hash,
    and says nothing useful of components. Those get an hour, then their ETag is compared.

    >>> cache_control("/static/js/index.DormvYxC.js", "public, immutable, max-age=31536000")
    'public, immutable, max-age=31536000'
    >>> cache_control("/favicon.png", "public, immutable, max-age=31536000")
    'public, max-age=3600'
    >>> cache_control("/component/carte/main.js", "public")
    'public, max-age=3600'
    >>> cache_control("/component/carte/index.html", "no-cache")
    'no-cache'
    >>> cache_control("/geo/1f2e3d/zones.geojson", "public, max-age=31536000, immutable")
    'public, max-age=31536000, immutable'
    """
    if sent and "immutable" in sent:
        hashed = path.startswith(PACKAGE_FILES) and _HASHED_NAME.search(path)
        return sent if hashed or path.startswith(VERSIONED) else HOUR
    return HOUR if sent in (None, "public") and path.startswith(FILES) else sent


def matches(if_none_match: str, tag: str) -> bool:
    """Weak comparison of an ``If-None-Match`` header with a tag, quotes removed.

    >>> matches('W/"abc", "def"', "def"), matches("*", "abc"), matches("", "abc")
    (True, True, False)
    """
    known = {value.strip().removeprefix("W/").strip('"') for value in if_none_match.split(",")}
    return bool(if_none_match) and ("*" in known or tag in known)


class CompressionMiddleware:
    """Gzip of textual GET answers, each file once, with ETag and ``304 Not Modified``.

    Left as they are: websockets, ranges, ``/media`` (binary, or made for one session), bodies already encoded,
    short, streamed without a length, or event streams.

    Parameters
    ----------
    app
        What answers.
    budget : int
        Bytes of compressed bodies kept; beyond, the least recently used go.
    """

    def __init__(self, app: ASGIApp, budget: int = 24 * 1024 * 1024) -> None:
        self.app = app
        self.budget = budget
        self.compressions = 0
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        # One compression at a time: a crowd arriving together finds the work of the first, and a core stays free.
        self._lock = asyncio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from memory if possible, else from the application."""
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"].startswith("/media/"):
            await self.app(scope, receive, send)
            return
        request = Headers(scope=scope)
        if "range" in request:
            await self.app(scope, receive, send)
            return

        key = _key(scope)
        # The files of an installed package do not change under a running server.
        if (
            scope["path"].startswith(PACKAGE_FILES)
            and key in self._kept
            and accepts_gzip(request.get("accept-encoding", ""))
        ):
            self._kept.move_to_end(key)
            await _send(self._kept[key], request, send)
            return
        if not scope["path"].startswith(ENCODED_BY_ROUTE):
            scope = _without_accept_encoding(scope)
        await self.app(scope, receive, _Answer(self, key, scope["path"], request, send))

    async def compress(self, key: str, tag: str, headers: MutableHeaders, body: bytes, *, keep: bool) -> Kept:
        """Compressed form of an answer, from memory if the content is the same."""
        if not keep:
            return await run_in_threadpool(_compress, tag, headers, body, level=6)
        async with self._lock:
            kept = self._kept.get(key)
            if kept is None or kept.tag != tag:
                kept = await run_in_threadpool(_compress, tag, headers, body)
                self.compressions += 1
                self._kept[key] = kept
            self._kept.move_to_end(key)
            while sum(len(each.body) for each in self._kept.values()) > self.budget:
                self._kept.popitem(last=False)
            return kept


class _Answer:
    """`send` of one request: gathers a body worth compressing, lets any other through."""

    def __init__(self, owner: CompressionMiddleware, key: str, path: str, request: Headers, send: Send) -> None:
        self.owner, self.key, self.path, self.request, self.send = owner, key, path, request, send
        self.start: Message | None = None
        self.chunks: list[bytes] = []

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if message["status"] == 200:
                lifetime = cache_control(self.path, headers.get("cache-control"))
                if lifetime is not None:
                    headers["Cache-Control"] = lifetime
            if message["status"] == 200 and _is_compressible(headers):
                self.start = message
                return
        elif self.start is not None:
            self.chunks.append(message.get("body", b""))
            if not message.get("more_body", False):
                await self._finish(MutableHeaders(scope=self.start), b"".join(self.chunks))
            return
        await self.send(message)

    async def _finish(self, headers: MutableHeaders, body: bytes) -> None:
        own_tag = headers.get("etag", "").removeprefix("W/").strip('"')
        tag = own_tag or hashlib.blake2b(body, digest_size=12).hexdigest()
        # Weak: the same content, whether compressed or not.
        headers["ETag"] = f'W/"{tag}"'
        if "accept-encoding" not in headers.get("vary", "").lower():
            headers.add_vary_header("Accept-Encoding")
        if accepts_gzip(self.request.get("accept-encoding", "")) and not matches(
            self.request.get("if-none-match", ""), tag
        ):
            # Pages are few and short, and any address may show one: they would push files out of memory.
            is_html = headers["content-type"].startswith("text/html")
            keep = not is_html and (bool(own_tag) or self.path.startswith(FILES))
            answer = await self.owner.compress(self.key, tag, headers, body, keep=keep)
        else:
            answer = Kept(tag, headers.raw, body)
        await _send(answer, self.request, self.send)


def _key(scope: Scope) -> str:
    """What tells two answers apart: a query means nothing to a file, and would let anyone fill the memory."""
    path: str = scope["path"]
    return path if path.startswith(FILES) else f"{path}?{scope.get('query_string', b'').decode('latin-1')}"


def _is_compressible(headers: Headers) -> bool:
    length = headers.get("content-length", "")
    return (
        "content-encoding" not in headers
        and bool(_COMPRESSIBLE.match(headers.get("content-type", "")))
        and length.isdigit()
        and MINIMUM_SIZE <= int(length) <= MAXIMUM_SIZE
    )


def _without_accept_encoding(scope: Scope) -> Scope:
    """The same request, so that Streamlit's own middleware does not compress what this one will."""
    return {**scope, "headers": [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]}


def _compress(tag: str, headers: MutableHeaders, body: bytes, level: int = 9) -> Kept:
    body = gzip.compress(body, level, mtime=0)
    compressed = headers.mutablecopy()
    compressed["Content-Encoding"] = "gzip"
    compressed["Content-Length"] = str(len(body))
    return Kept(tag, compressed.raw, body)


async def _send(answer: Kept, request: Headers, send: Send) -> None:
    status, headers, body = 200, answer.headers, answer.body
    if matches(request.get("if-none-match", ""), answer.tag):
        status, body = 304, b""
        headers = [pair for pair in headers if not pair[0].lower().startswith(b"content-")]
    await send({"type": "http.response.start", "status": status, "headers": list(headers)})
    await send({"type": "http.response.body", "body": body})
