"""Repartitions: how the hours of a territory and year break down, as their source gives it."""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from clauses.domain.cellules import integer, number, split, text
from clauses.domain.perimetre import Perimetre, PerimetreError, parse


@dataclass(frozen=True, slots=True)
class Part:
    """One row of ``data/repartitions.csv``: a share (percent) of the hours of a territory and year."""

    territoire: Perimetre
    annee: int
    dimension: str
    modalite: str
    part: float
    confiance: str = ""
    source: tuple[str, ...] = ()
    remarque: str = ""


def parts_from(table: pd.DataFrame) -> tuple[Part, ...]:
    """Shares of a typed table with the columns of ``repartitions.csv``; a row without year or share is left out."""
    parts = []
    for row in table.to_dict("records"):
        annee, part = integer(row.get("annee")), number(row.get("part"))
        try:
            territoire = parse(text(row.get("territoire")))
        except PerimetreError:
            continue
        if annee is None or part is None:
            continue
        words = {name: text(row.get(name)) for name in ("dimension", "modalite", "confiance", "remarque")}
        parts.append(Part(territoire, annee, **words, part=part, source=split(row.get("source"), " ; ")))
    return tuple(parts)


def groups(parts: Iterable[Part], dimension: str) -> dict[tuple[str, int], tuple[Part, ...]]:
    """Shares of one dimension by (territory, year), the largest first: what is drawn side by side."""
    found: dict[tuple[str, int], list[Part]] = {}
    for part in parts:
        if part.dimension == dimension:
            found.setdefault((str(part.territoire), part.annee), []).append(part)
    return {key: tuple(sorted(group, key=lambda part: -part.part)) for key, group in found.items()}
