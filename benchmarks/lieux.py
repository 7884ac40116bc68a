"""Communes to ask about: the same ones at every run, spread over the region."""

import csv
import random
from dataclasses import dataclass
from pathlib import Path

from benchmarks.serveurs import ROOT

DATA = ROOT / "data"


@dataclass(frozen=True, slots=True)
class Lieu:
    """A commune and its town hall, in degrees."""

    code: str
    lon: float
    lat: float


def pick(number: int, data: Path = DATA) -> list[Lieu]:
    """As many communes, drawn with a fixed seed: large and small, covered or not."""
    with (data / "geo" / "communes.csv").open(encoding="utf-8", newline="") as file:
        lieux = [Lieu(row["code"], float(row["lon"]), float(row["lat"])) for row in csv.DictReader(file)]
    return random.Random(76).sample(lieux, number)
