"""Experiences, tool box, glossary: each page at its address; missing or broken contents are reported."""

import shutil
from pathlib import Path

import pytest

from clauses.rendu import ecrans, parametres
from clauses.rendu.mots import contenus as texts
from clauses.rendu.mots import methode
from clauses.rendu.mots.territoire import RECITS_TITLE
from clauses.storage.contenus import SHIPPED_CONTENTS
from tests.donnees import REGION
from tests.pages.conftest import Open, address, html

SCREENS = (ecrans.RETOURS, ecrans.OUTILS, ecrans.GLOSSAIRE)
DONNEES = next(screen for screen in ecrans.ECRANS if screen.url_path == "donnees")


@pytest.fixture
def contents(tmp_path: Path, monkeypatch) -> Path:
    folder = shutil.copytree(SHIPPED_CONTENTS, tmp_path / "content")
    monkeypatch.setenv("CLAUSES_CONTENUS", str(folder))
    return folder


def labels(app) -> list[str]:
    return [link.proto.label.strip("*").replace("\\", "") for link in app.get("page_link")]


def test_experiences_side_by_side_then_each(ouvrir: Open):
    app = ouvrir(None, ecrans.RETOURS)
    assert not app.exception
    page = html(app)
    for part in ("600\u202f000\u00a0h", "non dit", "150 marchés", "Réunir les bureaux d’études"):
        assert part in page, part
    assert len([label for label in labels(app) if "\u00a0:" in label]) == 6
    assert app.get("link_button")[0].proto.url == texts.VIDEOS_URL


def test_an_experience_and_what_the_atlas_says_today(ouvrir: Open):
    app = ouvrir(None, ecrans.RETOURS, retour="toulouse")
    page = html(app)
    for part in (
        "42\u202f%",
        "Aujourd’hui dans l’atlas",
        "territoire?territoire=EPCI:243100518",
        "toulouse-metropole-emploi",
    ):
        assert part in page, part
    assert address(app) == {"retour": "toulouse"}


def test_an_experience_outside_the_region(ouvrir: Open):
    page = html(ouvrir(None, ecrans.RETOURS, retour="lyon"))
    assert "Auvergne-Rhône-Alpes" in page
    assert "Fiche du territoire" not in page


def test_an_experience_with_other_data(ouvrir: Open):
    app = ouvrir(REGION, ecrans.RETOURS, retour="toulouse")
    assert not app.exception
    assert "Fiche du territoire" not in html(app)


def test_the_sheet_of_a_territory_leads_to_what_it_told(ouvrir: Open):
    title = "Toulouse Métropole\u00a0: un guichet unique qui change d’échelle"
    assert title in labels(ouvrir(None, ecrans.TERRITOIRE, territoire="EPCI:243100518"))
    app = ouvrir(None, ecrans.TERRITOIRE, territoire="DEP:09")
    assert RECITS_TITLE not in [heading.value for heading in app.subheader]


@pytest.mark.parametrize(
    ("screen", "parameter"), [(ecrans.RETOURS, "retour"), (ecrans.OUTILS, "outil")], ids=lambda x: str(x)[:20]
)
def test_an_unknown_page_is_a_warning(ouvrir: Open, screen, parameter: str):
    app = ouvrir(None, screen, **{parameter: "<b>"})
    assert [warning.value for warning in app.warning] == [texts.UNKNOWN]
    assert not app.exception


def test_tools_then_a_page_with_its_articles(ouvrir: Open):
    app = ouvrir(None, ecrans.OUTILS)
    assert "Faire un marché réservé" in labels(app)
    app = ouvrir(None, ecrans.OUTILS, outil="marche-reserve")
    page = html(app)
    for part in ("L2113-13", "Vérifié le 24\u00a0novembre\u00a02026", "legifrance.gouv.fr"):
        assert part in page, part
    assert "Faire un marché avec une clause sociale" in labels(app)
    assert any("<abbr tabindex" in block.value for block in app.get("html"))


def test_a_page_that_nobody_checked_for_long_says_so(ouvrir: Open, contents: Path):
    path = contents / "outils" / "03-marche-reserve.md"
    path.write_text(
        path.read_text(encoding="utf-8").replace("verifie_le: 2026-11-24", "verifie_le: 2019-01-01"), "utf-8"
    )
    assert "le droit a pu changer" in html(ouvrir(None, ecrans.OUTILS, outil="marche-reserve"))


def test_glossary_narrowed_by_a_word(ouvrir: Open):
    app = ouvrir(None, ecrans.GLOSSAIRE)
    assert "54\u00a0termes" in html(app)
    app.text_input(key=parametres.TERMES).set_value("allotissement").run()
    assert "terme-allotissement" in html(app)
    assert "terme-qpv" not in html(app)
    assert address(app) == {"termes": "allotissement"}
    app.text_input(key=parametres.TERMES).set_value("xyzzy").run()
    assert [info.value for info in app.info] == [texts.GLOSSAIRE_NOTHING]


def test_a_term_of_the_address_comes_first(ouvrir: Open):
    page = html(ouvrir(None, ecrans.GLOSSAIRE, terme="qpv"))
    assert page.index("terme-qpv") < page.index("terme-aci")
    assert "atlas-choisi" in page


def test_method_accessibility_and_privacy(ouvrir: Open):
    for rubrique, words in {
        "methode": "la population municipale",
        "accessibilite": "Défenseur",
        "vie-privee": "_streamlit_xsrf",
    }.items():
        app = ouvrir(None, DONNEES, rubrique=rubrique)
        assert words in html(app)
        assert address(app) == {"rubrique": rubrique}


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.url_path)
def test_without_any_content(ouvrir: Open, contents: Path, screen):
    shutil.rmtree(contents)
    app = ouvrir(None, screen)
    assert not app.exception
    empty = {texts.RETOURS_EMPTY, texts.OUTILS_EMPTY, texts.GLOSSAIRE_EMPTY}
    assert {info.value for info in app.info} & empty


def test_without_content_the_data_remain(ouvrir: Open, contents: Path):
    shutil.rmtree(contents)
    app = ouvrir(None, DONNEES)
    assert app.button_group(key=parametres.RUBRIQUE).options == list(methode.RUBRIQUES.values())


def test_a_broken_file_is_said_and_the_others_show(ouvrir: Open, contents: Path):
    (contents / "retours" / "01-beziers.md").write_text("---\ntitre: a: b\n---\n", encoding="utf-8")
    app = ouvrir(None, ecrans.RETOURS)
    assert app.expander[0].label.startswith("Une partie des données")
    assert len([label for label in labels(app) if "\u00a0:" in label]) == 5


def test_a_definition_changed_on_disk_shows_at_once_even_in_blocks_that_are_kept(ouvrir: Open, contents: Path):
    ouvrir(REGION)
    (contents / "glossaire.md").write_text("## Guichet\n\nUne définition réécrite.\n", encoding="utf-8")
    page = "".join(block.value for block in ouvrir(REGION).get("html"))
    assert page.count("Une définition réécrite.") > 1
