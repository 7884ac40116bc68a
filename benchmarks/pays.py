"""An invented country: the shipped region copied side by side, with many more guichets."""

import csv
import json
import random
import re
import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from benchmarks.lieux import DATA

STEP_DEGREES = 6.0
"""Longitude between two copies, a little more than the width of the region."""


def build(folder: Path, *, copies: int, times: int, source: Path = DATA) -> None:
    """Write a data folder of ``copies`` regions and ``times`` as many guichets.

    Each copy of the guichets serves the territories of one copy of the region; those beyond the number of copies
    serve a few EPCI drawn at random, so that they make new zones as real ones would.
    """
    shutil.copytree(source, folder, dirs_exist_ok=True)
    codes = Codes(_departements(source))
    communes = _rows(source / "geo" / "communes.csv")
    _write(folder / "geo" / "communes.csv", (codes.commune(row, copy) for copy in range(copies) for row in communes))
    for layer in ("communes", "epci", "departements", "region", "contexte"):
        path = folder / "geo" / f"{layer}.geojson"
        document = json.loads(path.read_bytes())
        features = document["features"]
        many = [_shifted(each, copy, codes) for copy in range(copies) for each in features]
        # One region only, as one data folder has: it holds every copy.
        document["features"] = many if layer != "region" else [many[0]]
        path.write_text(json.dumps(document, separators=(",", ":")), encoding="utf-8")
    epci = sorted({row["code_epci"] for row in communes if row["code_epci"]})
    guichets = _rows(source / "guichets.csv")
    chance = random.Random(times)
    _write(
        folder / "guichets.csv",
        (
            codes.guichet(row, turn, turn % copies, chance.sample(epci, chance.randint(1, 3)) if turn >= copies else [])
            for turn in range(times)
            for row in guichets
        ),
    )
    _write(folder / "qpv.csv", (codes.qpv(row, copy) for copy in range(copies) for row in _rows(source / "qpv.csv")))


class Codes:
    """Codes of a copy: its départements take codes that are free, everything else follows."""

    def __init__(self, departements: Iterable[str]) -> None:
        self._ranks = {code: rank for rank, code in enumerate(departements)}
        # Two characters, as the grammar of perimeters wants.
        every = (f"{first}{second}" for second in "0123456789AB" for first in "0123456789")
        self._free = [code for code in every if code not in self._ranks]

    def departement(self, code: str, copy: int) -> str:
        """The first copy keeps its codes."""
        return code if copy == 0 else self._free[(copy - 1) * len(self._ranks) + self._ranks[code]]

    def insee(self, code: str, copy: int) -> str:
        return self.departement(code[:2], copy) + code[2:]

    def siren(self, code: str, copy: int) -> str:
        return f"{code[:-1]}{'ABCDEFGH'[copy]}" if code and copy else code

    def commune(self, row: Mapping[str, str], copy: int) -> dict[str, str]:
        return {
            **row,
            "code": self.insee(row["code"], copy),
            "code_epci": self.siren(row["code_epci"], copy),
            "code_departement": self.departement(row["code_departement"], copy),
            "lon": f"{float(row['lon']) + copy * STEP_DEGREES:.4f}",
        }

    def guichet(self, row: Mapping[str, str], turn: int, copy: int, epci: Iterable[str]) -> dict[str, str]:
        drawn = " + ".join(f"EPCI:{self.siren(code, copy)}" for code in epci)
        seat = row["commune_siege"]
        return {
            **row,
            "id": f"{row['id']}-{turn}",
            "perimetre": (drawn or self.perimetre(row["perimetre"], copy)) if row["perimetre"] else "",
            "commune_siege": self.insee(seat, copy) if seat else "",
        }

    def qpv(self, row: Mapping[str, str], copy: int) -> dict[str, str]:
        communes = "|".join(self.insee(code, copy) for code in row["communes"].split("|") if code)
        codes = {"code": "", "code_2015": ""} if copy else {}
        return {**row, **codes, "communes": communes, "departement": self.departement(row["departement"], copy)}

    def perimetre(self, expression: str, copy: int) -> str:
        change: dict[str, Callable[[str, int], str]] = {
            "COM": self.insee,
            "EPCI": self.siren,
            "DEP": self.departement,
            "REG": lambda code, _: code,
        }
        return re.sub(
            r"(COM|EPCI|DEP|REG):(\w+)",
            lambda token: f"{token[1]}:{change[token[1]](token[2], copy)}",
            expression,
        )


def _shifted(feature: Mapping[str, Any], copy: int, codes: Codes) -> dict[str, Any]:
    properties = dict(feature["properties"])
    code = properties.get("code", "")
    if "nature" in properties:
        properties["code"] = codes.siren(code, copy)
    elif re.fullmatch(r"\d[\dAB]\d{3}", code):
        properties["code"] = codes.insee(code, copy)
    elif "chef_lieu" in properties:
        properties |= {
            "code": codes.departement(code, copy),
            "chef_lieu": codes.insee(properties["chef_lieu"], copy),
        }
    geometry = {**feature["geometry"], "coordinates": _moved(feature["geometry"]["coordinates"], copy * STEP_DEGREES)}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def _moved(coordinates: Any, east: float) -> Any:
    if isinstance(coordinates[0], int | float):
        return [round(coordinates[0] + east, 4), coordinates[1]]
    return [_moved(part, east) for part in coordinates]


def _departements(source: Path) -> list[str]:
    return sorted({row["code_departement"] for row in _rows(source / "geo" / "communes.csv")})


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write(path: Path, rows: Iterable[Mapping[str, str]]) -> None:
    rows = list(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
