"""Hatches: they distinguish the types of structure without colour. Strokes in mm, on a grid fixed to the page.

They are drawn as strokes of our own rather than as patterns of the file format: the same in a PDF, an SVG and an image,
whatever opens them.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import shapely

from clauses.domain.guichets import Typologie

UNI = "uni"
POINTS = "points"
BANDES = "bandes"
TIRETS = "tirets"
VOILE = "voile"

Strokes = Callable[[tuple[float, float, float, float], float], np.ndarray]
"""Shapes that cover a box (x, y, x, y), at a scale."""


def motifs_of(typologies: Mapping[str, Typologie]) -> dict[str, str]:
    """Hatch of each typology: its own, or the first free one where it is unknown or already taken.

    >>> kinds = {code: Typologie(code, code, "", "#888888", code, motif, 1)
    ...          for code, motif in (("a", "points"), ("b", "points"), ("c", "?"))}
    >>> motifs_of(kinds)
    {'a': 'points', 'b': 'uni', 'c': 'lignes'}
    """
    asked = [typologie.motif for typologie in typologies.values()]
    free = [name for name in NAMES if name not in asked]
    found: dict[str, str] = {}
    for code, typologie in typologies.items():
        fits = typologie.motif in NAMES and typologie.motif not in found.values()
        found[code] = typologie.motif if fits else (free.pop(0) if free else NAMES[len(found) % len(NAMES)])
    return found


def fill(motif: str, area: shapely.Geometry, scale: float) -> Sequence[shapely.Geometry]:
    """Strokes of a hatch inside an area: lines, or polygons for bands; none for a plain ground."""
    if motif not in STROKES or area.is_empty:
        return []
    strokes = STROKES[motif](area.bounds, scale)
    shapely.prepare(area)
    touching = strokes[shapely.intersects(area, strokes)]
    whole = shapely.contains_properly(area, touching)
    if motif in _UNCUT:
        return list(touching[whole])
    cut = shapely.intersection(touching[~whole], area)
    return [each for each in (*touching[whole], *cut) if not each.is_empty]


def _steps(low: float, high: float, step: float) -> np.ndarray:
    return np.arange(np.floor(low / step), np.ceil(high / step) + 1) * step


def _lines(angle: str, step: float) -> Strokes:
    def strokes(box: tuple[float, float, float, float], scale: float) -> np.ndarray:
        x0, y0, x1, y1 = box
        if angle == "h":
            return np.array([shapely.LineString([(x0, y), (x1, y)]) for y in _steps(y0, y1, step * scale)])
        return np.array([shapely.LineString([(x, y0), (x, y1)]) for x in _steps(x0, x1, step * scale)])

    return strokes


def _grid(box: tuple[float, float, float, float], scale: float) -> np.ndarray:
    return np.concatenate([_lines("h", 1.9)(box, scale), _lines("v", 1.9)(box, scale)])


def _dashes(box: tuple[float, float, float, float], scale: float) -> np.ndarray:
    """Broken lines, every other one shifted: what is not certain."""
    x0, y0, x1, y1 = box
    step, period, dash = 1.5 * scale, 3.2 * scale, 2.1 * scale
    found = []
    for y in _steps(y0, y1, step):
        shift = period / 2 * (round(y / step) % 2)
        starts = _steps(x0 - period, x1, period) + shift
        found += [shapely.LineString([(x, y), (x + dash, y)]) for x in starts]
    return np.array(found)


def _bands(box: tuple[float, float, float, float], scale: float) -> np.ndarray:
    """Slanted bands, as wide as what is between them."""
    x0, y0, x1, y1 = box
    period, height = 3.0 * scale, y1 - y0
    width = period / 2
    # x + y is constant along a band.
    starts = _steps(x0 + y0, x1 + y1, period)
    return np.array(
        [
            shapely.Polygon([(s - y0, y0), (s - y0 + width, y0), (s - y1 + width, y1), (s - y1, y1)])
            for s in starts
            if height
        ]
    )


def _veil(box: tuple[float, float, float, float], scale: float) -> np.ndarray:
    """Thin lines that lean the other way from the bands: what is hidden."""
    x0, y0, x1, y1 = box
    # x - y is constant along a line.
    return np.array(
        [shapely.LineString([(s + y0, y0), (s + y1, y1)]) for s in _steps(x0 - y1, x1 - y0, 1.8 * scale) if y1 > y0]
    )


def _rows(box: tuple[float, float, float, float], scale: float, points: Sequence[tuple[float, float]], step: float):
    """Rows of a broken line; ``points`` is one period, in units of the hatch."""
    x0, y0, x1, y1 = box
    unit = np.array(points) * scale
    period = unit[-1, 0] - unit[0, 0]
    starts = _steps(x0 - period, x1, period)
    row = np.concatenate([np.add(unit[:-1], (start, 0)) for start in starts])
    return np.array([shapely.LineString(np.add(row, (0, y))) for y in _steps(y0 - step * scale, y1, step * scale)])


def _chevrons(box: tuple[float, float, float, float], scale: float) -> np.ndarray:
    return _rows(box, scale, [(0, 0.7), (1.2, -0.7), (2.4, 0.7)], 1.7)


def _waves(box: tuple[float, float, float, float], scale: float) -> np.ndarray:
    angles = np.linspace(0, 2 * np.pi, 13)
    return _rows(box, scale, [(3 * angle / (2 * np.pi), 0.5 * np.sin(angle)) for angle in angles], 1.7)


def _places(box: tuple[float, float, float, float], step: float) -> np.ndarray:
    """Points in quincunx."""
    x0, y0, x1, y1 = box
    columns, rows = _steps(x0, x1, step), _steps(y0, y1, step / 2)
    x, y = np.meshgrid(columns, rows)
    x = x + step / 2 * (np.rint(y / (step / 2)).astype(int) % 2)
    return np.column_stack([x.ravel(), y.ravel()])


def _dots(box: tuple[float, float, float, float], scale: float) -> np.ndarray:
    """Lines too short to be seen: their round ends make the dots."""
    return np.array([shapely.LineString([(x, y), (x + 0.02, y)]) for x, y in _places(box, 2.2 * scale)])


def _crosses(box: tuple[float, float, float, float], scale: float) -> np.ndarray:
    arm = 0.6 * scale
    return np.array(
        [
            shapely.MultiLineString([[(x - arm, y), (x + arm, y)], [(x, y - arm), (x, y + arm)]])
            for x, y in _places(box, 3.0 * scale)
        ]
    )


STROKES: Mapping[str, Strokes] = {
    "lignes": _lines("h", 1.3),
    POINTS: _dots,
    "croix": _crosses,
    "chevrons": _chevrons,
    "quadrillage": _grid,
    "vagues": _waves,
    BANDES: _bands,
    TIRETS: _dashes,
    VOILE: _veil,
}
NAMES = (UNI, "lignes", POINTS, "croix", "chevrons", "quadrillage", "vagues")
"""Hatches that ``typologies.csv`` may ask for."""
_UNCUT = (POINTS, "croix")
