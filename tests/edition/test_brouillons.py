"""Drafts: one per person and table, private, never written over by another window."""

from datetime import datetime, timedelta, timezone

import pytest

from clauses.domain.changements import lignes
from clauses.edition.brouillons import ChangedFileError, drop_garde, is_garde, keep_garde, read_garde, reunir
from clauses.edition.etat import read_etat
from clauses.edition.travail import Travail, start, table_of_rows

NOW = datetime(2031, 5, 4, 9, 30, tzinfo=timezone(timedelta(hours=2)))
WHO = "a@exemple.example"


@pytest.fixture
def etat(region):
    return read_etat(region)


def changed(travail: Travail, rank: int, **cells: str) -> Travail:
    rows = [dict(row) for row in lignes(travail.table)]
    rows[rank].update(cells)
    return Travail(table_of_rows(rows, travail.table.schema), travail.base, travail.numero)


def test_kept_for_each_person_and_table(etat):
    mine = changed(start(etat, "guichets"), 0, sigle="Mien")
    empreinte = keep_garde(etat, WHO, mine, NOW, None)
    found = read_garde(etat, WHO, "guichets")
    assert found.empreinte == empreinte
    assert lignes(found.travail.table) == lignes(mine.table)
    assert lignes(found.travail.base) == lignes(etat.tables["guichets"])
    assert found.travail.le == NOW
    assert read_garde(etat, "b@exemple.example", "guichets").travail is None
    assert read_garde(etat, WHO, "heures").travail is None


def test_private_and_named_after_nobody(etat):
    keep_garde(etat, WHO, start(etat, "guichets"), NOW, None)
    folder = etat.folder / "equipe"
    assert folder.stat().st_mode & 0o077 == 0
    assert "exemple" not in "".join(path.name for path in folder.rglob("*"))


def test_another_window_is_not_written_over(etat):
    first = keep_garde(etat, WHO, changed(start(etat, "guichets"), 0, sigle="UN"), NOW, None)
    with pytest.raises(ChangedFileError):
        keep_garde(etat, WHO, changed(start(etat, "guichets"), 1, sigle="DEUX"), NOW, None)
    assert is_garde(etat, WHO, "guichets", first)
    assert not is_garde(etat, WHO, "guichets", None)


def test_only_what_is_known_is_dropped(etat):
    first = keep_garde(etat, WHO, start(etat, "guichets"), NOW, None)
    drop_garde(etat, WHO, "guichets", "0" * 64)
    assert is_garde(etat, WHO, "guichets", first)
    drop_garde(etat, WHO, "guichets", first)
    assert is_garde(etat, WHO, "guichets", None)
    drop_garde(etat, WHO, "guichets", None)


def test_two_windows_together(etat):
    base = start(etat, "guichets")
    other = changed(changed(base, 0, sigle="UN"), 1, sigle="AUTRE")
    joined = reunir(base, other, changed(base, 1, sigle="DEUX"))
    assert [row["sigle"] for row in lignes(joined.table)][:2] == ["UN", "DEUX"]


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"table": "guichets"}', b"\xff", b'{"a": 1}'])
def test_damaged_draft_is_as_if_there_was_none(etat, damage):
    keep_garde(etat, WHO, start(etat, "guichets"), NOW, None)
    (path,) = (etat.folder / "equipe").rglob("guichets.json")
    path.write_bytes(damage)
    found = read_garde(etat, WHO, "guichets")
    assert found.travail is None
    # The next one takes its place.
    assert keep_garde(etat, WHO, start(etat, "guichets"), NOW, found.empreinte)


def test_folder_that_refuses_is_told(etat):
    (etat.folder / "equipe").write_text("pas un dossier")
    with pytest.raises(FileExistsError):
        keep_garde(etat, WHO, start(etat, "guichets"), NOW, None)
    assert read_garde(etat, WHO, "guichets").travail is None
