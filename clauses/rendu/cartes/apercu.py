"""Small maps as SVG: where a territory lies in its region, and its coverage seen from close; on screen and on paper."""

import gzip
from collections.abc import Callable

import geopandas as gpd
import numpy as np
import shapely

from clauses.domain.couverture import Couverture
from clauses.domain.guichets import Guichet
from clauses.domain.territoires import COMMUNE, DEPARTEMENT, EPCI, Territoire, Territoires
from clauses.donnees import Moment, kept
from clauses.rendu.cartes.aspect import MARQUE, STATUT_ASPECTS, status_tile
from clauses.rendu.cartes.palette import INK, PAPER
from clauses.rendu.cartes.traces import Frame, hatching, line, path, pattern, svg

Contours = Callable[[str], gpd.GeoDataFrame]
"""Polygons of a layer of ``data/geo`` by name; those of communes are in the order of ``Territoires.communes``."""

GROUND, BORDER = "#e9e5da", "#8b867a"
"""Readable on a light page as on a dark one."""

TOLERANCE_PX = 0.4
LEAST_DEGREES = 0.25
"""Seen at least from close, so that one commune is shown among others."""
MOST_OUTLINED = 160
"""Communes: more of them would be a mesh of borders."""
LEAST_PX = 5
"""A territory smaller than this gets a ring around it, otherwise nobody would find it."""


@kept(512)
def load_locator(moment: Moment, territoire: Territoire) -> bytes:
    """:func:`draw_situation` as it is sent (gzipped); ``KeyError`` when the territory does not exist."""
    return gzip.compress(draw_situation(territoire, moment.territoires, moment.geo.contours).encode(), mtime=0)


@kept(512)
def load_perimetre(moment: Moment, guichet: str) -> bytes:
    """:func:`draw_perimetre` as it is sent (gzipped); ``KeyError`` when there is no guichet with this identifier."""
    found = {each.id: each for each in moment.guichets}[guichet]
    return gzip.compress(draw_perimetre(found, moment.territoires, moment.geo.contours).encode(), mtime=0)


def draw_situation(territoire: Territoire, territoires: Territoires, contours: Contours) -> str:
    """The region, its départements, and the territory in it."""
    return _draw_within_region(_outline(territoire, territoires, contours), territoires.nom(territoire), contours)


def draw_perimetre(guichet: Guichet, territoires: Territoires, contours: Contours) -> str:
    """The region, its départements, and the communes that a guichet serves, with its seat.

    Raises
    ------
    PerimetreError
        When its perimeter names a territory that does not exist.
    """
    whole = _union(guichet.perimetre.positions(territoires), contours)
    seat = territoires.positions.get(guichet.commune_siege)
    point = None if seat is None else shapely.Point(territoires.communes[["lon", "lat"]].to_numpy()[seat])
    return _draw_within_region(whole, guichet.nom, contours, point)


def draw_positions(positions: np.ndarray, titre: str, contours: Contours) -> str:
    """The region, its départements, and some communes by their positions: a territory that has no address yet."""
    return _draw_within_region(_union(positions, contours), titre, contours)


def draw_composition(positions: np.ndarray, retirees: np.ndarray, titre: str, contours: Contours) -> str:
    """From close: the communes served, those taken away (hatched), the communes and the départements around.

    Parameters
    ----------
    positions, retirees : of communes, disjoint; not both empty
    """
    polygons = contours("communes").geometry.to_numpy()
    shown = np.concatenate([positions, retirees])
    west, south, east, north = shapely.total_bounds(polygons[shown])
    missing = max(0.0, LEAST_DEGREES - (north - south)) / 2
    frame = Frame.around((west, south - missing, east, north + missing), 420, 330, 26)
    near = np.flatnonzero(shapely.intersects(polygons, frame.box()))
    groups = [_few(polygons[each]) for each in (positions, retirees, np.setdiff1d(near, shown))]
    # All at once, so that neighbours keep the same border.
    simple = shapely.coverage_simplify(frame.place_all(np.concatenate(groups)), TOLERANCE_PX)
    served, removed, others = np.split(simple, np.cumsum([len(group) for group in groups[:-1]]))
    drawn = [
        path(frame.clip(others), GROUND, PAPER if len(others) > 1 else GROUND, 0.6),
        path(served, MARQUE, PAPER, 0.6),
    ]
    if len(removed):
        drawn += [hatching("retire", PAPER, MARQUE), path(removed, "url(#retire)", MARQUE, 0.8)]
    departements = (frame.place(each) for each in contours("departements").boundary)
    drawn.append(line(frame.clip(shapely.simplify(each, TOLERANCE_PX) for each in departements), BORDER, 1))
    drawn.append(line([shapely.coverage_union_all(served).boundary], INK, 1.4))
    return svg(frame, drawn, titre)


