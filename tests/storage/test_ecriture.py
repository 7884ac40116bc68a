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
    PerteError,
    edit_table,
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
        (1, True), (2, False), (3, True), (4, False), (6, False),
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


# Cells


FORMS = [
    ("utf-8", ",", "\n", b""),
    ("utf-8", ";", "\r\n", b"\xef\xbb\xbf"),
    ("cp1252", ";", "\r\n", b""),
    ("cp1252", ";", "\r", b""),
    ("utf-16-le", "\t", "\r\n", b"\xff\xfe"),
    ("utf-16-be", ";", "\n", b"\xfe\xff"),
]


def written(rows, encoding="utf-8", delimiter=",", newline="\n", mark=b""):
    return mark + "".join(delimiter.join(row) + newline for row in rows).encode(encoding)


@pytest.mark.parametrize("form", FORMS)
def test_other_rows_keep_their_bytes(form):

    rows = [["id", "nom", "remarque"], ["a", '"été"', " 1 "], ["b", "x", ""], ["c", "y", "z"]]
    content = written(rows, *form)
    line = parse_table(content, SCHEMA, "t.csv").lines[1]
    found = edit_table(content, SCHEMA, {line: {"remarque": "à noter"}}, [{"id": "d", "nom": "Ô"}])
    expected = [*rows[:2], ["b", "x", "à noter"], rows[3], ["d", "Ô", ""]]
    assert found == written(expected, *form)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("gone", [[1], [3], [1, 2, 3], []])
def test_rows_taken_away_leave_the_others_as_they_were(form, gone):
    rows = [["id", "nom", "remarque"], ["a", '"été"', " 1 "], ["b", "x", ""], ["c", "y", "z"]]
    content = written(rows, *form)
    lines = parse_table(content, SCHEMA, "t.csv").lines
    found = edit_table(content, SCHEMA, {}, [{"id": "d"}], [lines[rank - 1] for rank in gone])
    assert found == written([*(row for rank, row in enumerate(rows) if rank not in gone), ["d", "", ""]], *form)


def test_a_row_taken_away_goes_with_all_its_lines():
    content = b'id,nom,remarque\na,"deux\nlignes",\n\nb,x,'
    assert edit_table(content, SCHEMA, {5: {"nom": "y"}}, [], [2]) == b"id,nom,remarque\n\nb,y,"
    assert edit_table(content, SCHEMA, {2: {"nom": "y"}}, [], [5]) == b"id,nom,remarque\na,y,\n\n"


@pytest.mark.parametrize(("changes", "removals"), [({}, [9]), ({}, [4]), ({}, [1]), ({2: {"nom": "z"}}, [2])])
def test_only_rows_can_be_taken_away(changes, removals):
    """Neither a line without row, nor a blank one, nor the titles, nor a row that also changes."""
    with pytest.raises(KeyError):
        edit_table(b"id,nom,remarque\na,x,\nb,x,\n\n", SCHEMA, changes, [], removals)


@pytest.mark.parametrize("name", TABLES)
def test_shipped_tables_are_written_back_as_they_are(name):
    content = (SHIPPED_DATA / f"{name}.csv").read_bytes()
    assert edit_table(content, SCHEMAS[name], {}, []) == content
    key = SCHEMAS[name].names[0]
    assert edit_table(content, SCHEMAS[name], {}, [{key: "nouveau"}]).startswith(content)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_any_cell_can_be_written_and_read_again(newline, subtests):
    for name, cell in CELLS.items():
        with subtests.test(name):
            content = written([["id", "nom", "remarque"], ["a", "b", "c"], ["d", "e", "f"]], newline=newline)
            found = edit_table(content, SCHEMA, {2: {"nom": cell}}, [{"id": "g", "nom": cell}])
            table = parse_table(found, SCHEMA, "t.csv")
            read = cell.strip().replace("\r\n", "\n").replace("\x00", "")
            assert table.columns["nom"] == [read, "e", read]
            assert [issue.code for issue in table.issues if issue.code != "A-FIC-02"] == []


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


def test_columns_in_another_order_or_unknown_stay_there():
    content = b"autre,remarque,nom,id\n1,2,3,a\n\n"
    assert edit_table(content, SCHEMA, {2: {"nom": "x"}}, [{"id": "b", "remarque": "y"}]) == (
        b"autre,remarque,nom,id\n1,2,x,a\n\n,y,,b\n"
    )


def test_a_last_line_without_end_gets_one_only_when_a_row_follows():
    content = b"id,nom,remarque\na,b,c"
    assert edit_table(content, SCHEMA, {2: {"nom": "x"}}, []) == b"id,nom,remarque\na,x,c"
    assert edit_table(content, SCHEMA, {}, [{"id": "d"}]) == b"id,nom,remarque\na,b,c\nd,,\n"


def test_short_rows_are_completed_only_when_they_change():
    content = b"id,nom,remarque\na\nb\n"
    assert edit_table(content, SCHEMA, {3: {"remarque": "x"}}, []) == b"id,nom,remarque\na\nb,,x\n"


def test_a_table_is_begun_with_its_titles():
    assert edit_table(b"", SCHEMA, {}, [{"id": "a"}]) == b"id,nom,remarque\na,,\n"


@pytest.mark.parametrize(
    ("content", "changes", "error"),
    [
        (b"id,nom,remarque\na,\x81\x8d,c\n", {}, PerteError),
        ("id;nom;remarque\na;été;c\n".encode("cp1252"), {2: {"nom": "Łódź"}}, PerteError),
        (b'id,nom,remarque\na,"b,c\n', {}, FormeError),
        (b'id,nom,remarque\na,b,c\n"d"e,f,g\n', {}, FormeError),
        (b"id,nom\na,b\n", {2: {"remarque": "x"}}, KeyError),
        (b"id,nom,remarque\na,b,c\n", {5: {"nom": "x"}}, KeyError),
    ],
)
def test_what_would_lose_something_is_refused(content, changes, error):
    with pytest.raises(error):
        edit_table(content, SCHEMA, changes, [])


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
