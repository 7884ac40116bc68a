"""The invented region, read once: nobody changes it."""

import geopandas as gpd
import pytest

from clauses.domain.couverture import Couverture
from clauses.donnees import Catalogue, read_catalogue
from clauses.storage.geo import read_contours
from tests.donnees import REGION


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return read_catalogue(REGION)


@pytest.fixture(scope="session")
def couverture(catalogue: Catalogue) -> Couverture:
    return Couverture(catalogue.territoires, catalogue.guichets, tuple(catalogue.typologies))


@pytest.fixture(scope="session")
def contours() -> dict[str, gpd.GeoDataFrame]:
    names = ("communes", "epci", "departements", "region", "contexte")
    return {name: read_contours(REGION / "geo" / f"{name}.geojson") for name in names}
