"""WebSocket origin check: our own pages pass, and programs without an origin."""

import asyncio
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from starlette.types import Message, Receive, Scope, Send
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from clauses.web.origine import REFUSED, OriginGuard
from tests.serveur import Server, running


def handshake(guard: OriginGuard, **headers: str) -> list[Message]:
    """Answer to a WebSocket handshake."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(message: Message) -> None:
        sent.append(message)

    given = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
    asyncio.run(guard({"type": "websocket", "path": "/_stcore/stream", "headers": given}, receive, send))
    return sent


async def opened(_scope: Scope, _receive: Receive, send: Send) -> None:
    await send({"type": "websocket.accept"})


@pytest.mark.parametrize(
    "origin", ["https://ailleurs.example", "null", "", "https://atlas.example.ailleurs.example", "https://[", "file://"]
)
def test_another_site_is_refused_before_anything_looks_at_it(origin: str):
    (answer,) = handshake(OriginGuard(opened), origin=origin, host="atlas.example")
    assert answer == {"type": "websocket.close", "code": REFUSED}


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://atlas.example", "host": "atlas.example"},
        {"origin": "http://127.0.0.1:8501", "host": "127.0.0.1:8501"},
        {"origin": "https://ATLAS.example", "host": "atlas.example"},
        {"origin": "https://public.example", "host": "interne:8501"},
        {"host": "atlas.example"},
    ],
)
def test_our_pages_and_programs_come_in(headers: dict[str, str]):
    (answer,) = handshake(OriginGuard(opened, ["https://public.example/"]), **headers)
    assert answer == {"type": "websocket.accept"}


def test_the_application_asks_nobody_who_it_is(tmp_path: Path):
    with running(tmp_path) as server:
        before = server.audit.read_text(encoding="utf-8")
        with pytest.raises(InvalidStatus) as refused, _connect(server, "https://ailleurs.example"):
            pass
        assert refused.value.response.status_code == 403
        with _connect(server, server.url):
            pass
        assert server.audit.read_text(encoding="utf-8").removeprefix(before) == ""


def _connect(server: Server, origin: str) -> AbstractContextManager[ClientConnection]:
    address = f"ws://127.0.0.1:{server.port}/_stcore/stream"
    return connect(address, subprotocols=[Subprotocol("streamlit")], origin=Origin(origin))
