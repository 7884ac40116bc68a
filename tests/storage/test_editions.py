"""Editions on disk: whole or not at all, whatever happens meanwhile."""

import errno
import json
import os
import subprocess
import sys
import tracemalloc
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from clauses.storage.editions import publication
from clauses.storage.editions.depot import (
    ACTUELLE,
    DESCRIPTION,
    FOLDER,
    JOURNAL,
    MANIFESTE,
    NOTES,
    RAFRAICHIE,
    EditionInconnueError,
    edition_folder,
    list_manifestes,
    read_journal,
    read_manifeste,
    read_reperes,
)
from clauses.storage.editions.instantane import Instantane, read_instantane
from clauses.storage.editions.publication import EditionEntreTempsError, Entete, OccupeError, complete, publish
from clauses.storage.limites import LARGEST_FILE
from tests.serveur import ROOT
from tests.storage.droits import as_anybody

NOW = datetime(2031, 5, 4, 9, 30, tzinfo=timezone(timedelta(hours=2)))
DEPART = Entete("", "Au départ", NOW, {})
GUICHETS, HEURES = "guichets.csv", "heures.csv"
PAGE = "textes/outils/01-essai.md"


def entete(message: str = "Essai", **more) -> Entete:
    return Entete("Personne Inventée", message, NOW, {"guichets": "1 modifié"}, **more)


def publish_text(region: Path, text: str, **more):
    """Publish two tables and a page that bear the same mark."""
    files = {name: f"id,nom\n{text},{text}\n".encode() for name in (GUICHETS, HEURES, PAGE)}
    return publish(region, files, read_instantane(region).cle, entete(), DEPART, **more)


def marks(region: Path) -> set[bytes | None]:
    contents = read_instantane(region).contents
    return {contents[GUICHETS], contents[HEURES], contents.get(PAGE)}


def test_before_any_publication(region):
    instantane = read_instantane(region)
    assert instantane.numero is None
    assert instantane.contents[GUICHETS] == (region / GUICHETS).read_bytes()
    assert (instantane.modifies, list_manifestes(region), complete(region)) == ((), [], ())
    assert not (region / FOLDER).exists()


def test_first_publication_keeps_what_was_there(region):
    before = {path.name: path.read_bytes() for path in region.glob("*.csv")}
    publiee = publish_text(region, "un")
    # The description of the region says « 3 ».
    assert (publiee.manifeste.numero, publiee.en_retard) == (4, ())
    assert [each.numero for each in list_manifestes(region)] == [4, 3]
    assert [each.action for each in list_manifestes(region)] == ["publication", "depart"]
    kept = read_instantane(region, 3)
    assert {name: kept.contents[name] for name in before} == before
    assert (region / GUICHETS).read_bytes() == b"id,nom\nun,un\n"
    assert read_reperes(region) == (4, 4, None)


def test_manifest_says_who_when_why_and_what(region):
    manifeste = publish_text(region, "un").manifeste
    assert (manifeste.auteur, manifeste.message, manifeste.moment) == ("Personne Inventée", "Essai", NOW)
    assert manifeste.tables == ("guichets", "heures", "textes")
    assert read_manifeste(region, 4) == manifeste
    description = json.loads((region / DESCRIPTION).read_bytes())
    assert (description["version"], description["updated"]) == ("4", "2031-05-04")
    assert json.loads((edition_folder(region, 4) / DESCRIPTION).read_bytes()) == description


def test_files_of_an_edition_cannot_be_written_by_mistake(region):
    publish_text(region, "un")
    assert not edition_folder(region, 4).joinpath(GUICHETS).stat().st_mode & 0o222


def test_edition_in_between_is_refused(region):
    base = read_instantane(region).cle
    publish_text(region, "un")
    with pytest.raises(EditionEntreTempsError) as refused:
        publish(region, {GUICHETS: b"id\n"}, base, entete(), DEPART)
    assert refused.value.actuel.numero == 4
    assert list_manifestes(region)[0].numero == 4


def test_same_content_is_not_an_edition_in_between(region):
    """By content, not by time: a table saved again as it was refuses nobody."""
    base = read_instantane(region).cle
    (region / GUICHETS).write_bytes((region / GUICHETS).read_bytes())
    assert publish(region, {GUICHETS: b"id\n"}, base, entete(), DEPART).manifeste.numero == 4


