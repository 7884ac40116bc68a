"""Texts edited in the page of the team: their fields, their preview, the draft, the edition (finding 16)."""

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from clauses.acces import Membre
from clauses.domain.changements import lignes
from clauses.domain.contenus.textes import FICHIER, NOTES, TEXTE, TEXTES
from clauses.donnees import load_contenus, read_moment
from clauses.edition.brouillons import read_garde
from clauses.rendu import ecrans, parametres
from clauses.rendu.mots import equipe as texts
from clauses.rendu.mots import textes as words
from clauses.ui import acces, keys
from tests.pages.conftest import Open, html

WHO = Membre("testeuse", "Testeuse Inventée", "comptes")
RESERVE = "outils/03-marche-reserve.md"
STEP = "presentation/occitanie/03-beziers.md"


@pytest.fixture
def equipe(ouvrir: Open, region: Path, monkeypatch: pytest.MonkeyPatch):
    """The editor of the texts, opened by a member of the team at a page."""
    monkeypatch.setattr(acces, "membre", lambda: WHO)

    def equipe(famille: str, page: str = "") -> AppTest:
        more = {parametres.PAGE_ECRITE: page} if page else {}
        asked = {parametres.VUE: texts.TEXTES, parametres.FAMILLE: famille}
        app = ouvrir(region, ecrans.MISE_A_JOUR, **asked, **more)
        assert not app.exception
        return app

    return equipe


def field(app: AppTest, name: str, part: str = TEXTE):
    key = f"{keys.EQUIPE_TEXTE}_{name}_{part}"
    return next(each for each in (*app.text_input, *app.text_area) if each.key == key)


def press(app: AppTest, key: str) -> AppTest:
    app = next(each for each in app.button if each.key == key).click().run()
    assert not app.exception
    return app


def test_page_is_written_checked_and_published(equipe, region):
    """Finding 16: a page of the tool box, from its title to the edition, without a file."""
    app = equipe("outils", RESERVE)
    field(app, RESERVE, "titre").set_value("Réserver, autrement").run()
    field(app, RESERVE).set_value("## Un titre\n\nUn texte inventé.").run()
    assert "Un texte inventé." in html(app)
    assert [block.value for block in app.success] == [words.CHECK_OK]
    draft = read_garde(read_moment(region), WHO.identifiant, TEXTES).travail
    assert draft is not None
    app.text_input(keys.EQUIPE_MESSAGE).set_value("Titre plus clair").run()
    app = press(app, keys.EQUIPE_PUBLIER)
    page = next(each for each in load_contenus().outils if each.slug == "marche-reserve")
    assert (page.titre, page.corps.strip()) == ("Réserver, autrement", "## Un titre\n\nUn texte inventé.")
    assert len(page.references) > 5
    assert read_garde(read_moment(region), WHO.identifiant, TEXTES).travail is None


def test_fields_hold_records_and_say_their_slips(equipe):
    app = equipe("outils", RESERVE)
    field(app, RESERVE, "references").set_value("Une loi | Ce qu'elle dit").run()
    assert "Une loi" in "\n".join(each.value for each in app.markdown)
    assert [block.value for block in app.error] == [words.checked(1, 0)]
    assert field(app, RESERVE, "references").value == "Une loi | Ce qu'elle dit"


def test_fields_speak_in_days_and_names(equipe, region):
    """Finding 16: neither codes nor ISO dates are asked of the team."""
    app = equipe("presentation", STEP)
    kinds = next(each for each in app.multiselect if each.key.endswith("_typologies"))
    kinds.set_value(["plie", "toutes"]).run()
    field(app, STEP, "territoire").set_value("Exemple").run()
    draft = read_garde(read_moment(region), WHO.identifiant, TEXTES).travail
    text = next(row[TEXTE] for row in lignes(draft.table) if row[FICHIER] == STEP)
    assert ("territoire: DEP:09" in text, "typologies:\n  - toutes\n" in text) == (True, True)
    app = equipe("outils", RESERVE)
    (day,) = app.date_input
    day.set_value(date(2031, 5, 4)).run()
    assert "Vérifié le 4 mai 2031" in html(app).replace("\u00a0", " ")


def test_notes_of_the_map(equipe):
    """Finding 16: the notes beside the map, with the place where each will show."""
    app = equipe("notes")
    field(app, NOTES).set_value("- [DEP:09] Note inventée.\n- [DEP:9] Mal écrite.").run()
    assert "Exemple\u00a0: Note inventée." in html(app)
    assert [block.value for block in app.info if "avertissement" in block.value] == [words.checked(0, 1)]


def test_new_page_is_chosen_and_says_what_it_lacks(equipe):
    app = equipe("outils")
    app.text_input(keys.EQUIPE_TEXTE_TITRE).set_value("L'avance, à l'usage").run()
    app = press(app, keys.EQUIPE_TEXTE_AJOUTER)
    assert app.selectbox(parametres.PAGE_ECRITE).value == "outils/07-l-avance-a-l-usage.md"
    assert field(app, "outils/07-l-avance-a-l-usage.md", "titre").value == "L'avance, à l'usage"
    assert [block.value for block in app.error] == [words.checked(2, 0)]


def test_page_taken_away_comes_back(equipe):
    app = press(equipe("outils", RESERVE), keys.EQUIPE_TEXTE_RETIRER)
    assert words.SHIPPED_GONE in [each.value for each in app.caption]
    app = press(app, f"{keys.EQUIPE_TEXTE_LIVRE}_{RESERVE}")
    assert [each.value for each in app.info][-1] == texts.PUBLISH_NOTHING


def test_last_change_is_undone(equipe):
    app = equipe("notes")
    field(app, NOTES).set_value("- Une note.").run()
    app = press(app, keys.EQUIPE_ANNULER)
    assert field(app, NOTES).value.startswith("- Les bailleurs")


def test_head_that_cannot_be_read_is_shown_whole(equipe, region):
    (region / "textes" / "outils").mkdir(parents=True)
    (region / "textes" / RESERVE).write_text("---\ntitre: a: b\n---\n\nTexte.", encoding="utf-8")
    app = equipe("outils", RESERVE)
    assert field(app, RESERVE, "").value.startswith("---")
    field(app, RESERVE, "").set_value("---\ntitre: ab\n---\n\nTexte.").run()
    assert field(app, RESERVE, "titre").value == "ab"


@pytest.mark.parametrize(
    ("famille", "page"),
    [
        ("retours", "retours/01-beziers.md"),
        ("retours", "retours/conclusions.md"),
        ("presentation", STEP),
        ("presentation", "presentation/occitanie/histoire.md"),
        ("donnees", "donnees/01-methode.md"),
        ("glossaire", "glossaire.md"),
    ],
)
def test_every_family_has_its_preview(equipe, famille, page):
    """Finding 16: story, glossary, experiences, method."""
    app = equipe(famille, page)
    assert words.PREVIEW_NOT not in [each.value for each in app.info]
    assert [each.value for each in app.info][-1] == texts.PUBLISH_NOTHING
