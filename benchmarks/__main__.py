"""``python -m benchmarks [--rapide] [NAMES…]``: measure, print, and write ``RESULTS.md`` when all is measured."""

import argparse
import time
from collections.abc import Callable

from rich.console import Console

from benchmarks import (
    annuaire,
    apport,
    attaques,
    autonome,
    charge,
    croissance,
    demarrage,
    documents,
    ecran,
    equipe,
    premier,
    presentation,
    reruns,
    resultats,
)

CHAPTERS: dict[str, Callable[..., list[resultats.Mesure]]] = {
    "ecran": ecran.measure,
    "premier": premier.measure,
    "reruns": reruns.measure,
    "demarrage": demarrage.measure,
    "documents": documents.measure,
    "charge": charge.measure,
    "croissance": croissance.measure,
    "annuaire": annuaire.measure,
    "equipe": equipe.measure,
    "apport": apport.measure,
    "presentation": presentation.measure,
    "autonome": autonome.measure,
    "attaques": attaques.measure,
}

WIDTH = 160
"""Columns of a table that goes to a file."""


def main() -> int:
    """Exit status: 0 when every target is reached, 1 otherwise."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measures the figures to reach.")
    parser.add_argument("names", nargs="*", metavar="NAMES", help=f"chapters, all by default: {', '.join(CHAPTERS)}")
    parser.add_argument("--rapide", action="store_true", help="few repetitions, under two minutes")
    options = parser.parse_args()
    unknown = [name for name in options.names if name not in CHAPTERS]
    if unknown:
        parser.error(f"unknown chapter {unknown[0]}; known: {', '.join(CHAPTERS)}")

    console = Console()
    if not console.is_terminal:
        console = Console(width=WIDTH)
    mesures: list[resultats.Mesure] = []
    for name in options.names or CHAPTERS:
        start = time.perf_counter()
        with console.status(f"{name}…"):
            found = CHAPTERS[name](quick=options.rapide)
        console.print(f"{name}: {len(found)} lines in {time.perf_counter() - start:.0f} s")
        mesures += found
    console.print(resultats.table(mesures))
    if not options.names:
        resultats.write(mesures, ecran.browser_version(), quick=options.rapide)
        console.print(f"Written: {resultats.RESULTS.relative_to(resultats.ROOT)}")
    return int(any(mesure.reached is False for mesure in mesures))


if __name__ == "__main__":
    raise SystemExit(main())
