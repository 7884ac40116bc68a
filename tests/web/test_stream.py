"""WebSocket messages: of every kind, those that a screen needs pass, within their bounds."""

import asyncio
import contextlib
import socket
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from benchmarks import serveurs
from benchmarks.attaques import frame, rerun
from clauses.rendu.mots import serveur as texts
from clauses.web import stream
from clauses.web.origine import REFUSED
from clauses.web.stream import (
    BOUND,
    LARGEST_OF_READER,
    LARGEST_OF_TEAM,
    LONGEST_QUERY,
    MOST_FILES,
    MOST_REFUSED,
    MOST_WIDGETS,
    NOT_A_MESSAGE,
    NOT_BINARY,
    TOO_LARGE,
    StreamGuard,
)
from clauses.web.stream_protocol import MOST_FRAMES, SLICE, BoundedProtocol, bound_messages
from clauses.web.trop_lourd import PATH
from tests.serveur import Server

MEGABYTE = 10**6

PASSING = {
    "rerun_script": BackMsg(rerun_script={"query_string": "commune=98001"}),
    "stop_script": BackMsg(stop_script=True),
    "app_heartbeat": BackMsg(app_heartbeat=True),
    "file_urls_request": BackMsg(file_urls_request={"request_id": "1", "file_names": ["invente.csv"]}),
    "backend_operation_request": BackMsg(backend_operation_request={"deferred_file": {"file_id": "1"}}),
}
STOPPED = {
    "clear_cache": BackMsg(clear_cache=True),
    "set_run_on_save": BackMsg(set_run_on_save=True),
    "load_git_info": BackMsg(load_git_info=True),
    "debug_disconnect_websocket": BackMsg(debug_disconnect_websocket=True),
    "debug_shutdown_runtime": BackMsg(debug_shutdown_runtime=True),
}
OTHERS = [
    BackMsg(),
    BackMsg(backend_operation_request={"install_skills": {}}),
    BackMsg(backend_operation_request={"dismiss_skills_nudge": {}}),
    BackMsg(backend_operation_request={"dataframe_chunk": {}}),
    BackMsg(backend_operation_request={}),
    BackMsg(rerun_script={"widget_states": {"widgets": [{"id": "$$ID-1-None"} for _ in range(MOST_WIDGETS + 1)]}}),
    BackMsg(rerun_script={"widget_states": {"widgets": [{"id": "invente"}]}}),
    BackMsg(rerun_script={"query_string": "x" * (LONGEST_QUERY + 1)}),
    BackMsg(file_urls_request={"file_names": [""] * (MOST_FILES + 1)}),
]


def exchange(*incoming: Message, team: bool = False) -> tuple[list[Message], list[Message]]:
    """What the application receives of these messages, and what is sent back while it answers each."""
    received: list[Message] = []
    sent: list[Message] = []
    waiting = iter([*incoming, {"type": "websocket.disconnect", "code": 1001}])

    async def app(_scope: Scope, receive: Receive, send: Send) -> None:
        while not received or received[-1]["type"] != "websocket.disconnect":
            received.append(await receive())
            await send({"type": "websocket.send", "bytes": b"answer"})

    async def receive() -> Message:
        return next(waiting)

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(StreamGuard(app, lambda _: team)({"type": "websocket", "headers": []}, receive, send))
    return received, sent


def binary(data: bytes) -> Message:
    return {"type": "websocket.receive", "bytes": data}


def passed(*messages: BackMsg | bytes, team: bool = False) -> list[bytes]:
    """Those of these messages that reach the application."""
    data = [each if isinstance(each, bytes) else each.SerializeToString() for each in messages]
    received, _ = exchange(*map(binary, data), team=team)
    return [each["bytes"] for each in received if each["type"] == "websocket.receive"]


def closed(*incoming: Message, team: bool = False) -> int | None:
    """Code with which the line is closed, if it is; nothing must be sent afterwards."""
    received, sent = exchange(*incoming, team=team)
    codes = [each["code"] for each in sent if each["type"] == "websocket.close"]
    if not codes:
        return None
    assert sent[-1]["type"] == "websocket.close"
    assert received[-1] == {"type": "websocket.disconnect", "code": codes[0]}
    return codes[0]


