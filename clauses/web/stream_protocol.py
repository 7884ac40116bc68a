"""WebSocket protocol of the server, with bounds on what a connection makes it keep before anything looks at it.

uvicorn reads up to 256 kB from a socket, then inflates at once all the messages that are there: compressed a thousand
times, they take 256 MB however small each of them is. It has one bound for everybody, which also limits what is sent.
"""

import gc
from typing import Any

import uvicorn
from streamlit.proto.AuthRedirect_pb2 import AuthRedirect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from uvicorn._types import ASGIReceiveEvent, ASGISendEvent
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import CloseCode, Frame, Opcode
from websockets.http11 import Request

from clauses.web.stream import BOUND, LARGEST_OF_READER
from clauses.web.trop_lourd import PATH

SLICE = 512
"""Bytes read before looking whether a message is there: inflated, half a megabyte at most beyond the message."""

MOST_FRAMES = 4096
"""Frames of one message; browsers cut theirs in much larger ones."""

CLOSED = 125
"""Bound once the line is closed: the answer to that is as long at most, and nothing else is worth inflating."""

LINGER_S = 2.0
"""For the browser to read the last word, which unread bytes would make it lose if the connection ended at once."""


class BoundedProtocol(WebSocketsSansIOProtocol):
    """uvicorn's protocol, reading one message at a time, none larger than what the application allows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._unread = bytearray()
        self.close_timeout = LINGER_S
        self.bound(LARGEST_OF_READER)

    def bound(self, largest: int) -> None:
        """Set the bytes of a message, once inflated; inflating stops there."""
        self.conn.max_message_size = largest

    def handle_connect(self, event: Request) -> None:
        """Offer the bound to the application, whose task has not run yet."""
        super().handle_connect(event)
        if not self.handshake_complete:
            self.scope["extensions"][BOUND] = {"bound": self.bound}

    def data_received(self, data: bytes) -> None:
        """Keep what came; read it until a message is there."""
        self._unread += data
        self._read()

    async def receive(self) -> ASGIReceiveEvent:
        """Next message for the application; the following one is read once the queue is empty."""
        message = await super().receive()
        self._read()
        return message

    async def send(self, message: ASGISendEvent) -> None:
        """Pass on what the application sends; closed by it, the connection has nothing more to say."""
        await super().send(message)
        if self.close_sent:
            self.bound(CLOSED)

    def _read(self) -> None:
        # Set by uvicorn as soon as a message waits for the application.
        while self._unread and not self.read_paused:
            slice_ = bytes(self._unread[:SLICE])
            del self._unread[:SLICE]
            super().data_received(slice_)

    def handle_cont(self, event: Frame) -> None:
        """Next part of a message, empty ones being counted too."""
        super().handle_cont(event)
        if len(self.frames) > MOST_FRAMES:
            self.conn.fail(CloseCode.MESSAGE_TOO_BIG)
            self.handle_parser_exception()

    def handle_parser_exception(self) -> None:
        """Close the connection; a browser whose message is too large is first led to a page that says so.

        Otherwise it would connect again, send the same message, and so on in silence.
        """
        if self.close_sent:
            return
        closing = self.conn.close_sent
        assert closing is not None
        self.queue.put_nowait({"type": "websocket.disconnect", "code": closing.code, "reason": closing.reason})
        output = self.conn.data_to_send()
        if self.handshake_complete and closing.code == CloseCode.MESSAGE_TOO_BIG:
            output.insert(0, Frame(Opcode.BINARY, _ELSEWHERE).serialize(mask=False, extensions=self.conn.extensions))
        self.transport.write(b"".join(output))
        self.close_sent = True
        self.close_timer = self.loop.call_later(self.close_timeout, self.transport.close)


_ELSEWHERE = ForwardMsg(auth_redirect=AuthRedirect(url=PATH)).SerializeToString()


def bound_messages() -> int:
    """Have the server use this protocol; return the number of servers.

    ``streamlit run`` chooses the protocol and has no setting for it, nor gives access to its configuration.
    """
    found = [each for each in gc.get_objects() if type(each) is uvicorn.Config]
    for each in found:
        each.ws_protocol_class = BoundedProtocol
    return len(found)
