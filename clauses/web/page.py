"""The one HTML page of the site, in French, and Streamlit's scripts with their sentences translated.

Streamlit ships an English page and has no setting for its language. The page is rewritten once, when the
application is built; scripts are translated as they pass, and the compression layer above keeps the result.
"""

import base64
import hashlib
import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import streamlit
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from clauses.web import traductions
from clauses.web.fichiers import static_address
from clauses.web.prechargement import preload_links

STREAMLIT_INDEX = Path(streamlit.__file__).parent / "static" / "index.html"

TITLE = "Atlas des clauses sociales"
DESCRIPTION = (
    "Carte des guichets des clauses sociales d’insertion\u00a0: qui appeler, commune par commune, "
    "pour inscrire une clause dans un marché public."
)
NOSCRIPT = (
    "Cette carte a besoin de JavaScript. Activez-le dans votre navigateur, ou demandez au guichet de votre "
    "département la liste des facilitateurs de la clause sociale."
)
ABOUT = f'<title>{html.escape(TITLE)}</title>\n    <meta name="description" content="{html.escape(DESCRIPTION)}" />'
"""What the page says of itself, until somebody says it of each address."""
ICON = "/app/static/icone.svg"
STYLE = "atlas.css"
"""Style of the blocks: linked by the page rather than sent at each visit, so that the browser keeps it."""

# On a deep link such as /territoire, Streamlit first looks for itself under that address (two answers 404, a warning on
# the console, a round trip lost). The atlas lives at the root of its host: the page says so.
ROOT_SCRIPT = "<script>window.__streamlit = { BACKEND_BASE_URL: window.location.origin }</script>"

# Not pages: what is served under these is never Streamlit's HTML page.
_NOT_PAGES = ("/static/", "/app/", "/component/", "/media/", "/_stcore/")


@dataclass(frozen=True)
class Page:
    """Streamlit's page and ours.

    Attributes
    ----------
    original, body : bytes
        The installed page, and the one sent instead.
    script_hashes : tuple of str
        ``sha256-…`` of each inline script of the page sent, as a Content-Security-Policy names them.
    """

    original: bytes
    body: bytes
    script_hashes: tuple[str, ...]


def rewrite(source: str) -> str:
    """Streamlit's page, made French and freed of its pointers to the agent API, which is closed.

    >>> rewrite('<html lang="en"><title>Streamlit</title></html>').splitlines()[0]
    '<html lang="fr"><title>Atlas des clauses sociales</title>'
    """
    for pattern, replacement in (
        (r"<!--.*?-->\s*", ""),
        (r'<html lang="en">', '<html lang="fr">'),
        (r"<title>.*?</title>", ABOUT),
        (r'<link rel="shortcut icon"[^>]*>', f'<link rel="icon" type="image/svg+xml" href="{ICON}" />'),
        (r'<link rel="service-desc"[^>]*>\s*', ""),
        (r"<noscript>.*?</noscript>", f"<noscript><p>{html.escape(NOSCRIPT)}</p></noscript>"),
    ):
        source = re.sub(pattern, replacement, source, flags=re.DOTALL)
    return source


def inline_scripts(source: str) -> list[str]:
    """Text of the inline scripts of a page, exactly as the browser hashes it.

    >>> inline_scripts('<script src="a.js"></script><script>x = 1</script>')
    ['x = 1']
    """
    return re.findall(r"<script>(.*?)</script>", source, flags=re.DOTALL)


@cache
def build_page(index: Path = STREAMLIT_INDEX) -> Page:
    """Read the page of the installed Streamlit and rewrite it, once per process."""
    original = index.read_bytes()
    text = rewrite(original.decode("utf-8"))
    head = f"{ROOT_SCRIPT}\n    {style_link()}\n    {preload_links(index.parent / 'static' / 'js', text)}"
    text = text.replace("</head>", f"  {head}\n  </head>")
    hashes = (base64.b64encode(hashlib.sha256(s.encode()).digest()).decode() for s in inline_scripts(text))
    return Page(original, text.encode(), tuple(f"sha256-{value}" for value in hashes))


def style_link() -> str:
    """Link to the style sheet; its address changes with its content."""
    return f'<link rel="stylesheet" href="{static_address(STYLE)}" />'


class FrontEndMiddleware:
    """Send our page in place of Streamlit's, whatever the address, and its scripts in French.

    Parameters
    ----------
    app
        What answers.
    page
        The page.
    about
        What the page says of itself at an address, as elements of its head; called in a thread.
    """

    def __init__(self, app: ASGIApp, page: Page, about: Callable[[Request], str] | None = None) -> None:
        self.app = app
        self.page = page
        self.about = about

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let everything through but the page and the scripts that have a translation."""
        path = scope.get("path", "")
        script = traductions.script_name(path) if path.startswith("/static/js/") else ""
        is_script = bool(traductions.replacements(script))
        if scope["type"] != "http" or scope["method"] != "GET" or (path.startswith(_NOT_PAGES) and not is_script):
            await self.app(scope, receive, send)
            return

        start: Message = {}
        chunks: list[bytes] = []

        async def replace(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                expected = ("text/javascript", "application/javascript") if is_script else ("text/html",)
                media_type = MutableHeaders(scope=message).get("content-type", "")
                if message["status"] == 200 and media_type.startswith(expected):
                    start = message
                    return
            elif start:
                chunks.append(message.get("body", b""))
                if message.get("more_body", False):
                    return
                body = b"".join(chunks)
                if body == self.page.original and not script:
                    body = await self._page(scope, MutableHeaders(scope=start))
                elif script:
                    body = _translated(script, body, MutableHeaders(scope=start))
                MutableHeaders(scope=start)["Content-Length"] = str(len(body))
                message = {"type": "http.response.body", "body": body}
                await send(start)
            await send(message)

        await self.app(scope, receive, replace)

    async def _page(self, scope: Scope, headers: MutableHeaders) -> bytes:
        """Our page as it is at this address, and what the headers say of it."""
        body = self.page.body
        if self.about is not None:
            about = await run_in_threadpool(self.about, Request(scope))
            body = body.replace(ABOUT.encode(), about.encode(), 1)
        headers["ETag"] = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        del headers["Last-Modified"]
        return body


def _translated(script: str, body: bytes, headers: MutableHeaders) -> bytes:
    """A script in French, and what the headers say of it."""
    # The address of a script is Streamlit's and does not change with our translations: a day, then the ETag.
    headers["Cache-Control"] = "public, max-age=86400"
    tag = headers.get("etag", "").strip('"')
    headers["ETag"] = f'"{tag}-{traductions.table_version()}"'
    return traductions.translate(script, body)
