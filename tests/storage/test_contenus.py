"""Contents read from a folder: an unreadable file is reported by name and line, the others are still read."""

import shutil
from pathlib import Path

import pytest

from clauses.storage.contenus import SHIPPED_CONTENTS, contents_dir, contents_source, read_contenus
from tests.donnees.hostile import CELLS


@pytest.fixture
def contents(tmp_path: Path) -> Path:
    """A copy of the shipped contents, to be damaged at will."""
    return shutil.copytree(SHIPPED_CONTENTS, tmp_path / "content")


def test_slugs_are_names_without_their_rank(contents: Path):
    read = read_contenus(contents)
    assert [retour.slug for retour in read.retours][:2] == ["beziers", "herault"]
    assert "marche-reserve" in [page.slug for page in read.outils]
    assert [page.slug for page in read.rubriques] == ["methode", "accessibilite", "vie-privee"]
    assert read.conclusions is not None


def test_nothing_at_all(tmp_path: Path):
    read = read_contenus(tmp_path / "absent")
    assert (read.retours, read.outils, read.glossaire, read.issues) == ((), (), (), ())


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"---\ntitre: a: b\n---\n", "E-CON-01", 2),
        (b"---\ntitre: T\ntitre: U\n---\n", "E-COL-17", 3),
        (b"---\n- a\n- b\n---\n", "E-CON-01", 1),
        (b"\x89PNG\x00\x00", "E-FIC-03", None),
        (b"Sans en-t\xc3\xaate.", "E-COL-12", None),
        (b"---\ntitre: T\n", "E-COL-12", None),
    ],
)
def test_a_broken_file_is_said_and_the_others_show(contents: Path, content: bytes, code: str, line: int | None):
    (contents / "donnees" / "01-methode.md").write_bytes(content)
    read = read_contenus(contents)
    found = read.issues[0]
    assert (found.file, found.code, found.line) == ("donnees/01-methode.md", code, line)
    assert [page.slug for page in read.rubriques] == ["accessibilite", "vie-privee"]
    assert len(read.retours) == 6


def test_two_files_of_the_same_address(contents: Path):
    """A key and an address name one page: the second would stop the screen."""
    shutil.copy(contents / "retours" / "01-beziers.md", contents / "retours" / "09-beziers.md")
    read = read_contenus(contents)
    assert [(each.code, each.file) for each in read.issues] == [("E-CON-04", "retours/09-beziers.md")]
    assert [retour.slug for retour in read.retours].count("beziers") == 1


def test_a_huge_file_is_refused(contents: Path):
    (contents / "glossaire.md").write_bytes(b"a" * (1024 * 1024 + 1))
    read = read_contenus(contents)
    assert [each.code for each in read.issues] == ["E-FIC-12"]
    assert read.glossaire == ()


@pytest.mark.parametrize("cell", CELLS.values(), ids=CELLS)
def test_any_text_can_be_written(contents: Path, cell: str):
    (contents / "outils" / "99-essai.md").write_text(
        f"---\ntitre: |\n  {cell[:200]!r}\nresume: x\n---\n{cell}", "utf-8"
    )
    read_contenus(contents)


def test_the_state_changes_with_any_file(contents: Path):
    before = contents_source(contents)
    assert contents_source(contents) == before
    (contents / "retours" / "07-nouveau.md").write_text("---\ntitre: T\n---\n", encoding="utf-8")
    added = contents_source(contents)
    assert added != before
    (contents / "glossaire.md").write_text("## A\n\nUn.\n", encoding="utf-8")
    changed = contents_source(contents)
    assert changed != added
    (contents / "retours" / "07-nouveau.md").rename(contents / "outils" / "00-nouveau.md")
    assert contents_source(contents) != changed


def test_another_folder(monkeypatch, tmp_path: Path):
    monkeypatch.setenv("CLAUSES_CONTENUS", str(tmp_path))
    assert contents_dir() == tmp_path
    monkeypatch.setenv("CLAUSES_CONTENUS", " ")
    assert contents_dir() == SHIPPED_CONTENTS
