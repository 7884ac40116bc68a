"""WebSocket message filter: of what a browser may send on the stream, only what our screens need gets through.

Streamlit obeys any of its messages, whoever sends it: one empties the caches of everybody, another writes files on the
server. It also takes 200 MB at once.
"""

import asyncio

from google.protobuf.message import DecodeError
from starlette.concurrency import run_in_threadpool
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from clauses.web.origine import REFUSED
from clauses.web.uploads import EquipeGuard

BOUND = "atlas.bound"
"""ASGI extension of a server that bounds messages while it inflates them (:mod:`clauses.web.stream_protocol`)."""

LARGEST_OF_READER = 256 * 1024
"""Bytes of a message once inflated: some thirty times the largest that a visit of all the screens sends."""

LARGEST_OF_TEAM = 25_000_000
"""As ``server.maxWidgetStateSize``: a grid of 50 000 structures weighs 21 MB when each of its cells has changed."""

MOST_WIDGETS, MOST_FILES = 1000, 20
"""Each takes two bytes in a message, and some hundred in memory."""

LONGEST_QUERY = 16 * 1024
"""Characters of the address of a page, which is copied at each run of it; browsers and proxies take half as many."""

MOST_REFUSED = 20
"""Refused messages of one connection, before it is closed: a front end has the odd one, as its menu or a key asks."""

MOST_A_SECOND, LARGEST_S, PATIENCE_S = 100, 4.0, 5.0
"""Messages of a connection in a second; seconds that the largest one counts for; how far ahead of that it may be."""

NOT_BINARY, NOT_A_MESSAGE, TOO_LARGE, _LOST = 1003, 1007, 1009, 1006
"""Codes of a websocket closed by the server (RFC 6455), beside `REFUSED`."""

_WIDGET = "$$"
"""How Streamlit begins the identifier of a widget; another one would have it write a page of log."""

_PASSING = {"rerun_script", "stop_script", "app_heartbeat"}


def is_needed(message: BackMsg) -> bool:
    """True if a screen of ours has its front end send such a message.

    >>> is_needed(BackMsg(stop_script=True)), is_needed(BackMsg(clear_cache=True)), is_needed(BackMsg())
    (True, False, False)
    """
    kind = message.WhichOneof("type")
    if kind == "rerun_script":
        widgets = message.rerun_script.widget_states.widgets
        return (
            len(widgets) <= MOST_WIDGETS
            and all(each.id.startswith(_WIDGET) for each in widgets)
            and len(message.rerun_script.query_string) <= LONGEST_QUERY
        )
    if kind == "file_urls_request":
        return len(message.file_urls_request.file_names) <= MOST_FILES
    if kind == "backend_operation_request":
        # A file made when its button is pressed.
        return message.backend_operation_request.WhichOneof("payload") == "deferred_file"
    return kind in _PASSING


class StreamGuard(EquipeGuard):
    """Filter the messages of every WebSocket; close the connection beyond the largest of a reader, or of the team.

    Who it is is asked once, when the connection opens.
    """

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Tell the server the bound of this connection, then read its messages before the application."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        is_team = await run_in_threadpool(self.is_allowed, scope)
        largest = LARGEST_OF_TEAM if is_team else LARGEST_OF_READER
        extension = (scope.get("extensions") or {}).get(BOUND)
        if extension is not None:
            extension["bound"](largest)
        line = _Line(receive, send, largest)
        await self.app(scope, line.receive, line.send)


class _Line:
    """One connection: what the application receives of it, and sends to it."""

    def __init__(self, receive: Receive, send: Send, largest: int) -> None:
        self._receive, self._send, self._largest = receive, send, largest
        self._refused, self._due = 0, 0.0
        self._is_closed = False

    async def receive(self) -> Message:
        """The next message that may pass; a disconnection once the line is closed."""
        while not self._is_closed:
            message = await self._receive()
            if message["type"] != "websocket.receive":
                return message
            data = message.get("bytes")
            if data is None:
                return await self._close(NOT_BINARY)
            if len(data) > self._largest:
                return await self._close(TOO_LARGE)
            await self._pace(len(data))
            try:
                asked = BackMsg.FromString(data)
            except DecodeError:
                return await self._close(NOT_A_MESSAGE)
            if is_needed(asked):
                # As it was understood here, without what a later Streamlit might understand of it.
                asked.DiscardUnknownFields()
                return {"type": "websocket.receive", "bytes": asked.SerializeToString()}
            self._refused += 1
            if self._refused > MOST_REFUSED:
                return await self._close(REFUSED)
        return {"type": "websocket.disconnect", "code": _LOST}

    async def _pace(self, size: int) -> None:
        """Wait while the connection is too far ahead: the server reads no more of it, and others have their turn."""
        now = asyncio.get_running_loop().time()
        self._due = max(self._due, now) + 1 / MOST_A_SECOND + LARGEST_S * size / self._largest
        await asyncio.sleep(self._due - now - PATIENCE_S)

    async def send(self, message: Message) -> None:
        """Pass on what is sent; nothing once closed, which the application learns when it next receives.

        Told by an error, as ASGI has it, it would ask for one more message, and have the failure of that logged.
        """
        if not self._is_closed:
            try:
                await self._send(message)
            except OSError:
                self._is_closed = True

    async def _close(self, code: int) -> Message:
        await self.send({"type": "websocket.close", "code": code})
        self._is_closed = True
        return {"type": "websocket.disconnect", "code": code}
