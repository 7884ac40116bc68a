import json
import subprocess
import sys
import time

import pytest

from clauses.storage.files import SHIPPED_DATA

FILES = 19


def files(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def faults(folder) -> list[str]:
    """What Frictionless finds wrong in a package."""
    command = [sys.executable, "-m", "frictionless", "validate", "datapackage.json", "--json"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    report = json.loads(done.stdout)
    found = [error["message"] for task in report["tasks"] for error in task["errors"]]
    return [*found, *(error["message"] for error in report["errors"])] if not report["valid"] else []


def test_the_shipped_data_make_a_valid_package(shipped, tmp_path):
    start = time.monotonic()
    result = shipped("exporter", str(tmp_path / "out"), "--json")
    assert time.monotonic() - start < 10
    assert (result.code, result.err) == (0, "")
    assert faults(tmp_path / "out") == []
    answer = result.json
    assert (answer["edition"], answer["absents"], answer["archive"]) == (1, [], None)
    written = files(tmp_path / "out")
    assert {each["nom"]: each["octets"] for each in answer["fichiers"]} == {
        name: len(content) for name, content in written.items()
    }
    assert (answer["data_inclusion"]["structures"], answer["data_inclusion"]["services"]) == (31, 14)
    assert len(answer["data_inclusion"]["non_repris"]) == 6


def test_an_invented_region_makes_a_valid_package(run, tmp_path):
    assert run("exporter", str(tmp_path / "out")).code == 0
    assert faults(tmp_path / "out") == []


def test_people_are_told_what_was_written(run, tmp_path):
    result = run("exporter", str(tmp_path / "out"), "--zip", str(tmp_path / "atlas.zip"))
    assert "perimetres.geojson" in result.out
    assert f"{FILES}\u00a0fichiers dans {tmp_path / 'out'}, dont {FILES}\u00a0modifiés." in result.out
    assert "voir data-inclusion/non-repris.txt" in result.out
    assert str(tmp_path / "atlas.zip") in result.err
    assert (tmp_path / "atlas.zip").read_bytes().startswith(b"PK")


def test_two_runs_write_the_same_bytes(run, tmp_path):
    for name in ("a", "b"):
        assert run("exporter", str(tmp_path / name), "--zip", str(tmp_path / f"{name}.zip")).code == 0
    assert files(tmp_path / "a") == files(tmp_path / "b")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    answer = run("exporter", str(tmp_path / "a"), "--json").json
    assert not any(each["change"] for each in answer["fichiers"])


@pytest.mark.parametrize("name", ["heures.csv", "guichets.csv", "typologies.csv"])
def test_a_broken_table_is_left_out_and_said(run, region, tmp_path, name):
    (region / name).write_bytes(b"PK\x03\x04\x00\x00")
    result = run("exporter", str(tmp_path / "out"))
    assert result.code == 1
    assert f"Absent\u00a0: {name}" in result.out
    assert not (tmp_path / "out" / name).exists()
    assert (tmp_path / "out" / "communes.csv").exists()
    assert faults(tmp_path / "out") == []


def test_an_older_file_that_stays_is_said(run, region, tmp_path):
    run("exporter", str(tmp_path / "out"))
    (region / "heures.csv").unlink()
    assert "Celui d’une édition précédente reste dans le dossier." in run("exporter", str(tmp_path / "out")).out
    (absent,) = run("exporter", str(tmp_path / "out"), "--json").json["absents"]
    assert absent == {"nom": "heures.csv", "raison": "Le fichier est introuvable.", "reste": True}


def test_the_data_are_never_written_over(run, region, tmp_path):
    before = files(region)
    for arguments in (
        [str(region)],
        [str(region / "geo" / "neuf")],
        [str(region / "heures.csv")],
        [str(SHIPPED_DATA)],
        [str(tmp_path / "out"), "--zip", str(region / "heures.csv")],
    ):
        result = run("exporter", *arguments, "--json")
        assert result.code == 2
        assert "donnez un" in result.json["erreur"]
    assert files(region) == before


def test_a_folder_that_cannot_be_written_is_said(run, tmp_path):
    (tmp_path / "fichier").touch()
    result = run("exporter", str(tmp_path / "fichier" / "out"))
    assert result.code == 2
    assert "ne peut pas être écrit" in result.err


def test_nothing_can_be_exported_without_territories(run, region, tmp_path):
    (region / "geo" / "communes.csv").unlink()
    result = run("exporter", str(tmp_path / "out"))
    assert result.code == 2
    assert "territoires" in result.err
    assert not (tmp_path / "out").exists()
