"""The invented region, read once: nobody changes it."""

import geopandas as gpd
import pytest

from clauses.domain.couverture import Couverture
from clauses.donnees import Moment, read_moment
from clauses.storage.geo import read_contours
from tests.donnees import REGION


@pytest.fixture(scope="session")
def moment() -> Moment:
    return read_moment(REGION)


@pytest.fixture(scope="session")
def couverture(moment: Moment) -> Couverture:
    return Couverture(moment.territoires, moment.guichets, tuple(moment.typologies))


@pytest.fixture(scope="session")
def contours() -> dict[str, gpd.GeoDataFrame]:
    names = ("communes", "epci", "departements", "region", "contexte")
    return {name: read_contours(REGION / "geo" / f"{name}.geojson") for name in names}
