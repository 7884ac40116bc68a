"""What a visitor can do to the others through the websocket: memory that compressed messages take, caches to empty."""

import asyncio
import zlib
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from benchmarks.lieux import pick
from benchmarks.resultats import MB, Mesure, against, within
from benchmarks.serveurs import Serveur, application
from benchmarks.websocket import Visiteur

AT_ONCE, BOMB, SMALL = 40, 190_000_000, 256_000
PEAK_BYTES = 600e6
A_SECOND, SLOWER = 100, 1.2
READ = 256 * 1024
"""What a server reads at once from a socket."""


def measure(*, quick: bool) -> list[Mesure]:
    """Bombs on a fresh process each time, as memory is not always given back; then clicks beside emptied caches."""
    bomb, small = frame(rerun(BOMB)), frame(rerun(SMALL))
    many = small * (READ // len(small))
    with application() as server:
        one = asyncio.run(_peak(server, bomb, f"{AT_ONCE} messages of {BOMB / 1e6:.0f} MB"))
    with application() as server:
        several = asyncio.run(_peak(server, many, f"{AT_ONCE} × {READ // len(small)} messages of {SMALL / 1e3:.0f} kB"))
    with application() as server:
        return [one, several, asyncio.run(_clicks(server, 4 if quick else 12))]


def frame(message: bytes) -> bytes:
    """A message as it travels, compressed once for all: the first one of a connection, or any that follows it."""
    # As many zeros as there can be, and no history: each is read like the first.
    deflate = zlib.compressobj(9, wbits=-12)
    payload = (deflate.compress(message) + deflate.flush(zlib.Z_FULL_FLUSH))[:-4]
    # A client masks what it sends, here with zeros.
    return b"\xc2\xff" + len(payload).to_bytes(8) + bytes(4) + payload


def rerun(size: int) -> bytes:
    """A message of this many bytes: a widget that has too much to say."""
    message = BackMsg()
    state = message.rerun_script.widget_states.widgets.add()
    state.id, state.string_value = "$$ID-invente-None", "x" * size
    return message.SerializeToString()


async def _peak(server: Serveur, data: bytes, what: str) -> Mesure:
    before = server.peak()
    await asyncio.gather(*(_throw(server, data) for _ in range(AT_ONCE)))
    return within(
        f"{what} at once ({len(data) / 1e3:.0f} kB on the wire each): peak of memory",
        server.peak(),
        PEAK_BYTES,
        MB,
        f"before: {MB.write(before)}",
    )


async def _throw(server: Serveur, data: bytes) -> None:
    """Send these bytes, and wait until the server has closed the line, or answered."""
    async with _line(server) as stream:
        stream.transport.write(data)
        try:
            async with asyncio.timeout(20):
                async for _ in stream:
                    pass
        except (ConnectionClosed, TimeoutError):
            pass


@asynccontextmanager
async def _line(server: Serveur) -> AsyncIterator[ClientConnection]:
    async with connect(server.stream, subprotocols=["streamlit"], compression="deflate", max_size=None) as stream:
        yield stream


async def _clicks(server: Serveur, rounds: int) -> Mesure:
    """Clicks of a visitor, alone then beside another who empties the caches while the light atlas is asked for."""
    lieux = pick(20)
    visitor, _ = await Visiteur.arrive(server)
    await asyncio.to_thread(server.get, "/atlas/")
    times: dict[bool, list[float]] = {False: [], True: []}
    for rank in range(2 * rounds):
        is_beside = bool(rank % 2)
        beside = [asyncio.create_task(_empty(server)), asyncio.create_task(_ask(server))] if is_beside else []
        await asyncio.sleep(0.2)
        times[is_beside] += [(await visitor.click(lieu.lon, lieu.lat)).seconds for lieu in lieux]
        await _stop(beside)
    await visitor.leave()
    what = f"click on the map, while another empties the caches {A_SECOND} times a second, against the same alone"
    return against(f"{what} (median of {len(times[True])})", times[True], times[False], SLOWER)


async def _empty(server: Serveur) -> None:
    """Ask for the caches to be emptied, connecting again as often as the line is closed."""
    data = BackMsg(clear_cache=True).SerializeToString()
    while True:
        async with _line(server) as stream:
            try:
                while True:
                    await stream.send(data)
                    await asyncio.sleep(1 / A_SECOND)
            except ConnectionClosed:
                continue


async def _ask(server: Serveur) -> None:
    while True:
        await asyncio.to_thread(server.get, "/atlas/")
        await asyncio.sleep(0.5)


async def _stop(tasks: Iterable[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
