"""Upload guard, and closed endpoints (metrics, agent API) that Streamlit opens to anyone by default.

Streamlit accepts a file over HTTP from any visitor's session, even where no page has an uploader, and keeps it in
memory: a few requests would fill it.
"""

from collections.abc import Callable
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from clauses.acces import Reglages
from clauses.rendu.mots import serveur
from clauses.web.connexion_pages import asker

MAXIMUM_UPLOAD = 10 * 1024 * 1024

# Looked for anywhere in the path: under a base path, or a page's, they stay closed.
_UPLOAD = "/_stcore/upload_file"
_CLOSED = ("/_stcore/metrics", "/_stcore/agent")


class _TooLargeError(Exception):
    """The body exceeded the limit while it was being read."""


def is_equipe(scope: Scope, reglages: Reglages) -> bool:
    """True if the request, or the WebSocket, comes from a member of the team, looked up now."""
    return asker(HTTPConnection(scope), reglages) is not None


class EquipeGuard:
    """Layer that gives the team more than a reader.

    Parameters
    ----------
    app
        The application guarded.
    is_allowed
        True if a connection is of the team; called in a thread. By default, a member of the team is looked up.
    reglages
        Access settings of the team; by default nobody has access.
    """

    def __init__(
        self, app: ASGIApp, is_allowed: Callable[[Scope], bool] | None = None, *, reglages: Reglages | None = None
    ) -> None:
        self.app = app
        self.is_allowed = is_allowed or partial(is_equipe, reglages=reglages or Reglages())


class UploadGuard(EquipeGuard):
    """Refuse uploads without a team session (403) or beyond 10 MB (413); close internal endpoints (404)."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer at once what is refused, without reading its body."""
        path = scope.get("path", "")
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif any(closed in path for closed in _CLOSED):
            await PlainTextResponse(serveur.NOT_FOUND, 404)(scope, receive, send)
        elif _UPLOAD not in path or scope["method"] == "OPTIONS":
            await self.app(scope, receive, send)
        elif not await run_in_threadpool(self.is_allowed, scope):
            await PlainTextResponse(serveur.UPLOAD_RESERVED, 403)(scope, receive, send)
        else:
            await self._upload(scope, receive, send)

    async def _upload(self, scope: Scope, receive: Receive, send: Send) -> None:
        too_large = PlainTextResponse(serveur.UPLOAD_TOO_LARGE, 413)
        announced = Headers(scope=scope).get("content-length", "0")
        if not announced.isdigit() or int(announced) > MAXIMUM_UPLOAD:
            await too_large(scope, receive, send)
            return
        received, started = 0, False

        async def count(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        async def limited() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > MAXIMUM_UPLOAD:
                raise _TooLargeError
            return message

        try:
            await self.app(scope, limited, count)
        except _TooLargeError:
            if not started:
                await too_large(scope, receive, send)
