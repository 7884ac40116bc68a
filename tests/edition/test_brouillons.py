"""Drafts: one per person and table, private, never written over by another window."""

from datetime import datetime, timedelta, timezone

import pytest

from clauses.domain.changements import lignes
from clauses.donnees import read_moment
from clauses.edition.brouillons import ChangedFileError, drop_garde, is_garde, keep_garde, read_garde, reunir
from clauses.edition.travail import Travail, start, table_of_rows

NOW = datetime(2031, 5, 4, 9, 30, tzinfo=timezone(timedelta(hours=2)))
WHO = "a@exemple.example"


@pytest.fixture
def moment(region):
    return read_moment(region)


def changed(travail: Travail, rank: int, **cells: str) -> Travail:
    rows = [dict(row) for row in lignes(travail.table)]
    rows[rank].update(cells)
    return Travail(table_of_rows(rows, travail.table.schema), travail.base, travail.numero)


def test_kept_for_each_person_and_table(moment):
    mine = changed(start(moment, "guichets"), 0, sigle="Mien")
    empreinte = keep_garde(moment, WHO, mine, NOW, None)
    found = read_garde(moment, WHO, "guichets")
    assert found.empreinte == empreinte
    assert lignes(found.travail.table) == lignes(mine.table)
    assert lignes(found.travail.base) == lignes(moment.tables["guichets"])
    assert found.travail.le == NOW
    assert read_garde(moment, "b@exemple.example", "guichets").travail is None
    assert read_garde(moment, WHO, "heures").travail is None


def test_private_and_named_after_nobody(moment):
    keep_garde(moment, WHO, start(moment, "guichets"), NOW, None)
    folder = moment.folder / "equipe"
    assert folder.stat().st_mode & 0o077 == 0
    assert "exemple" not in "".join(path.name for path in folder.rglob("*"))


def test_another_window_is_not_written_over(moment):
    first = keep_garde(moment, WHO, changed(start(moment, "guichets"), 0, sigle="UN"), NOW, None)
    with pytest.raises(ChangedFileError):
        keep_garde(moment, WHO, changed(start(moment, "guichets"), 1, sigle="DEUX"), NOW, None)
    assert is_garde(moment, WHO, "guichets", first)
    assert not is_garde(moment, WHO, "guichets", None)


def test_only_what_is_known_is_dropped(moment):
    first = keep_garde(moment, WHO, start(moment, "guichets"), NOW, None)
    drop_garde(moment, WHO, "guichets", "0" * 64)
    assert is_garde(moment, WHO, "guichets", first)
    drop_garde(moment, WHO, "guichets", first)
    assert is_garde(moment, WHO, "guichets", None)
    drop_garde(moment, WHO, "guichets", None)


def test_two_windows_together(moment):
    base = start(moment, "guichets")
    other = changed(changed(base, 0, sigle="UN"), 1, sigle="AUTRE")
    joined = reunir(base, other, changed(base, 1, sigle="DEUX"))
    assert [row["sigle"] for row in lignes(joined.table)][:2] == ["UN", "DEUX"]


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"table": "guichets"}', b"\xff", b'{"a": 1}'])
def test_damaged_draft_is_as_if_there_was_none(moment, damage):
    keep_garde(moment, WHO, start(moment, "guichets"), NOW, None)
    (path,) = (moment.folder / "equipe").rglob("guichets.json")
    path.write_bytes(damage)
    found = read_garde(moment, WHO, "guichets")
    assert found.travail is None
    # The next one takes its place.
    assert keep_garde(moment, WHO, start(moment, "guichets"), NOW, found.empreinte)


def test_folder_that_refuses_is_told(moment):
    (moment.folder / "equipe").write_text("pas un dossier")
    with pytest.raises(FileExistsError):
        keep_garde(moment, WHO, start(moment, "guichets"), NOW, None)
    assert read_garde(moment, WHO, "guichets").travail is None