def test_hand_edit_shows_and_is_told(region):
    publish_text(region, "un")
    (region / HEURES).write_bytes(b"id,nom\nmain,main\n")
    instantane = read_instantane(region)
    assert instantane.modifies == (HEURES,)
    assert instantane.contents[HEURES] == b"id,nom\nmain,main\n"
    publiee = publish(region, {GUICHETS: b"id\n"}, instantane.cle, entete(), DEPART)
    assert publiee.manifeste.tables == ("guichets", "heures")
    assert read_instantane(region, 5).contents[HEURES] == b"id,nom\nmain,main\n"
    assert read_instantane(region).modifies == ()


ROWS = b"id,nom\n" + b"".join(b"g%d,Guichet %d\n" % (rank, rank) for rank in range(8)) + b'g8,"Guichet, 8"\n'


def lose(region: Path, content: bytes | None) -> Instantane:
    """What is read when an accident leaves this of the table of guichets, published with nine rows."""
    if not list_manifestes(region):
        publish(region, {GUICHETS: ROWS}, read_instantane(region).cle, entete(), DEPART)
    path = region / GUICHETS
    path.unlink() if content is None else path.write_bytes(content)
    return read_instantane(region)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(None, "E-FIC-01", id="missing"),
        pytest.param(b"", "E-FIC-02", id="emptied"),
        pytest.param(b"\x00" * 500, "E-FIC-03", id="zeros"),
        pytest.param(b"a,b\nc,d\n", "E-FIC-07", id="another table"),
        pytest.param(ROWS.replace(b"Guichet 2", b'"Guichet 2'), "E-FIC-06", id="read askew"),
        pytest.param(b"id,nom\n", "E-FIC-27", id="reduced to its titles"),
        pytest.param(b"".join(ROWS.splitlines(keepends=True)[:5]), "E-FIC-27", id="most rows gone"),
        pytest.param(ROWS[:-3], "E-FIC-26", id="cut between quotes"),
        pytest.param(ROWS[:-20], "E-FIC-26", id="cut in a line"),
        pytest.param(ROWS + b"\n" * LARGEST_FILE, "E-FIC-12", id="too large"),
    ],
)
def test_a_lost_table_is_shown_as_the_edition_has_it(region, content, code):
    """S7, S15, S19: then the next publication, of another table, puts it back and records no loss."""
    instantane = lose(region, content)
    assert instantane.contents[GUICHETS] == ROWS
    assert (instantane.modifies, list(instantane.reprises), dict(instantane.refused)) == ((), [GUICHETS], {})
    assert [(each.code, each.file) for each in instantane.issues] == [(code, GUICHETS), ("A-EDI-02", GUICHETS)]
    # Nobody has anything to do again.
    assert instantane.cle == read_instantane(region, 4).cle
    publiee = publish(region, {HEURES: b"id,nom\nsuite,suite\n"}, instantane.cle, entete(), DEPART)
    assert (publiee.manifeste.tables, publiee.en_retard) == (("heures",), ())
    assert read_instantane(region, 5).contents[GUICHETS] == (region / GUICHETS).read_bytes() == ROWS
    assert read_instantane(region).reprises == {}


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"".join(ROWS.splitlines(keepends=True)[:7]), id="most rows left"),
        pytest.param(ROWS[:-1], id="last end of line taken away"),
        pytest.param(ROWS.replace(b"Guichet 2", b"Autre"), id="changed"),
    ],
)
def test_a_table_with_most_of_its_rows_is_a_hand_edit(region, content):
    """S7: what people do with a spreadsheet still shows at once."""
    instantane = lose(region, content)
    assert (instantane.contents[GUICHETS], instantane.modifies, instantane.reprises) == (content, (GUICHETS,), {})


def test_a_lost_description_is_shown_as_the_edition_has_it_and_notes_may_go(region):
    """S7."""
    lose(region, ROWS)
    (region / DESCRIPTION).write_bytes(b"{")
    (region / NOTES).unlink()
    instantane = read_instantane(region)
    assert instantane.contents[DESCRIPTION] == edition_folder(region, 4).joinpath(DESCRIPTION).read_bytes()
    assert [each.code for each in instantane.reprises.values()] == ["E-FIC-28"]
    assert (instantane.contents[NOTES], instantane.modifies) == (None, (NOTES,))


