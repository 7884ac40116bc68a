"""Read the territories of ``data/geo/``: tables at once, contours when a map needs them.

The files are the project's own, written by ``make geo``: uploads never come through here (GDAL could be led elsewhere).
"""

import json
import re
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from clauses.domain.issues import Issue, issue
from clauses.domain.territoires import AncienneCommune, Territoires
from clauses.storage.files import stamp
from clauses.storage.limites import MEGABYTE

ANCIENNES, LIBELLES, MILLESIME = "communes_anciennes.csv", "libelles.csv", "millesime.json"
_FLAT_PROPERTIES = re.compile(rb'"properties":(\{[^{}]*\})')

GEO_FILES = (
    "communes.csv",
    ANCIENNES,
    "communes.geojson",
    "epci.geojson",
    "departements.geojson",
    "region.geojson",
    "contexte.geojson",
    LIBELLES,
    MILLESIME,
)


LAYERS = ("communes", "epci", "departements", "region", "contexte")
"""Layers of contours, one ``<name>.geojson`` each."""

LARGEST_FILE = 64 * MEGABYTE
_BROKEN = (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError)
"""What reading a damaged file may raise."""


class TerritoiresError(RuntimeError):
    """A file of the territories cannot be read: nothing, or no map, can be shown. ``fichier``: its name."""

    def __init__(self, fichier: str) -> None:
        self.fichier = fichier
        super().__init__(fichier)


def read_territoires(folder: Path) -> Territoires:
    """Tables of the territories; there may be no table of former communes, no SIREN, no year of the populations.

    Raises
    ------
    TerritoiresError
        When a file is missing or is not what ``make geo`` writes.
    """
    for name in GEO_FILES:
        if stamp(folder / name).size > LARGEST_FILE:
            raise TerritoiresError(name)
    with _reading("communes.csv") as name:
        communes = _read_csv(folder / name)
        communes = communes.astype({"population": int, "superficie_km2": float, "lon": float, "lat": float})
        if "siren" not in communes:
            communes["siren"] = ""
        communes = communes.set_index("code")
    with _reading("epci.geojson") as name:
        epci = _table(folder / name)
    with _reading("departements.geojson") as name:
        departements = _table(folder / name)
    with _reading("region.geojson") as name:
        region = _properties(folder / name)[0]
        code, nom = region["code"], region["nom"]
    with _reading(ANCIENNES) as name:
        anciennes = _anciennes(folder / name)
    expected = _effectifs(folder / MILLESIME)
    for name, table in (("communes.csv", communes), ("epci.geojson", epci), ("departements.geojson", departements)):
        if expected.get(name[: name.index(".")], len(table)) != len(table):
            raise TerritoiresError(name)
    annee = _annee(_object(folder / MILLESIME, "population").get("millesime"))
    return Territoires(communes, epci, departements, code, nom, anciennes, annee_population=annee)


def read_layer(folder: Path, layer: str, territoires: Territoires) -> gpd.GeoDataFrame:
    """Contours of a layer; those of communes are in the order of ``Territoires.communes``.

    Raises
    ------
    TerritoiresError
        When they cannot be read, or communes are missing.
    """
    with _reading(f"{layer}.geojson") as name:
        contours = read_contours(folder / name)
        if layer == "communes" and list(contours["code"]) != list(territoires.communes.index):
            raise TerritoiresError(name)
        return contours


def find_damaged(folder: Path, contours: Callable[[str], object]) -> list[Issue]:
    """Issues of the files that are read when a map is drawn; ``contours`` reads a layer."""
    readings: list[tuple[str, Callable[[], object]]] = [
        *((f"{layer}.geojson", partial(contours, layer)) for layer in LAYERS),
        (LIBELLES, partial(read_labels, folder / LIBELLES)),
    ]
    found = [issue("E-FIC-29", f"{folder.name}/{name}") for name, read in readings if not _is_readable(read)]
    if (folder / MILLESIME).exists() and not _about(folder / MILLESIME):
        found.append(issue("A-FIC-05", f"{folder.name}/{MILLESIME}"))
    return found


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


@contextmanager
def _reading(name: str) -> Generator[str]:
    """Name the file in which reading stops."""
    try:
        yield name
    except _BROKEN as error:
        raise TerritoiresError(name) from error


def _is_readable(read: Callable[[], object]) -> bool:
    try:
        read()
    except TerritoiresError:
        return False
    return True


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
    """Names placed by hand on the map (``nom``, ``type``, ``lon``, ``lat``); empty when there is no such file.

    Raises
    ------
    TerritoiresError
        When it cannot be read.
    """
    if not path.exists():
        return pd.DataFrame({"nom": [], "type": [], "lon": [], "lat": []})
    with _reading(path.name):
        return _read_csv(path).astype({"nom": str, "type": str, "lon": float, "lat": float})


def read_origine(path: Path) -> dict[str, dict[str, str]]:
    """Origins that ``millesime.json`` names, each with its own fields; empty when it cannot be read."""
    found = {name: _object(path, name) for name in ("source", "population", "pays_voisins")}
    return {
        name: {key: str(value) for key, value in each.items() if value}
        for name, each in found.items()
        if each.get("origine")
    }


def _object(path: Path, name: str) -> dict[str, Any]:
    """An object of ``millesime.json``; empty when it cannot be read."""
    found = _about(path).get(name)
    return found if isinstance(found, dict) else {}


def _annee(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _about(path: Path) -> dict[str, Any]:
    try:
        about = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return about if isinstance(about, dict) else {}


def _effectifs(path: Path) -> dict[str, int]:
    """How many territories of each kind ``make geo`` wrote; empty when ``millesime.json`` does not say."""
    found = _about(path).get("effectifs")
    return {name: number for name, number in found.items() if type(number) is int} if isinstance(found, dict) else {}


def _anciennes(path: Path) -> tuple[AncienneCommune, ...]:
    if not path.exists():
        return ()
    table = _read_csv(path)
    columns = (table[name] for name in AncienneCommune._fields)
    return tuple(AncienneCommune(*cells) for cells in zip(*columns, strict=True))


def _read_csv(path: Path) -> pd.DataFrame:
    """A table that ``make geo`` wrote; ``ValueError`` for one that is cut."""
    content = path.read_bytes()
    table = pd.read_csv(BytesIO(content), dtype=str, keep_default_na=False, encoding="utf-8")
    if not content.endswith(b"\n") or table.isna().to_numpy().any():
        raise ValueError(f"{path.name}: cut")
    return table


def _properties(path: Path) -> list[dict]:
    return [feature["properties"] for feature in json.loads(path.read_bytes())["features"]]


def _table(path: Path) -> pd.DataFrame:
    return pd.DataFrame(_properties(path)).set_index("code")
