"""The command line run in this process: its exit code, its standard output and its messages."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from clauses.cli import main
from clauses.storage.files import DATA_VARIABLE


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Result]


@pytest.fixture
def shipped(capsys, monkeypatch) -> Run:
    """Runs a command on the shipped data."""
    monkeypatch.delenv(DATA_VARIABLE, raising=False)

    def run(*arguments: str) -> Result:
        capsys.readouterr()
        code = main(arguments)
        captured = capsys.readouterr()
        return Result(code, captured.out, captured.err)

    return run


@pytest.fixture
def run(shipped, region: Path, monkeypatch) -> Run:
    """Runs a command on a copy of the invented region."""
    monkeypatch.setenv(DATA_VARIABLE, str(region))
    return shipped