def test_every_kind_of_message_is_decided():
    kinds = {each.name for each in BackMsg.DESCRIPTOR.oneofs_by_name["type"].fields}
    assert kinds == PASSING.keys() | STOPPED.keys()


@pytest.mark.parametrize("kind", PASSING)
@pytest.mark.parametrize("team", [False, True])
def test_what_a_screen_needs_passes(kind: str, team: bool):
    (data,) = passed(PASSING[kind], team=team)
    assert BackMsg.FromString(data) == PASSING[kind]


@pytest.mark.parametrize("message", [*STOPPED.values(), *OTHERS], ids=lambda message: str(message)[:40])
@pytest.mark.parametrize("team", [False, True])
def test_the_rest_never_passes_not_even_for_the_team(message: BackMsg, team: bool):
    """S2."""
    assert passed(message, PASSING["stop_script"], team=team) == [PASSING["stop_script"].SerializeToString()]


def test_of_two_kinds_in_one_message_the_refused_one_is_gone():
    """S2."""
    rerun, cache = PASSING["rerun_script"].SerializeToString(), STOPPED["clear_cache"].SerializeToString()
    assert passed(cache + rerun) == [rerun]
    assert passed(rerun + cache) == []


def test_fields_that_this_version_does_not_know_are_taken_away():
    unknown = b"\x9a\x06\x05autre"
    rerun = PASSING["rerun_script"].SerializeToString()
    nested = BackMsg()
    nested.rerun_script.MergeFromString(unknown)
    assert len(nested.SerializeToString()) > len(unknown)
    assert passed(rerun + unknown, nested.SerializeToString()) == [rerun, BackMsg(rerun_script={}).SerializeToString()]


@pytest.mark.parametrize(("team", "largest"), [(False, LARGEST_OF_READER), (True, LARGEST_OF_TEAM)])
def test_the_team_may_send_more_than_a_reader(team: bool, largest: int):
    """S1."""
    # For the bytes that say what the others are.
    margin = 64
    assert closed(binary(rerun(largest - margin)), team=team) is None
    assert closed(binary(rerun(largest)), team=team) == TOO_LARGE


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ({"type": "websocket.receive", "text": "bonjour"}, NOT_BINARY),
        (binary(b"\xff\xff\xff"), NOT_A_MESSAGE),
        (binary(b"\x5a\x7f"), NOT_A_MESSAGE),
    ],
)
def test_what_is_no_message_closes_the_line_before_anything_looks_at_it(message: Message, code: int):
    assert closed(message) == code


def test_a_line_that_asks_for_nothing_is_closed():
    """S2."""
    refused = binary(STOPPED["clear_cache"].SerializeToString())
    assert closed(*[refused] * MOST_REFUSED) is None
    assert closed(*[refused] * (MOST_REFUSED + 1)) == REFUSED


