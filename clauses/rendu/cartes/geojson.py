"""Guichets, their perimeters and structures as GeoJSON to reuse elsewhere (RFC 7946: WGS 84, right-hand rule).

The properties are the columns of the table, under the same names; a list is a list, what is missing is ``null``.
"""

import dataclasses
import json
from collections.abc import Iterable, Mapping
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from clauses.domain.guichets import Guichet, Typologie
from clauses.domain.perimetre import Niveau, Perimetre, PerimetreError
from clauses.domain.structures import Structure
from clauses.domain.territoires import COMMUNE, Territoires
from clauses.rendu.mots.domaine import STRUCTURE_TYPES

ADDED = {
    "guichets": {
        "typologie_libelle": "Nom de la typologie.",
        "commune_siege_nom": "Nom de la commune du siège.",
    },
    "structures": {
        "type_libelle": "Nom du type de structure.",
        "commune_nom": "Nom de la commune.",
    },
    "perimetres": {
        "communes": "Nombre de communes du périmètre situées dans la région.",
        "population": "Nombre d’habitants de ces communes.",
    },
}
"""Properties that are not columns of the table, with their meaning, by layer."""


def guichets_geojson(
    guichets: Iterable[Guichet], typologies: Mapping[str, Typologie], territoires: Territoires
) -> bytes:
    """One point per guichet, at the town hall of its seat (not its own address); no geometry without a known seat."""
    features = []
    for guichet in guichets:
        kind = typologies.get(guichet.typologie)
        properties = _properties(guichet) | {
            "typologie_libelle": kind.libelle if kind else None,
            "commune_siege_nom": _commune(guichet.commune_siege, territoires),
        }
        features.append(_feature(_town_hall(guichet.commune_siege, territoires), properties))
    return _collection(features)


def structures_geojson(structures: Iterable[Structure], territoires: Territoires) -> bytes:
    """One point per structure, at the town hall of its commune; no geometry without a known commune."""
    features = []
    for structure in structures:
        properties = _properties(structure) | {
            "type_libelle": STRUCTURE_TYPES[structure.type][0] if structure.type in STRUCTURE_TYPES else None,
            "commune_nom": _commune(structure.commune, territoires),
        }
        features.append(_feature(_town_hall(structure.commune, territoires), properties))
    return _collection(features)


def perimetres_geojson(guichets: Iterable[Guichet], territoires: Territoires, communes: gpd.GeoSeries) -> bytes:
    """One polygon per guichet that serves a known territory; the others are left out.

    Parameters
    ----------
    communes : polygons in the order of ``territoires.communes``, sharing their borders exactly
    """
    polygons = communes.to_numpy()
    features = []
    for guichet in guichets:
        positions = _positions(guichet.perimetre, territoires)
        if len(positions):
            properties = _properties(guichet) | {
                "communes": len(positions),
                "population": territoires.population(positions),
            }
            area = shapely.coverage_union_all(polygons[positions])
            features.append(_feature(shapely.orient_polygons(area), properties))
    return _collection(features)


def _positions(perimetre: Perimetre, territoires: Territoires) -> np.ndarray:
    try:
        return np.flatnonzero(perimetre.niveaux(territoires) != Niveau.AUCUN)
    except PerimetreError:
        return np.array([], dtype=int)


def _properties(entry: Guichet | Structure) -> dict[str, Any]:
    """Columns of an entry; the empty text is ``None``, the empty list stays a list."""
    cells = {field.name: getattr(entry, field.name) for field in dataclasses.fields(entry)}
    plain = {name: str(cell) if isinstance(cell, Perimetre) else cell for name, cell in cells.items()}
    return {name: None if cell == "" else cell for name, cell in plain.items()}


def _commune(code: str, territoires: Territoires) -> str | None:
    return territoires.name(COMMUNE, code) if code in territoires.positions else None


def _town_hall(code: str, territoires: Territoires) -> shapely.Point | None:
    if code not in territoires.positions:
        return None
    # Cell by cell: a row would cost ten times as much, and there may be ten thousand of them.
    return shapely.Point(territoires.communes.at[code, "lon"], territoires.communes.at[code, "lat"])


def _feature(geometry: shapely.Geometry | None, properties: Mapping[str, Any]) -> str:
    words = json.dumps(properties, ensure_ascii=False, separators=(",", ":"))
    shape = shapely.to_geojson(geometry) if geometry is not None else "null"
    return f'{{"type":"Feature","properties":{words},"geometry":{shape}}}'


def _collection(features: Iterable[str]) -> bytes:
    """A feature per line: two editions are compared line by line."""
    lines = ",\n".join(features)
    return f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n'.encode()
