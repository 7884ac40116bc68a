"""Writing a table back: nothing of what others wrote is lost, whatever stops the writing."""

import errno
import os
import random
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from clauses.domain.schema import Field, Schema
from clauses.storage import ecriture
from clauses.storage.ecriture import (
    ChangedFileError,
    read_or_none,
    render_table,
    replace_file,
)
from clauses.storage.files import SHIPPED_DATA
from clauses.storage.lignes import FormeError, delimiter_of, records
from clauses.storage.schemas import read_schemas
from clauses.storage.tables import TABLES, parse_table
from tests.donnees import REGION
from tests.donnees.hostile import CELLS
from tests.storage.droits import as_anybody

ROOT = Path(__file__).parents[2]
SCHEMAS = read_schemas(SHIPPED_DATA)
SCHEMA = Schema("t", "t", "", tuple(Field(name, name, "") for name in ("id", "nom", "remarque")))


# Rows


@pytest.mark.parametrize("name", TABLES)
def test_records_joined_are_the_whole_text(name):
    text = (REGION / f"{name}.csv").read_bytes().decode()
    assert "".join(record.text for record in records(text, ",")) == text


def test_records_say_where_they_start():
    text = 'sep=,\r\nid,nom\r\n\r\na,"deux\r\nlignes"\r\nb,x'
    found = list(records(text, ","))
    assert [(record.line, record.is_blank) for record in found] == [
        (0, True), (1, False), (2, True), (3, False), (5, False),
    ]  # fmt: skip
    assert "".join(record.text for record in found) == text


@pytest.mark.parametrize(("text", "line"), [('a,b\n"c,d\ne,f\n', 2), ('a,b\nc,d\n"e"f,g\n', 3), ("x" * 200_000, 1)])
def test_a_quote_out_of_place_names_its_line(text, line):
    with pytest.raises(FormeError) as error:
        list(records(text, ","))
    assert error.value.line == line


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("id,nom,remarque\n1,2,3\n", ["id", "nom"], ","),
        ("id;nom;remarque\n1;2,5;3,5,7,9\n", ["id", "nom"], ";"),
        ("Suivi, clauses, guichet, mars\n\nid\tnom\n1\t2\n", ["ID", "Nom"], "\t"),
        ('"a";"b, c"\n"1";"2"\n', [], ";"),
        ("seul\n1\n", [], ";"),
        ("", [], ";"),
    ],
)
def test_delimiters(text, names, expected):
    assert delimiter_of(text, names) == expected


# The table


def test_a_whole_table_can_be_written_and_read_again():
    """A thousand rows of what breaks careless programs, drawn at random."""
    draw = random.Random(12)
    odd = [
        *CELLS.values(),
        "",
        "",
        ",",
        ";",
        "\t",
        '"',
        "'",
        "\n",
        "\r",
        "\x00",
        " ",
        "\xa0",
        "sep=;",
        "0",
        "é",
        "\ud800",
    ]
    rows = [
        {name: "".join(draw.choices(odd, k=draw.choice((0, 1, 1, 2, 3)))).strip() for name in SCHEMA.names}
        for _ in range(1000)
    ]
    expected = [
        {name: value.replace("\ud800", "?").replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n").strip()
         for name, value in row.items()}
        for row in rows
    ]  # fmt: skip
    found = render_table(SCHEMA, rows)
    table = parse_table(found, SCHEMA, "t.csv")
    assert table.issues == ()
    # A blank row is no row.
    assert table.frame.to_dict("records") == [row for row in expected if any(row.values())]
    assert render_table(SCHEMA, table.frame.to_dict("records")) == found or len(table) < 1000


def test_a_row_may_say_less_or_more_than_the_table():
    assert render_table(SCHEMA, [{"nom": "b", "autre": "x"}]) == b"id,nom,remarque\n,b,\n"
    assert render_table(SCHEMA, []) == b"id,nom,remarque\n"


# The file


