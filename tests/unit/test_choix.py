"""What the address asks the map about, and what it frames."""

import re
from pathlib import Path

import pytest

from clauses.domain.selection import Selection
from clauses.donnees import Moment, load_moment
from clauses.rendu.choix import MARGE_PX, ZOOM_MAX, Choix, find_zone, frame, frame_territoire, read_choix, zone_code
from clauses.rendu.vues import load_vue
from clauses.storage.files import DATA_VARIABLE
from tests.donnees import REGION

ALL = Selection()


@pytest.fixture
def moment(monkeypatch: pytest.MonkeyPatch) -> Moment:
    monkeypatch.setenv(DATA_VARIABLE, str(REGION))
    return load_moment()


def test_a_commune_comes_before_a_guichet_and_a_guichet_before_a_zone(moment: Moment):
    guichet = moment.guichets[0]
    query = {"commune": "09001", "guichet": guichet.id, "zone": "09001"}
    assert read_choix(query, moment, ALL) == Choix(commune="09001")
    del query["commune"]
    assert read_choix(query, moment, ALL) == Choix(guichet=guichet)
    del query["guichet"]
    zone = read_choix(query, moment, ALL).zone
    assert zone is not None
    assert moment.territoires.positions["09001"] in zone.positions


@pytest.mark.parametrize("name", ["commune", "guichet", "zone"])
def test_a_value_that_names_nothing_is_said(moment: Moment, name: str):
    assert read_choix({name: "<b>"}, moment, ALL) == Choix(inconnu=name)


def test_a_zone_is_named_by_its_most_populated_commune(moment: Moment):
    communes = moment.territoires.communes
    for zone in load_vue(moment, ALL).zones:
        code = zone_code(zone, moment.territoires)
        assert communes.at[code, "population"] == communes["population"].iloc[zone.positions].max()
        found = find_zone(moment, ALL, code)
        assert found is not None
        assert found.id == zone.id


def test_a_commune_is_framed_with_its_intercommunality(moment: Moment):
    """Finding 5: the map came from the region to the commune by a flight; it is framed there from the start."""
    (south, west), (north, east) = frame(moment, Choix(commune="09001"), ALL)
    communes = moment.territoires.communes
    around = communes[communes["code_epci"] == communes.at["09001", "code_epci"]]
    assert south < around["lat"].min() < around["lat"].max() < north
    assert west < around["lon"].min() < around["lon"].max() < east


def test_nothing_chosen_frames_the_territory(moment: Moment):
    region = frame_territoire(moment, moment.territoires.region)
    assert frame(moment, Choix(), ALL) == region
    assert frame(moment, Choix(), Selection(departement="09")) != region


def test_the_script_frames_as_the_server_does():
    script = (Path(__file__).parents[2] / "static/carte/carte.js").read_text(encoding="utf-8")
    found = {
        name: int(value) for name, value in re.findall(r"^const (MARGIN_PX|CLOSEST) = (\d+);", script, re.MULTILINE)
    }
    assert found == {"MARGIN_PX": MARGE_PX, "CLOSEST": ZOOM_MAX}
