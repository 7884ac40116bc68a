"""An install in a year is the same as today's."""

import re
from importlib.metadata import version

import pytest

from tests.architecture.source import text

OWNER = ("streamlit", "geopandas", "folium", "streamlit-folium", "pandas", "plotly")
LOCKS = ("requirements.txt", "requirements-dev.txt")


def pins(path: str) -> dict[str, str]:
    """Version of each package of a lock; any other line than a pin or a comment is an error."""
    lines = [line.strip() for line in text(path).splitlines()]
    kept = [line for line in lines if line and not line.startswith(("#", "-c requirements.txt"))]
    assert kept
    wrong = [line for line in kept if not re.fullmatch(r"[a-z0-9._-]+==[\w.+!]+( ; .+)?", line)]
    assert not wrong, f"{path}: {wrong}"
    return {name: release.partition(" ")[0] for name, _, release in (line.partition("==") for line in kept)}


@pytest.mark.parametrize("path", LOCKS)
def test_everything_is_pinned_and_names_no_place(path: str):
    assert pins(path)
    assert not re.search(r"://|--index-url|find-links|(^|\s)/", text(path))


@pytest.mark.parametrize("package", OWNER)
def test_version_of_the_owner_is_the_one_installed(package: str):
    pinned = pins("requirements.txt")[package]
    assert f"{package}=={pinned}" in text("requirements.in").splitlines()
    assert version(package) == pinned


def test_locks_agree():
    runtime, tests = (pins(path) for path in LOCKS)
    shared = runtime.keys() & tests.keys()
    assert shared
    assert {name: runtime[name] for name in shared} == {name: tests[name] for name in shared}


@pytest.mark.parametrize(
    ("short", "lock"), [("requirements.in", "requirements.txt"), ("requirements-dev.in", "requirements-dev.txt")]
)
def test_lock_holds_all_that_is_asked_for(short: str, lock: str):
    asked = {re.split(r"[=<>~ ]", line)[0] for line in text(short).splitlines() if re.match(r"[a-z]", line)}
    assert asked
    assert asked <= pins(lock).keys()
