"""Startup (ASGI lifespan): read the data, build the default map, tune the sockets for small messages."""

import gc
import logging
import socket
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from anyio import to_thread

from clauses.domain.selection import Selection
from clauses.donnees import TerritoiresError, finish_publication, load_moment
from clauses.rendu.cartes.calques import load_layer
from clauses.rendu.vues import load_vue
from clauses.storage.traces import standard_error

logger = logging.getLogger(__name__)


@asynccontextmanager
async def lifespan(_app: object) -> AsyncGenerator[None, None]:
    """Lifespan of the application: a failure here must not prevent the start."""
    with standard_error():
        send_at_once()
        await to_thread.run_sync(warm_up)
        yield


def warm_up() -> None:
    """Warm the caches of a first visit; broken data are reported by ``/sante`` and by the screens."""
    try:
        finish_publication()
        moment = load_moment().complete()
        moment.index.find(moment.territoires.region_nom)
        load_vue(moment, Selection())
        load_layer(moment, "zones", Selection())
        load_layer(moment, "fond")
        moment.geo.contours("communes").sindex  # noqa: B018 (built when first read)
    except (TerritoiresError, OSError, ValueError, KeyError):
        logger.exception("The data cannot be read.")


def send_at_once() -> int:
    """Set TCP_NODELAY (no Nagle’s algorithm) on the listening sockets; return their number.

    asyncio does it for sockets made with an explicit protocol, which the one of ``streamlit run`` is not: every answer
    of several small messages then waits some 40 ms for an acknowledgement. Accepted sockets inherit the setting.
    Nothing gives access to the socket, hence the search.
    """
    listening = [
        each
        for each in gc.get_objects()
        if type(each) is socket.socket and each.type == socket.SOCK_STREAM and _is_listening(each)
    ]
    for each in listening:
        each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return len(listening)


def _is_listening(candidate: socket.socket) -> bool:
    try:
        internet = candidate.family in (socket.AF_INET, socket.AF_INET6)
        return internet and bool(candidate.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN))
    except OSError:
        return False