def test_a_line_that_says_too_much_is_made_to_wait(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(stream, "PATIENCE_S", 0.1)
    monkeypatch.setattr(stream, "MOST_A_SECOND", 20)
    start = time.perf_counter()
    assert len(passed(*[PASSING["app_heartbeat"]] * 2)) == 2
    assert time.perf_counter() - start < 0.1
    assert len(passed(*[PASSING["app_heartbeat"]] * 8)) == 8
    assert time.perf_counter() - start > 0.2


def test_nothing_but_websockets_is_looked_at():
    async def app(scope: Scope, receive: Receive, _send: Send) -> None:
        assert (scope, await receive()) == ({"type": "http"}, "as it is")

    async def receive() -> str:
        return "as it is"

    asyncio.run(StreamGuard(app, lambda _: pytest.fail("asked"))({"type": "http"}, receive, receive))


# The server itself


def line(port: int) -> contextlib.AbstractContextManager[ClientConnection]:
    """A connection as a browser opens one, compression included."""
    address = f"ws://127.0.0.1:{port}/_stcore/stream"
    return connect(
        address, subprotocols=[Subprotocol("streamlit")], compression="deflate", max_size=None, close_timeout=2
    )


@contextlib.contextmanager
def listening(team: bool = False) -> Iterator[tuple[int, list[int]]]:
    """uvicorn with our protocol, and the size of each message that its application receives."""
    sizes: list[int] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            return
        if team:
            scope["extensions"][BOUND]["bound"](LARGEST_OF_TEAM)
        await receive()
        await send({"type": "websocket.accept", "subprotocol": "streamlit"})
        while (message := await receive())["type"] == "websocket.receive":
            sizes.append(len(message["bytes"]))
            await send({"type": "websocket.send", "bytes": b"ok"})

    config = uvicorn.Config(app, log_level="error", lifespan="off", ws=BoundedProtocol, ws_per_message_deflate=True)
    server = uvicorn.Server(config)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield listener.getsockname()[1], sizes
        finally:
            server.should_exit = True
            thread.join(20)


def test_messages_that_come_together_are_read_one_after_the_other():
    messages = [bytes(size) for size in (1, 70_000, 0, SLICE, LARGEST_OF_READER)]
    with listening() as (port, sizes), line(port) as connection:
        for each in messages:
            connection.protocol.send_binary(each)
        connection.socket.sendall(b"".join(connection.protocol.data_to_send()))
        assert [connection.recv(timeout=10) for _ in messages] == [b"ok"] * len(messages)
    assert sizes == [len(each) for each in messages]


@pytest.mark.parametrize(("team", "largest"), [(False, LARGEST_OF_READER), (True, LARGEST_OF_TEAM)])
def test_a_message_too_large_leads_its_browser_to_a_page_that_says_so(team: bool, largest: int):
    """S1."""
    with listening(team) as (port, sizes), line(port) as connection:
        connection.send(bytes(largest))
        assert connection.recv(timeout=10) == b"ok"
        connection.send(bytes(largest + 1))
        assert ForwardMsg.FromString(connection.recv(timeout=10)).auth_redirect.url == PATH
        with pytest.raises(ConnectionClosed) as end:
            connection.recv(timeout=10)
    assert end.value.rcvd is not None
    assert end.value.rcvd.code == TOO_LARGE
    assert sizes == [largest]


def test_a_message_in_countless_parts_is_not_waited_for():
    with listening() as (port, sizes), line(port) as connection:
        protocol = connection.protocol
        protocol.send_binary(b"", fin=False)
        for _ in range(MOST_FRAMES):
            protocol.send_continuation(b"", fin=False)
        connection.socket.sendall(b"".join(protocol.data_to_send()))
        assert ForwardMsg.FromString(connection.recv(timeout=10)).auth_redirect.url == PATH
    assert sizes == []


def test_the_server_is_found_without_its_help():
    config = uvicorn.Config("app:app")
    assert bound_messages() >= 1
    assert config.ws_protocol_class is BoundedProtocol


# The application


def test_the_page_says_in_french_what_happened(server: Server):
    reply = server.get(PATH)
    assert reply.status == 413
    assert texts.MESSAGE_TITLE in reply.body.decode()
    assert 'href="/mise-a-jour"' in reply.body.decode()


@pytest.mark.skipif(sys.platform != "linux", reason="The peak of a process is read in /proc.")
def test_bombs_take_no_memory(server: Server):
    """S1: 4 messages of 100 MB; on another line, 800 that a reader may send, read from the socket together."""
    process = serveurs.Serveur(server.port, server.process.pid)
    Path(f"/proc/{process.pid}/clear_refs").write_text("5", encoding="ascii")
    before = process.peak()
    with contextlib.ExitStack() as lines:
        for data in [frame(rerun(100 * MEGABYTE))] * 4 + [frame(rerun(250_000)) * 800]:
            assert len(data) < 256 * 1024
            connection = lines.enter_context(line(server.port))
            # What it answers is not looked at: only what it keeps.
            connection.socket.sendall(data)
    assert process.peak() - before < 100 * MEGABYTE