def test_what_is_beside_a_damaged_edition_is_shown_rather_than_nothing(region):
    lose(region, ROWS)
    path = edition_folder(region, 4) / GUICHETS
    path.chmod(0o644)
    path.write_bytes(b"")
    few = b"".join(ROWS.splitlines(keepends=True)[:3])
    instantane = lose(region, few)
    assert (instantane.contents[GUICHETS], instantane.reprises) == (few, {})


def test_a_file_too_large_is_told_with_its_size_and_little_of_it_is_read(region):
    """S15."""
    with (region / GUICHETS).open("wb") as file:
        file.truncate(100 * LARGEST_FILE)
    tracemalloc.start()
    instantane = read_instantane(region)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert instantane.contents[GUICHETS] is None
    assert "1000 Mo" in instantane.refused[GUICHETS].message
    assert peak < 3 * LARGEST_FILE


def test_unknown_edition(region):
    publish_text(region, "un")
    for numero in (1, 5, 9999):
        with pytest.raises(EditionInconnueError):
            read_instantane(region, numero)


def test_damaged_edition_is_not_shown_as_true(region):
    publish_text(region, "un")
    path = edition_folder(region, 3) / GUICHETS
    path.chmod(0o644)
    content = bytearray(path.read_bytes())
    content[10] ^= 1
    path.write_bytes(content)
    with pytest.raises(EditionInconnueError):
        read_instantane(region, 3)
    assert read_instantane(region).contents[GUICHETS] == b"id,nom\nun,un\n"


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"numero": 4}'])
def test_damaged_manifest_is_left_out(region, damage):
    publish_text(region, "un")
    path = edition_folder(region, 3) / MANIFESTE
    path.chmod(0o644)
    path.write_text(damage)
    assert [each.numero for each in list_manifestes(region)] == [4]


@pytest.mark.parametrize("damage", [None, b"", b"\xff\xfe", b"quatre", b"../../etc"])
def test_lost_pointer_is_the_last_edition(region, damage):
    publish_text(region, "un")
    path = region / FOLDER / ACTUELLE
    path.unlink() if damage is None else path.write_bytes(damage)
    assert read_instantane(region).numero == 4
    assert marks(region) == {b"id,nom\nun,un\n"}
    assert publish_text(region, "deux").manifeste.numero == 5


def numbers(region: Path) -> list[int]:
    return [each.numero for each in list_manifestes(region)]


def damage(path: Path, content: bytes = b"{") -> None:
    path.chmod(0o644)
    path.write_bytes(content)


def test_pointer_put_back_by_hand_loses_no_edition(region):
    """An older copy of the pointer alone: what was published after it stays, and its numbers are not used again."""
    for text in ("un", "deux", "trois"):
        publish_text(region, text)
    (region / FOLDER / ACTUELLE).write_text("0004\n")
    assert read_instantane(region).numero == 4
    # Nothing is being refreshed: the tables are as people see them, and differ from that edition.
    assert marks(region) == {b"id,nom\ntrois,trois\n"}
    assert numbers(region) == [6, 5, 4, 3]
    assert read_instantane(region, 6).contents[GUICHETS] == b"id,nom\ntrois,trois\n"
    assert publish_text(region, "quatre").manifeste.numero == 7
    assert numbers(region) == [7, 6, 5, 4, 3]
    assert read_instantane(region, 5).contents[GUICHETS] == b"id,nom\ndeux,deux\n"


def test_folder_that_may_have_been_published_is_set_aside_whole(region):
    """Without a journal, nothing proves that it was: it is not an edition, nor is it lost."""
    for text in ("un", "deux"):
        publish_text(region, text)
    (region / FOLDER / ACTUELLE).write_text("0004\n")
    (region / FOLDER / JOURNAL).unlink()
    assert numbers(region) == [4, 3]
    with pytest.raises(EditionInconnueError):
        read_instantane(region, 5)
    assert publish_text(region, "trois").manifeste.numero == 6
    assert numbers(region) == [6, 4, 3]
    kept = edition_folder(region, 5).with_name("0005-non-publiee")
    assert (kept / GUICHETS).read_bytes() == b"id,nom\ndeux,deux\n"
    # Its number stays taken.
    (region / FOLDER / ACTUELLE).write_text("0004\n")
    edition_folder(region, 6).rename(region / FOLDER / "ailleurs")
    assert publish_text(region, "quatre").manifeste.numero == 7


