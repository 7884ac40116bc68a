from datetime import date
from pathlib import Path

import pytest

from clauses.donnees import Moment, read_moment
from clauses.storage.files import SHIPPED_DATA

JOUR = date(2026, 11, 24)


@pytest.fixture(scope="session")
def shipped() -> Moment:
    return read_moment(SHIPPED_DATA)


@pytest.fixture
def invented(region: Path) -> Moment:
    return read_moment(region)