def _few(polygons: np.ndarray) -> np.ndarray:
    """The polygons themselves, or all of them as one where there are many."""
    return polygons if len(polygons) <= MOST_OUTLINED else np.array([shapely.coverage_union_all(polygons)])


def _draw_within_region(
    shape: shapely.Geometry, titre: str, contours: Contours, point: shapely.Point | None = None
) -> str:
    region = contours("region").geometry.iloc[0]
    frame = Frame.around(region.bounds, 300, 240, 3)
    placed = shapely.simplify(frame.place(shape), TOLERANCE_PX)
    departements = [shapely.simplify(frame.place(each), TOLERANCE_PX) for each in contours("departements").geometry]
    shapes = [path(departements, GROUND, BORDER, 0.7), path([placed], MARQUE, INK, 0.8)]
    if not placed.is_empty:
        west, north, east, south = placed.bounds
        if max(east - west, south - north) < LEAST_PX:
            x, y = (west + east) / 2, (north + south) / 2
            shapes.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="8" fill="none" stroke="{MARQUE}" stroke-width="2.2"/>')
    if point is not None:
        x, y = shapely.get_coordinates(frame.place(point))[0]
        shapes.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{PAPER}" stroke="{INK}" stroke-width="1.6"/>')
    return svg(frame, shapes, titre)


def draw_couverture(territoire: Territoire, couverture: Couverture, contours: Contours) -> str:
    """Communes coloured by coverage status; a commune is outlined within its EPCI, or its département without one."""
    territoires = couverture.territoires
    seen = territoires.above(territoire)[0] if territoire.level == COMMUNE else territoire
    zones = couverture.zones(territoires.of(seen))
    polygons = contours("communes").geometry.to_numpy()
    whole = _outline(seen, territoires, contours)
    frame = Frame.around(whole.bounds, 420, 330, 4)
    shapes = [frame.place(shapely.coverage_union_all(polygons[zone.positions])) for zone in zones]
    tiles = {zone.statut: status_tile(zone.statut, pale=True) for zone in zones}
    drawn = [f"<defs>{''.join(pattern(statut, *tile) for statut, tile in tiles.items() if tile)}</defs>"]
    drawn += [
        path([shape], f"url(#{zone.statut})" if tiles[zone.statut] else STATUT_ASPECTS[zone.statut].clair, PAPER, 0.5)
        for zone, shape in zip(zones, shapely.coverage_simplify(shapes, TOLERANCE_PX), strict=True)
    ]
    if seen.level == EPCI:
        parts = shapely.coverage_simplify([frame.place(each) for each in polygons[territoires.of(seen)]], TOLERANCE_PX)
        drawn.append(path(parts, "none", PAPER, 0.6))
    else:
        table = contours("epci" if seen.level == DEPARTEMENT else "departements")
        near = table.geometry.iloc[table.sindex.query(whole, predicate="intersects")]
        parts = [shapely.simplify(frame.place(each), TOLERANCE_PX) for each in near.intersection(whole)]
        drawn.append(path(parts, "none", INK, 0.5))
    if seen != territoire:
        own = shapely.simplify(frame.place(_outline(territoire, territoires, contours)), TOLERANCE_PX)
        drawn.append(path([own], "none", INK, 2.2))
    return svg(frame, drawn, territoires.nom(seen))


def _outline(territoire: Territoire, territoires: Territoires, contours: Contours) -> shapely.Geometry:
    return _union(territoires.of(territoire), contours)


def _union(positions: np.ndarray, contours: Contours) -> shapely.Geometry:
    return shapely.coverage_union_all(contours("communes").geometry.to_numpy()[positions])