def test_only_what_a_publication_leaves_is_taken_away(region):
    publish_text(region, "un")
    others = [".git", ".sauvegarde", ".12", "archives", ".0005.bak"]
    for name in (*others, ".0005"):
        (region / FOLDER / name).mkdir()
        (region / FOLDER / name / "a.txt").write_text("a")
    publish_text(region, "deux")
    assert {name for name in others if (region / FOLDER / name / "a.txt").exists()} == set(others)
    assert not (region / FOLDER / ".0005").exists()


def test_read_only_files_are_taken_away_where_that_matters(region, monkeypatch):
    """Some systems refuse to delete a file that may not be written."""
    real = os.unlink

    def unlink(path, *arguments, **options):
        # Relative to a folder that is open.
        if not os.stat(path, **options).st_mode & 0o200:  # noqa: PTH116
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        real(path, *arguments, **options)

    publish_text(region, "un")
    aside = region / FOLDER / ".0005"
    aside.mkdir()
    (aside / GUICHETS).write_text("a")
    (aside / GUICHETS).chmod(0o444)
    monkeypatch.setattr(os, "unlink", unlink)
    publish_text(region, "deux")
    assert not aside.exists()


@pytest.mark.parametrize("wrong", [b"0099\n", b"999999999\n", b"00004\n", b"0000\n"])
def test_wrong_pointer_does_not_forbid_to_publish(region, wrong):
    publish_text(region, "un")
    (region / FOLDER / ACTUELLE).write_bytes(wrong)
    assert read_instantane(region).numero == 4
    numero = publish_text(region, "deux").manifeste.numero
    assert numero == (100 if wrong == b"0099\n" else 5)
    assert numbers(region) == [numero, 4, 3]
    assert publish_text(region, "trois").manifeste.numero == numero + 1


def test_wrong_pointer_before_the_first_publication(region):
    (region / FOLDER).mkdir()
    (region / FOLDER / ACTUELLE).write_text("0099\n")
    assert read_instantane(region).numero is None
    publish_text(region, "un")
    assert numbers(region) == [101, 100]


@pytest.mark.parametrize("content", [b"", b"{", b"[" * 100_000, b'{"numero": 5}'])
def test_unreadable_last_edition_does_not_forbid_to_publish(region, content):
    for text in ("un", "deux"):
        publish_text(region, text)
    damage(edition_folder(region, 5) / MANIFESTE, content)
    assert (read_instantane(region).numero, read_instantane(region).perdue) == (4, 5)
    # The tables are those of the edition that is damaged: none of an older one takes their place.
    assert marks(region) == {b"id,nom\ndeux,deux\n"}
    assert publish_text(region, "trois").manifeste.numero == 6
    assert numbers(region) == [6, 4, 3]
    assert edition_folder(region, 5).exists()


def test_tables_of_a_damaged_edition_are_not_taken_for_older_ones(region):
    """The same tables as two editions before: nothing shows that they are to be refreshed."""
    for text in ("un", "deux", "un"):
        publish_text(region, text)
    damage(edition_folder(region, 6) / MANIFESTE)
    assert read_instantane(region).numero == 5
    assert marks(region) == {b"id,nom\nun,un\n"}


def test_every_edition_unreadable(region):
    publish_text(region, "un")
    for numero in (3, 4):
        damage(edition_folder(region, numero) / MANIFESTE)
    assert read_instantane(region).numero is None
    publish_text(region, "deux")
    assert numbers(region) == [6, 5]
    assert marks(region) == {b"id,nom\ndeux,deux\n"}


def test_hand_edit_of_a_damaged_edition_can_be_published(region):
    publish_text(region, "un")
    damage(edition_folder(region, 4) / HEURES, b"x")
    (region / HEURES).write_bytes(b"id,nom\nmain,main\n")
    publiee = publish(region, {GUICHETS: b"id\n"}, read_instantane(region).cle, entete(), DEPART)
    assert publiee.manifeste.tables == ("guichets", "heures")


