"""The shipped region and the invented one, read once, with as many guichets as a test wants."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import geopandas as gpd
import pytest

from clauses.donnees import Moment, read_moment
from clauses.impression import Fonds
from clauses.storage.geo import read_contours, read_labels
from tests.donnees import REGION
from tests.moments import altered
from tests.serveur import ROOT

With = Callable[[int], Moment]


def fonds_of(folder: Path) -> Fonds:
    @cache
    def contours(layer: str) -> gpd.GeoDataFrame:
        return read_contours(folder / "geo" / f"{layer}.geojson")

    return Fonds(contours, read_labels(folder / "geo" / "libelles.csv"))


@pytest.fixture(scope="session")
def livree() -> Moment:
    return read_moment(ROOT / "data")


@pytest.fixture(scope="session")
def fonds_livres() -> Fonds:
    return fonds_of(ROOT / "data")


@pytest.fixture(scope="session")
def inventee() -> Moment:
    return read_moment(REGION)


@pytest.fixture(scope="session")
def fonds_inventes() -> Fonds:
    return fonds_of(REGION)


@pytest.fixture(scope="session")
def avec(livree: Moment) -> With:
    """The shipped region with so many guichets: its own, taken again under other names and other seats."""

    def avec(number: int) -> Moment:
        communes = livree.territoires.communes
        towns = communes.sort_values(["population"], kind="stable").index[-4 * max(number, 1) :]
        base = [guichet for guichet in livree.guichets if guichet.perimetre]
        return altered(
            livree,
            guichets=tuple(
                replace(
                    base[rank % len(base)],
                    id=f"essai-{rank}",
                    nom=f"Guichet d’essai {rank} – {base[rank % len(base)].nom}",
                    commune_siege=towns[(rank * 7) % len(towns)],
                    telephone="05 61 00 00 00",
                )
                for rank in range(number)
            ),
        )

    return avec
