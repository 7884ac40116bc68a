"""The archive of a data folder: whole, private, put back as it was or not at all."""

import errno
import gzip
import io
import json
import os
import re
import shutil
import signal
import sqlite3
import stat
import tarfile
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from clauses.storage import sauvegarde as module
from clauses.storage import sauvegarde_reprise as reprise
from clauses.storage.brouillons import BrouillonEnregistre, read_brouillon, write_brouillon
from clauses.storage.editions.depot import FOLDER, list_manifestes, read_journal
from clauses.storage.editions.instantane import read_instantane
from clauses.storage.editions.publication import OccupeError, locked
from clauses.storage.registre import Registre
from clauses.storage.sauvegarde import DONNEES, MANIFESTE, SauvegardeError, write_sauvegarde
from clauses.storage.sauvegarde_droits import is_administrator
from clauses.storage.sauvegarde_reprise import read_sauvegarde
from clauses.storage.verification import check_folder
from tests.storage.droits import as_anybody
from tests.storage.test_editions import publish_text

NOW = datetime(2031, 5, 4, 9, 30, tzinfo=timezone(timedelta(hours=2)))
LEA = ("lea", "Léa Inventée", "empreinte-argon2id")


@pytest.fixture
def alive(region: Path) -> Path:
    """A data folder with editions, an account, an open session, a draft, and what programs leave about."""
    publish_text(region, "un")
    publish_text(region, "deux")
    registre = Registre(region)
    registre.ajouter_compte(*LEA, time.time())
    registre.ouvrir_seance("secret-de-seance", "lea", "Léa", "oidc", time.time(), "jeton-du-fournisseur")
    registre.essayer("lea", "adresse", time.time())
    registre.attendre("etat", {"nonce": "abc"}, time.time())
    write_brouillon(region, "lea", BrouillonEnregistre("guichets", 4, "id\n", "id\na\n", "2031-05-04"), None)
    (region / FOLDER / ".0009").mkdir()
    (region / FOLDER / ".0009" / "guichets.csv").write_text("half")
    (region / ".guichets.csv.0011.tmp").write_text("half")
    return region


@pytest.fixture
def archive(alive: Path, tmp_path: Path) -> Path:
    path = tmp_path / "atlas.tar.gz"
    write_sauvegarde(alive, path, NOW)
    return path


def contents(folder: Path) -> dict[str, bytes]:
    """Files of a data folder, without the registry, locks, and what was being written."""
    names = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {
        name: path.read_bytes()
        for name, path in names.items()
        if "registre" not in name and not re.search(r"(^|/)\.", name)
    }


def members(path: Path) -> dict[str, bytes]:
    with tarfile.open(path) as tar:
        return {member.name: tar.extractfile(member).read() for member in tar}


def pack(path: Path, files: dict[str, bytes], *others: tarfile.TarInfo) -> Path:
    """Handmade archive, with a true manifest unless one is among the files."""
    with tarfile.open(path, "w:gz") as tar:
        for other in others:
            tar.addfile(other, io.BytesIO(b"x" * other.size))
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return path


