"""Growth: an invented country of eight regions and fifty times the guichets, against the shipped region."""

import asyncio
import tempfile
from pathlib import Path

from benchmarks.lieux import pick
from benchmarks.pays import build
from benchmarks.reruns import clicks, visits
from benchmarks.resultats import Mesure, against
from benchmarks.serveurs import Serveur, application
from benchmarks.websocket import Visiteur

RATIO = 3.0
COPIES, TIMES = 8, 50


def measure(*, quick: bool) -> list[Mesure]:
    """Both servers run together and are asked in turn."""
    with tempfile.TemporaryDirectory() as folder:
        country = Path(folder)
        build(country, copies=COPIES, times=TIMES)
        with application() as shipped, application(country) as grown:
            return asyncio.run(_measure(grown, shipped, country, rounds=2 if quick else 5))


async def _measure(grown: Serveur, shipped: Serveur, country: Path, rounds: int) -> list[Mesure]:
    many, _ = await Visiteur.arrive(grown)
    few, _ = await Visiteur.arrive(shipped)
    far, near = pick(12, country), pick(12)
    whole: tuple[list[float], list[float]] = ([], [])
    clicked: tuple[list[float], list[float]] = ([], [])
    for visitor, lieux in ((many, far), (few, near)):
        await visits(visitor, lieux, 1)
        await clicks(visitor, lieux, 1)
    for _ in range(rounds):
        for times, visitor, lieux in ((whole[0], many, far), (whole[1], few, near)):
            times += [rerun.seconds for rerun in await visits(visitor, lieux, 1)]
        for times, visitor, lieux in ((clicked[0], many, far), (clicked[1], few, near)):
            times += [rerun.seconds for rerun in await clicks(visitor, lieux, 1)]
    await many.leave()
    await few.leave()
    what = f"guichets × {TIMES}, communes × {COPIES}, against the shipped region"
    return [
        against(f"{what}: rerun of the whole screen", *whole, RATIO),
        against(f"{what}: click on the map", *clicked, RATIO),
    ]
