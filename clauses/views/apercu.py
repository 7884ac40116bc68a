"""Small maps as SVG: where a territory lies in its region, and its coverage seen from close; on screen and on paper."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape

import geopandas as gpd
import numpy as np
import shapely

from clauses.domain.couverture import Couverture
from clauses.domain.guichets import Guichet
from clauses.domain.territoires import COMMUNE, DEPARTEMENT, EPCI, Territoire, Territoires
from clauses.views.palette import PAPER, STATUT_COULEURS

Contours = Callable[[str], gpd.GeoDataFrame]
"""Polygons of a layer of ``data/geo`` by name; those of communes are in the order of ``Territoires.communes``."""

GROUND, BORDER, ACCENT, OUTLINE = "#e9e5da", "#8b867a", "#0f5c6e", "#111c25"
"""Readable on a light page as on a dark one."""

TOLERANCE_PX = 0.4
LEAST_PX = 5
"""A territory smaller than this gets a ring around it, otherwise nobody would find it."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """Degrees to pixels: plate carrée, squeezed by the cosine of the middle latitude."""

    west: float
    north: float
    scale: float
    squeeze: float
    width: float
    height: float

    @classmethod
    def around(cls, bounds: Sequence[float], width: float, height: float, margin: float) -> "_Frame":
        """The frame that shows these bounds as large as possible within width and height."""
        west, south, east, north = bounds
        squeeze = float(np.cos(np.radians((south + north) / 2)))
        across, up = max((east - west) * squeeze, 1e-6), max(north - south, 1e-6)
        scale = min((width - 2 * margin) / across, (height - 2 * margin) / up)
        real_width, real_height = across * scale + 2 * margin, up * scale + 2 * margin
        return cls(west - margin / scale / squeeze, north + margin / scale, scale, squeeze, real_width, real_height)

    def place(self, geometry: shapely.Geometry) -> shapely.Geometry:
        def to_pixels(points: np.ndarray) -> np.ndarray:
            x = (points[:, 0] - self.west) * self.squeeze * self.scale
            return np.column_stack([x, (self.north - points[:, 1]) * self.scale])

        return shapely.transform(geometry, to_pixels)


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
    served = guichet.perimetre.positions(territoires)
    whole = shapely.coverage_union_all(contours("communes").geometry.to_numpy()[served])
    seat = territoires.positions.get(guichet.commune_siege)
    point = None if seat is None else shapely.Point(territoires.communes[["lon", "lat"]].to_numpy()[seat])
    return _draw_within_region(whole, guichet.nom, contours, point)


def _draw_within_region(
    shape: shapely.Geometry, titre: str, contours: Contours, point: shapely.Point | None = None
) -> str:
    region = contours("region").geometry.iloc[0]
    frame = _Frame.around(region.bounds, 300, 240, 3)
    placed = shapely.simplify(frame.place(shape), TOLERANCE_PX)
    departements = [shapely.simplify(frame.place(each), TOLERANCE_PX) for each in contours("departements").geometry]
    shapes = [_path(departements, GROUND, BORDER, 0.7), _path([placed], ACCENT, OUTLINE, 0.8)]
    if not placed.is_empty:
        west, north, east, south = placed.bounds
        if max(east - west, south - north) < LEAST_PX:
            x, y = (west + east) / 2, (north + south) / 2
            shapes.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="8" fill="none" stroke="{ACCENT}" stroke-width="2.2"/>')
    if point is not None:
        x, y = shapely.get_coordinates(frame.place(point))[0]
        shapes.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{PAPER}" stroke="{OUTLINE}" stroke-width="1.6"/>')
    return _svg(frame, shapes, titre)


def draw_couverture(territoire: Territoire, couverture: Couverture, contours: Contours) -> str:
    """Communes coloured by coverage status; a commune is outlined within its EPCI, or its département without one."""
    territoires = couverture.territoires
    seen = territoires.above(territoire)[0] if territoire.level == COMMUNE else territoire
    zones = couverture.zones(territoires.of(seen))
    polygons = contours("communes").geometry.to_numpy()
    whole = _outline(seen, territoires, contours)
    frame = _Frame.around(whole.bounds, 420, 330, 4)
    shapes = [frame.place(shapely.coverage_union_all(polygons[zone.positions])) for zone in zones]
    drawn = [
        _path([shape], STATUT_COULEURS[zone.statut], PAPER, 0.5)
        for zone, shape in zip(zones, shapely.coverage_simplify(shapes, TOLERANCE_PX), strict=True)
    ]
    if seen.level == EPCI:
        parts = shapely.coverage_simplify([frame.place(each) for each in polygons[territoires.of(seen)]], TOLERANCE_PX)
        drawn.append(_path(parts, "none", PAPER, 0.6))
    else:
        table = contours("epci" if seen.level == DEPARTEMENT else "departements")
        near = table.geometry.iloc[table.sindex.query(whole, predicate="intersects")]
        parts = [shapely.simplify(frame.place(each), TOLERANCE_PX) for each in near.intersection(whole)]
        drawn.append(_path(parts, "none", OUTLINE, 0.5))
    if seen != territoire:
        own = shapely.simplify(frame.place(_outline(territoire, territoires, contours)), TOLERANCE_PX)
        drawn.append(_path([own], "none", OUTLINE, 2.2))
    return _svg(frame, drawn, territoires.nom(seen))


def _outline(territoire: Territoire, territoires: Territoires, contours: Contours) -> shapely.Geometry:
    return shapely.coverage_union_all(contours("communes").geometry.to_numpy()[territoires.of(territoire)])


def _path(geometries: Iterable[shapely.Geometry], fill: str, stroke: str, width: float) -> str:
    rings = []
    for geometry in geometries:
        for polygon in shapely.get_parts(geometry):
            if not isinstance(polygon, shapely.Polygon):
                continue  # An intersection may leave a line or a point behind.
            for ring in (polygon.exterior, *polygon.interiors):
                points = " ".join(f"{x:.1f},{y:.1f}" for x, y in shapely.get_coordinates(ring)[:-1])
                rings.append(f"M{points}Z")
    line = f'stroke="{stroke}" stroke-width="{width}" stroke-linejoin="round"'
    return f'<path d="{"".join(rings)}" fill="{fill}" fill-rule="evenodd" {line}/>'


def _svg(frame: _Frame, shapes: Iterable[str], titre: str) -> str:
    size = f'width="{frame.width:.0f}" height="{frame.height:.0f}" viewBox="0 0 {frame.width:.1f} {frame.height:.1f}"'
    label = escape(titre, quote=True)
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img"><title>{label}</title>{"".join(shapes)}</svg>'
