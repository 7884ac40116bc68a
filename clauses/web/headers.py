"""Security headers of every answer, errors included; those of a page on all that can be one.

The Content-Security-Policy also enforces that nothing leaves the site: a script, an image or a font from another
host is refused by the browser, whoever wrote it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from starlette.datastructures import MutableHeaders, QueryParams
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from clauses.rendu.mots import serveur
from clauses.rendu.parametres import EMBED
from clauses.rendu.partage import EVERYWHERE, LEGER

# The optional IGN tiles, which the reader turns on. Only the map's own frame may fetch them.
TILES = "https://data.geopf.fr"

_COMPONENT = "/component/"
_LEGER = f"/{LEGER}"
# Against clickjacking, where somebody signs in or changes the data.
_NEVER_FRAMED = re.compile(r"/(connexion|deconnexion|mise-a-jour)(/|$)")

_ALWAYS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin"}
_FIXED = _ALWAYS | {
    # The position stays in the browser, which asks the reader first (static/commun/localisation.js).
    "Permissions-Policy": "geolocation=(self), "
    + ", ".join(
        f"{feature}=()"
        for feature in (
            "accelerometer",
            "camera",
            "display-capture",
            "gyroscope",
            "magnetometer",
            "microphone",
            "midi",
            "payment",
            "usb",
        )
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
}


def content_security_policy(script: Iterable[str], images: Iterable[str] = (), ancestors: Iterable[str] = ()) -> str:
    """A policy where everything comes from the site itself, but for the sources given.

    Parameters
    ----------
    script, images, ancestors
        Sources added to ``'self'`` for scripts, for images and for the pages that may frame this one.
    """
    directives = {
        "default-src": ["'self'"],
        "script-src": ["'self'", *script],
        # Streamlit's style sheets are made by its scripts (emotion), without nonce.
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:", "blob:", *images],
        "media-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'", "data:"],
        # 'self' covers the websocket of the same host (CSP 3; every browser since 2022).
        "connect-src": ["'self'"],
        "worker-src": ["'self'", "blob:"],
        "frame-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'", *ancestors],
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())


# What a page asks for and never is a page: no browser reads there who may frame it nor what it may load. A first visit
# asks for more than a hundred of these.
_PARTS = frozenset({"application/geo+json", "application/javascript", "font/woff2", "text/css", "text/javascript"})


class HeadersMiddleware:
    """Add the headers to every answer; the outermost layer, so that nothing escapes it.

    Parameters
    ----------
    app
        The application behind.
    script_hashes
        Inline scripts allowed in pages, as ``sha256-…``.
    ancestors
        Sites allowed to show the application in a frame, at the addresses that ask for it (« embed=true »): the screen
        of the team is closed in such a visit. « * » opens the light atlas alone, where nothing is signed nor changed.
    """

    def __init__(self, app: ASGIApp, script_hashes: Iterable[str] = (), ancestors: Sequence[str] = ()) -> None:
        self.app = app
        # blob: because Streamlit loads the inline module of a component (version 2) through a Blob address. Only a
        # script already running on the page can make one: it opens nothing to text found in data.
        script = ["blob:", *(f"'{value}'" for value in script_hashes)]
        listed = [origin for origin in ancestors if origin != EVERYWHERE]
        self._page = _headers(content_security_policy(script), closed=True)
        self._embedded = _headers(content_security_policy(script, ancestors=listed), closed=not listed)
        # The map's frame runs a script written by folium at each run, hence 'unsafe-inline', and there alone. All
        # pages around a frame must be allowed, the farthest too, and its address does not say which that is.
        component = content_security_policy(["'unsafe-inline'"], images=[TILES], ancestors=listed)
        self._component = _headers(component, closed=not listed)
        leger = [EVERYWHERE] if EVERYWHERE in ancestors else listed
        self._leger = _headers(content_security_policy((), ancestors=leger), closed=not leger)

    def _of(self, path: str, query: bytes) -> Mapping[str, str]:
        """Headers of an answer, by its address."""
        if path.startswith(_COMPONENT):
            return self._component
        if path.startswith(_LEGER):
            return self._leger
        # Streamlit goes from screen to screen without loading a page: one without « embed=true » would lead
        # there to the screen of the team.
        return self._embedded if is_embedded(QueryParams(query)) and not _NEVER_FRAMED.match(path) else self._page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the headers, also when the application fails before answering."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        added = self._of(scope["path"], scope.get("query_string", b""))
        started = False

        async def send_with_headers(message: Message) -> None:
            nonlocal started
            # The second is a handshake refused with an HTTP answer.
            if message["type"] in ("http.response.start", "websocket.http.response.start"):
                started = True
                headers = MutableHeaders(scope=message)
                is_part = headers.get("content-type", "").partition(";")[0] in _PARTS
                for name, value in (_ALWAYS if is_part else added).items():
                    headers[name] = value
            await send(message)

        try:
            await self.app(scope, receive, send_with_headers)
        except Exception:
            # Starlette's own error page is made outside of this layer: it would go without headers. The error goes on
            # to be logged there.
            if scope["type"] == "http" and not started:
                response = PlainTextResponse(serveur.FAILURE, 500)
                await response(scope, receive, send_with_headers)
            raise


def is_embedded(query: QueryParams) -> bool:
    """True if the query asks for the embedded page, read as Streamlit's own script does.

    >>> [is_embedded(QueryParams(text)) for text in ("embed=true", "x=1&embed=True", "embed=false", "x=true")]
    [True, True, False, False]
    """
    return any(value.lower() == "true" for value in query.getlist(EMBED))


def _headers(policy: str, *, closed: bool) -> Mapping[str, str]:
    """All headers of a page; X-Frame-Options, which takes no list of sites, only where no other site may frame it."""
    return {**_FIXED, "Content-Security-Policy": policy, **({"X-Frame-Options": "SAMEORIGIN"} if closed else {})}
