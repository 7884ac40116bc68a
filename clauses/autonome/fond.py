"""Background layers: neighbours, borders, names of places, priority districts, drawn as in the application."""

import gzip
import json
from typing import Any

import geopandas as gpd

from clauses.autonome.geometrie import topology
from clauses.donnees import Moment
from clauses.rendu.cartes.calques import load_layer


def build_fond(moment: Moment) -> dict[str, Any]:
    """The background: shapes and lines as TopoJSON, names as (type, name, rank, longitude, latitude)."""
    features = _features(moment, "fond")
    names = [each for each in features if each["geometry"]["type"] == "Point"]
    shapes = [each for each in features if each["geometry"]["type"] != "Point"]
    return {
        "contours": topology(gpd.GeoDataFrame.from_features(shapes, crs=4326)[["type", "geometry"]]),
        "noms": [[*each["properties"].values(), *each["geometry"]["coordinates"]] for each in names],
    }


def build_quartiers(moment: Moment) -> dict[str, Any]:
    """Priority districts by commune, as GeoJSON."""
    return {"type": "FeatureCollection", "features": _features(moment, "qpv")}


def _features(moment: Moment, layer: str) -> list[dict[str, Any]]:
    return json.loads(gzip.decompress(load_layer(moment, layer)))["features"]