@pytest.mark.parametrize(
    ("version", "first"), [('"2026112612"', 1), ('"' + "9" * 5000 + '"', 1), ('"0"', 1), ("true", 1), ('"0042"', 42)]
)
def test_number_of_the_first_edition(region, version, first):
    (region / DESCRIPTION).write_text(f'{{"version": {version}}}', encoding="utf-8")
    publish_text(region, "un")
    assert numbers(region) == [first + 1, first]


@pytest.mark.parametrize("content", [b"[" * 100_000, b'{"a":' * 100_000, b"\xff\xfe"])
def test_description_that_cannot_be_read_is_left_as_it_is(region, content):
    (region / DESCRIPTION).write_bytes(content)
    publish_text(region, "un")
    assert (region / DESCRIPTION).read_bytes() == content


def test_journal_that_cannot_be_read_forbids_nothing(region):
    publish_text(region, "un")
    with (region / FOLDER / JOURNAL).open("ab") as file:
        file.write(b"[" * 100_000 + b'\n{"numero": "x"}\n{"numero": true}\n{"numero": -3}\n{"numero": 1e9}\n')
    assert publish_text(region, "deux").manifeste.numero == 5


def test_killed_at_each_step(region, tmp_path):
    """A hundred `kill -9`, at each step in turn: the old edition or the new one, and the next publication works."""
    script = ROOT / "tests" / "storage" / "tuer.py"
    done = subprocess.run(
        [sys.executable, script, region, "100"], capture_output=True, text=True, cwd=ROOT, check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    report = json.loads(done.stdout)
    assert report["tués"] == 100
    assert report["étapes"] >= 18
    assert report["faux"] == []


def test_files_left_by_kills_go_at_the_next_publication(region):
    """S21: those of ours, once nobody can be writing them any more."""
    brouillons = region / "equipe" / "brouillons" / "0011"
    brouillons.mkdir(parents=True)
    (region / FOLDER).mkdir()
    left = [
        region / ".guichets.csv.0123456789abcdef.tmp",
        region / FOLDER / f".{ACTUELLE}.0123456789abcdef.tmp",
        brouillons / ".guichets.json.0123456789abcdef.tmp",
    ]
    others = [region / ".notes.tmp", region / "guichets.csv.0123456789abcdef.tmp", brouillons / "guichets.json"]
    for path in (*left, *others):
        path.write_text("half")
        os.utime(path, (0, 0))
    at_work = region / ".heures.csv.0123456789abcdef.tmp"
    at_work.write_text("half")
    publish_text(region, "un")
    assert [path for path in left if path.exists()] == []
    assert all(path.exists() for path in (*others, at_work))


def test_two_writers_lose_nothing_and_readers_never_see_a_mix(region):
    script = ROOT / "tests" / "storage" / "concurrents.py"
    done = subprocess.run(
        [sys.executable, script, region], capture_output=True, text=True, cwd=ROOT, check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    report = json.loads(done.stdout)
    assert report["publiées"] == report["attendues"]
    assert report["perdues"] == 0
    assert report["lectures"] >= 500
    assert report["mélanges"] == 0


def failing(monkeypatch, kind: int, when):
    """Make the system refuse a write, below `open`, chosen by `when`."""
    real = os.fsync

    def fsync(handle):
        if when(Path(f"/proc/self/fd/{handle}").readlink()):
            raise OSError(kind, os.strerror(kind))
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="names of open files are read in /proc")
@pytest.mark.parametrize("kind", [errno.ENOSPC, errno.EIO, errno.EROFS])
@pytest.mark.parametrize("name", [GUICHETS, MANIFESTE, f".{ACTUELLE}"])
def test_refused_write_leaves_the_old_edition(region, monkeypatch, kind, name):
    publish_text(region, "un")
    before = sorted(path.relative_to(region) for path in region.rglob("*"))
    failing(monkeypatch, kind, lambda path: path.name.startswith(name))
    with pytest.raises(OSError, match=re_of(kind)):
        publish_text(region, "deux")
    monkeypatch.undo()
    assert marks(region) == {b"id,nom\nun,un\n"}
    left = {path for path in region.rglob("*") if path.relative_to(region) not in before}
    # A whole folder that no pointer names may stay: the next publication takes it away.
    assert not [path for path in left if path.name.startswith(".") or path.suffix == ".tmp"]
    assert publish_text(region, "trois").manifeste.numero == 5
    assert marks(region) == {b"id,nom\ntrois,trois\n"}


def re_of(kind: int) -> str:
    return os.strerror(kind)


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="names of open files are read in /proc")
def test_disk_full_while_refreshing_still_shows_the_new_edition(region, monkeypatch):
    publish_text(region, "un")
    failing(monkeypatch, errno.ENOSPC, lambda path: path.name.startswith(f".{HEURES}"))
    publiee = publish_text(region, "deux")
    monkeypatch.undo()
    assert publiee.en_retard == (HEURES,)
    assert (region / HEURES).read_bytes() == b"id,nom\nun,un\n"
    assert marks(region) == {b"id,nom\ndeux,deux\n"}
    assert read_instantane(region).modifies == ()
    assert complete(region) == ()
    assert (region / HEURES).read_bytes() == b"id,nom\ndeux,deux\n"
    assert read_reperes(region) == (5, 5, None)


