"""WebSocket client of Streamlit's protocol, so that only the server is measured."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from benchmarks.serveurs import Serveur

PATIENCE_S = 60


class RerunError(RuntimeError):
    """The page showed an exception, or its script did not end well: its time means nothing."""


@dataclass(frozen=True, slots=True)
class Rerun:
    """Time from the question to the end of the script (seconds), bytes received."""

    seconds: float
    received: int


class Visiteur:
    """One session. After a first visit it knows the map component, and can click on it."""

    def __init__(self, stream: ClientConnection) -> None:
        self._stream = stream
        self._component = self._fragment = ""
        self._clicks = 0

    @classmethod
    async def arrive(cls, server: Serveur, page: str = "") -> tuple[Self, Rerun]:
        """Connect and see the first page; the time holds the connection."""
        start = time.perf_counter()
        # No compression: Streamlit uses none, and the bytes counted are those of the messages.
        stream = await connect(server.stream, subprotocols=["streamlit"], max_size=None, compression=None)
        visitor = cls(stream)
        seen = await visitor.visit(page=page)
        return visitor, Rerun(time.perf_counter() - start, seen.received)

    async def leave(self) -> None:
        """Disconnect."""
        await self._stream.close()

    async def visit(self, parameters: Mapping[str, str] | None = None, page: str = "") -> Rerun:
        """The whole page, at an address."""
        message = BackMsg()
        message.rerun_script.query_string = urlencode(parameters or {})
        message.rerun_script.page_name = page
        return await self._run(message)

    async def click(self, longitude: float, latitude: float) -> Rerun:
        """A click on the map: only its fragment runs."""
        self._clicks += 1
        message = BackMsg()
        message.rerun_script.fragment_id = self._fragment
        state = message.rerun_script.widget_states.widgets.add()
        state.id = self._component
        state.json_value = json.dumps({"point": [longitude, latitude], "clic": self._clicks})
        return await self._run(message)

    async def _run(self, message: BackMsg) -> Rerun:
        start = time.perf_counter()
        await self._stream.send(message.SerializeToString())
        received = 0
        while True:
            data = await self._stream.recv()
            received += len(data)
            answer = ForwardMsg.FromString(data)
            kind = answer.WhichOneof("type")
            if kind == "delta":
                self._look(answer)
            elif kind == "script_finished":
                if answer.script_finished not in _FINISHED:
                    raise RerunError(f"The script ended with status {answer.script_finished}.")
                return Rerun(time.perf_counter() - start, received)

    def _look(self, answer: ForwardMsg) -> None:
        delta = answer.delta
        if delta.WhichOneof("type") != "new_element":
            return
        kind = delta.new_element.WhichOneof("type")
        if kind == "exception":
            raise RerunError(delta.new_element.exception.message)
        if kind == "component_instance":
            self._component, self._fragment = delta.new_element.component_instance.id, delta.fragment_id


_FINISHED = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)
