import json
import subprocess
import sys
import time
import zipfile

import pytest

from clauses.storage.files import SHIPPED_DATA

FILES = 20


def files(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def faults(folder) -> list[str]:
    """Errors that Frictionless finds in a package."""
    command = [sys.executable, "-m", "frictionless", "validate", "datapackage.json", "--json"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    report = json.loads(done.stdout)
    found = [error["message"] for task in report["tasks"] for error in task["errors"]]
    return [*found, *(error["message"] for error in report["errors"])] if not report["valid"] else []


def test_the_shipped_data_make_a_valid_package(shipped, tmp_path):
    start = time.monotonic()
    result = shipped("exporter", "--sans-atlas", str(tmp_path / "out"), "--json")
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
    assert run("exporter", "--sans-atlas", str(tmp_path / "out")).code == 0
    assert faults(tmp_path / "out") == []


def test_people_are_told_what_was_written(run, tmp_path):
    result = run("exporter", "--sans-atlas", str(tmp_path / "out"), "--zip", str(tmp_path / "atlas.zip"))
    assert "perimetres.geojson" in result.out
    assert f"{FILES}\u00a0fichiers dans {tmp_path / 'out'}, dont {FILES}\u00a0modifiés." in result.out
    assert "voir data-inclusion/non-repris.txt" in result.out
    assert str(tmp_path / "atlas.zip") in result.err
    assert (tmp_path / "atlas.zip").read_bytes().startswith(b"PK")


def test_two_runs_write_the_same_bytes(run, tmp_path):
    for name in ("a", "b"):
        assert run("exporter", "--sans-atlas", str(tmp_path / name), "--zip", str(tmp_path / f"{name}.zip")).code == 0
    assert files(tmp_path / "a") == files(tmp_path / "b")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    answer = run("exporter", "--sans-atlas", str(tmp_path / "a"), "--json").json
    assert not any(each["change"] for each in answer["fichiers"])


@pytest.mark.parametrize("name", ["heures.csv", "guichets.csv", "typologies.csv"])
def test_a_broken_table_is_left_out_and_said(run, region, tmp_path, name):
    (region / name).write_bytes(b"PK\x03\x04\x00\x00")
    result = run("exporter", "--sans-atlas", str(tmp_path / "out"))
    assert result.code == 1
    assert f"Absent\u00a0: {name}" in result.out
    assert not (tmp_path / "out" / name).exists()
    assert (tmp_path / "out" / "communes.csv").exists()
    assert faults(tmp_path / "out") == []


def test_an_older_file_that_stays_is_said(run, region, tmp_path):
    run("exporter", "--sans-atlas", str(tmp_path / "out"))
    (region / "heures.csv").unlink()
    assert (
        "Celui d’une édition précédente reste dans le dossier."
        in run("exporter", "--sans-atlas", str(tmp_path / "out")).out
    )
    (absent,) = run("exporter", "--sans-atlas", str(tmp_path / "out"), "--json").json["absents"]
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
        result = run("exporter", "--sans-atlas", *arguments, "--json")
        assert result.code == 2
        assert "donnez un" in result.json["erreur"]
    assert files(region) == before


def test_a_folder_that_cannot_be_written_is_said(run, tmp_path):
    (tmp_path / "fichier").touch()
    result = run("exporter", "--sans-atlas", str(tmp_path / "fichier" / "out"))
    assert result.code == 2
    assert "ne peut pas être écrit" in result.err


def test_nothing_can_be_exported_without_territories(run, region, tmp_path):
    (region / "geo" / "communes.csv").unlink()
    result = run("exporter", "--sans-atlas", str(tmp_path / "out"))
    assert result.code == 2
    assert "territoires" in result.err
    assert not (tmp_path / "out").exists()


def test_the_atlas_and_the_data_are_side_by_side(run, tmp_path):
    out, archive = tmp_path / "out", tmp_path / "tout.zip"
    result = run("exporter", str(out), "--zip", str(archive))
    assert result.code == 0
    assert f"ouvrez {out / 'index.html'} d’un double-clic" in result.out
    written = files(out)
    assert {"index.html", "donnees/carte.js", "static/autonome/atlas.js", "datapackage.json", "guichets.csv"} <= set(
        written
    )
    with zipfile.ZipFile(archive) as opened:
        packed = {name.removeprefix("atlas-des-clauses-sociales/"): opened.read(name) for name in opened.namelist()}
        assert all(name.startswith("atlas-des-clauses-sociales/") for name in opened.namelist())
        assert packed == written
    assert faults(out) == []


def test_the_atlas_alone(run, tmp_path):
    out = tmp_path / "out"
    answer = run("exporter", str(out), "--sans-donnees", "--json").json
    written = files(out)
    assert answer["atlas"] == {
        "entree": "index.html",
        "fichiers": len(written),
        "octets": sum(map(len, written.values())),
        "changes": len(written),
        "absent": None,
    }
    assert "fichiers" not in answer
    assert "datapackage.json" not in written
    assert run("exporter", str(out), "--sans-donnees", "--json").json["atlas"]["changes"] == 0


def test_nothing_is_not_an_export(run, tmp_path):
    result = run("exporter", str(tmp_path / "out"), "--sans-donnees", "--sans-atlas")
    assert (result.code, (tmp_path / "out").exists()) == (2, False)
    assert "rien à écrire" in result.err


def test_an_atlas_never_replaces_another_page(run, tmp_path):
    (tmp_path / "index.html").write_text("<h1>Mon site</h1>", encoding="utf-8")
    result = run("exporter", str(tmp_path), "--sans-donnees")
    assert result.code == 2
    assert "index.html, qui ne vient pas d’un export de l’atlas" in result.err
    assert (tmp_path / "index.html").read_text(encoding="utf-8") == "<h1>Mon site</h1>"
    assert not (tmp_path / "donnees").exists()


def test_an_atlas_that_could_not_say_who_to_call_is_left_out(run, region, tmp_path):
    (region / "guichets.csv").write_bytes(b"PK\x03\x04\x00\x00")
    result = run("exporter", str(tmp_path / "out"))
    assert result.code == 1
    assert "Absent\u00a0: l’atlas sans serveur. La liste des guichets n’a pas pu être lue" in result.out
    assert not (tmp_path / "out" / "index.html").exists()
    assert (tmp_path / "out" / "communes.csv").exists()
    assert run("exporter", str(tmp_path / "out"), "--json").json["atlas"]["absent"]


def test_the_public_address_goes_into_the_atlas(run, tmp_path):
    run("exporter", str(tmp_path / "out"), "--sans-donnees", "--adresse", "https://atlas.invalid/")
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert 'href="https://atlas.invalid/"' in page
    assert "https://atlas.invalid/" in (tmp_path / "out" / "COMMENT-OUVRIR.txt").read_text(encoding="utf-8")


def test_an_interrupted_export_goes_on(run, tmp_path):
    out = tmp_path / "out"
    assert run("exporter", str(out), "--sans-donnees").code == 0
    whole = files(out)
    (out / "index.html").unlink()
    (out / "donnees" / "carte.js").unlink()
    assert run("exporter", str(out), "--sans-donnees", "--json").json["atlas"]["changes"] == 2
    assert files(out) == whole


@pytest.mark.parametrize(
    "address", ["atlas.invalid", "javascript:alert(1)//", "//atlas.invalid", "ftp://atlas.invalid"]
)
def test_an_address_that_is_not_of_the_web_is_refused(run, tmp_path, address):
    result = run("exporter", str(tmp_path / "out"), "--adresse", address)
    assert (result.code, (tmp_path / "out").exists()) == (2, False)
    assert "n’est pas l’adresse d’un site" in result.err


def test_a_zip_never_replaces_what_it_holds(run, tmp_path):
    result = run("exporter", str(tmp_path / "out"), "--zip", str(tmp_path / "out" / "index.html"))
    assert (result.code, (tmp_path / "out").exists()) == (2, False)
    assert "donnez au ZIP un autre dossier" in result.err