def test_hand_edit_made_during_an_interrupted_refresh_is_kept(region):
    publish_text(region, "un")
    publish_text(region, "deux")
    (region / FOLDER / RAFRAICHIE).write_text("0004\n")
    (region / HEURES).write_bytes(b"id,nom\nmain,main\n")
    assert read_instantane(region).modifies == (HEURES,)
    assert complete(region) == ()
    assert (region / HEURES).read_bytes() == b"id,nom\nmain,main\n"


def test_read_only_folder_is_read_and_refuses_publications(region):
    with as_anybody(region) as folder:
        folder.chmod(0o555)
        assert read_instantane(folder).numero is None
        with pytest.raises(PermissionError):
            publish_text(folder, "un")


def test_folder_that_cannot_be_made_refuses_publications(region, monkeypatch):
    def mkdir(*_arguments, **_options):
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    before = (region / GUICHETS).read_bytes()
    monkeypatch.setattr(Path, "mkdir", mkdir)
    with pytest.raises(OSError, match=re_of(errno.EROFS)):
        publish_text(region, "un")
    monkeypatch.undo()
    assert read_instantane(region).contents[GUICHETS] == before


@pytest.mark.skipif(not Path("/proc/mounts").exists() or os.geteuid() != 0, reason="mounting takes root")
def test_small_full_disk(region, tmp_path):
    """A real file system without room, where one can be mounted."""
    disk = tmp_path / "disque"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", disk]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("no file system can be mounted here")
    try:
        for path in region.glob("*.*"):
            (disk / path.name).write_bytes(path.read_bytes())
        publish_text(disk, "un")
        (disk / "bourre").write_bytes(b"0" * 365_000)
        large = {GUICHETS: b"id,nom\n" + b"x" * 400_000}
        with pytest.raises(OSError, match=re_of(errno.ENOSPC)):
            publish(disk, large, read_instantane(disk).cle, entete(), DEPART)
        assert marks(disk) == {b"id,nom\nun,un\n"}
        assert not list((disk / FOLDER).glob(".0*"))
        (disk / "bourre").unlink()
        assert publish_text(disk, "deux").manifeste.numero == 5
    finally:
        subprocess.run(["umount", disk], check=True)


@pytest.mark.parametrize("cut", [0, 1, 40, -1, -10])
def test_truncated_journal_heals_at_the_next_publication(region, cut):
    publish_text(region, "un")
    path = region / FOLDER / JOURNAL
    path.write_bytes(path.read_bytes()[:cut])
    publish_text(region, "deux")
    assert sorted({line["numero"] for line in read_journal(region)}) == [3, 4, 5]
    assert [each.numero for each in list_manifestes(region)] == [5, 4, 3]


def test_journal_is_only_added_to(region):
    publish_text(region, "un")
    before = (region / FOLDER / JOURNAL).read_bytes()
    publish_text(region, "deux")
    assert (region / FOLDER / JOURNAL).read_bytes().startswith(before)
    assert read_journal(region)[-1] == {
        "numero": 5, "date": NOW.isoformat(), "auteur": "Personne Inventée", "message": "Essai",
        "action": "publication", "restaure": None, "resume": {"guichets": "1 modifié"},
    }  # fmt: skip


def test_lock_that_is_held_is_waited_for_then_told(region, monkeypatch):
    publish_text(region, "un")
    monkeypatch.setattr(publication, "PATIENCE_S", 0.05)
    with publication.locked(region), pytest.raises(OccupeError):
        publish_text(region, "deux")
