"""Editions as everybody sees them: the map as of one, their list, what differs."""

import io
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest
from starlette.applications import Starlette

from clauses.acces import Membre
from clauses.diffusion import load_zip
from clauses.donnees import load_moment
from clauses.rendu import ecrans
from clauses.rendu.mots import editions as texts
from clauses.ui import acces, keys
from clauses.web.geo import FOREVER, build_geo_routes
from tests.pages.conftest import Open, html
from tests.pages.test_mise_a_jour import publish_other, words
from tests.web.asgi import call


@pytest.fixture
def published(region: Path) -> Path:
    """The invented region after one publication: editions 3 and 4."""
    publish_other(region, nom="Nom d’après")
    return region


@pytest.mark.parametrize("screen", [screen for screen in ecrans.ECRANS if not screen.is_equipe])
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
    app = ouvrir(published, ecrans.DONNEES, rubrique="editions")
    assert not app.exception
    assert "Entre temps" in html(app)
    assert "Autre Inventé" not in html(app)


def test_comparison(ouvrir: Open, published: Path):
    app = ouvrir(published, ecrans.DONNEES, rubrique="editions", n="3")
    assert not app.exception
    assert texts.compared(3, None) in [each.value for each in app.header]
    assert "Nom d’après" in html(app)


def test_edition_delivered_has_one_number_everywhere(ouvrir: Open, region: Path, monkeypatch: pytest.MonkeyPatch):
    """Finding 36 of the public: « Aucune édition » to the team, « édition n° 3 » in the footer."""
    app = ouvrir(region, ecrans.DONNEES, rubrique="editions")
    assert [each.value for each in app.info] == [texts.delivered(3)]
    assert "édition n°\xa03" in html(app)
    monkeypatch.setattr(acces, "membre", lambda: Membre("testeuse", "Testeuse Inventée", "comptes"))
    team = ouvrir(region, ecrans.MISE_A_JOUR)
    assert texts.delivered(3) in [each.value for each in team.markdown]


def test_damaged_edition(ouvrir: Open, published: Path):
    path = published / "editions" / "0003" / "guichets.csv"
    path.chmod(0o644)
    path.write_text("id\n")
    app = ouvrir(published, ecrans.DONNEES, rubrique="editions", n="3")
    assert not app.exception
    assert [each.value for each in app.error] == [texts.DAMAGED]
    assert ouvrir(published, edition="3").error


def test_files_of_an_edition(published: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CLAUSES_DATA", str(published))
    tables = {}
    for numero in (3, 4):
        with zipfile.ZipFile(io.BytesIO(load_zip(load_moment(numero), date(2026, 11, 24)))) as archive:
            tables[numero] = archive.read("guichets.csv").decode()
            assert json.loads(archive.read("datapackage.json"))["version"] == str(numero)
    assert "Nom d’après" not in tables[3]
    assert "Nom d’après" in tables[4]


def test_layers_of_an_edition(published: Path, monkeypatch: pytest.MonkeyPatch):
    """The address of a layer starts with the number of its edition, and may be kept for ever."""
    monkeypatch.setenv("CLAUSES_DATA", str(published))
    app = Starlette(routes=build_geo_routes())
    version = load_moment(3).version
    assert version.startswith("3-")
    past, now = (call(app, f"/geo/{each}/zones.geojson") for each in (version, load_moment().version))
    assert past.status == now.status == 200
    assert past.headers["cache-control"] == now.headers["cache-control"] == FOREVER
    assert "Nom d’après" not in past.content.decode()
    assert "Nom d’après" in now.content.decode()
    assert call(app, "/geo/99-0123456789ab/zones.geojson").status == 404
    assert call(app, "/geo/-/zones.geojson").headers["cache-control"] == "no-store"
