"""Write the files of data/geo: compact, sorted, the same bytes for the same content."""

import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry import mapping


def write_geojson(path: Path, table: gpd.GeoDataFrame, decimals: int) -> None:
    """Write `table` as a GeoJSON FeatureCollection in the order of its rows: its columns become the properties.

    Vertices are written with `decimals` at most, exterior rings counterclockwise as RFC 7946 asks.
    """
    columns = [name for name in table.columns if name != table.geometry.name]
    rows = table[columns].astype(object).where(table[columns].notna(), None).to_dict("records")
    features = [
        {
            "type": "Feature",
            "properties": properties,
            "geometry": _rounded(mapping(shapely.orient_polygons(geometry)), decimals),
        }
        for properties, geometry in zip(rows, table.geometry, strict=True)
    ]
    write_json(path, {"type": "FeatureCollection", "features": features}, indent=None)


def write_json(path: Path, content: dict[str, Any], indent: int | None = 2) -> None:
    """Write `content` in its own key order, without spaces when `indent` is None, ending with a newline."""
    separators = (",", ":") if indent is None else None
    text = json.dumps(content, ensure_ascii=False, indent=indent, separators=separators)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def write_csv(path: Path, table: pd.DataFrame) -> None:
    """Write `table` without its index, in the order of its rows, missing values left empty."""
    table.to_csv(path, index=False, encoding="utf-8", lineterminator="\n")


def _rounded(geometry: dict[str, Any], decimals: int) -> dict[str, Any]:
    return {"type": geometry["type"], "coordinates": _round(geometry["coordinates"], decimals)}


def _round(value: Any, decimals: int) -> Any:
    if isinstance(value, float):
        return round(value, decimals)
    return [_round(item, decimals) for item in value]
