"""Server time of one rerun, caches warm, one session: what a visitor without a browser waits for."""

import asyncio
import statistics
from collections.abc import Sequence

from benchmarks.lieux import Lieu, pick
from benchmarks.resultats import KB, MS, Mesure, percentile, within
from benchmarks.serveurs import Serveur, application
from benchmarks.websocket import Rerun, Visiteur
from clauses.ui.navigation import SCREENS

MEDIAN_S, P95_S = 0.080, 0.200
VISIT_BYTES, CLICK_BYTES = 60_000, 15_000


def measure(*, quick: bool) -> list[Mesure]:
    """Reruns of every screen, clicks on the map, and what each sends."""
    lieux = pick(20 if quick else 60)
    with application() as server:
        return asyncio.run(_measure(server, lieux, rounds=1 if quick else 3))


async def _measure(server: Serveur, lieux: Sequence[Lieu], rounds: int) -> list[Mesure]:
    mesures = []
    for screen in SCREENS:
        visitor, _ = await Visiteur.arrive(server, screen.url_path)
        reruns = await visits(visitor, lieux, rounds, screen.url_path)
        await visitor.leave()
        mesures += _lines(f"server time of one rerun, whole screen « /{screen.url_path} »", reruns)
    visitor, _ = await Visiteur.arrive(server)
    clicked = await clicks(visitor, lieux, rounds)
    await visitor.leave()
    newcomers = [await _first_visit(server) for _ in range(5)]
    return [
        *mesures,
        *_lines("server time of one rerun, click on the map", clicked),
        within(
            "bytes received on the websocket, first visit of the map",
            max(rerun.received for rerun in newcomers),
            VISIT_BYTES,
            KB,
        ),
        within(
            f"bytes received on the websocket, one click (median of {len(clicked)})",
            statistics.median(rerun.received for rerun in clicked),
            CLICK_BYTES,
            KB,
        ),
        within(
            "bytes received on the websocket, one click (largest)",
            max(rerun.received for rerun in clicked),
            CLICK_BYTES,
            KB,
        ),
    ]


async def visits(visitor: Visiteur, lieux: Sequence[Lieu], rounds: int, page: str = "") -> list[Rerun]:
    """The whole screen at the address of each commune, after a round that warms the caches."""
    return [
        rerun
        for turn in range(rounds + 1)
        for rerun in [await visitor.visit({"commune": lieu.code}, page) for lieu in lieux]
        if turn
    ]


async def clicks(visitor: Visiteur, lieux: Sequence[Lieu], rounds: int) -> list[Rerun]:
    """A click on each commune, after a round that warms the caches."""
    return [
        rerun
        for turn in range(rounds + 1)
        for rerun in [await visitor.click(lieu.lon, lieu.lat) for lieu in lieux]
        if turn
    ]


async def _first_visit(server: Serveur) -> Rerun:
    visitor, seen = await Visiteur.arrive(server)
    await visitor.leave()
    return seen


def _lines(what: str, reruns: Sequence[Rerun]) -> list[Mesure]:
    seconds = [rerun.seconds for rerun in reruns]
    return [
        within(f"{what}, median of {len(seconds)}", statistics.median(seconds), MEDIAN_S, MS),
        within(f"{what}, p95", percentile(seconds, 0.95), P95_S, MS),
    ]
