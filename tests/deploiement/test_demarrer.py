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
from clauses.storage.editions.instantane import read_instantane
from clauses.storage.files import SHIPPED_DATA
from deploiement import demarrer, remplir
from deploiement.remplir import (
    ATTENDUES,
    ORIGINE,
    DonneesAbsentesError,
    EditionsAbimeesError,
    RepriseInterrompueError,
    prepare,
)
from tests.serveur import AUDIT, ROOT
from tests.storage.disques import needs_mountinfo, on_disk
from tests.storage.test_editions import publish_text


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    """Files shipped with a version of the program."""
    ignored = shutil.ignore_patterns("editions", "equipe")
    return shutil.copytree(SHIPPED_DATA, tmp_path / "livre", ignore=ignored)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "donnees"


def start(data: Path, shipped: Path, **more: bool) -> list[str]:
    return list(prepare(data, shipped, **more))


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


@pytest.fixture
def published(data: Path, shipped: Path) -> Path:
    """A folder with three editions: the data of the start, then those of two publications."""
    start(data, shipped)
    publish_text(data, "un")
    publish_text(data, "deux")
    return data


def keep_editions_alone(data: Path) -> None:
    for path in data.iterdir():
        if path.name != "editions":
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def damage(data: Path, numero: int) -> None:
    path = data / f"editions/{numero:04d}/guichets.csv"
    path.chmod(0o644)
    path.write_text("autre chose")


def test_editions_restored_alone_give_their_tables_back(published, shipped):
    """S6: the shipped tables would pass for hand edits, and the next edition would record them."""
    before = contents(published)
    last = read_instantane(published).numero
    keep_editions_alone(published)
    (said,) = start(published, shipped)
    assert f"repris de l’édition n°\u00a0{last}\u00a0: " in said
    assert contents(published) == before
    assert (read_instantane(published).numero, read_instantane(published).modifies) == (last, ())
    assert start(published, shipped) == []


def test_table_lost_after_a_publication_comes_back_from_the_edition(published, shipped):
    """S6."""
    mine = upgrade(published, "heures.csv")
    (published / "guichets.csv").unlink()
    (said,) = start(published, shipped)
    assert said.endswith(": guichets.csv.")
    assert (published / "guichets.csv").read_bytes() == b"id,nom\ndeux,deux\n"
    assert (published / "heures.csv").read_bytes() == mine


def test_damaged_edition_is_said_and_the_one_before_is_taken(published, shipped):
    """S6."""
    last = read_instantane(published).numero
    damage(published, last)
    keep_editions_alone(published)
    (said,) = start(published, shipped)
    assert f"repris de l’édition n°\u00a0{last - 1}, car l’édition n°\u00a0{last} est abîmée" in said
    assert (published / "guichets.csv").read_bytes() == b"id,nom\nun,un\n"


def test_shipped_tables_never_stand_for_editions_that_cannot_be_read(published, shipped):
    """S6: nothing is put there, so that a backup can be."""
    for path in (published / "editions").glob("0*"):
        damage(published, int(path.name))
    keep_editions_alone(published)
    with pytest.raises(EditionsAbimeesError):
        start(published, shipped)
    assert not list(published.glob("*.csv"))


def test_folder_that_should_not_be_empty_stops_the_start(data, shipped):
    """S5: a disk that was lost, or is not mounted, is not a first start."""
    for _ in range(2):
        with pytest.raises(DonneesAbsentesError):
            start(data, shipped, attendues=True)
        assert contents(data) == {}
        data.mkdir(exist_ok=True)


def test_folder_that_holds_data_starts_as_told(published, shipped):
    assert start(published, shipped, attendues=True) == []
    keep_editions_alone(published)
    assert start(published, shipped, attendues=True)


def test_first_start_says_which_setting_to_give(data, shipped):
    (said,) = start(data, shipped)
    assert f"{ATTENDUES}=oui" in said


def refuse_to_write(monkeypatch) -> None:
    """Have the folder refused, as on a read-only disk."""

    def lock(path, **_more):
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))

    monkeypatch.setattr(remplir, "FileLock", lock)


def test_read_only_disk_is_served_as_it_is(published, shipped, monkeypatch):
    """S14: serving needs nothing to be written."""
    before = contents(published)
    refuse_to_write(monkeypatch)
    (said,) = start(published, shipped, attendues=True)
    assert "lecture seule" in said
    assert contents(published) == before


def test_read_only_disk_without_data_stops_the_start(data, shipped, monkeypatch):
    refuse_to_write(monkeypatch)
    with pytest.raises(OSError, match="Read-only"):
        start(data, shipped)


@needs_mountinfo
@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("nfs4", "CLAUSES_UN_SEUL_ECRIVAIN=oui"),
        ("fuse.sshfs", "CLAUSES_UN_SEUL_ECRIVAIN=oui"),
        ("overlay", "Donnez-lui un volume"),
        ("tmpfs", "disparaîtra à l’arrêt"),
    ],
)
def test_disk_that_cannot_be_trusted_is_told(tmp_path, monkeypatch, kind, words):
    """S8, S5."""
    on_disk(kind, tmp_path, monkeypatch)
    (said,) = demarrer.warn(tmp_path)
    assert words in said
    assert kind in said


@needs_mountinfo
def test_disk_of_this_machine_is_not_told(tmp_path, monkeypatch):
    on_disk("ext4", tmp_path, monkeypatch)
    assert list(demarrer.warn(tmp_path)) == []
    on_disk("nfs4", tmp_path, monkeypatch)
    monkeypatch.setenv("CLAUSES_UN_SEUL_ECRIVAIN", "oui")
    assert list(demarrer.warn(tmp_path)) == []


@pytest.mark.parametrize("name", [ATTENDUES, "CLAUSES_UN_SEUL_ECRIVAIN"])
def test_setting_that_is_neither_yes_nor_no_stops_the_start(data, monkeypatch, name):
    monkeypatch.setenv("CLAUSES_DATA", str(data))
    monkeypatch.setenv(name, "true")
    with pytest.raises(SystemExit, match=name):
        demarrer.main()
    assert not data.exists()


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
        def refuses(*_args, **_more):
            raise error

        monkeypatch.setattr(demarrer, "prepare", refuses)
        with pytest.raises(SystemExit) as stopped:
            demarrer.main()
        return str(stopped.value)

    monkeypatch.setenv("CLAUSES_DATA", str(data))
    monkeypatch.setattr(os, "execv", lambda *_args: pytest.fail("It started."))
    assert f"find {data} -mindepth 1 -delete" in refusal(RepriseInterrompueError(data))
    assert f"./atlas reprendre archive.tar.gz {data}" in refusal(DonneesAbsentesError(data))
    assert f"./atlas reprendre archive.tar.gz {data}" in refusal(EditionsAbimeesError(data))
    assert "Un autre démarrage de l’atlas occupe" in refusal(Timeout(str(data / ".demarrage.verrou")))
    assert "Un autre programme écrit dans" in refusal(ChangedFileError(data / "guichets.csv"))
    full = OSError(errno.ENOSPC, "No space left on device", str(data / ".guichets.csv.0011.tmp"))
    assert refusal(full) == f"{data} ne peut pas être écrit\u00a0: le disque est plein."
    closed = PermissionError(errno.EACCES, "Permission denied", str(data / "geo"))
    assert refusal(closed) == f"{data / 'geo'} ne peut pas être écrit\u00a0: ce compte n’en a pas le droit."


def test_start_that_holds_the_folder_for_too_long_is_told_apart(data, shipped, monkeypatch):
    monkeypatch.setattr(remplir, "PATIENCE_S", 0.1)
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
