"""Background around the region: neighbouring départements and countries, so that the sea differs from the land.

The result is drawn under the region. It reaches a little below it, because a lighter outline never follows a finer one
exactly and a gap would show as a strip of sea.
"""

import geopandas as gpd
import pandas as pd
import shapely

from scripts.geo.couverture import dissolve, simplify
from scripts.geo.lecture import widen

DECIMALS = 3
MARGIN = 1.5  # degrees of latitude left visible around the region
OVERLAP = 3_000.0  # metres of context below the region: more than the two outlines can differ
GAP = 2_500.0  # metres: widest disagreement between IGN and Natural Earth on a border


def build_contexte(
    communes: gpd.GeoDataFrame, coverage: gpd.GeoSeries, pays: gpd.GeoDataFrame, region: str, tolerance: float
) -> gpd.GeoDataFrame:
    """Return the context of `region`: type (`pays` or `departement`), code, nom, geometry in WGS 84.

    `communes` are those of the region and of all départements around (columns departement_code, departement_nom,
    departement_region), `coverage` their metric contours, `pays` the countries around (code, nom) in the same
    projection. Countries come first: départements are drawn over them.
    """
    communes = communes.loc[coverage.index]
    territoire = communes["departement_code"].where(communes["departement_region"] != region, "")
    land = simplify(dissolve(coverage, territoire), tolerance, DECIMALS)
    box = widen(land[""].bounds, MARGIN)
    land = land.to_crs(coverage.crs)
    centre = land[""]

    voisins = _reach_under(land[land.index != ""], centre, tolerance)
    noms = communes.drop_duplicates("departement_code").set_index("departement_code")["departement_nom"]
    departements = _layer("departement", voisins, noms)

    etranger = pays.sort_values("code").set_index("code")
    contours = _close_slits(etranger.geometry.simplify_coverage(tolerance), land.union_all())
    contours = _reach_under(contours, centre, tolerance)
    inside = centre.simplify(tolerance).buffer(-OVERLAP, quad_segs=1)
    contours = contours.difference(voisins.union_all().union(inside))
    etranger = _layer("pays", contours, etranger["nom"])

    contexte = pd.concat([etranger, departements], ignore_index=True).to_crs("EPSG:4326")
    # buffer(0) drops the lines and points that cutting leaves beside the polygons.
    contours = contexte.clip_by_rect(*box.bounds).buffer(0)
    contexte.geometry = contours.set_precision(10.0**-DECIMALS).normalize()
    return contexte[~contexte.is_empty].reset_index(drop=True)


def _reach_under(contours: gpd.GeoSeries, centre: shapely.Geometry, tolerance: float) -> gpd.GeoSeries:
    """Extend the contours below `centre`; hidden there, they need no detail: a coarse buffer keeps them light."""
    below = contours.simplify(tolerance).buffer(OVERLAP, quad_segs=1).intersection(centre)
    return contours.union(below)


def _close_slits(pays: gpd.GeoSeries, france: shapely.Geometry) -> gpd.GeoSeries:
    """Give the countries the slits that lie between them and France, whose borders come from another source."""
    everything = shapely.union_all([france, *pays])
    closed = everything.buffer(GAP, quad_segs=2).buffer(-GAP, quad_segs=2)
    near = france.buffer(2 * GAP, quad_segs=2)
    slits = closed.difference(everything).intersection(near)
    return pays.union(pays.buffer(2 * GAP, quad_segs=2).intersection(slits))


def _layer(type_: str, contours: gpd.GeoSeries, noms: pd.Series) -> gpd.GeoDataFrame:
    columns = {"type": type_, "code": contours.index, "nom": contours.index.map(noms)}
    return gpd.GeoDataFrame(columns, geometry=contours.to_numpy(), crs=contours.crs)
