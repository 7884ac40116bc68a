"""Shared fixtures: the started application, copies of the invented data."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.donnees import REGION
from tests.repartition import Scheduling
from tests.serveur import Server, running


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Scheduling:
    return Scheduling(config, log)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The application with its shipped data, started once."""
    with running(tmp_path_factory.mktemp("serveur")) as server:
        yield server


@pytest.fixture
def region(tmp_path: Path) -> Path:
    """A copy of the invented region, to be damaged at will."""
    return shutil.copytree(REGION, tmp_path / "region")
