"""Territories of a data folder: their tables, the contours that maps draw, the names placed by hand."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock

import geopandas as gpd
import pandas as pd
import shapely

from clauses.domain.issues import Issue, has_errors
from clauses.domain.territoires import COMMUNE, DEPARTEMENT, EPCI, REGION, Territoire, Territoires
from clauses.donnees.cache import kept
from clauses.donnees.paresse import lazy
from clauses.storage import files, geo

FOLDER = "geo"

_LAYERS = {COMMUNE: "communes", EPCI: "epci", DEPARTEMENT: "departements", REGION: "region"}


@dataclass(frozen=True, eq=False)
class Geo:
    """Files of ``geo/``, which editions share.

    Attributes
    ----------
    folder : the data folder
    state : cache key
    territoires : their tables
    empreinte : hash of the content of the files
    """

    folder: Path
    state: str
    territoires: Territoires
    empreinte: str
    lock: RLock = field(default_factory=RLock, repr=False)

    @kept(8)
    def contours(self, layer: str) -> gpd.GeoDataFrame:
        """Polygons of ``geo/<layer>.geojson``; those of communes are in the order of ``Territoires.communes``.

        Raises
        ------
        TerritoiresError
            When they cannot be read.
        """
        return geo.read_layer(self.folder / FOLDER, layer, self.territoires)

    @lazy
    def issues(self) -> tuple[Issue, ...]:
        """Defects of the files that maps are drawn with, all of them read."""
        return tuple(geo.find_damaged(self.folder / FOLDER, self.contours))

    @property
    def is_drawable(self) -> bool:
        """True if maps can be drawn."""
        return not has_errors(self.issues)

    def bounds(self, territoire: Territoire) -> tuple[float, float, float, float]:
        """West, south, east and north of a territory (degrees)."""
        table = self.contours(_LAYERS[territoire.level])
        # A region is alone in its layer.
        chosen = table if territoire.level == REGION else table[table["code"] == territoire.code]
        west, south, east, north = chosen.total_bounds
        return float(west), float(south), float(east), float(north)

    def commune_at(self, longitude: float, latitude: float) -> str | None:
        """INSEE code of the commune at a point, ``None`` outside the region."""
        table = self.contours("communes")
        found = table.sindex.query(shapely.Point(longitude, latitude), predicate="intersects")
        return str(table["code"].iloc[found[0]]) if len(found) else None

    @lazy
    def libelles(self) -> pd.DataFrame:
        """Names placed by hand on the map, such as the sea."""
        return geo.read_labels(self.folder / FOLDER / geo.LIBELLES)

    @lazy
    def origine(self) -> dict[str, dict[str, str]]:
        """Provenance of the layers (``paquet``, ``origine``, ``licence``…) by name; empty when not given."""
        return geo.read_origine(self.folder / FOLDER / geo.MILLESIME)


def load_geo(folder: Path) -> Geo:
    """Territories of a data folder, read again when one of their files changes; ``TerritoiresError`` without them."""
    return _read(files.source(folder, (f"{FOLDER}/{name}" for name in geo.GEO_FILES)))


@kept(2)
def _read(source: files.Source) -> Geo:
    folder = source.folder / FOLDER
    return Geo(source.folder, source.state, geo.read_territoires(folder), _digest(folder))


def _digest(folder: Path) -> str:
    """Hash of the content, not of the times: replicas sharing the same data give the same addresses."""
    digest = hashlib.sha256()
    for name in geo.GEO_FILES:
        path = folder / name
        digest.update(f"{name}:{files.stamp(path).size}:".encode())
        if path.is_file():
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()
