"""Geometry for a browser without server: TopoJSON, each border once, its points as one line of text.

TopoJSON keeps a border shared by two communes once, and lets the browser unite communes by dropping the borders
between them. Written as numbers, its points and its shapes would weigh most of the atlas: they are written in Google's
encoded polyline format instead (https://developers.google.com/maps/documentation/utilities/polylinealgorithm), which a
few lines of ``static/commun/lieux.js`` read.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import geopandas as gpd
from topojson import Topology

GRID = 30_000
"""Positions along each side of the region: about 15 m, finer than the outlines are."""

TYPES = ("LineString", "Polygon", "MultiLineString", "MultiPolygon")
_DEPTHS = (0, 1, 1, 2)
_BETWEEN, _SEPARATORS = " ", (",", ";")
"""Between two arcs or two shapes; between the lines of a shape, between its polygons. None is a sign of the format."""


def topology(table: gpd.GeoDataFrame) -> dict[str, Any]:
    """TopoJSON of a table, its arcs and its shapes as texts; its other columns as properties, in the same order."""
    made = Topology(table, prequantize=GRID, object_name="formes").to_dict()
    columns = [name for name in table.columns if name != table.geometry.name]
    formes = made["objects"]["formes"]["geometries"]
    found = {
        "transform": made["transform"],
        "arcs": _BETWEEN.join(map(encode, made["arcs"])),
        "formes": _BETWEEN.join(map(_forme, formes)),
    }
    if columns:
        found["proprietes"] = [{name: forme["properties"][name] for name in columns} for forme in formes]
    return found


def _forme(geometry: dict[str, Any]) -> str:
    """A shape: the rank of its type, then the ranks of its arcs; empty without any, or of a type not drawn here."""
    rank = TYPES.index(geometry["type"]) if geometry["type"] in TYPES else -1
    arcs = _nested(geometry["arcs"], _DEPTHS[rank]) if rank >= 0 else ""
    return f"{rank}{arcs}" if arcs else ""


def _nested(arcs: Sequence[Any], depth: int) -> str:
    if not depth:
        return "".join(map(_encode_number, arcs))
    return _SEPARATORS[depth - 1].join(_nested(each, depth - 1) for each in arcs)


def encode(deltas: Iterable[Iterable[float]]) -> str:
    """Steps from point to point (whole numbers) as encoded polyline.

    >>> encode([(3, 0), (-1, 1000)])
    'E?@o}@'
    """
    return "".join(_encode_number(int(value)) for delta in deltas for value in delta)


def _encode_number(value: int) -> str:
    value = ~(value << 1) if value < 0 else value << 1
    signs = []
    while value >= 0x20:
        signs.append(chr((0x20 | (value & 0x1F)) + 63))
        value >>= 5
    signs.append(chr(value + 63))
    return "".join(signs)
