"""Stories read from folders: a new one is found, a broken step is reported and the others are kept."""

import shutil
from pathlib import Path

import pytest

from clauses.storage.contenus import SHIPPED_CONTENTS, contents_source, read_contenus
from tests.donnees.hostile import CELLS


@pytest.fixture
def contents(tmp_path: Path) -> Path:
    return shutil.copytree(SHIPPED_CONTENTS, tmp_path / "content")


def write(contents: Path, name: str, text: str) -> None:
    path = contents / "presentation" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_a_folder_is_a_story_and_a_file_a_step(contents: Path):
    write(contents, "02-exemple/01-debut.md", "---\ntitre: Début\n---\nTexte.")
    write(contents, "02-exemple/02-fin.md", "---\ntitre: Fin\ntypologies: toutes\n---\n")
    read = read_contenus(contents)
    assert not read.issues
    added = next(histoire for histoire in read.histoires if histoire.slug == "exemple")
    assert (added.titre, [etape.slug for etape in added.etapes]) == ("Exemple", ["debut", "fin"])


def test_the_introduction_gives_its_title(contents: Path):
    write(contents, "exemple/histoire.md", "---\ntitre: Une histoire d'essai\nresume: Pour voir.\n---\n")
    write(contents, "exemple/01-debut.md", "---\ntitre: Début\n---\n")
    added = next(histoire for histoire in read_contenus(contents).histoires if histoire.slug == "exemple")
    assert (added.titre, added.resume, len(added.etapes)) == ("Une histoire d'essai", "Pour voir.", 1)


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"---\ntitre: a: b\n---\n", "E-CON-01", 2),
        (b"---\ntypologies: [plie]\n---\n", "E-COL-12", None),
        (b"\x89PNG\x00\x00", "E-FIC-03", None),
    ],
)
def test_a_broken_step_degrades_itself_alone(contents: Path, content: bytes, code: str, line: int | None):
    whole = len(read_contenus(contents).histoires[0].etapes)
    (contents / "presentation" / "occitanie" / "05-toulouse.md").write_bytes(content)
    read = read_contenus(contents)
    assert [(each.code, each.file, each.line) for each in read.issues] == [
        (code, "presentation/occitanie/05-toulouse.md", line)
    ]
    assert len(read.histoires[0].etapes) == whole - 1
    assert len(read.retours) == 6


def test_a_broken_introduction_keeps_the_steps(contents: Path):
    write(contents, "occitanie/histoire.md", "---\ntitre: [\n---\n")
    read = read_contenus(contents)
    assert [each.file for each in read.issues] == ["presentation/occitanie/histoire.md"]
    assert (read.histoires[0].titre, read.histoires[0].slug) == ("Occitanie", "occitanie")


def test_two_folders_of_the_same_address(contents: Path):
    write(contents, "02-occitanie/01-debut.md", "---\ntitre: Début\n---\n")
    read = read_contenus(contents)
    assert [each.code for each in read.issues] == ["E-CON-04"]
    assert [histoire.slug for histoire in read.histoires].count("occitanie") == 1


def test_a_folder_without_step_is_no_story(contents: Path):
    write(contents, "vide/histoire.md", "---\ntitre: Vide\nresume: Rien.\n---\n")
    assert "vide" not in [histoire.slug for histoire in read_contenus(contents).histoires]


@pytest.mark.parametrize("cell", CELLS.values(), ids=CELLS)
def test_any_text_can_be_written(contents: Path, cell: str):
    write(contents, "essai/01-essai.md", f"---\ntitre: |\n  {cell[:200]!r}\n---\n{cell}")
    read_contenus(contents)


def test_the_state_changes_with_a_step(contents: Path):
    before = contents_source(contents)
    write(contents, "occitanie/12-encore.md", "---\ntitre: Encore\n---\n")
    assert contents_source(contents) != before