def manifest(files: dict[str, bytes], **more) -> bytes:
    import hashlib

    fichiers = {
        name.removeprefix(f"{DONNEES}/"): {"octets": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in files.items()
    }
    head = {"format": "atlas-sauvegarde/1", "date": "2031-05-04T09:30:00+02:00", "edition": None, "comptes": False}
    return json.dumps({**head, "fichiers": fichiers, **more}).encode()


def test_put_back_it_is_the_same_folder(alive, archive, tmp_path):
    there = tmp_path / "reprise"
    done = read_sauvegarde(archive, there)
    assert contents(there) == contents(alive)
    assert (done.edition, done.comptes, done.date) == (5, True, "2031-05-04T09:30:00+02:00")
    assert list_manifestes(there) == list_manifestes(alive)
    assert read_journal(there) == read_journal(alive)
    assert read_instantane(there).cle == read_instantane(alive).cle
    assert check_folder(there, annee=2031) == check_folder(alive, annee=2031)
    assert read_brouillon(there, "lea", "guichets") == read_brouillon(alive, "lea", "guichets")
    # And life goes on.
    assert publish_text(there, "trois").manifeste.numero == 6


def test_accounts_come_back_and_nobody_is_signed_in(archive, tmp_path):
    there = tmp_path / "reprise"
    read_sauvegarde(archive, there)
    registre = Registre(there)
    assert [(each.identifiant, each.nom, each.empreinte) for each in registre.comptes()] == [LEA]
    assert registre.seance("secret-de-seance", time.time()) is None
    assert registre.reprendre("etat", time.time()) is None
    packed = members(archive)[f"{DONNEES}/equipe/registre.sqlite"]
    assert b"empreinte-argon2id" in packed
    assert b"jeton-du-fournisseur" not in packed


def test_what_was_being_written_is_left(archive):
    assert not [name for name in members(archive) if "/." in name]


def test_manifest_comes_last_and_tells_everything(archive):
    *files, last = members(archive).items()
    assert last[0] == MANIFESTE
    told = json.loads(last[1])
    assert {f"{DONNEES}/{name}" for name in told["fichiers"]} == {name for name, _ in files}


def test_only_its_owner_reads_it_and_what_is_private_stays_so(archive, tmp_path):
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    there = tmp_path / "reprise"
    read_sauvegarde(archive, there)
    modes = {name: stat.S_IMODE((there / name).stat().st_mode) for name in ("equipe", "equipe/registre.sqlite")}
    assert modes == {"equipe": 0o700, "equipe/registre.sqlite": 0o600}
    assert stat.S_IMODE((there / FOLDER / "0004" / "guichets.csv").stat().st_mode) == 0o444


def test_without_accounts_nothing_of_the_team_is_in_it(alive, tmp_path):
    path = tmp_path / "atlas.tar.gz"
    assert write_sauvegarde(alive, path, NOW, comptes=False).comptes is False
    assert not [name for name in members(path) if "equipe" in name]
    read_sauvegarde(path, tmp_path / "reprise")
    assert Registre(tmp_path / "reprise").comptes() == []


def test_folder_without_edition_nor_team(region, tmp_path):
    path = tmp_path / "atlas.tar.gz"
    assert write_sauvegarde(region, path, NOW).edition is None
    read_sauvegarde(path, tmp_path / "reprise")
    assert contents(tmp_path / "reprise") == contents(region)


def test_registry_is_copied_between_two_transactions(alive, tmp_path):
    base = sqlite3.connect(alive / "equipe" / "registre.sqlite", isolation_level=None)
    base.execute("BEGIN IMMEDIATE")
    base.execute("DELETE FROM comptes")
    write_sauvegarde(alive, tmp_path / "atlas.tar.gz", NOW)
    base.execute("ROLLBACK")
    base.close()
    read_sauvegarde(tmp_path / "atlas.tar.gz", tmp_path / "reprise")
    assert len(Registre(tmp_path / "reprise").comptes()) == 1


def test_damaged_registry_stops_it_unless_left_out(alive, tmp_path):
    (alive / "equipe" / "registre.sqlite").write_bytes(b"n'importe quoi" * 100)
    with pytest.raises(sqlite3.Error):
        write_sauvegarde(alive, tmp_path / "atlas.tar.gz", NOW)
    assert not list(tmp_path.glob("*atlas*"))
    write_sauvegarde(alive, tmp_path / "atlas.tar.gz", NOW, comptes=False)


def test_it_waits_for_a_publication(alive, tmp_path, monkeypatch):
    monkeypatch.setattr("clauses.storage.editions.publication.PATIENCE_S", 0.1)
    with locked(alive), pytest.raises(OccupeError):
        write_sauvegarde(alive, tmp_path / "atlas.tar.gz", NOW)
    assert not list(tmp_path.glob("*atlas*"))


def refuse_to_write(monkeypatch) -> None:
    """Have the lock of publications refused, as on a read-only disk."""

    def locked(folder):
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(folder / FOLDER / ".verrou"))

    monkeypatch.setattr(module, "locked", locked)


def test_read_only_disk_is_saved(alive, tmp_path, monkeypatch):
    """S14: a disk that went read-only to protect itself is when one needs a copy."""
    refuse_to_write(monkeypatch)
    write_sauvegarde(alive, tmp_path / "atlas.tar.gz", NOW)
    read_sauvegarde(tmp_path / "atlas.tar.gz", tmp_path / "reprise")
    assert contents(tmp_path / "reprise") == contents(alive)


