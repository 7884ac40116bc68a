"""Label placement: names and markers without overlap. Boxes are (left, top, right, bottom), in mm."""

from collections.abc import Iterable, Sequence

import numpy as np
import shapely

from clauses.impression.feuille import Rect

Box = tuple[float, float, float, float]
_RINGS = np.array([0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 18])
_DIRECTIONS = 24


class Placement:
    """Boxes already taken on a map."""

    def __init__(self, rect: Rect) -> None:
        self.rect = rect
        self._taken: list[Box] = []

    def overlap(self, box: Box) -> float:
        """Area shared with what is there, and area out of the map (mm²)."""
        x0, y0, x1, y1 = box
        rect = self.rect
        inside = max(0.0, min(x1, rect.right) - max(x0, rect.x)) * max(0.0, min(y1, rect.bottom) - max(y0, rect.y))
        shared = (x1 - x0) * (y1 - y0) - inside
        if self._taken:
            taken = np.array(self._taken)
            across = np.minimum(taken[:, 2], x1) - np.maximum(taken[:, 0], x0)
            down = np.minimum(taken[:, 3], y1) - np.maximum(taken[:, 1], y0)
            shared += float((np.maximum(across, 0) * np.maximum(down, 0)).sum())
        return shared

    def is_free(self, box: Box) -> bool:
        """True if nothing is there."""
        return self.overlap(box) < 1e-6

    def take(self, box: Box) -> None:
        """Nothing else goes there."""
        self._taken.append(box)

    def first_free(self, boxes: Iterable[Box]) -> Box | None:
        """The first free box, taken; ``None`` when there is none."""
        for box in boxes:
            if self.is_free(box):
                self.take(box)
                return box
        return None

    def best(self, boxes: Sequence[Box]) -> Box:
        """The first box that shares least, taken."""
        found = min(boxes, key=lambda box: round(self.overlap(box), 3))
        self.take(found)
        return found


def around(x: float, y: float, width: float, height: float, step: float) -> list[Box]:
    """Boxes on a point, then further and further from it."""
    boxes = [_centred(x, y, width, height)]
    for ring in _RINGS[1:]:
        for angle in np.arange(_DIRECTIONS) * 2 * np.pi / _DIRECTIONS:
            boxes.append(_centred(x + ring * step * np.cos(angle), y + ring * step * np.sin(angle), width, height))
    return boxes


def beside(anchor: Box, width: float, height: float, gap: float) -> list[Box]:
    """Boxes of a name beside what it names: right, left, above, below, then at the corners."""
    x0, y0, x1, y1 = anchor
    middle_x, middle_y = (x0 + x1) / 2, (y0 + y1) / 2
    right, left = x1 + gap, x0 - gap - width
    above, below = y0 - gap * 0.6 - height, y1 + gap * 0.6
    level, centre = middle_y - height / 2, middle_x - width / 2
    corners = [(right, above), (right, below), (left, above), (left, below)]
    nudged = [
        (x1 - width * 0.2, above),
        (x1 - width * 0.2, below),
        (x0 - width * 0.8, above),
        (x0 - width * 0.8, below),
    ]
    places = [(right, level), (left, level), (centre, above), (centre, below), *corners, *nudged]
    return [(x, y, x + width, y + height) for x, y in places]


def within(area: shapely.Geometry, width: float, height: float, *, whole: bool) -> list[Box]:
    """Boxes in an area, those with most room around first; ``whole`` keeps those that hold in it entirely."""
    west, north, east, south = area.bounds
    xs, ys = np.meshgrid(np.linspace(west, east, 34), np.linspace(north, south, 34))
    points = np.column_stack([xs.ravel(), ys.ravel()])
    shapely.prepare(area)
    points = points[shapely.contains_xy(area, points)]
    half = (width / 2, height / 2)
    if whole and len(points):
        points = points[shapely.contains(area, shapely.box(*(points - half).T, *(points + half).T))]
    if not len(points):
        return []
    # A name is wider than high: distances are measured on a map squeezed accordingly.
    squeeze = np.array([min(1.0, 2 * height / width), 1.0])
    border = shapely.transform(shapely.boundary(area), lambda xy: xy * squeeze)
    room = shapely.distance(shapely.points(points * squeeze), border)
    ordered = points[np.argsort(-room, kind="stable")]
    return [_centred(x, y, width, height) for x, y in ordered]


def _centred(x: float, y: float, width: float, height: float) -> Box:
    return (float(x - width / 2), float(y - height / 2), float(x + width / 2), float(y + height / 2))
