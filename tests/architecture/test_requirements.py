"""An install in a year is the same as today's."""

import re
from importlib.metadata import version

import pytest

from tests.architecture.source import text

OWNER = ("streamlit", "geopandas", "folium", "streamlit-folium", "pandas", "plotly")
LOCKS = tuple(f"requirements{name}.txt" for name in ("", "-dev", "-geo", "-sbom"))
PIN = re.compile(r"([a-z0-9._-]+)(?:\[[a-z0-9._,-]+\])?==([\w.+!]+)(?: ; .+?)?((?: --hash=sha256:[0-9a-f]{64})+)")


def pins(path: str) -> dict[str, str]:
    """Version of each package of a lock; any other line than a pin with its hashes or a comment is an error."""
    joined = re.sub(r" \\\n +", " ", text(path))
    lines = [line for line in joined.splitlines() if line and not line.lstrip().startswith("#")]
    found = {line: PIN.fullmatch(line) for line in lines}
    assert found
    assert not [line for line, pin in found.items() if pin is None], path
    return {pin[1]: pin[2] for pin in found.values() if pin}


@pytest.mark.parametrize("path", LOCKS)
def test_everything_is_pinned_with_its_hashes_and_names_no_place(path: str):
    """S24: pip then refuses a file that is not the one that was looked at."""
    assert pins(path)
    assert not re.search(r"://|--index-url|find-links|(^|\s)/", text(path))


@pytest.mark.parametrize("path", LOCKS)
def test_an_extra_that_is_asked_for_is_in_the_lock(path: str):
    """S24: with hashes, pip takes « pydantic[email] » for something that is not pinned when only « pydantic » is."""
    assert f"--no-strip-extras --no-emit-index-url --universal --python-version 3.11 {path[:-3]}in" in text(path)


@pytest.mark.parametrize("package", OWNER)
def test_version_of_the_owner_is_the_one_installed(package: str):
    pinned = pins("requirements.txt")[package]
    assert f"{package}=={pinned}" in text("requirements.in").splitlines()
    assert version(package) == pinned


@pytest.mark.parametrize("path", LOCKS[1:])
def test_locks_agree(path: str):
    runtime, other = pins("requirements.txt"), pins(path)
    shared = runtime.keys() & other.keys()
    assert shared
    assert {name: runtime[name] for name in shared} == {name: other[name] for name in shared}


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_holds_all_that_is_asked_for(lock: str):
    short = lock.replace(".txt", ".in")
    asked = {re.split(r"[=<>~ ]", line)[0].lower() for line in text(short).splitlines() if re.match(r"[a-zA-Z]", line)}
    assert asked
    assert asked <= pins(lock).keys()
