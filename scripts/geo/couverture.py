"""Geometry of coverages: polygons that tile a territory, neighbours sharing exactly the same border."""

from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

DECIMALS = 4


def clean(contours: gpd.GeoSeries, crs: Any) -> gpd.GeoSeries:
    """Return `contours` projected to `crs` (metric) as a valid coverage, missing ones left out.

    The source holds a few overlaps and slits of some metres between neighbours.
    """
    metric = contours.dropna().to_crs(crs)
    return gpd.GeoSeries(shapely.coverage_clean(metric.to_numpy()), index=metric.index, crs=crs)


def fill_holes(coverage: gpd.GeoSeries, incomplete: pd.Series, foreign: shapely.Geometry) -> gpd.GeoSeries:
    """Give each hole of the coverage to the polygon that borders it most, among the `incomplete` ones if any does.

    A commune merged after the contours were drawn has only a part of its land: the rest is a hole beside it. A hole
    in `foreign` land (Llívia) stays a hole.
    """
    filled = coverage.copy()
    for part in shapely.get_parts(shapely.coverage_union_all(coverage.to_numpy())):
        for ring in part.interiors:
            shared = coverage.intersection(ring).length
            known = shared[incomplete & (shared > 0)]
            if len(known) or not foreign.intersects(shapely.Polygon(ring).centroid):
                owner = (known if len(known) else shared).idxmax()
                filled[owner] = shapely.union(filled[owner], shapely.Polygon(ring))
    return filled


def simplify(coverage: gpd.GeoSeries, tolerance: float, decimals: int = DECIMALS) -> gpd.GeoSeries:
    """Return a metric coverage made light (`tolerance` in metres), in WGS 84 on the grid of `decimals`."""
    return round_coverage(coverage.simplify_coverage(tolerance).to_crs("EPSG:4326"), decimals)


def round_coverage(contours: gpd.GeoSeries, decimals: int = DECIMALS) -> gpd.GeoSeries:
    """Return the coverage with its vertices on the grid of `decimals`, still valid.

    Rounding each polygon alone lets a vertex cross a neighbour's edge. All borders are therefore snapped together,
    then the faces they draw are given back to the polygon they came from.
    """
    polygons = contours.to_numpy()
    borders = shapely.union_all(shapely.boundary(polygons), grid_size=10.0**-decimals)
    faces = shapely.get_parts(shapely.polygonize([borders]))
    tree = shapely.STRtree(polygons)
    face, owner = tree.query(shapely.point_on_surface(faces), predicate="intersects")
    _, first = np.unique(face, return_index=True)
    parts = gpd.GeoSeries(faces[face[first]]).groupby(owner[first])
    dissolved = {position: shapely.coverage_union_all(group.to_numpy()) for position, group in parts}
    values = [_on_grid(dissolved.get(position), decimals) for position in range(len(polygons))]
    return gpd.GeoSeries(values, index=contours.index, crs=contours.crs)


def dissolve(contours: gpd.GeoSeries, by: pd.Series) -> gpd.GeoSeries:
    """Return the union of the contours of each group of `by`: no vertex moves, so borders stay shared."""
    groups = contours.groupby(by)
    union = groups.agg(lambda group: shapely.normalize(shapely.coverage_union_all(group.to_numpy())))
    return gpd.GeoSeries(union, crs=contours.crs)


def _on_grid(polygon: shapely.Geometry | None, decimals: int) -> shapely.Geometry | None:
    """Remove the last binary digits that snapping leaves, and fix the order of parts and vertices."""
    if polygon is None:
        return None
    return shapely.normalize(shapely.transform(polygon, lambda vertices: np.round(vertices, decimals)))
