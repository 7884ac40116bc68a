"""Structures: who can do the work (SIAE, GEIQ, adapted companies…), and how far from a place."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from clauses.domain.cellules import integer, split, text
from clauses.domain.couverture import distances_km
from clauses.domain.territoires import Territoires


@dataclass(frozen=True, slots=True)
class Structure:
    """One row of ``data/structures.csv``; the fields are its columns, lists split."""

    id: str
    nom: str
    type: str = ""
    siret: str = ""
    commune: str = ""
    adresse: str = ""
    telephone: str = ""
    courriel: str = ""
    site: str = ""
    secteurs: tuple[str, ...] = ()
    effectif: int | None = None
    effectif_insertion: int | None = None
    depuis: int | None = None
    constate_en: int | None = None
    confiance: str = ""
    source: tuple[str, ...] = ()
    remarque: str = ""


@dataclass(frozen=True, slots=True)
class Voisine:
    """A structure, and its distance in kilometres between town halls (great circle)."""

    structure: Structure
    distance: float


def structures_from(table: pd.DataFrame) -> tuple[Structure, ...]:
    """Structures of a typed table with the columns of ``structures.csv``, in its order.

    >>> structures_from(pd.DataFrame([{"id": "s", "nom": "Essai", "secteurs": "nettoyage|espaces verts"}]))[0].secteurs
    ('nettoyage', 'espaces verts')
    """
    words = ("id", "nom", "type", "siret", "commune", "adresse", "telephone", "courriel", "site", "confiance",
             "remarque")  # fmt: skip
    integers = ("effectif", "effectif_insertion", "depuis", "constate_en")
    structures = []
    for row in table.to_dict("records"):
        cells: dict[str, Any] = {name: text(row.get(name)) for name in words}
        cells |= {name: integer(row.get(name)) for name in integers}
        secteurs, source = split(row.get("secteurs"), "|"), split(row.get("source"), " ; ")
        structures.append(Structure(**cells, secteurs=secteurs, source=source))
    return tuple(structures)


def sort_by_distance(
    structures: Iterable[Structure], territoires: Territoires, positions: np.ndarray, origin: str
) -> tuple[list[Voisine], list[Voisine]]:
    """Structures within a territory, then those outside it, each the closest first.

    Parameters
    ----------
    positions : communes of the territory
    origin : INSEE code of the commune whose town hall distances are measured from

    A structure whose commune is unknown is in neither list.
    """
    members = set(positions.tolist())
    start = territoires.communes.loc[origin]
    longitudes, latitudes = (territoires.communes[name].to_numpy() for name in ("lon", "lat"))
    distances = distances_km(start["lon"], start["lat"], longitudes, latitudes).tolist()
    within: list[Voisine] = []
    outside: list[Voisine] = []
    for structure in structures:
        position = territoires.positions.get(structure.commune)
        if position is not None:
            (within if position in members else outside).append(Voisine(structure, distances[position]))
    for found in (within, outside):
        found.sort(key=lambda voisine: (voisine.distance, voisine.structure.nom))
    return within, outside
