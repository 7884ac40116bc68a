"""Editions as everybody sees them: the map as of one, their list, what differs."""

from pathlib import Path

import pytest

from clauses.ui import keys, navigation
from clauses.ui.texts import editions as texts
from tests.pages.conftest import Open, html
from tests.pages.test_mise_a_jour import publish_other, words


@pytest.fixture
def published(region: Path) -> Path:
    """The invented region after one publication: editions 3 and 4."""
    publish_other(region, nom="Nom d’après")
    return region


@pytest.mark.parametrize("screen", [screen for screen in navigation.SCREENS if not screen.is_equipe])
def test_screens_show_the_edition_asked(ouvrir: Open, published: Path, screen):
    app = ouvrir(published, screen, edition="3")
    assert not app.exception


def test_map_of_a_past_edition(ouvrir: Open, published: Path):
    now = ouvrir(published)
    assert "Nom d’après" in html(now)
    past = ouvrir(published, edition="3")
    assert not past.exception
    assert "Nom d’après" not in html(past)
    assert texts.past(
        3, "29\u00a0février\u00a02024", "Données telles qu’elles étaient avant la première publication"
    ) in words(past).replace("\\", "")
    next(each for each in past.button if each.key == keys.EDITION_RETOUR).click().run()
    assert "Nom d’après" in html(past)
    assert "edition" not in past.query_params


@pytest.mark.parametrize("edition", ["2", "99", "999999999"])
def test_unknown_edition(ouvrir: Open, published: Path, edition: str):
    app = ouvrir(published, edition=edition)
    assert not app.exception
    assert [each.value for each in app.error] == [texts.unknown(int(edition))]


@pytest.mark.parametrize("edition", ["", "abc", "-1", "1e3", "٣", "99999999999999999999"])
def test_what_is_not_a_number_is_the_map_of_now(ouvrir: Open, published: Path, edition: str):
    app = ouvrir(published, edition=edition)
    assert not app.exception
    assert "Nom d’après" in html(app)


def test_public_list_names_nobody(ouvrir: Open, published: Path):
    app = ouvrir(published, navigation.DONNEES, rubrique="editions")
    assert not app.exception
    assert "Entre temps" in html(app)
    assert "Autre Inventé" not in html(app)


def test_comparison(ouvrir: Open, published: Path):
    app = ouvrir(published, navigation.DONNEES, rubrique="editions", n="3")
    assert not app.exception
    assert texts.compared(3, None) in [each.value for each in app.subheader]
    assert "Nom d’après" in html(app)


def test_nothing_published(ouvrir: Open, region: Path):
    app = ouvrir(region, navigation.DONNEES, rubrique="editions")
    assert [each.value for each in app.info] == [texts.EMPTY]


def test_damaged_edition(ouvrir: Open, published: Path):
    path = published / "editions" / "0003" / "guichets.csv"
    path.chmod(0o644)
    path.write_text("id\n")
    app = ouvrir(published, navigation.DONNEES, rubrique="editions", n="3")
    assert not app.exception
    assert [each.value for each in app.error] == [texts.DAMAGED]
    assert ouvrir(published, edition="3").error
