"""SVG drawing of shapes in degrees: frame, paths, hatching, data URI."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

import numpy as np
import shapely


@dataclass(frozen=True, slots=True)
class Frame:
    """Degrees to pixels: plate carrée, squeezed by the cosine of the middle latitude."""

    west: float
    north: float
    scale: float
    squeeze: float
    width: float
    height: float

    @classmethod
    def around(cls, bounds: Sequence[float], width: float, height: float, margin: float) -> "Frame":
        """The frame that shows these bounds as large as possible within width and height."""
        west, south, east, north = bounds
        squeeze = float(np.cos(np.radians((south + north) / 2)))
        across, up = max((east - west) * squeeze, 1e-6), max(north - south, 1e-6)
        scale = min((width - 2 * margin) / across, (height - 2 * margin) / up)
        real_width, real_height = across * scale + 2 * margin, up * scale + 2 * margin
        return cls(west - margin / scale / squeeze, north + margin / scale, scale, squeeze, real_width, real_height)

    def pixels(self, points: np.ndarray) -> np.ndarray:
        """Pixels of points given as longitudes and latitudes, one per row."""
        x = (points[:, 0] - self.west) * self.squeeze * self.scale
        return np.column_stack([x, (self.north - points[:, 1]) * self.scale])

    def place(self, geometry: shapely.Geometry) -> shapely.Geometry:
        """A shape in pixels."""
        return shapely.transform(geometry, self.pixels)

    def place_all(self, geometries: Sequence[shapely.Geometry] | np.ndarray) -> np.ndarray:
        """Shapes in pixels."""
        return shapely.transform(np.asarray(geometries, dtype=object), self.pixels)

    def box(self) -> shapely.Polygon:
        """Extent of the frame, in degrees."""
        east = self.west + self.width / self.scale / self.squeeze
        return shapely.box(self.west, self.north - self.height / self.scale, east, self.north)

    def clip(self, geometries: Iterable[shapely.Geometry]) -> list[shapely.Geometry]:
        """Shapes in pixels without what would not be seen; borders made by the cut are out of sight too."""
        beyond = 6
        limits = (-beyond, -beyond, self.width + beyond, self.height + beyond)
        return [shapely.clip_by_rect(geometry, *limits) for geometry in geometries]


def path(
    geometries: Iterable[shapely.Geometry], fill: str, stroke: str, width: float, more: str = "", grain: int = 10
) -> str:
    """Polygons as one path; lines and points, which an intersection may leave behind, are not drawn.

    ``grain`` is in how many parts a unit is cut: places are rounded to one of them.
    """
    rings = [
        _trace(ring, grain, closed=True)
        for geometry in geometries
        for polygon in _parts(geometry)
        if isinstance(polygon, shapely.Polygon)
        for ring in (polygon.exterior, *polygon.interiors)
    ]
    edge = f'stroke="{stroke}" stroke-width="{width:g}" stroke-linejoin="round"' if width else 'stroke="none"'
    return f'<path d="{"".join(rings)}" fill="{fill}" fill-rule="evenodd" {edge}{more}/>'


def line(
    geometries: Iterable[shapely.Geometry],
    stroke: str,
    width: float,
    more: str = "",
    grain: int = 10,
    cap: str = "round",
) -> str:
    """Lines as one path."""
    traces = [
        _trace(part, grain, closed=False)
        for geometry in geometries
        for part in _parts(geometry)
        if isinstance(part, shapely.LineString)
    ]
    edge = f'stroke="{stroke}" stroke-width="{width:g}" stroke-linejoin="round" stroke-linecap="{cap}"'
    return f'<path d="{"".join(traces)}" fill="none" {edge}{more}/>'


def hatching(name: str, ground: str, ink: str) -> str:
    """Slanted lines, to fill a shape with ``url(#name)``."""
    return pattern(name, ground, ink, 7, "M-2,2 L2,-2 M0,7 L7,0 M5,9 L9,5", 1.6)


def pattern(name: str, ground: str, ink: str, side: float, strokes: str, width: float) -> str:
    """A tile repeated: a ground, and strokes on it."""
    return (
        f'<pattern id="{name}" width="{side:g}" height="{side:g}" patternUnits="userSpaceOnUse">'
        f'<rect width="{side:g}" height="{side:g}" fill="{ground}"/>'
        f'<path d="{strokes}" stroke="{ink}" stroke-width="{width:g}" stroke-linecap="round" fill="none"/></pattern>'
    )


def square(ground: str, ink: str, side: float, strokes: str, width: float) -> str:
    """One tile of a pattern, as a drawing of its own."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side:g}" height="{side:g}" viewBox="0 0 {side:g} {side:g}">'
        f'<rect width="{side:g}" height="{side:g}" fill="{ground}"/>'
        f'<path d="{strokes}" stroke="{ink}" stroke-width="{width:g}" stroke-linecap="round" fill="none"/></svg>'
    )


def svg(frame: Frame, shapes: Iterable[str], titre: str) -> str:
    """The whole drawing."""
    size = f'width="{frame.width:.0f}" height="{frame.height:.0f}" viewBox="0 0 {frame.width:.1f} {frame.height:.1f}"'
    label = escape(titre, quote=True)
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img"><title>{label}</title>{"".join(shapes)}</svg>'


def inline(drawing: str) -> str:
    """Data URI of a drawing, for the ``src`` of an image: nothing to serve, nothing to publish.

    >>> inline('<svg a="é"/>')
    "data:image/svg+xml,%3Csvg a='%C3%A9'/%3E"
    """
    # Single quotes: a double one would be written with three characters, then five in the attribute.
    return "data:image/svg+xml," + quote(drawing.replace('"', "'"), safe=" !$'()*+,-./:;=?@_~")


def _trace(part: shapely.Geometry, grain: int, *, closed: bool) -> str:
    """Steps from point to point, in parts of a unit: half the weight of their places."""
    points = np.rint(shapely.get_coordinates(part) * grain).astype(int)
    if closed:
        points = points[:-1]
    steps = np.diff(points, axis=0)
    steps = steps[steps.any(axis=1)]
    if not len(steps):
        return ""
    x, y = points[0] / grain
    # Most steps are one of few: each is written once.
    written = {step: f"{step / grain:g}" for step in np.unique(steps).tolist()}
    along = " ".join([written[step] for step in steps.ravel().tolist()])
    return f"M{x:g} {y:g}l{along}{'z' if closed else ''}".replace(" -", "-")


def _parts(geometry: shapely.Geometry) -> Iterable[shapely.Geometry]:
    for part in shapely.get_parts(geometry):
        # A collection left by a cut holds multi-parts of its own.
        yield from shapely.get_parts(part) if part.geom_type.startswith("Multi") else (part,)
