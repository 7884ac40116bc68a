"""Presentation screen: every story starts from it, errors are reported."""

import shutil
from pathlib import Path

import pytest
from markupsafe import escape

from clauses.donnees import load_moment
from clauses.rendu import ecrans
from clauses.rendu.mots import presentation as texts
from clauses.rendu.reponse import distance, phrase
from clauses.rendu.vues import load_reponse
from clauses.storage.contenus import SHIPPED_CONTENTS
from tests.donnees import REGION
from tests.pages.conftest import Open, html


@pytest.fixture
def contents(tmp_path: Path, monkeypatch) -> Path:
    folder = shutil.copytree(SHIPPED_CONTENTS, tmp_path / "content")
    monkeypatch.setenv("CLAUSES_CONTENUS", str(folder))
    return folder


def test_a_story_starts_from_here(ouvrir: Open):
    page = html(ouvrir(None, ecrans.PRESENTATION))
    for part in (
        'href="/presentation?histoire=occitanie" target="_self"',
        "/presentation/papier?histoire=occitanie",
        "/presentation/orateur?histoire=occitanie",
        "etape=11",
        texts.KEYS_TITLE,
    ):
        assert part in page, part


def test_a_story_is_added_without_code(ouvrir: Open, contents: Path):
    step = contents / "presentation" / "gard" / "01-debut.md"
    step.parent.mkdir()
    step.write_text("---\ntitre: Début\n---\n", encoding="utf-8")
    assert "histoire=gard" in html(ouvrir(None, ecrans.PRESENTATION))


def test_a_broken_step_is_said(ouvrir: Open, contents: Path):
    (contents / "presentation" / "occitanie" / "05-toulouse.md").write_text("---\ntitre: [\n---\n", encoding="utf-8")
    app = ouvrir(None, ecrans.PRESENTATION)
    assert any("05-toulouse.md" in text.value for text in app.text)
    assert "histoire=occitanie" in html(app)


def test_what_the_data_do_not_have_is_said(ouvrir: Open):
    app = ouvrir(REGION, ecrans.PRESENTATION)
    assert any("REG:76" in text.value for text in app.text)


@pytest.mark.parametrize("code", ["34032", "30032", "31069", "09122", "48095", "66136", "32013", "11069"])
def test_the_answer_of_the_show_is_the_one_of_the_map(ouvrir: Open, code: str):
    """One sentence for each status: local, départemental, certain buyers, to confirm, nobody."""
    answer = load_reponse(load_moment(), code)
    panel = html(ouvrir(None, commune=code))
    for words in (phrase(answer), *([answer.premier.guichet.nom] if answer.premier else [])):
        assert str(escape(words)).replace("&#39;", "’") in panel, words
    if answer.proche:
        assert distance(answer.proche) in panel


def test_without_any_story(ouvrir: Open, contents: Path):
    shutil.rmtree(contents / "presentation")
    app = ouvrir(None, ecrans.PRESENTATION)
    assert [info.value for info in app.info] == [texts.EMPTY]
