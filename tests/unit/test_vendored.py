"""Files of others, kept in the repository: those that are named, with their licence, and that the Python side needs."""

import re
from hashlib import sha256

import pytest
from plotly.offline import get_plotlyjs_version

from scripts.build_sbom import ROOT, assemble, notes, vendored

NOTES = {note.parent.relative_to(ROOT).as_posix(): note for note in notes()}
OURS = {".js", ".css", ".svg", ".ico"}
"""What we write ourselves, in the folders without note."""
LOCK, ASKED = ((ROOT / f"requirements.{ext}").read_text(encoding="utf-8") for ext in ("txt", "in"))


def test_every_file_of_others_has_its_note():
    assert NOTES.keys() == {
        "static/leaflet", "static/plotly", "static/topojson", "static/fonts", "clauses/rendu/documents/polices",
    }  # fmt: skip
    files = [path for path in (ROOT / "static").rglob("*") if path.is_file() and path.suffix not in OURS]
    assert not [path for path in files if not any(path.is_relative_to(note.parent) for note in NOTES.values())]


@pytest.mark.parametrize("folder", NOTES)
def test_files_are_those_whose_digest_is_written(folder: str):
    written = {
        file["name"]: file["hashes"][0]["content"] for each in vendored(NOTES[folder]) for file in each["components"]
    }
    found = [path for path in (ROOT / folder).rglob("*") if path.is_file() and path.suffix not in ("", ".txt")]
    assert written == {path.relative_to(ROOT).as_posix(): sha256(path.read_bytes()).hexdigest() for path in found}


@pytest.mark.parametrize("folder", NOTES)
def test_licence_is_there_in_full_and_named(folder: str):
    """S24: topojson-client was shipped, and LICENSE did not name it."""
    whole = {
        "BSD-2-Clause": "Redistributions in binary form must reproduce",
        "ISC": 'THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES',
        "MIT": "The above copyright notice and this permission notice shall be included",
        "OFL-1.1": "PERMISSION & CONDITIONS",
    }
    for each in vendored(NOTES[folder]):
        licence = each["licenses"][0]["license"]["id"]
        (name,) = re.findall(r", see ([\w.]+)\)", each["description"])
        assert whole[licence] in " ".join((ROOT / folder / name).read_text(encoding="utf-8").split())
        stated = " ".join((ROOT / "LICENSE").read_text(encoding="utf-8").split())
        assert re.search(rf"{folder}: [^(]*{each['name']} {each['version']}[^(]*\({folder}/{name}\)", stated)


def environment() -> dict:
    """What cyclonedx-py would say of the lock installed with one package more."""
    installed = [*re.findall(r"^([a-z0-9._-]+)(?:\[.*\])?==([^\s\\]+)", LOCK, re.MULTILINE), ("essai", "1.0")]
    return {
        "metadata": {},
        "components": [{"name": name, "version": version, "bom-ref": name} for name, version in installed],
        "dependencies": [{"ref": "streamlit", "dependsOn": ["essai", "pandas"]}, {"ref": "essai"}],
    }


def test_bill_of_materials_holds_the_runtime_and_the_files_of_others():
    """S24: nothing said what an installation is made of."""
    bill = assemble(environment(), LOCK, ASKED)
    names = [each["name"] for each in bill["components"]]
    assert {"streamlit", "pyyaml", "pydantic", "Leaflet", "topojson-client", "plotly.js", "Source Serif"} <= set(names)
    assert "essai" not in names
    assert {each["purl"] for each in bill["components"] if "purl" in each} == {
        "pkg:npm/leaflet@1.9.4", "pkg:npm/topojson-client@3.1.0", "pkg:npm/plotly.js-basic-dist-min@4.1.1",
    }  # fmt: skip
    links = {each["ref"]: each["dependsOn"] for each in bill["dependencies"]}
    assert links["streamlit"] == ["pandas"]
    assert {"pyyaml", "static/leaflet#Leaflet"} <= set(links[bill["metadata"]["component"]["bom-ref"]])


def test_bill_of_materials_is_of_what_is_installed():
    other = environment()
    next(each for each in other["components"] if each["name"] == "streamlit")["version"] = "0.0"
    with pytest.raises(ValueError, match="streamlit"):
        assemble(other, LOCK, ASKED)


def test_plotly_of_the_browser_is_the_one_that_the_python_side_writes_for():
    script = (ROOT / "static" / "plotly" / "plotly-basic.min.js").read_text(encoding="utf-8")
    assert re.search(r"plotly\.js \(basic - minified\) v(\S+)", script)[1] == get_plotlyjs_version()
