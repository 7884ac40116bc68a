"""Server time of one rerun, warm caches, one session, without a browser."""

import asyncio
import statistics
from collections.abc import Callable, Sequence

from benchmarks.lieux import Lieu, pick
from benchmarks.resultats import KB, MS, Mesure, percentile, within
from benchmarks.serveurs import Serveur, application
from benchmarks.websocket import Rerun, Visiteur
from clauses.rendu.ecrans import ECRANS

MEDIAN_S, P95_S = 0.080, 0.200
VISIT_BYTES, CLICK_BYTES = 60_000, 15_000

ADDRESSES: dict[str, Callable[[Lieu], dict[str, str]]] = {
    "": lambda lieu: {"commune": lieu.code},
    "territoire": lambda lieu: {"territoire": f"COM:{lieu.code}", "simuler": "oui"},
    "heures": lambda lieu: {"departement": lieu.code[:2], "mesure": "habitant"},
    "calculateur": lambda lieu: {"commune": lieu.code, "lots": "500000~44.9~30~5~A;120000~70~28~10~B"},
    "annuaire": lambda lieu: {"departement": lieu.code[:2], "q": "insertion"},
}
"""What is asked of each screen about a commune; a screen that is not here is asked as the map is."""


def measure(*, quick: bool) -> list[Mesure]:
    """Reruns of every screen, clicks on the map, and what each sends."""
    lieux = pick(20 if quick else 60)
    with application() as server:
        return asyncio.run(_measure(server, lieux, rounds=1 if quick else 3))


async def _measure(server: Serveur, lieux: Sequence[Lieu], rounds: int) -> list[Mesure]:
    mesures = []
    for screen in ECRANS:
        if screen.is_equipe:
            continue
        visitor, _ = await Visiteur.arrive(server, screen.url_path)
        await visits(visitor, lieux, 1, screen.url_path)
        before = server.processor()
        reruns = await visits(visitor, lieux, rounds, screen.url_path)
        mesures += _lines(f"server time of one rerun, whole screen « /{screen.url_path} »", reruns, server, before)
        await visitor.leave()
    visitor, _ = await Visiteur.arrive(server)
    await clicks(visitor, lieux, 1)
    before = server.processor()
    clicked = await clicks(visitor, lieux, rounds)
    mesures += _lines("server time of one rerun, click on the map", clicked, server, before)
    await visitor.leave()
    newcomers = [await _first_visit(server) for _ in range(5)]
    return [
        *mesures,
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
    """The whole screen at the address of each commune."""
    address = ADDRESSES.get(page, ADDRESSES[""])
    return [await visitor.visit(address(lieu), page) for _ in range(rounds) for lieu in lieux]


async def clicks(visitor: Visiteur, lieux: Sequence[Lieu], rounds: int) -> list[Rerun]:
    """A click on each commune."""
    return [await visitor.click(lieu.lon, lieu.lat) for _ in range(rounds) for lieu in lieux]


async def _first_visit(server: Serveur) -> Rerun:
    visitor, seen = await Visiteur.arrive(server)
    await visitor.leave()
    return seen


def _lines(what: str, reruns: Sequence[Rerun], server: Serveur, processor_before: float) -> list[Mesure]:
    seconds = [rerun.seconds for rerun in reruns]
    processor = (server.processor() - processor_before) / len(seconds)
    return [
        within(f"{what}, median of {len(seconds)}", statistics.median(seconds), MEDIAN_S, MS),
        within(f"{what}, p95", percentile(seconds, 0.95), P95_S, MS),
        within(f"{what}, processor time each", processor, None, MS),
    ]
