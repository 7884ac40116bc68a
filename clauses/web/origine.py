"""WebSocket origin check: only our own pages may connect.

For another origin, Streamlit looks up the public address of this machine on the internet, to compare both: a visitor
would make the server call out, and block.
"""

from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

REFUSED = 1008
"""Code of a websocket closed by a rule (RFC 6455); before it is open, the browser sees a 403."""


def is_own(origin: str | None, host: str | None, sites: Collection[str] = ()) -> bool:
    """True for the requested host, or a public address of the atlas; programs send no origin.

    >>> is_own("https://atlas.example", "atlas.example"), is_own(None, "atlas.example")
    (True, True)
    >>> is_own("https://ailleurs.example", "atlas.example"), is_own("null", "atlas.example")
    (False, False)
    >>> is_own("https://atlas.example", "127.0.0.1:8501", ["https://atlas.example"])
    True
    """
    if origin is None:
        return True
    known = {urlsplit(site).netloc.lower() for site in sites} | {(host or "").lower()}
    try:
        asking = urlsplit(origin).netloc.lower()
    except ValueError:
        return False
    return bool(asking) and asking in known


class OriginGuard:
    """Refuse WebSockets of other origins, before anything reads them.

    Parameters
    ----------
    app
        The application guarded.
    sites
        Public addresses of the atlas, for a reverse proxy that does not pass the host on.
    """

    def __init__(self, app: ASGIApp, sites: Collection[str] = ()) -> None:
        self.app = app
        self.sites = tuple(filter(None, sites))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let pages of our own through."""
        headers = Headers(scope=scope) if scope["type"] == "websocket" else None
        if headers is not None and not is_own(headers.get("origin"), headers.get("host"), self.sites):
            await receive()
            await send({"type": "websocket.close", "code": REFUSED})
            return
        await self.app(scope, receive, send)
