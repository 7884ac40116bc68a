"""Routes of the map: places found, territory of a guichet; unknown values are refused, never a failure."""

import json

import pytest
from starlette.applications import Starlette

from clauses.donnees import load_moment
from clauses.rendu.mots import serveur
from clauses.web.geo import BRIEFLY, FOREVER, build_geo_routes
from tests.donnees import REGION
from tests.web.asgi import Answer, call


@pytest.fixture
def ask(monkeypatch):
    monkeypatch.setenv("CLAUSES_DATA", str(REGION))
    app = Starlette(routes=build_geo_routes())

    def ask(path: str, query: str = "") -> Answer:
        return call(app, f"/geo/{load_moment().version}/{path}", query=query)

    return ask


@pytest.mark.parametrize(("layer", "name"), [("communes", "zones"), ("epci", "epci"), ("contexte", "fond")])
def test_contours_that_are_cut_are_said_to_be(ask, region, monkeypatch, layer, name):
    """S27."""
    monkeypatch.setenv("CLAUSES_DATA", str(region))
    path = region / "geo" / f"{layer}.geojson"
    text = path.read_text(encoding="utf-8")
    # Cut, the table of intercommunalities could not be read either.
    path.write_text(text.replace("coordinates", "") if layer == "epci" else text[:-30], encoding="utf-8")
    answer = ask(f"{name}.geojson")
    assert (answer.status, json.loads(answer.body)) == (503, {"erreur": serveur.UNREADABLE})


def places(answer: Answer) -> dict[str, int]:
    features = json.loads(answer.content)["features"]
    return {feature["properties"]["code"]: feature["properties"]["nombre"] for feature in features}


def test_places_of_all_guichets(ask):
    answer = ask("annuaire.geojson", "liste=guichets")
    assert answer.status == 200
    assert answer.headers["cache-control"] == FOREVER
    assert places(answer) == {"09001": 3, "98001": 1, "98002": 1, "98006": 1}
    first = json.loads(answer.content)["features"][0]
    assert first["geometry"] == {"type": "Point", "coordinates": [1.05, 43.05]}
    assert "PLIE de Testville" in first["properties"]["detail"]


def test_places_of_what_is_found(ask):
    assert places(ask("annuaire.geojson", "liste=structures&type=EI")) == {"09001": 1}
    assert places(ask("annuaire.geojson", "liste=structures&q=xyzzy")) == {}


def test_what_is_old_depends_on_the_day(ask):
    assert ask("annuaire.geojson", "liste=structures&mois=12").headers["cache-control"] == BRIEFLY


def test_many_types_at_once_are_all_kept(ask):
    many = ",".join(f"inconnu-{rank}" for rank in range(40))
    assert places(ask("annuaire.geojson", f"liste=structures&type={many},EI")) == {"09001": 1}


def test_odd_questions_are_answered(ask):
    assert ask("annuaire.geojson", "liste=%00&q=" + "a" * 5000 + "&mois=99999999999999999999").status == 200


def test_outlines_name_their_communes_and_are_kept_by_the_browser(ask):
    answer = ask("contours.json")
    assert answer.headers["cache-control"] == FOREVER
    found = json.loads(answer.content)
    assert len(found["code"]) == len(found["formes"].split(" "))
    assert found["code"] == load_moment().territoires.communes.index.tolist()


def test_territory_of_a_guichet(ask):
    answer = ask("perimetre/plie-testville.svg")
    assert (answer.status, answer.headers["content-type"]) == (200, "image/svg+xml")
    assert b"PLIE de Testville" in answer.content
    assert answer.content.count(b"<circle") == 1


@pytest.mark.parametrize("code", ["inconnu", "nettoyage-essai", "%3Cb%3E"])
def test_unknown_guichet(ask, code):
    assert ask(f"perimetre/{code}.svg").status == 404


def test_a_guichet_without_territory_has_its_seat_alone_or_nothing(ask):
    assert ask("perimetre/plie-perdu.svg").status == 200


def test_another_version_is_not_kept(ask, monkeypatch):
    monkeypatch.setenv("CLAUSES_DATA", str(REGION))
    answer = call(Starlette(routes=build_geo_routes()), "/geo/ancienne/annuaire.geojson", query="liste=guichets")
    assert answer.headers["cache-control"] == "no-store"


def colours(answer: Answer) -> set[str]:
    return {feature["properties"].get("couleur", "") for feature in json.loads(answer.content)["features"]}


@pytest.mark.parametrize("vue", ["lacunes", "age"])
def test_zones_are_coloured_as_asked_and_kept_by_browsers(ask, vue):
    """The version of the address holds the year, which the age of the information depends on."""
    answer = ask("zones.geojson", f"vue={vue}")
    assert (answer.status, answer.headers["cache-control"]) == (200, FOREVER)
    assert colours(answer) != colours(ask("zones.geojson"))
    assert any(colour.startswith("light-dark(") for colour in colours(answer))


def test_zones_of_another_year_are_at_another_address(ask, monkeypatch):
    now = load_moment().version
    monkeypatch.setattr("clauses.donnees.lecture._annee", lambda: 2090)
    assert load_moment().version != now


def test_a_way_to_colour_the_map_that_does_not_exist(ask):
    assert ask("zones.geojson", "vue=inconnue").status == 400
