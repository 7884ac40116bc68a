"""Inline SVG of the map: the layers that Leaflet is sent, in its projection, before any script has run.

A drawing is framed as Leaflet frames the same bounds (Web Mercator, whole bounds in the box less a margin), so that the
real map takes its place without a jump: ``static/premier/dessin.css`` gives it its size. Strokes, names and seats keep
theirs whatever that is.
"""

import gzip
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np
import shapely
from shapely.geometry import shape

from clauses.domain.selection import Selection
from clauses.donnees import Moment, kept
from clauses.rendu.cartes.affichages import Affichage
from clauses.rendu.cartes.aspect import MOTIFS
from clauses.rendu.cartes.calques import list_around, load_layer, load_zones
from clauses.rendu.cartes.traces import line, path
from clauses.rendu.choix import ZOOM_MAX, Bounds
from clauses.rendu.html import trusted

WIDTH = 520
"""Units across the bounds: about the pixels of a laptop, in which patterns are drawn until the script rescales them."""
TOLERANCE, COARSE = 0.7, 2.0
"""Units that a border may move by: half a pixel or so; neighbours are only a ground."""
WIDEST, HIGHEST = 2.4, 0.9
"""Width of a box by its height, on a laptop and on a phone: what is drawn fills either."""
BOX_PX = (1260, 740)
"""The largest box."""
SLACK = 1.1
"""Borders made by the cut stay out of sight."""
TILE = 256
"""Pixels of the world at zoom 0."""
NAME_ZOOMS = (0, 8, 9, 10)
"""Least zoom at which the names of each rank are written, as ``static/carte/carte.js``."""


@dataclass(frozen=True, slots=True)
class Calque:
    """A feature of a layer: its shape as fractions of the Web Mercator world, and its properties."""

    forme: shapely.Geometry
    mots: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Cadre:
    """Bounds in the Web Mercator world, y downwards."""

    west: float
    north: float
    across: float
    down: float

    @classmethod
    def around(cls, bounds: Bounds) -> "Cadre":
        (south, west), (north, east) = bounds
        (left, bottom), (right, top) = _mercator(np.array([[west, south], [east, north]]))
        return cls(left, top, right - left, bottom - top)

    @property
    def height(self) -> float:
        return WIDTH * self.down / self.across

    @property
    def widest(self) -> int:
        """Pixels across the bounds at the closest zoom."""
        return round(self.across * TILE * 2**ZOOM_MAX)

    @property
    def zoom(self) -> float:
        """Zoom at which the bounds are about as wide as a laptop shows them."""
        return min(ZOOM_MAX, float(np.log2(WIDTH / self.across / TILE)))

    @property
    def limits(self) -> tuple[float, float, float, float]:
        """What a box may show around the bounds."""
        unit = WIDTH / self.widest
        across = max(WIDTH, self.height * WIDEST, BOX_PX[0] * unit) * SLACK
        down = max(self.height, WIDTH / HIGHEST, BOX_PX[1] * unit) * SLACK
        x, y = WIDTH / 2, self.height / 2
        return x - across / 2, y - down / 2, x + across / 2, y + down / 2

    def place(self, points: np.ndarray) -> np.ndarray:
        return (points - (self.west, self.north)) * (WIDTH / self.across)

    def cut(self, calques: Iterable[Calque]) -> list[tuple[shapely.Geometry, Mapping[str, Any]]]:
        """Shapes in units, those that are seen, less what is not."""
        known = tuple(calques)
        placed = shapely.transform([each.forme for each in known], self.place)
        clipped = shapely.clip_by_rect(placed, *self.limits)
        return [(clipped[rank], known[rank].mots) for rank in np.flatnonzero(~shapely.is_empty(clipped))]


def _mercator(degrees: np.ndarray) -> np.ndarray:
    latitude = np.radians(degrees[:, 1])
    y = (1 - np.log(np.tan(latitude) + 1 / np.cos(latitude)) / np.pi) / 2
    return np.column_stack([degrees[:, 0] / 360 + 0.5, y])


def _read(layer: bytes) -> list[Calque]:
    """Features of a layer as it is sent."""
    features = json.loads(gzip.decompress(layer))["features"]
    return _project([shape(each["geometry"]) for each in features], [each["properties"] for each in features])


def _project(shapes: Sequence[shapely.Geometry] | np.ndarray, words: Iterable[Mapping[str, Any]]) -> list[Calque]:
    return list(map(Calque, shapely.transform(shapes, _mercator), words))


@kept(8)
def load_calques(moment: Moment, selection: Selection, affichage: Affichage) -> tuple[Calque, ...]:
    """Zones and seats."""
    return tuple(_read(load_zones(moment, selection, affichage)))


@kept(2)
def load_fond(moment: Moment) -> tuple[Calque, ...]:
    """Neighbours, borders and names."""
    return tuple(_read(load_layer(moment, "fond")))


