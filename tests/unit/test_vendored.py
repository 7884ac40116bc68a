"""Libraries kept in ``static/`` are those that are named, and go with the Python side."""

import hashlib
import re

import pytest
from plotly.offline import get_plotlyjs_version

from tests.serveur import ROOT

FOLDERS = ("leaflet", "plotly", "topojson")


@pytest.mark.parametrize("folder", FOLDERS)
def test_files_are_those_whose_digest_is_written(folder: str):
    note = (ROOT / "static" / folder / "VERSION.txt").read_text(encoding="utf-8")
    digests = re.findall(r"^([0-9a-f]{64})  (\S+)$", note, flags=re.MULTILINE)
    assert digests
    for digest, name in digests:
        assert hashlib.sha256((ROOT / "static" / folder / name).read_bytes()).hexdigest() == digest, name


def test_plotly_of_the_browser_is_the_one_that_the_python_side_writes_for():
    script = (ROOT / "static" / "plotly" / "plotly-basic.min.js").read_text(encoding="utf-8")
    assert re.search(r"plotly\.js \(basic - minified\) v(\S+)", script)[1] == get_plotlyjs_version()
