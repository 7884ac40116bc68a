"""Geometry for a browser without server: TopoJSON, each border once, its points as one line of text.

TopoJSON keeps a border shared by two communes once, and lets the browser unite communes by dropping the borders
between them. Written as numbers, its points would weigh most of the atlas: they are written in Google's encoded
polyline format instead (https://developers.google.com/maps/documentation/utilities/polylinealgorithm), which a dozen
lines of ``static/commun/lieux.js`` read.
"""

from collections.abc import Iterable
from typing import Any

import geopandas as gpd
from topojson import Topology

GRID = 30_000
"""Positions along each side of the region: about 15 m, finer than the outlines are."""

_BETWEEN = " "
"""Between two arcs; no sign of the format."""


def topology(table: gpd.GeoDataFrame) -> dict[str, Any]:
    """TopoJSON of a table: one object « formes », in its order, with its other columns as properties.

    ``arcs`` is a text; everything else follows the format.
    """
    made = Topology(table, prequantize=GRID, object_name="formes").to_dict()
    columns = [name for name in table.columns if name != table.geometry.name]
    formes = [_forme(geometry, columns) for geometry in made["objects"]["formes"]["geometries"]]
    return {
        "type": "Topology",
        "transform": made["transform"],
        "arcs": _BETWEEN.join(map(encode, made["arcs"])),
        "objects": {"formes": {"type": "GeometryCollection", "geometries": formes}},
    }


def _forme(geometry: dict[str, Any], columns: list[str]) -> dict[str, Any]:
    names = ("type", "arcs", "coordinates", "geometries")
    forme = {name: geometry[name] for name in names if name in geometry}
    properties = {name: geometry["properties"][name] for name in columns}
    return forme | ({"properties": properties} if properties else {})


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