def test_a_file_is_replaced_whole_and_keeps_its_rights(tmp_path):
    path = tmp_path / "table.csv"
    path.write_bytes(b"avant")
    path.chmod(0o640)
    replace_file(path, b"apres", b"avant")
    assert path.read_bytes() == b"apres"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_file_has_the_usual_rights(tmp_path):
    usual, path = tmp_path / "usual", tmp_path / "table.csv"
    usual.write_bytes(b"")
    replace_file(path, b"neuf", None)
    assert path.read_bytes() == b"neuf"
    assert path.stat().st_mode == usual.stat().st_mode


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "ailleurs").mkdir()
    target, link = tmp_path / "ailleurs" / "table.csv", tmp_path / "table.csv"
    target.write_bytes(b"avant")
    link.symlink_to(target)
    replace_file(link, b"apres", b"avant")
    assert link.is_symlink()
    assert target.read_bytes() == b"apres"


@pytest.mark.parametrize(("now", "before"), [(b"autre", b"avant"), (None, b"avant"), (b"autre", None)])
def test_a_file_changed_meanwhile_is_left_alone(tmp_path, now, before):
    path = tmp_path / "table.csv"
    if now is not None:
        path.write_bytes(now)
    with pytest.raises(ChangedFileError):
        replace_file(path, b"apres", before)
    assert read_or_none(path) == now
    assert [each.name for each in tmp_path.iterdir()] == (["table.csv"] if now else [])


@pytest.mark.parametrize("step", ["open", "fsync", "chmod", "replace"])
@pytest.mark.parametrize("fault", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
def test_a_fault_at_any_step_leaves_the_old_file(tmp_path, monkeypatch, step, fault):
    path = tmp_path / "table.csv"
    path.write_bytes(b"avant")

    def fail(*arguments, **options):
        raise fault

    monkeypatch.setattr(*((ecriture.os, step) if step == "fsync" else (Path, step)), fail)
    with pytest.raises(type(fault)):
        replace_file(path, b"apres", b"avant")
    monkeypatch.undo()
    assert path.read_bytes() == b"avant"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.name != "posix", reason="rights of another kind")
def test_a_folder_that_cannot_be_written_leaves_the_old_file(tmp_path):
    (tmp_path / "table.csv").write_bytes(b"avant")
    with as_anybody(tmp_path) as folder:
        folder.chmod(0o500)
        with pytest.raises(PermissionError):
            replace_file(folder / "table.csv", b"apres", b"avant")
        assert (folder / "table.csv").read_bytes() == b"avant"


def test_a_folder_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        replace_file(tmp_path / "absent" / "table.csv", b"apres", None)


def test_a_system_that_cannot_sync_a_folder_has_written_all_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr(ecriture.os, "open", lambda *arguments: (_ for _ in ()).throw(PermissionError()))
    replace_file(tmp_path / "table.csv", b"apres", None)
    assert (tmp_path / "table.csv").read_bytes() == b"apres"


KILLED = """
import os, signal, sys
from pathlib import Path
from clauses.storage import ecriture

def kill(*arguments, **options):
    os.kill(os.getpid(), signal.SIGKILL)

place, step = {"write": (ecriture.os, "fsync"), "check": (ecriture, "read_or_none"), "replace": (Path, "replace"),
               "sync": (ecriture, "sync_folder")}[sys.argv[2]]
setattr(place, step, kill)
ecriture.replace_file(Path(sys.argv[1]), b"apres" * 100_000, b"avant")
"""


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
@pytest.mark.parametrize(
    ("step", "expected"),
    [("write", b"avant"), ("check", b"avant"), ("replace", b"avant"), ("sync", b"apres" * 100_000)],
)
def test_a_kill_leaves_the_old_file_or_the_new_one(tmp_path, step, expected):
    path = tmp_path / "table.csv"
    path.write_bytes(b"avant")
    killed = subprocess.run([sys.executable, "-c", KILLED, str(path), step], cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert path.read_bytes() == expected
    replace_file(path, b"ensuite", expected)
    assert path.read_bytes() == b"ensuite"
