"""Read the territories of ``data/geo/``: tables at once, contours when a map needs them.

The files are the project's own, written by ``make geo``: uploads never come through here (GDAL could be led elsewhere).
"""

import json
import re
from contextlib import suppress
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from clauses.domain.territoires import AncienneCommune, Territoires

ANCIENNES = "communes_anciennes.csv"
MILLESIME = "millesime.json"
_FLAT_PROPERTIES = re.compile(rb'"properties":(\{[^{}]*\})')

GEO_FILES = (
    "communes.csv",
    ANCIENNES,
    "communes.geojson",
    "epci.geojson",
    "departements.geojson",
    "region.geojson",
    "contexte.geojson",
    "libelles.csv",
    MILLESIME,
)


class TerritoiresError(RuntimeError):
    """The territories cannot be read: nothing can be shown nor answered."""


def read_territoires(folder: Path) -> Territoires:
    """Tables of the territories; there may be no table of former communes, no SIREN, no year of the populations.

    Raises
    ------
    TerritoiresError
        When a file is missing or is not what ``make geo`` writes.
    """
    try:
        return _read_territoires(folder)
    except (OSError, ValueError, KeyError, IndexError) as error:
        raise TerritoiresError(str(error)) from error


def _read_territoires(folder: Path) -> Territoires:
    communes = pd.read_csv(folder / "communes.csv", dtype=str, keep_default_na=False, encoding="utf-8")
    communes = communes.astype({"population": int, "superficie_km2": float, "lon": float, "lat": float})
    if "siren" not in communes:
        communes["siren"] = ""
    region = _properties(folder / "region.geojson")[0]
    return Territoires(
        communes=communes.set_index("code"),
        epci=_table(folder / "epci.geojson"),
        departements=_table(folder / "departements.geojson"),
        region_code=region["code"],
        region_nom=region["nom"],
        anciennes=_anciennes(folder / ANCIENNES),
        annee_population=_annee(_about(folder / MILLESIME, "population").get("millesime")),
    )


def read_contours(path: Path) -> gpd.GeoDataFrame:
    """Polygons of a layer (WGS 84) with their properties, in the order of the file.

    Raises
    ------
    OSError, ValueError, KeyError, TypeError
        When there is no such file, or it is not a layer.
    """
    content = path.read_bytes()
    try:
        # GEOS reads the whole collection at once: several times faster than one geometry after another.
        parts = list(shapely.get_parts(shapely.from_geojson(content)))
    except shapely.errors.ShapelyError as error:
        raise ValueError(f"{path.name}: not GeoJSON") from error
    return gpd.GeoDataFrame(pd.DataFrame(_feature_properties(content, len(parts))), geometry=parts, crs="EPSG:4326")


def _feature_properties(content: bytes, number: int) -> list[dict]:
    """Properties of as many features, without reading their coordinates where that can be avoided.

    Half of the time of a large layer would go into coordinates that are not kept. Properties written otherwise than
    ``make geo`` writes them are read with the rest.
    """
    found = _FLAT_PROPERTIES.findall(content)
    if len(found) == number:
        # A text that holds a brace cuts its properties short: they are no JSON then.
        with suppress(ValueError):
            return json.loads(b"[" + b",".join(found) + b"]")
    return [feature["properties"] for feature in json.loads(content)["features"]]


def read_labels(path: Path) -> pd.DataFrame:
    """Names placed by hand on the map (``nom``, ``type``, ``lon``, ``lat``); empty when there is no such file."""
    if not path.exists():
        return pd.DataFrame({"nom": [], "type": [], "lon": [], "lat": []})
    return pd.read_csv(path, dtype={"nom": str, "type": str})


def read_origine(path: Path) -> dict[str, dict[str, str]]:
    """Origins that ``millesime.json`` names, each with its own fields; empty when it cannot be read."""
    found = {name: _about(path, name) for name in ("source", "population", "pays_voisins")}
    return {
        name: {key: str(value) for key, value in about.items() if value}
        for name, about in found.items()
        if about.get("origine")
    }


def _about(path: Path, name: str) -> dict[str, Any]:
    """An object of ``millesime.json``; empty when it cannot be read."""
    try:
        about = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    found = about.get(name) if isinstance(about, dict) else None
    return found if isinstance(found, dict) else {}


def _annee(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _anciennes(path: Path) -> tuple[AncienneCommune, ...]:
    if not path.exists():
        return ()
    table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    columns = (table[name] for name in AncienneCommune._fields)
    return tuple(AncienneCommune(*cells) for cells in zip(*columns, strict=True))


def _properties(path: Path) -> list[dict]:
    return [feature["properties"] for feature in json.loads(path.read_bytes())["features"]]


def _table(path: Path) -> pd.DataFrame:
    return pd.DataFrame(_properties(path)).set_index("code")