def draw(
    moment: Moment, selection: Selection, affichage: Affichage, bounds: Bounds, commune: str | None = None
) -> dict[str, Any]:
    """Values of ``premier_carte.html``: the drawing, its names and its seats.

    Parameters
    ----------
    commune : outlined among those of its EPCI; ``None`` without one
    """
    cadre = Cadre.around(bounds)
    calques = load_calques(moment, selection, affichage)
    fond = load_fond(moment)
    zones = cadre.cut(each for each in calques if each.forme.geom_type.endswith("Polygon"))
    shapes = shapely.coverage_simplify([geometry for geometry, _ in zones], TOLERANCE)
    motifs: dict[tuple[str, str, str], str] = {}
    drawn = [_ground(cadre.cut(_of(fond, "voisin")), "fond-voisin")]
    if selection.narrows:
        drawn.append(_ground(cadre.cut(_of(fond, "sol")), "fond-sol"))
    drawn += [
        f'<g class="zone zone-{escape(mots["statut"])}" style="fill:{escape(_paint(mots, motifs))}">{_path([each])}</g>'
        for each, (_, mots) in zip(shapes, zones, strict=True)
    ]
    borders = [shapely.simplify(each, TOLERANCE) for each, _ in cadre.cut(_of(fond, "bord"))]
    drawn.append(f'<g class="trait-departement">{line(borders, "inherit", 1.4)}</g>')
    if commune:
        drawn += _outlined(cadre, moment, commune)
    return {
        "largeur": WIDTH,
        "hauteur": round(cadre.height, 1),
        "forme": round(WIDTH / cadre.height, 4),
        "plus": cadre.widest,
        "motifs": trusted("".join(_pattern(name, *look) for look, name in motifs.items())),
        "dessin": trusted("".join(drawn)),
        "noms": _names(cadre, fond),
        "sieges": [_point(cadre, each) for each in _seen(cadre, calques)],
    }


def _of(fond: Iterable[Calque], kind: str) -> list[Calque]:
    return [each for each in fond if each.mots["type"] == kind]


def _outlined(cadre: Cadre, moment: Moment, commune: str) -> list[str]:
    table, members = moment.geo.contours("communes"), list_around(moment, commune)
    words = [{"code": code} for code in table["code"].to_numpy()[members]]
    around = cadre.cut(_project(table.geometry.to_numpy()[members], words))
    simple = shapely.coverage_simplify([geometry for geometry, _ in around], TOLERANCE)
    chosen = [each for each, (_, mots) in zip(simple, around, strict=True) if mots["code"] == commune]
    return [f'<g class="commune">{_path(simple)}</g><g class="commune-choisie">{_path(chosen)}</g>']


def _ground(parts: Iterable[tuple[shapely.Geometry, Mapping[str, Any]]], kind: str) -> str:
    shapes = [shapely.simplify(each, COARSE) for each, _ in parts]
    return f'<g class="{kind}">{path(shapes, "inherit", "inherit", 1, grain=1)}</g>'


def _path(shapes: Iterable[shapely.Geometry]) -> str:
    return path(shapes, "inherit", "inherit", 1)


def _paint(zone: Mapping[str, Any], motifs: dict[tuple[str, str, str], str]) -> str:
    """Fill of a zone, as ``Carte.zoneStyle`` in ``static/carte/carte.js``; its pattern is noted in ``motifs``."""
    signe = str(zone.get("signe", ""))
    if zone.get("hachures"):
        look = (zone["couleur"], signe, zone["hachures"])
    elif signe in MOTIFS:
        look = (f"var(--sol-{zone['statut']}, var(--vide))", signe, zone["couleur"])
    else:
        return "var(--vide)" if signe else zone["couleur"]
    return f"url(#{motifs.setdefault(look, f'motif-premier-{len(motifs)}')})"


def _pattern(name: str, ground: str, motif: str, ink: str) -> str:
    side, strokes, width = MOTIFS[motif]
    return (
        f'<pattern id="{name}" width="{side:g}" height="{side:g}" patternUnits="userSpaceOnUse">'
        f'<rect width="{side:g}" height="{side:g}" style="fill:{escape(ground)}"/>'
        f'<path d="{strokes}" style="stroke:{escape(ink)}" stroke-width="{width:g}" stroke-linecap="round" '
        f'fill="none"/></pattern>'
    )


def _names(cadre: Cadre, fond: Iterable[Calque]) -> list[dict[str, Any]]:
    named = [each for each in _seen(cadre, fond) if "nom" in each.mots]
    return [_point(cadre, each) for each in named if NAME_ZOOMS[each.mots["rang"]] <= cadre.zoom]


def _seen(cadre: Cadre, calques: Iterable[Calque]) -> list[Calque]:
    left, top, right, bottom = cadre.limits
    points = [each for each in calques if each.forme.geom_type == "Point"]
    x, y = cadre.place(shapely.get_coordinates([each.forme for each in points])).T
    return [points[rank] for rank in np.flatnonzero((left < x) & (x < right) & (top < y) & (y < bottom))]


def _point(cadre: Cadre, calque: Calque) -> dict[str, Any]:
    """Properties of a mark and its place, in percents of the drawing."""
    x, y = cadre.place(shapely.get_coordinates(calque.forme))[0]
    return {**calque.mots, "x": round(100 * x / WIDTH, 2), "y": round(100 * y / cadre.height, 2)}
