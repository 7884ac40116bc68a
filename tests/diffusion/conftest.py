from datetime import date
from pathlib import Path

import pytest

from clauses.diffusion import Edition
from clauses.donnees import read_catalogue
from clauses.storage.files import SHIPPED_DATA

JOUR = date(2026, 11, 24)


def read(folder: Path) -> Edition:
    return Edition(read_catalogue(folder), folder, JOUR)


@pytest.fixture(scope="session")
def shipped() -> Edition:
    return read(SHIPPED_DATA)


@pytest.fixture
def invented(region: Path) -> Edition:
    return read(region)
