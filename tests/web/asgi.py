"""ASGI test client, without server nor client library."""

import asyncio
import gzip
from dataclasses import dataclass
from typing import Any

from starlette.types import ASGIApp, Message


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes
    cookies: tuple[str, ...] = ()
    """Every ``Set-Cookie``, whole."""

    @property
    def content(self) -> bytes:
        """Body once decompressed."""
        return gzip.decompress(self.body) if self.headers.get("content-encoding") == "gzip" else self.body


def call(app: ASGIApp, path: str, headers: dict[str, str] | None = None, **request: Any) -> Answer:
    """Send a request alone, as `ask` does."""
    return asyncio.run(ask(app, path, headers, **request))


async def ask(
    app: ASGIApp,
    path: str,
    headers: dict[str, str] | None = None,
    *,
    method: str = "GET",
    query: str = "",
    chunks: tuple[bytes, ...] = (b"",),
) -> Answer:
    """Send a request, its body in the given chunks, and gather the answer."""
    sent: list[Message] = []
    incoming = iter(
        {"type": "http.request", "body": chunk, "more_body": rank < len(chunks)} for rank, chunk in enumerate(chunks, 1)
    )
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(name.lower().encode(), value.encode()) for name, value in (headers or {}).items()],
    }

    async def receive() -> Message:
        return next(incoming)

    async def send(message: Message) -> None:
        sent.append(message)

    await app(scope, receive, send)
    start, *rest = sent
    return Answer(
        status=start["status"],
        headers={name.decode().lower(): value.decode() for name, value in start["headers"]},
        body=b"".join(message.get("body", b"") for message in rest),
        cookies=tuple(value.decode() for name, value in start["headers"] if name.lower() == b"set-cookie"),
    )


class Fixed:
    """Application that gives one answer, and counts its requests."""

    def __init__(self, body: bytes = b"", status: int = 200, **headers: str) -> None:
        self.status, self.body, self.requests = status, body, []
        self.headers = {"content-length": str(len(body))} | {k.replace("_", "-"): v for k, v in headers.items()}

    async def __call__(self, scope, receive, send) -> None:
        self.requests.append(scope)
        raw = [(name.encode(), value.encode()) for name, value in self.headers.items()]
        await send({"type": "http.response.start", "status": self.status, "headers": raw})
        await send({"type": "http.response.body", "body": self.body})
