"""Map layers as GeoJSON text: zones with their seats, background with its names, priority districts, contours.

Each function returns a whole FeatureCollection, ready to be served. Texts are plain: the browser sets them as text,
never as HTML.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from clauses.domain.annuaire import Entree
from clauses.domain.couverture import Zone, distance_km
from clauses.domain.guichets import Guichet, Typologie
from clauses.domain.qpv import QPV
from clauses.domain.statut import Statut
from clauses.domain.territoires import Territoires
from clauses.domain.typographie import NO_BREAK, typographic
from clauses.rendu.cartes.affichages import Classe
from clauses.rendu.cartes.aspect import UNKNOWN, aspect, shape
from clauses.rendu.cartes.palette import ink_on
from clauses.rendu.formats import count
from clauses.rendu.mots.domaine import zone_prefix

TOWN_DISTANCES_KM = (38, 26, 14, 7)
"""A town is named at rank *n* if no better-known one stands within this distance."""

TITRES: Mapping[Statut, str] = {
    Statut.NON_DOCUMENTE: "Aucun guichet trouvé",
    Statut.MASQUE: "Guichets masqués",
}
"""Titles of the zones where nobody is to be called first."""

MOST_NAMES = 4
"""Names listed for a place that holds several entries."""

VIEW_MARGIN, SMALL_COUNTRY = 0.35, 0.3
"""Degrees seen around the region, and square degrees under which a country is named only from close by."""


def zones(
    zones: Sequence[Zone],
    typologies: Mapping[str, Typologie],
    communes: gpd.GeoSeries,
    territoires: Territoires,
    classify: Callable[[Zone], Classe] | None = None,
) -> str:
    """Zones as polygons, then seats as points; ``communes`` are polygons in the order of ``territoires.communes``.

    Zones have the look of their class where ``classify`` finds one, that of their guichets otherwise.
    """
    polygons = communes.to_numpy()
    features = [
        _feature(
            shapely.coverage_union_all(polygons[zone.positions]),
            zone_properties(zone, typologies, classify(zone) if classify else None),
        )
        for zone in zones
    ]
    shown = {guichet.id: guichet for zone in zones for guichet in zone.guichets}
    return _collection(features + seats(shown.values(), typologies, territoires))


def zone_properties(zone: Zone, typologies: Mapping[str, Typologie], classe: Classe | None = None) -> dict[str, Any]:
    """Look and words of a zone; ``signe`` is its pattern, where it has one."""
    look = aspect(zone, typologies)
    properties: dict[str, Any] = {
        "statut": zone.statut.value,
        "titre": zone_title(zone),
        "detail": zone_detail(zone),
        "couvert": zone.statut.is_couvert,
        "communes": len(zone.positions),
    }
    if classe:
        detail = " · ".join(filter(None, (classe.detail, properties["detail"])))
        return properties | {"detail": detail} | classe.look
    if look.typologie:
        properties |= {"couleur": look.couleur, "encre": ink_on(look.couleur), "motif": look.typologie.motif}
    elif zone.statut is Statut.MASQUE:
        properties["couleur"] = look.couleur
    return properties | {name: value for name in ("signe", "hachures", "lettres") if (value := getattr(look, name))}


def zone_title(zone: Zone) -> str:
    """The zone in a few words: whom to call first, or what is missing."""
    if zone.premier is None:
        return typographic(TITRES[zone.statut])
    return zone_prefix(zone.statut, zone.premier) + typographic(zone.premier.nom)


def zone_detail(zone: Zone) -> str:
    """Number of other guichets, communes and inhabitants."""
    others = len(zone.guichets) - 1
    parts = [f"et {count(others, 'autre organisme', 'autres organismes')}"] if others > 0 else []
    parts += [count(len(zone.positions), "commune"), count(zone.population, "habitant")]
    return " · ".join(parts)


def seats(guichets: Iterable[Guichet], typologies: Mapping[str, Typologie], territoires: Territoires) -> list[str]:
    """One point per seat commune, with a badge for each guichet there."""
    groups: dict[str, list[Guichet]] = {}
    for guichet in guichets:
        if guichet.commune_siege in territoires.positions:
            groups.setdefault(guichet.commune_siege, []).append(guichet)
    features = []
    for code, group in sorted(groups.items()):
        commune = territoires.communes.loc[code]
        badges = []
        for guichet in group:
            kind = typologies.get(guichet.typologie, UNKNOWN)
            look = {"couleur": kind.couleur, "encre": ink_on(kind.couleur), "forme": shape(guichet)}
            badges.append({"id": guichet.id, "lettre": kind.lettre} | look)
        names = " · ".join(typographic(guichet.sigle or guichet.nom) for guichet in group)
        properties = {"titre": typographic(str(commune["nom"])), "detail": names, "guichets": badges}
        features.append(_feature(shapely.Point(commune["lon"], commune["lat"]), properties))
    return features


def background(
    territoires: Territoires,
    departements: gpd.GeoDataFrame,
    region: gpd.GeoDataFrame,
    context: gpd.GeoDataFrame,
    labels: pd.DataFrame,
) -> str:
    """Neighbours, ground of the region, borders of the départements (each drawn once) and names of places.

    Parameters
    ----------
    departements, region, context : ``code``, ``nom`` and geometry; ``type`` too for the context
    labels : hand-placed names (``nom``, ``type``, ``lon``, ``lat``), such as the sea; may be empty
    """
    features = [_feature(geometry, {"type": "voisin"}) for geometry in context.geometry]
    # Only seen where zones are not drawn, under an exact border: a coarse outline is enough.
    features += [_feature(_coarse(geometry), {"type": "sol"}) for geometry in region.geometry]
    borders = shapely.line_merge(shapely.unary_union(departements.geometry.boundary.to_numpy()))
    features.append(_feature(borders, {"type": "bord"}))
    towns = _towns(territoires, departements)
    busy = shapely.MultiPoint([(town.lon, town.lat) for town in towns if town.rang == 0])
    for name, geometry in zip(departements["nom"], departements.geometry, strict=True):
        point = _free_point(geometry, busy)
        features.append(_name(name, "departement", 0, point.x, point.y))
    features += [_name(row["nom"], row["type"], 0, row["lon"], row["lat"]) for row in labels.to_dict("records")]
    features += _countries(context, region)
    features += [_name(town.nom, "ville", town.rang, town.lon, town.lat) for town in towns]
    return _collection(features)


def _countries(context: gpd.GeoDataFrame, region: gpd.GeoDataFrame) -> list[str]:
    """Names of neighbouring countries, written in the part of them seen around the region; small ones at rank 2."""
    if context.empty:
        return []
    west, south, east, north = region.total_bounds
    view = shapely.box(west, south - VIEW_MARGIN, east, north + VIEW_MARGIN)
    countries = context[context["type"] == "pays"]
    features = []
    for name, area in zip(countries["nom"], countries.geometry, strict=True):
        seen = area.intersection(view)
        if not seen.is_empty:
            point = seen.representative_point()
            rank = 0 if seen.area > SMALL_COUNTRY else 2
            features.append(_name(name, "pays", rank, round(point.x, 4), round(point.y, 4)))
    return features


def _free_point(area: shapely.Geometry, busy: shapely.MultiPoint) -> shapely.Point:
    """Label point of an area: well inside it, away from the towns already named."""
    west, south, east, north = area.bounds
    longitudes, latitudes = np.meshgrid(np.linspace(west, east, 25), np.linspace(south, north, 25))
    grid = shapely.points(longitudes.ravel().round(4), latitudes.ravel().round(4))
    inside = grid[shapely.contains(area, grid)]
    if not len(inside):
        return area.representative_point()
    # A name is about four times as wide as high: distances are measured on a map squeezed accordingly.
    squeeze = np.array([0.25, 1.0])
    border = shapely.transform(area.boundary, lambda xy: xy * squeeze)
    towns = shapely.transform(busy, lambda xy: xy * squeeze)
    flat = shapely.transform(inside, lambda xy: xy * squeeze)
    room = np.minimum(shapely.distance(flat, border), 0.8 * shapely.distance(flat, towns))
    return inside[int(np.argmax(room))]


@dataclass(frozen=True, slots=True)
class _Town:
    nom: str
    rang: int
    lon: float
    lat: float


def _towns(territoires: Territoires, departements: gpd.GeoDataFrame) -> list[_Town]:
    """Towns to name, thinned by distance: chief towns first (rank 0), then the most populated."""
    chief = set(departements["chef_lieu"]) if "chef_lieu" in departements else set()
    communes = territoires.communes.assign(chief=territoires.communes.index.isin(chief))
    towns: list[_Town] = []
    for row in communes.sort_values(["chief", "population"], ascending=False).head(400).to_dict("records"):
        longitude, latitude = row["lon"], row["lat"]
        nearest = min((distance_km(longitude, latitude, town.lon, town.lat) for town in towns), default=np.inf)
        rank = next((rank for rank, limit in enumerate(TOWN_DISTANCES_KM) if nearest >= limit), None)
        if row["chief"] or rank is not None:
            towns.append(_Town(str(row["nom"]), 0 if row["chief"] else max(rank or 1, 1), longitude, latitude))
    return towns


def contours(table: gpd.GeoDataFrame, columns: Sequence[str]) -> str:
    """A layer of polygons with some of their columns."""
    properties = table[list(columns)].to_dict("records")
    return _collection([_feature(*pair) for pair in zip(table.geometry, properties, strict=True)])


def priority_districts(districts: Iterable[QPV], territoires: Territoires) -> str:
    """Communes with priority districts: a point at the town hall with how many there are, their names as detail."""
    groups: dict[str, list[QPV]] = {}
    for district in districts:
        for code in district.communes:
            if code in territoires.positions:
                groups.setdefault(code, []).append(district)
    features = []
    for code, group in sorted(groups.items()):
        commune = territoires.communes.loc[code]
        proven = all(district.is_avere for district in group)
        words = count(len(group), "quartier prioritaire", "quartiers prioritaires")
        properties = {
            "titre": f"{typographic(str(commune['nom']))}{NO_BREAK}: {words}{'' if proven else ' (à confirmer)'}",
            "detail": typographic(" · ".join(district.nom for district in group)),
            "nombre": str(len(group)),
            "statut": "avere" if proven else "a_confirmer",
        }
        features.append(_feature(shapely.Point(commune["lon"], commune["lat"]), properties))
    return _collection(features)


def places(entrees: Iterable[Entree], territoires: Territoires) -> str:
    """Communes where entries of the directory are: a point with how many, and the first names as detail."""
    groups: dict[str, list[str]] = {}
    for entree in entrees:
        if entree.commune in territoires.positions:
            groups.setdefault(entree.commune, []).append(entree.fiche.nom)
    names, longitudes, latitudes = (territoires.communes[name].tolist() for name in ("nom", "lon", "lat"))
    features = []
    for code, found in sorted(groups.items()):
        position = territoires.positions[code]
        more = len(found) - MOST_NAMES
        detail = " · ".join(found[:MOST_NAMES]) + (f" · et {count(more, 'autre')}" if more > 0 else "")
        properties = {
            "code": code,
            "titre": typographic(names[position]),
            "detail": typographic(detail),
            "nombre": len(found),
        }
        features.append(_feature(shapely.Point(longitudes[position], latitudes[position]), properties))
    return _collection(features)


def _name(nom: str, kind: str, rank: int, lon: float, lat: float) -> str:
    """A name on the map; the higher its rank, the closer one must look to see it."""
    return _feature(shapely.Point(lon, lat), {"type": kind, "nom": typographic(nom), "rang": rank})


def _coarse(geometry: shapely.Geometry) -> shapely.Geometry:
    return shapely.set_precision(shapely.simplify(geometry, 0.01), 0.001)


def _feature(geometry: shapely.Geometry, properties: Mapping[str, Any]) -> str:
    words = json.dumps(properties, ensure_ascii=False, separators=(",", ":"))
    return f'{{"type":"Feature","properties":{words},"geometry":{shapely.to_geojson(geometry)}}}'


def _collection(features: Sequence[str]) -> str:
    return f'{{"type":"FeatureCollection","features":[{",".join(features)}]}}'
