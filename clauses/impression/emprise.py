"""Projection to paper: from degrees to millimetres, simplified to what a printer can draw."""

from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from pyproj import CRS

from clauses.impression.feuille import Rect

TOLERANCE_MM = 0.07
"""About the width of the thinnest line a printer draws."""
WGS84 = "EPSG:4326"


def projection(bounds: Sequence[float]) -> CRS:
    """Conformal conic projection centred on what is shown: true north up the middle, distances true within 1 ‰ or so.

    >>> projection((-0.3, 42.3, 4.8, 45.1)).name
    'unknown'
    """
    west, south, east, north = bounds
    margin = (north - south) / 6
    first, second = south + margin, north - margin
    return CRS.from_dict(
        {"proj": "lcc", "lat_1": first, "lat_2": second, "lat_0": (south + north) / 2, "lon_0": (west + east) / 2}
    )


@dataclass(frozen=True, slots=True)
class Emprise:
    """A territory placed in a rectangle of the page.

    Attributes
    ----------
    rect : where the map is
    crs : projection, in metres
    mm_par_metre : scale
    west, north : metres, at the top left corner of ``rect``
    """

    rect: Rect
    crs: CRS
    mm_par_metre: float
    west: float
    north: float

    @classmethod
    def around(cls, shape: shapely.Geometry, rect: Rect, margin: float) -> "Emprise":
        """The frame that shows a shape (degrees) as large as the rectangle allows, less a margin."""
        crs = projection(shape.bounds)
        west, south, east, north = gpd.GeoSeries([shape], crs=WGS84).to_crs(crs).total_bounds
        scale = min((rect.width - 2 * margin) / (east - west), (rect.height - 2 * margin) / (north - south))
        middle_x, middle_y = (west + east) / 2, (south + north) / 2
        return cls(rect, crs, scale, middle_x - rect.width / 2 / scale, middle_y + rect.height / 2 / scale)

    @property
    def denominateur(self) -> float:
        """Denominator of the scale: 1 000 000 for 1/1 000 000."""
        return 1000 / self.mm_par_metre

    def place(self, shapes: Sequence[shapely.Geometry] | np.ndarray) -> np.ndarray:
        """Shapes in degrees, as shapes in millimetres of the page."""
        metres = gpd.GeoSeries(list(shapes), crs=WGS84).to_crs(self.crs).to_numpy()
        return shapely.transform(metres, self._millimetres)

    def points(self, longitudes: Sequence[float], latitudes: Sequence[float]) -> np.ndarray:
        """Places in degrees, as rows of x and y in millimetres of the page."""
        if not len(longitudes):
            return np.zeros((0, 2))
        return shapely.get_coordinates(self.place(shapely.points(longitudes, latitudes)))

    def clip(self, shapes: Sequence[shapely.Geometry] | np.ndarray) -> np.ndarray:
        """These shapes, in millimetres, clipped to the rectangle."""
        rect = self.rect
        return shapely.clip_by_rect(np.asarray(shapes, dtype=object), rect.x, rect.y, rect.right, rect.bottom)

    def _millimetres(self, metres: np.ndarray) -> np.ndarray:
        x = self.rect.x + (metres[:, 0] - self.west) * self.mm_par_metre
        return np.column_stack([x, self.rect.y + (self.north - metres[:, 1]) * self.mm_par_metre])


def simplify(shapes: np.ndarray) -> np.ndarray:
    """Neighbours simplified together: their common border stays common."""
    return shapely.coverage_simplify(shapes, TOLERANCE_MM) if len(shapes) else shapes


def aspect(shape: shapely.Geometry) -> float:
    """Width over height of a shape in degrees, as the map will show it."""
    west, south, east, north = gpd.GeoSeries([shape], crs=WGS84).to_crs(projection(shape.bounds)).total_bounds
    return (east - west) / (north - south)