def test_publication_from_elsewhere_undoes_the_copy_of_a_read_only_disk(alive, tmp_path, monkeypatch):
    """A container may see read-only what another one writes."""
    refuse_to_write(monkeypatch)

    def publish_meanwhile(step: str) -> None:
        if step == "écrire heures.csv":
            publish_text(alive, "trois")

    with pytest.raises(SauvegardeError, match="recommencez"):
        write_sauvegarde(alive, tmp_path / "atlas.tar.gz", NOW, step=publish_meanwhile)
    assert not list(tmp_path.glob("*atlas*"))


@pytest.mark.parametrize("damage", ["alter", "remove", "manifest"])
def test_damaged_edition_is_told_and_saved_as_it_is(alive, tmp_path, damage):
    """S13: the manifests are compared with what is copied."""
    path = alive / FOLDER / "0003" / ("edition.json" if damage == "manifest" else "guichets.csv")
    path.chmod(0o644)
    if damage == "remove":
        path.unlink()
    else:
        path.write_text("autre chose")
    done = write_sauvegarde(alive, tmp_path / "atlas.tar.gz", NOW)
    assert done.abimees == ((3, path.name),)
    assert (tmp_path / "atlas.tar.gz").exists()


def test_whole_editions_are_not_told(alive, tmp_path):
    assert write_sauvegarde(alive, tmp_path / "atlas.tar.gz", NOW).abimees == ()


def test_nobody_publishes_meanwhile(alive, tmp_path, monkeypatch):
    monkeypatch.setattr("clauses.storage.editions.publication.PATIENCE_S", 0.1)
    refused: list[str] = []

    def try_to_publish(step: str) -> None:
        if step == "manifeste":
            with pytest.raises(OccupeError):
                publish_text(alive, "trois")
            refused.append(step)

    write_sauvegarde(alive, tmp_path / "atlas.tar.gz", NOW, step=try_to_publish)
    assert refused


@pytest.mark.parametrize("where", ["atlas.tar.gz", "geo/atlas.tar.gz"])
def test_never_in_the_data_folder(alive, where):
    with pytest.raises(SauvegardeError, match="autre emplacement"):
        write_sauvegarde(alive, alive / where, NOW)


def test_never_over_another_one(alive, archive):
    before = archive.read_bytes()
    with pytest.raises(SauvegardeError, match="existe déjà"):
        write_sauvegarde(alive, archive, NOW)
    assert archive.read_bytes() == before


def test_file_that_could_not_be_put_back_is_said_at_once(alive, tmp_path, monkeypatch):
    (alive / "a:b.csv").write_text("x")
    with pytest.raises(SauvegardeError, match="renommez"):
        write_sauvegarde(alive, tmp_path / "atlas.tar.gz", NOW)
    (alive / "a:b.csv").unlink()
    monkeypatch.setattr(module, "LARGEST_TOTAL", 1000)
    with pytest.raises(SauvegardeError, match="trop lourd"):
        write_sauvegarde(alive, tmp_path / "atlas.tar.gz", NOW)
    assert not list(tmp_path.glob("*atlas*"))


@pytest.mark.skipif(os.name != "posix", reason="rights of another kind")
def test_file_that_cannot_be_read_stops_it(alive):
    with as_anybody(alive) as folder:
        (folder / "guichets.csv").chmod(0)
        with pytest.raises(OSError, match="Permission"):
            write_sauvegarde(folder, folder.parent / "atlas.tar.gz", NOW)
        assert not list(folder.parent.glob("*atlas*"))


