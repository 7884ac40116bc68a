"""WebSocket client of the running application, without a browser."""

from collections.abc import Iterator

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from tests.serveur import Server


@pytest.fixture(scope="session")
def visitor(server: Server) -> Iterator[str]:
    """Identifier of the session of a visitor who stays on the first page, drawn in full."""
    with connect(f"ws://127.0.0.1:{server.port}/_stcore/stream", subprotocols=["streamlit"], max_size=None) as socket_:
        ask = BackMsg()
        ask.rerun_script.query_string = ""
        socket_.send(ask.SerializeToString())
        identifier = ""
        while True:
            message = ForwardMsg.FromString(socket_.recv(timeout=60))
            if message.WhichOneof("type") == "new_session":
                identifier = message.new_session.initialize.session_id
            if message.WhichOneof("type") == "script_finished":
                break
        yield identifier
