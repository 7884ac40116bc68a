"""Start of an installation: files copied to its data folder, and files left alone."""

import errno
import hashlib
import json
import multiprocessing
import os
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from filelock import FileLock, Timeout

from clauses.donnees import read_moment
from clauses.storage.ecriture import ChangedFileError
from clauses.storage.files import SHIPPED_DATA
from deploiement import demarrer
from deploiement.demarrer import ORIGINE, RepriseInterrompueError, prepare
from tests.serveur import AUDIT, ROOT


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    """Files shipped with a version of the program."""
    ignored = shutil.ignore_patterns("editions", "equipe")
    return shutil.copytree(SHIPPED_DATA, tmp_path / "livre", ignore=ignored)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "donnees"


def start(data: Path, shipped: Path) -> list[str]:
    return list(prepare(data, shipped))


def contents(folder: Path) -> dict[str, bytes]:
    """Files of a folder, but for what the start keeps for itself."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


def upgrade(shipped: Path, name: str) -> bytes:
    path = shipped / name
    path.write_bytes(path.read_bytes() + b"\n")
    return path.read_bytes()


def test_first_start_brings_everything(data, shipped):
    (said,) = start(data, shipped)
    assert said.startswith("Premier démarrage")
    assert contents(data) == contents(shipped)
    assert read_moment(data).version == read_moment(shipped).version


def test_second_start_changes_nothing(data, shipped):
    start(data, shipped)
    before = {path: path.stat().st_mtime_ns for path in data.rglob("*") if path.suffix in (".csv", ".json", ".geojson")}
    assert start(data, shipped) == []
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_accounts_and_editions_of_the_developer_are_not_brought(data, shipped):
    for name in ("equipe/registre.sqlite", "editions/ACTUELLE"):
        (shipped / name).parent.mkdir()
        (shipped / name).write_text("x")
    start(data, shipped)
    assert not (data / "equipe").exists()
    assert not (data / "editions").exists()


def test_new_version_brings_its_territories_and_leaves_the_tables(data, shipped):
    start(data, shipped)
    mine = upgrade(data, "guichets.csv")
    upgrade(shipped, "guichets.csv")
    (shipped / "heures.csv").unlink()
    new = upgrade(shipped, "geo/communes.csv"), upgrade(shipped, "schemas/heures.json")
    said = start(data, shipped)
    assert len(said) == 2
    assert all("est à jour" in each for each in said)
    assert ((data / "geo/communes.csv").read_bytes(), (data / "schemas/heures.json").read_bytes()) == new
    assert (data / "guichets.csv").read_bytes() == mine
    assert (data / "heures.csv").exists()
    assert start(data, shipped) == []


def test_table_taken_away_does_not_come_back(data, shipped):
    start(data, shipped)
    (data / "heures.csv").unlink()
    start(data, shipped)
    assert not (data / "heures.csv").exists()


def test_territories_that_somebody_made_are_kept_whole(data, shipped):
    start(data, shipped)
    mine = upgrade(data, "geo/epci.geojson")
    other = (data / "geo/communes.csv").read_bytes()
    upgrade(shipped, "geo/communes.csv")
    for _ in range(2):
        (said,) = start(data, shipped)
        assert "geo/ a été modifié" in said
    assert (data / "geo/epci.geojson").read_bytes() == mine
    assert (data / "geo/communes.csv").read_bytes() == other


def test_territories_of_another_region_brought_by_hand_are_kept(data, shipped):
    shutil.copytree(shipped, data)
    mine = upgrade(data, "geo/communes.csv")
    (said,) = start(data, shipped)
    assert "geo/ a été modifié" in said
    assert (data / "geo/communes.csv").read_bytes() == mine


def test_returning_to_the_former_version_brings_its_territories_back(data, shipped):
    start(data, shipped)
    before = (shipped / "geo/communes.csv").read_bytes()
    upgrade(shipped, "geo/communes.csv")
    start(data, shipped)
    (shipped / "geo/communes.csv").write_bytes(before)
    start(data, shipped)
    assert (data / "geo/communes.csv").read_bytes() == before


def test_first_start_that_was_interrupted_goes_on(data, shipped, monkeypatch):
    def fails(self, target):
        if Path(target).name == "qpv.csv":
            raise OSError(28, "No space left on device", str(target))
        return rename(self, target)

    rename = Path.replace
    monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(OSError, match="No space"):
        start(data, shipped)
    assert (data / "guichets.csv").exists()
    # Its absence says that the first start did not end.
    assert not (data / "datapackage.json").exists()
    monkeypatch.undo()
    mine = upgrade(data, "guichets.csv")
    start(data, shipped)
    assert contents(data) == {**contents(shipped), "guichets.csv": mine}


def test_damaged_memory_loses_nothing(data, shipped):
    start(data, shipped)
    (data / ORIGINE).write_text("[")
    upgrade(shipped, "geo/communes.csv")
    before = contents(data)
    (said,) = start(data, shipped)
    assert "geo/ a été modifié" in said
    assert contents(data) == before
    assert isinstance(json.loads((data / ORIGINE).read_text()), dict)


def test_lost_memory_keeps_what_differs_and_says_how_to_take_the_shipped_one(data, shipped):
    start(data, shipped)
    (data / ORIGINE).unlink()
    assert start(data, shipped) == []
    (data / ORIGINE).unlink()
    upgrade(shipped, "geo/communes.csv")
    (said,) = start(data, shipped)
    assert f"rm -r {data / 'geo'}" in said
    shutil.rmtree(data / "geo")
    start(data, shipped)
    assert contents(data) == contents(shipped)
    assert start(data, shipped) == []


def test_file_that_a_version_drops_goes(data, shipped):
    (shipped / "geo" / "vieux.csv").write_text("x")
    start(data, shipped)
    (data / "geo" / "a-moi.csv").write_text("x")
    (shipped / "geo" / "vieux.csv").unlink()
    (said,) = start(data, shipped)
    assert "geo/ est à jour" in said
    assert contents(data) == {**contents(shipped), "geo/a-moi.csv": b"x"}
    assert "geo/vieux.csv" not in json.loads((data / ORIGINE).read_text())
    assert start(data, shipped) == []


def test_file_that_a_version_drops_stays_if_somebody_changed_it(data, shipped):
    (shipped / "geo" / "vieux.csv").write_text("x")
    start(data, shipped)
    mine = upgrade(data, "geo/vieux.csv")
    (shipped / "geo" / "vieux.csv").unlink()
    (said,) = start(data, shipped)
    assert "geo/ a été modifié" in said
    assert (data / "geo" / "vieux.csv").read_bytes() == mine


def test_memory_that_somebody_wrote_leads_nowhere_else(data, shipped, tmp_path):
    start(data, shipped)
    (tmp_path / "ailleurs.csv").write_text("x")
    document = json.loads((data / ORIGINE).read_text())
    document["geo/../../ailleurs.csv"] = hashlib.sha256(b"x").hexdigest()
    (data / ORIGINE).write_text(json.dumps(document))
    start(data, shipped)
    assert (tmp_path / "ailleurs.csv").exists()


def test_refusals_are_said_in_french_with_what_to_do(data, monkeypatch):
    def refusal(error: Exception) -> str:
        def refuses(*_args):
            raise error

        monkeypatch.setattr(demarrer, "prepare", refuses)
        with pytest.raises(SystemExit) as stopped:
            demarrer.main()
        return str(stopped.value)

    monkeypatch.setenv("CLAUSES_DATA", str(data))
    monkeypatch.setattr(os, "execv", lambda *_args: pytest.fail("It started."))
    assert f"find {data} -mindepth 1 -delete" in refusal(RepriseInterrompueError(data))
    assert "Un autre démarrage de l’atlas occupe" in refusal(Timeout(str(data / ".demarrage.verrou")))
    assert "Un autre programme écrit dans" in refusal(ChangedFileError(data / "guichets.csv"))
    full = OSError(errno.ENOSPC, "No space left on device", str(data / ".guichets.csv.0011.tmp"))
    assert refusal(full) == f"{data} ne peut pas être écrit\u00a0: le disque est plein."
    closed = PermissionError(errno.EACCES, "Permission denied", str(data / "geo"))
    assert refusal(closed) == f"{data / 'geo'} ne peut pas être écrit\u00a0: ce compte n’en a pas le droit."


def test_start_that_holds_the_folder_for_too_long_is_told_apart(data, shipped, monkeypatch):
    monkeypatch.setattr(demarrer, "_PATIENCE_S", 0.1)
    data.mkdir()
    with FileLock(data / ".demarrage.verrou"), pytest.raises(Timeout):
        start(data, shipped)


def test_part_of_a_backup_is_not_completed(data, shipped):
    (data / ".reprise-0011").mkdir(parents=True)
    with pytest.raises(RepriseInterrompueError):
        start(data, shipped)
    assert contents(data) == {}


def test_replicas_may_start_together(data, shipped):
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        said = pool.starmap(start, [(data, shipped)] * 3)
    assert sorted(map(len, said)) == [0, 0, 1]
    assert contents(data) == contents(shipped)


def wait_for(url: str, process: subprocess.Popen[bytes]) -> dict:
    """Poll until there is an answer, and return it."""
    for _ in range(150):
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return json.load(answer)
        except OSError:
            pass
        try:
            # Waits a moment, and ends at once if the server stops.
            process.wait(timeout=0.2)
        except subprocess.TimeoutExpired:
            continue
        break
    pytest.fail("The application did not start.")


def test_program_becomes_streamlit_and_asks_nothing_outside(data, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(AUDIT)
    audit = tmp_path / "audit.txt"
    audit.touch()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("CLAUSES_", "STREAMLIT_"))}
    environment |= {"CLAUSES_DATA": str(data), "PYTHONPATH": str(tmp_path), "AUDIT_FILE": str(audit)}
    command = [sys.executable, "-m", "deploiement.demarrer", "--server.address", "0.0.0.0", "--server.port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        state = wait_for(f"http://127.0.0.1:{port}/sante", process)
    finally:
        process.terminate()
        said = process.communicate(timeout=20)[0].decode()
    assert state["etat"] == "ok"
    assert "Premier démarrage" in said
    assert process.returncode in (0, -signal.SIGTERM)
    reached = [line for line in audit.read_text().splitlines() if not line.startswith("socket.bind")]
    assert not [line for line in reached if "127.0.0.1" not in line and "'localhost'" not in line and "::1" not in line]
