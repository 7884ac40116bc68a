"""Startup (ASGI lifespan): read the data, build the default map, bound messages, tune the sockets for small ones."""

import asyncio
import errno
import gc
import logging
import socket
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from typing import Any

from anyio import to_thread

from clauses.domain.selection import Selection
from clauses.donnees import TerritoiresError, finish_publication, load_moment
from clauses.rendu.cartes.affichages import Affichage
from clauses.rendu.premier.dessin import load_calques, load_fond
from clauses.rendu.vues import load_vue
from clauses.storage.traces import standard_error
from clauses.web.stream_protocol import bound_messages

try:
    import resource
except ImportError:
    # Windows, which has no such limit.
    resource = None

logger = logging.getLogger(__name__)

MOST_FILES = 65536
"""Open files asked for, connections included: deploiement/ gives as many."""

ONCE_EVERY_S = 60


@asynccontextmanager
async def lifespan(_app: object) -> AsyncGenerator[None, None]:
    """Lifespan of the application: a failure here must not prevent the start."""
    with standard_error():
        raise_open_files()
        asyncio.get_running_loop().set_exception_handler(Discret())
        bound_messages()
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
        load_calques(moment, Selection(), Affichage.GUICHETS)
        load_fond(moment)
        moment.geo.contours("communes").sindex  # noqa: B018 (built when first read)
    except (TerritoiresError, OSError, ValueError, KeyError):
        logger.exception("The data cannot be read.")


def raise_open_files() -> None:
    """Raise the soft limit of open files towards the hard one: services are given 1 024, and each visitor holds one."""
    if resource is None:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_FILES if hard == resource.RLIM_INFINITY else min(MOST_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        # A sandbox may forbid it: the limit it gives is then the right one.
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


class Discret:
    """Exception handler of the event loop that says once a minute that no file can be opened any more.

    asyncio says it with a traceback for each of the 2 048 connections that it then tries to accept, every second.
    """

    def __init__(self) -> None:
        self._said: float | None = None

    def __call__(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Log as usual whatever is not the end of open files."""
        error = context.get("exception")
        if not isinstance(error, OSError) or error.errno not in (errno.EMFILE, errno.ENFILE):
            loop.default_exception_handler(context)
            return
        now = time.monotonic()
        if self._said is None or now - self._said >= ONCE_EVERY_S:
            self._said = now
            logger.error("No file can be opened any more (%s): new visitors wait. See LimitNOFILE.", error.strerror)


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
