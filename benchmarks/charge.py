"""Many visitors on one process: response times of a crowd, and memory."""

import asyncio
import random
import statistics
import time
from collections.abc import Sequence

from benchmarks.lieux import Lieu, pick
from benchmarks.resultats import MB, MS, SECONDS, Mesure, percentile, within
from benchmarks.serveurs import Serveur, application
from benchmarks.websocket import Visiteur

SESSIONS, PERIOD_S = 100, 5.0
RERUN_P95_S, FIRST_P95_S = 0.5, 2.0
MANY_SESSIONS, MEMORY_BYTES = 200, 500e6
RERUNS, GROWTH_BYTES = 4_000, 150e6
ASKING = 4
"""Visitors asking at the same time when memory is measured: enough to keep the process busy."""
BURST = 20
"""Visitors connecting at the same time when sessions are only being filled up."""


def measure(*, quick: bool) -> list[Mesure]:
    """A crowd in 5 s, then its reruns; then memory on a fresh process."""
    lieux = pick(60)
    with application() as server:
        crowd = asyncio.run(_crowd(server, lieux, rounds=2 if quick else 6))
    with application() as server:
        return [*crowd, *asyncio.run(_memory(server, lieux, RERUNS // 10 if quick else RERUNS))]


async def _crowd(server: Serveur, lieux: Sequence[Lieu], rounds: int) -> list[Mesure]:
    alone, _ = await Visiteur.arrive(server)
    # Twice, and only the second counts: caches are warm, as they are on a server in use.
    usual = [await _ask(alone, lieu, rank) for rank, lieu in enumerate([*lieux, *lieux])][len(lieux) :]
    await alone.leave()
    second, first = await Visiteur.arrive(server)
    await second.leave()
    chance = random.Random(1)
    delays = [chance.uniform(0, PERIOD_S) for _ in range(SESSIONS)]
    lives = await asyncio.gather(*(_live(server, delay, lieux, rounds, seed) for seed, delay in enumerate(delays)))
    arrivals = [arrival for arrival, _ in lives]
    reruns = [seconds for _, times in lives for seconds in times]
    one = f"1 session: {MS.write(statistics.median(usual))}"
    what = f"{SESSIONS} sessions, a rerun every {PERIOD_S:g} s each"
    return [
        within(f"{what}: rerun, median of {len(reruns)}", statistics.median(reruns), None, MS, one),
        within(f"{what}: rerun, p95", percentile(reruns, 0.95), RERUN_P95_S, MS, one),
        within(
            f"{what}: first visit, p95 (all within {PERIOD_S:g} s)",
            percentile(arrivals, 0.95),
            FIRST_P95_S,
            SECONDS,
            f"1 session: {SECONDS.write(first.seconds)}",
        ),
    ]


async def _live(
    server: Serveur, delay: float, lieux: Sequence[Lieu], rounds: int, seed: int
) -> tuple[float, list[float]]:
    """One visitor of the crowd: time of the first visit, then of each rerun."""
    await asyncio.sleep(delay)
    visitor, arrival = await Visiteur.arrive(server)
    chance, times = random.Random(seed), []
    due = time.perf_counter()
    for rank in range(rounds):
        due += PERIOD_S
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        times.append(await _ask(visitor, chance.choice(lieux), rank))
    await visitor.leave()
    return arrival.seconds, times


async def _memory(server: Serveur, lieux: Sequence[Lieu], reruns: int) -> list[Mesure]:
    empty = server.memory()
    visitors: list[Visiteur] = []
    for _ in range(MANY_SESSIONS // BURST):
        visitors += [visitor for visitor, _ in await asyncio.gather(*(Visiteur.arrive(server) for _ in range(BURST)))]
    full = server.memory()
    start = time.perf_counter()
    await asyncio.gather(
        *(_repeat(visitors[part::ASKING], lieux, reruns // ASKING) for part in range(ASKING)),
    )
    rate = reruns / (time.perf_counter() - start)
    grown = server.memory() - full
    await asyncio.gather(*(visitor.leave() for visitor in visitors))
    before = f"no visitor: {MB.write(empty)}"
    return [
        within(f"memory with {MANY_SESSIONS} sessions", full, MEMORY_BYTES, MB, before),
        within(
            f"memory grown over {reruns} reruns ({rate:.0f} a second)",
            grown,
            GROWTH_BYTES,
            MB,
            f"{MANY_SESSIONS} sessions: {MB.write(full)}",
        ),
    ]


async def _repeat(visitors: Sequence[Visiteur], lieux: Sequence[Lieu], reruns: int) -> None:
    for rank in range(reruns):
        await _ask(visitors[rank % len(visitors)], lieux[rank % len(lieux)], rank)


async def _ask(visitor: Visiteur, lieu: Lieu, rank: int) -> float:
    """A click on the map twice out of three, otherwise the whole screen."""
    if rank % 3:
        return (await visitor.click(lieu.lon, lieu.lat)).seconds
    return (await visitor.visit({"commune": lieu.code})).seconds
