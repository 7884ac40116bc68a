"""Results: one line per figure, on the terminal and in ``RESULTS.md``."""

import os
import platform
import statistics
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from rich.table import Table

ROOT = Path(__file__).parents[1]
RESULTS = Path(__file__).parent / "RESULTS.md"
COLUMNS = ("what", "measured", "reference", "ratio", "to reach", "verdict")
PACKAGES = ("streamlit", "streamlit-folium", "folium", "geopandas", "pandas", "shapely", "playwright", "websockets")


@dataclass(frozen=True, slots=True)
class Mesure:
    """A line of the table. ``reached`` is ``None`` for a line given for comparison only."""

    what: str
    measured: str
    reference: str = "–"
    ratio: str = "–"
    target: str = "–"
    reached: bool | None = None

    @property
    def verdict(self) -> str:
        return {True: "reached", False: "**missed**", None: "for comparison"}[self.reached]

    @property
    def cells(self) -> tuple[str, ...]:
        return (self.what, self.measured, self.reference, self.ratio, self.target, self.verdict)


@dataclass(frozen=True, slots=True)
class Unite:
    """Unit and number format: ``scale`` times the number, with ``decimals``."""

    symbol: str
    scale: float = 1
    decimals: int = 0

    def write(self, value: float) -> str:
        return f"{value * self.scale:,.{self.decimals}f} {self.symbol}".replace(",", "\u202f")


MS = Unite("ms", 1000)
SECONDS = Unite("s", 1, 2)
KB = Unite("kB", 1 / 1000, 1)
MB = Unite("MB", 1 / 1e6, 1)


def against(
    what: str, values: Sequence[float], reference: Sequence[float], target: float | None, unit: Unite = MS
) -> Mesure:
    """Ratio of two medians taken alternately; ``target`` is the highest ratio allowed."""
    measured, referred = statistics.median(values), statistics.median(reference)
    ratio = measured / referred
    limit = "–" if target is None else f"≤ {target:g} ×"
    reached = None if target is None else ratio <= target
    return Mesure(what, unit.write(measured), unit.write(referred), f"{ratio:.2f} ×", limit, reached)


def within(what: str, value: float, target: float | None, unit: Unite, reference: str = "–") -> Mesure:
    """A value under a limit."""
    limit = "–" if target is None else f"≤ {unit.write(target)}"
    return Mesure(what, unit.write(value), reference, "–", limit, None if target is None else value <= target)


def percentile(values: Sequence[float], share: float) -> float:
    """Nearest-rank percentile: no figure that was not measured.

    >>> percentile([4, 1, 3, 2], 0.5), percentile([4, 1, 3, 2], 0.95)
    (2, 4)
    """
    ordered = sorted(values)
    return ordered[max(0, -int(-share * len(ordered) // 1) - 1)]


def table(mesures: Iterable[Mesure]) -> Table:
    """The lines for the terminal."""
    drawn = Table(*COLUMNS)
    colours = {True: "green", False: "red", None: "dim"}
    for mesure in mesures:
        drawn.add_row(*(cell.replace("**", "") for cell in mesure.cells), style=colours[mesure.reached])
    return drawn


def write(mesures: Sequence[Mesure], browser: str, *, quick: bool) -> None:
    """Replace ``RESULTS.md``."""
    lines = [
        "# Figures reached",
        "",
        "Written by `make bench`; each line is measured against its reference in the same run, alternately.",
        "",
        *(f"- {key}: {value}" for key, value in _circumstances(browser, quick=quick).items()),
        "",
        *(_row(cells) for cells in (COLUMNS, ["---"] * len(COLUMNS), *(mesure.cells for mesure in mesures))),
        "",
    ]
    RESULTS.write_text("\n".join(lines), encoding="utf-8")


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _circumstances(browser: str, *, quick: bool) -> dict[str, str]:
    commit = _git("rev-parse", "--short", "HEAD") or "unknown"
    changed = _git("status", "--porcelain", "--", ".", ":!benchmarks/RESULTS.md")
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    return {
        "date": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "commit": f"{commit}{' with uncommitted changes' if changed else ''}",
        "run": "quick (few repetitions)" if quick else "full",
        "machine": f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, load {load:.1f} at the end",
        "versions": ", ".join(
            [f"Python {platform.python_version()}", browser, *(f"{name} {version(name)}" for name in PACKAGES)]
        ),
    }


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip()