@pytest.mark.parametrize("name", ["écrire guichets.csv", "manifeste", "nommer"])
@pytest.mark.parametrize("fault", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
def test_backup_that_fails_leaves_nothing(alive, tmp_path, name, fault):
    def fail(step: str) -> None:
        if step == name:
            raise fault

    with pytest.raises(type(fault)):
        write_sauvegarde(alive, tmp_path / "atlas.tar.gz", NOW, step=fail)
    assert not list(tmp_path.glob("*atlas*"))


@pytest.mark.parametrize("name", ["écrire guichets.csv", "vérifier", "mettre en place", "ranger"])
@pytest.mark.parametrize("existed", [True, False])
def test_restoration_that_fails_leaves_nothing(archive, tmp_path, name, existed):
    def fail(step: str) -> None:
        if step == name:
            raise OSError(errno.ENOSPC, "No space left on device")

    there = tmp_path / "reprise"
    if existed:
        there.mkdir()
    with pytest.raises(OSError, match="No space"):
        read_sauvegarde(archive, there, fail)
    assert there.exists() == existed
    assert not existed or list(there.iterdir()) == []


@pytest.mark.parametrize("where", ["editions/0003", "geo/plus", "equipe/brouillons"])
def test_link_to_a_folder_is_refused_rather_than_passed_over(alive, tmp_path, where):
    elsewhere = tmp_path / "ailleurs"
    if (alive / where).exists():
        (alive / where).rename(elsewhere)
    else:
        elsewhere.mkdir()
    (alive / where).symlink_to(elsewhere, target_is_directory=True)
    with pytest.raises(SauvegardeError, match=f"{where} » est un lien"):
        write_sauvegarde(alive, tmp_path / "atlas.tar.gz", NOW)
    assert not list(tmp_path.glob("*atlas*"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
@pytest.mark.parametrize("where", ["tube", "geo/tube", "equipe/tube"])
def test_pipe_is_not_waited_for(alive, tmp_path, where):
    os.mkfifo(alive / where)
    with pytest.raises(SauvegardeError, match=f"{where} » n’est pas un fichier"):
        write_sauvegarde(alive, tmp_path / "atlas.tar.gz", NOW)


@pytest.mark.parametrize("where", ["plus.csv", "geo/plus.csv", "equipe/plus.json"])
def test_link_that_leads_nowhere_stops_it(alive, tmp_path, where):
    (alive / where).symlink_to(tmp_path / "absent")
    with pytest.raises(FileNotFoundError):
        write_sauvegarde(alive, tmp_path / "atlas.tar.gz", NOW)


def test_link_to_a_file_is_followed(alive, tmp_path):
    (alive / "guichets.csv").rename(tmp_path / "guichets.csv")
    (alive / "guichets.csv").symlink_to(tmp_path / "guichets.csv")
    write_sauvegarde(alive, tmp_path / "atlas.tar.gz", NOW)
    packed = members(tmp_path / "atlas.tar.gz")[f"{DONNEES}/guichets.csv"]
    assert packed == (tmp_path / "guichets.csv").read_bytes()


def test_folders_that_are_not_of_the_atlas_are_told(alive, tmp_path):
    for name in ("vieux", "archives", "lost+found", ".cache"):
        (alive / name).mkdir()
        (alive / name / "x.csv").write_text("x")
    done = write_sauvegarde(alive, tmp_path / "atlas.tar.gz", NOW)
    assert done.laisses == ("archives", "vieux")
    assert not [name for name in members(tmp_path / "atlas.tar.gz") if name.endswith("/x.csv")]


def gone_when_read(monkeypatch, path: Path) -> None:
    """Take a file away just before it is read."""
    read = module._read

    def reads(name: str, each: Path):
        if each == path:
            path.unlink()
        return read(name, each)

    monkeypatch.setattr(module, "_read", reads)


def test_draft_dropped_meanwhile_stops_nothing(alive, tmp_path, monkeypatch):
    (draft,) = (alive / "equipe" / "brouillons").rglob("*.json")
    gone_when_read(monkeypatch, draft)
    done = write_sauvegarde(alive, tmp_path / "atlas.tar.gz", NOW)
    assert draft.relative_to(alive).as_posix() not in done.fichiers
    assert "equipe/registre.sqlite" in done.fichiers
    read_sauvegarde(tmp_path / "atlas.tar.gz", tmp_path / "reprise")


def test_other_file_that_vanishes_stops_it(alive, tmp_path, monkeypatch):
    gone_when_read(monkeypatch, alive / "geo" / "communes.csv")
    with pytest.raises(FileNotFoundError):
        write_sauvegarde(alive, tmp_path / "atlas.tar.gz", NOW)
    assert not list(tmp_path.glob("*atlas*"))


administrator = pytest.mark.skipif(not is_administrator(), reason="only the administrator gives files to others")
SOMEBODY = 65_534


@pytest.fixture
def open_place(alive: Path) -> Iterator[Path]:
    """A place that everybody may cross, with the data folder of somebody in it."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        place.chmod(0o755)
        shutil.copytree(alive, place / "donnees")
        (place / "donnees" / FOLDER / ".verrou").unlink(missing_ok=True)
        give(place / "donnees")
        yield place


def give(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        os.chown(path, SOMEBODY, SOMEBODY)


def owners(folder: Path) -> set[tuple[int, int]]:
    found = [path.stat() for path in (folder, *folder.rglob("*"))]
    return {(each.st_uid, each.st_gid) for each in found}


@administrator
def test_administrator_who_saves_leaves_nothing_that_the_atlas_could_not_write(open_place):
    data, private, shared = open_place / "donnees", open_place / "de-root", open_place / "de-l-atlas"
    private.mkdir(0o700)
    shared.mkdir()
    os.chown(shared, SOMEBODY, SOMEBODY)
    write_sauvegarde(data, private / "a.tar.gz", NOW)
    write_sauvegarde(data, shared / "a.tar.gz", NOW)
    assert (data / FOLDER / ".verrou").exists()
    assert owners(data) == owners(shared) == {(SOMEBODY, SOMEBODY)}
    assert owners(private) == {(0, 0)}
    assert os.geteuid() == os.getegid() == 0


@administrator
def test_administrator_who_saves_reads_no_more_than_the_owner_of_the_data(open_place):
    (open_place / "secret.csv").write_text("secret")
    (open_place / "secret.csv").chmod(0o600)
    (open_place / "donnees" / "plus.csv").symlink_to(open_place / "secret.csv")
    with pytest.raises(PermissionError):
        write_sauvegarde(open_place / "donnees", open_place / "a.tar.gz", NOW)
    assert os.geteuid() == 0


@administrator
def test_administrator_who_restores_leaves_it_to_the_owner_of_the_folder(open_place, archive):
    there = open_place / "reprise"
    there.mkdir()
    os.chown(there, SOMEBODY, SOMEBODY)
    # Only the administrator reads this archive.
    read_sauvegarde(archive, there)
    assert owners(there) == {(SOMEBODY, SOMEBODY)}
    assert contents(there) == contents(open_place / "donnees")
    assert os.geteuid() == 0


def killed(action) -> None:
    """Run in a child that kills itself; it must have."""
    child = os.fork()
    if not child:
        action(lambda: os.kill(os.getpid(), signal.SIGKILL))
        os._exit(0)
    assert os.WIFSIGNALED(os.waitpid(child, 0)[1])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_killed_at_any_step_no_archive_is_half_there(alive, tmp_path):
    steps: list[str] = []
    write_sauvegarde(alive, tmp_path / "premiere.tar.gz", NOW, step=steps.append)
    for rank in (0, len(steps) // 2, len(steps) - 2, len(steps) - 1):
        path = tmp_path / f"{rank}.tar.gz"

        def action(kill, path=path, rank=rank) -> None:
            left = iter(range(rank, -1, -1))
            write_sauvegarde(alive, path, NOW, step=lambda _name: next(left) or kill())

        killed(action)
        assert not path.exists()
    # The lock went with the program.
    write_sauvegarde(alive, tmp_path / "derniere.tar.gz", NOW)
    assert publish_text(alive, "trois")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
@pytest.mark.parametrize("name", ["écrire guichets.csv", "vérifier", "mettre en place"])
def test_killed_while_it_is_put_back_nothing_shows_and_one_may_start_again(alive, archive, tmp_path, name):
    there = tmp_path / "reprise"
    killed(lambda kill: read_sauvegarde(archive, there, lambda step: kill() if step == name else None))
    assert [path.name.startswith(".reprise-") for path in there.iterdir()] == [True]
    read_sauvegarde(archive, there)
    assert contents(there) == contents(alive)
    assert not list(there.glob(".reprise-*"))


@pytest.mark.parametrize("left", ["guichets.csv", ".cache", "editions"])
def test_folder_that_holds_something_is_refused(archive, tmp_path, left):
    there = tmp_path / "reprise"
    there.mkdir()
    (there / left).write_text("à moi")
    with pytest.raises(SauvegardeError, match="n’est pas vide"):
        read_sauvegarde(archive, there)
    assert [path.name for path in there.iterdir()] == [left]


def test_new_disk_is_empty(archive, tmp_path):
    (tmp_path / "disque" / "lost+found").mkdir(parents=True)
    read_sauvegarde(archive, tmp_path / "disque")
    assert (tmp_path / "disque" / "guichets.csv").exists()


def refuse(path: Path, folder: Path, words: str) -> None:
    with pytest.raises(SauvegardeError, match=words):
        read_sauvegarde(path, folder)
    assert not folder.exists()


@pytest.mark.parametrize("part", [0.0, 0.001, 0.3, 0.9, 0.98])
def test_archive_that_was_cut_is_refused(archive, tmp_path, part):
    content = archive.read_bytes()
    archive.write_bytes(content[: int(len(content) * part)])
    refuse(archive, tmp_path / "reprise", "incomplète ou abîmée")


def test_archive_that_was_damaged_is_refused(archive, tmp_path):
    content = bytearray(archive.read_bytes())
    for place in range(1000, len(content), max(1, len(content) // 5)):
        damaged = bytearray(content)
        damaged[place] ^= 0x55
        archive.write_bytes(damaged)
        refuse(archive, tmp_path / "reprise", "incomplète ou abîmée|n’est pas d’une sauvegarde|trop lourde")


def test_text_is_not_an_archive(tmp_path):
    path = tmp_path / "x.tar.gz"
    path.write_text("bonjour")
    refuse(path, tmp_path / "reprise", "abîmée")
    path.write_bytes(gzip.compress(b"bonjour" * 1000))
    refuse(path, tmp_path / "reprise", "abîmée")


def test_file_changed_added_or_missing_is_refused(archive, tmp_path):
    files = members(archive)
    name = f"{DONNEES}/guichets.csv"
    others = {each: content for each, content in files.items() if each not in (name, MANIFESTE)}
    last = {MANIFESTE: files[MANIFESTE]}
    for changed in ({name: files[name] + b"x"}, {}, {name: files[name], f"{DONNEES}/plus.csv": b"x"}):
        path = pack(tmp_path / "x.tar.gz", {**others, **changed, **last})
        refuse(path, tmp_path / "reprise", "n’est pas celui du manifeste")


@pytest.mark.parametrize(
    "name",
    [
        "../sorti.csv",
        "/tmp/sorti.csv",
        f"{DONNEES}/../sorti.csv",
        f"{DONNEES}/geo/../../sorti.csv",
        f"{DONNEES}//sorti.csv",
        f"{DONNEES}/a\\..\\sorti.csv",
        f"{DONNEES}/c:sorti.csv",
        f"{DONNEES}/autre/sorti.csv",
        f"{DONNEES}/.bashrc",
        f"{DONNEES}/geo",
        f"{DONNEES}/nul.csv",
        "sorti.csv",
    ],
)
def test_hostile_names_write_nothing(tmp_path, name):
    files = {name: b"x"}
    path = pack(tmp_path / "x.tar.gz", {**files, MANIFESTE: manifest(files)})
    before = {each.name for each in tmp_path.parent.iterdir()}
    refuse(path, tmp_path / "reprise", "n’est pas d’une sauvegarde")
    assert {each.name for each in tmp_path.parent.iterdir()} == before
    assert [each.name for each in tmp_path.iterdir()] == ["x.tar.gz"]


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE]
)
def test_only_plain_files_are_taken(tmp_path, kind):
    other = tarfile.TarInfo(f"{DONNEES}/geo")
    other.type, other.linkname = kind, "/etc"
    files = {f"{DONNEES}/geo/x.csv": b"x"}
    path = pack(tmp_path / "x.tar.gz", {**files, MANIFESTE: manifest(files)}, other)
    refuse(path, tmp_path / "reprise", "n’est pas d’une sauvegarde")


@pytest.mark.parametrize(
    "header",
    [
        {"GNU.sparse.map": "0,1,x"},
        {"GNU.sparse.size": "x"},
        {"GNU.sparse.realsize": "x"},
        {"GNU.sparse.major": "1", "GNU.sparse.minor": "0"},
    ],
)
def test_sparse_files_are_refused(tmp_path, header):
    """S20: ``tarfile`` reads their maps while it looks for the member, and lets its own errors out."""
    sparse = tarfile.TarInfo(f"{DONNEES}/guichets.csv")
    sparse.size, sparse.pax_headers = 600, header
    for name, others in (("first", []), ("second", [tarfile.TarInfo(f"{DONNEES}/heures.csv")])):
        path = pack(tmp_path / f"{name}.tar.gz", {MANIFESTE: manifest({})}, *others, sparse)
        refuse(path, tmp_path / "reprise", "abîmée")


def test_headers_without_end_are_refused(tmp_path):
    """S20: each extended header makes ``tarfile`` call itself."""
    header = tarfile.TarInfo("././@PaxHeader")
    header.type = tarfile.XHDTYPE
    path = tmp_path / "x.tar.gz"
    path.write_bytes(gzip.compress(header.tobuf(tarfile.USTAR_FORMAT) * 3000 + bytes(1024)))
    refuse(path, tmp_path / "reprise", "abîmée")


@pytest.mark.parametrize("second", ["guichets.csv", "GUICHETS.csv"])
def test_same_name_twice_is_refused(tmp_path, second):
    first = tarfile.TarInfo(f"{DONNEES}/guichets.csv")
    files = {f"{DONNEES}/{second}": b"x"}
    path = pack(tmp_path / "x.tar.gz", {**files, MANIFESTE: manifest(files)}, first)
    refuse(path, tmp_path / "reprise", "n’est pas d’une sauvegarde")


def test_files_after_the_manifest_are_refused(tmp_path):
    files = {f"{DONNEES}/guichets.csv": b"x"}
    path = pack(tmp_path / "x.tar.gz", {MANIFESTE: manifest(files), **files})
    refuse(path, tmp_path / "reprise", "après son manifeste")


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (b"", "ne peut pas être lu"),
        (b"[]", "ne peut pas être lu"),
        (b"{}", "ne peut pas être lu"),
        (b'{"a":' * 100_000, "ne peut pas être lu"),
        (b"\xff\xfe", "ne peut pas être lu"),
        (manifest({}, format="atlas-sauvegarde/9"), "autre version"),
        (manifest({}, fichiers=[]), "ne peut pas être lu"),
        (manifest({}, fichiers={"guichets.csv": 3}), "ne peut pas être lu"),
        (manifest({}, date="hier"), "ne peut pas être lu"),
        (manifest({}, date="2031-05-04T09:30:00"), "ne peut pas être lu"),
        (manifest({}, date=20310504), "ne peut pas être lu"),
        (manifest({}, edition="<b>[red]x"), "ne peut pas être lu"),
        (manifest({}, edition=-1), "ne peut pas être lu"),
        (manifest({}, edition=True), "ne peut pas être lu"),
        (manifest({}, comptes="non"), "ne peut pas être lu"),
    ],
)
def test_manifest_that_says_something_else_is_refused(tmp_path, document, words):
    refuse(pack(tmp_path / "x.tar.gz", {MANIFESTE: document}), tmp_path / "reprise", words)


def test_archive_that_swells_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(reprise, "LARGEST_FILE", 1000)
    files = {f"{DONNEES}/guichets.csv": b"0" * 1001}
    path = pack(tmp_path / "x.tar.gz", {**files, MANIFESTE: manifest(files)})
    refuse(path, tmp_path / "reprise", "trop lourde")
    monkeypatch.setattr(reprise, "LARGEST_FILE", 2000)
    monkeypatch.setattr(reprise, "LARGEST_TOTAL", 1000)
    refuse(path, tmp_path / "reprise", "trop lourde")
    monkeypatch.undo()
    monkeypatch.setattr(reprise, "MOST_FILES", 3)
    files = {f"{DONNEES}/{rank}.csv": b"" for rank in range(5)}
    path = pack(tmp_path / "x.tar.gz", {**files, MANIFESTE: manifest(files)})
    refuse(path, tmp_path / "reprise", "trop lourde")


def test_header_that_announces_too_much_is_never_read(tmp_path):
    # The extended header of a member is read whole by the library, whatever its size.
    header = tarfile.TarInfo("././@PaxHeader")
    header.type, header.size = tarfile.XHDTYPE, 64 * 1024 * 1024
    path = tmp_path / "x.tar.gz"
    with gzip.open(path, "wb", 1) as packed:
        packed.write(header.tobuf(tarfile.USTAR_FORMAT) + bytes(header.size) + bytes(1024))
    refuse(path, tmp_path / "reprise", "abîmée")
