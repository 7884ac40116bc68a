import json
import re

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from clauses.domain.couverture import Couverture, Zone
from clauses.domain.guichets import GREY, Guichet, Typologie
from clauses.domain.perimetre import parse
from clauses.domain.qpv import QPV
from clauses.domain.selection import Selection
from clauses.domain.statut import Statut
from clauses.domain.territoires import Territoires
from clauses.rendu.cartes import couches
from clauses.rendu.cartes.palette import ink_on
from clauses.storage.geo import read_labels
from tests.donnees import REGION
from tests.donnees.hostile import CELLS

HOSTILE = " ".join(text for name, text in CELLS.items() if name != "long")


@pytest.fixture(scope="module")
def zones(moment, couverture, contours) -> str:
    return couches.zones(couverture.zones(), moment.typologies, contours["communes"].geometry, moment.territoires)


@pytest.fixture(scope="module")
def background(moment, contours) -> str:
    labels = read_labels(REGION / "geo" / "libelles.csv")
    return couches.background(
        moment.territoires, contours["departements"], contours["region"], contours["contexte"], labels
    )


@pytest.fixture(scope="module")
def layers(moment, contours, zones, background) -> dict[str, str]:
    return {
        "zones": zones,
        "fond": background,
        "epci": couches.contours(contours["epci"], ["code", "nom"]),
        "qpv": couches.priority_districts(moment.qpv, moment.territoires),
    }


LAYERS = ("zones", "fond", "epci", "qpv")


def features(layer: str) -> list[dict]:
    return json.loads(layer)["features"]


def texts(value) -> list[str]:
    if isinstance(value, dict):
        return [text for item in value.values() for text in texts(item)]
    if isinstance(value, list):
        return [text for item in value for text in texts(item)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("name", LAYERS)
def test_a_layer_is_valid_geojson(layers, name):
    document = json.loads(layers[name])
    assert document["type"] == "FeatureCollection"
    assert document["features"]
    for feature in document["features"]:
        assert set(feature) == {"type", "properties", "geometry"}
        assert shapely.is_valid(shapely.from_geojson(json.dumps(feature["geometry"])))


@pytest.mark.parametrize("name", LAYERS)
def test_no_coordinate_has_more_decimals_than_its_source(layers, name):
    geometries = re.findall(r'"coordinates":(\[[^a-z"]*\])', layers[name])
    assert geometries
    decimals = re.findall(r"\.(\d+)", " ".join(geometries))
    assert max(map(len, decimals)) <= 4


def test_what_is_hidden_has_a_look_of_its_own(moment, contours):
    """Finding 13: hidden types left the white of « non documenté »."""
    shown = Selection(frozenset({"plie"})).couverture(moment.territoires, moment.guichets)
    layer = couches.zones(shown.zones(), moment.typologies, contours["communes"].geometry, moment.territoires)
    found = {
        each["properties"]["statut"]: each["properties"] for each in features(layer) if "statut" in each["properties"]
    }
    masked, nobody = found["masque"], found["non_documente"]
    assert masked["titre"] == "Guichets masqués"
    assert masked["couvert"] is False
    assert masked["signe"] == "voile"
    assert masked["couleur"]
    assert masked["signe"] != nobody["signe"]
    assert "couleur" not in nobody


def test_zones_cover_the_region_without_overlap(zones, contours):
    polygons = [
        shapely.from_geojson(json.dumps(feature["geometry"]))
        for feature in features(zones)
        if feature["geometry"]["type"] != "Point"
    ]
    assert len(polygons) == 7
    assert sum(polygon.area for polygon in polygons) == pytest.approx(contours["region"].geometry.iloc[0].area)
    assert shapely.union_all(polygons).equals(contours["region"].geometry.iloc[0])


def test_zones_say_their_status_and_who(zones):
    by_status = {}
    for feature in features(zones):
        if "statut" in feature["properties"]:
            by_status.setdefault(feature["properties"]["statut"], feature["properties"])
    assert {statut: properties["titre"] for statut, properties in by_status.items()} == {
        "local": "PLIE de Testville",
        "departemental": "Département d’Exemple",
        "sectoriel": "Pour les HLM et l’État seulement\xa0: Bailleurs de Fiction («\xa0l’Union\xa0»)",
        "coordination": "Coordination seulement\xa0: Mission de Fiction",
        "a_confirmer": "Existe peut-être\xa0: Maison de l’Entre-Deux",
        "non_documente": "Aucun guichet trouvé",
    }
    assert by_status["non_documente"]["detail"] == "1\xa0commune · 60\xa0habitants"
    assert by_status["departemental"]["detail"] == "et 1\xa0autre organisme · 2\xa0communes · 240\xa0habitants"
    assert "couleur" not in by_status["non_documente"]


def test_a_zone_with_several_others_agrees_in_number(couverture):
    words = couches.zone_detail(couverture.zones()[0])
    assert words == "et 2\xa0autres organismes · 3\xa0communes · 13\u202f100\xa0habitants"


def test_the_colour_is_that_of_the_most_local_proven_guichet_the_hatch_that_of_the_next(moment, couverture):
    kinds = moment.typologies
    local, departemental = (couches.zone_properties(zone, kinds) for zone in couverture.zones()[:2])
    assert (local["couleur"], local["hachures"]) == (kinds["plie"].couleur, kinds["intercommunalite"].couleur)
    # The unproven « mde » is more local there: the proven one gives its colour, without hatch.
    assert departemental["couleur"] == kinds["departement"].couleur
    assert "hachures" not in departemental


def test_two_guichets_of_one_colour_still_show_a_hatch():
    kind = Typologie("t", "T", "", "#CC6677", "T", "uni", 1)
    pair = tuple(Guichet(name, name, typologie="t", perimetre=parse("COM:98001")) for name in "ab")
    zone = Zone("z", Statut.LOCAL, pair, pair, pd.RangeIndex(1).to_numpy(), 10)
    assert couches.zone_properties(zone, {"t": kind})["hachures"] == ink_on("#CC6677")


def test_a_zone_of_an_unknown_typology_is_drawn_grey():
    lost = (Guichet("g", "G", typologie="?"),)
    zone = Zone("z", Statut.LOCAL, lost, lost, pd.RangeIndex(1).to_numpy(), 10)
    assert couches.zone_properties(zone, {})["couleur"] == GREY


def test_seats_gather_the_guichets_of_one_commune(zones, moment):
    points = {
        feature["properties"]["titre"]: feature for feature in features(zones) if "guichets" in feature["properties"]
    }
    assert set(points) == {"Testville", "Sainte-Étape-sur-Mer", "Île-Modèle"}
    shapes = [
        [badge["forme"] for badge in feature["properties"]["guichets"]]
        for feature in features(zones)
        if feature["properties"].get("titre") == "Testville"
    ]
    assert shapes == [["guichet", "guichet", "guichet"], ["secteur"]]
    island = points["Île-Modèle"]
    assert island["geometry"]["coordinates"] == [1.35, 43.25]
    assert island["properties"]["guichets"][0]["forme"] == "coordination"
    assert points["Sainte-Étape-sur-Mer"]["properties"]["guichets"][0]["forme"] == "a_confirmer"


def test_a_guichet_without_a_known_seat_has_no_point(moment):
    lost = [Guichet("a", "A"), Guichet("b", "B", commune_siege="75056")]
    assert couches.seats(lost, moment.typologies, moment.territoires) == []


def test_the_background_names_each_departement_and_the_chief_towns(background):
    names = {(f["properties"]["type"], f["properties"].get("nom")) for f in features(background)}
    assert {("departement", "Exemple"), ("departement", "Fiction"), ("mer", "Mer d’Essai")} <= names
    chief = [f["properties"] for f in features(background) if f["properties"]["type"] == "ville"][:2]
    assert [(town["nom"], town["rang"]) for town in chief] == [("Testville", 0), ("Testville", 0)]


def test_the_name_of_a_departement_stands_inside_it(background, contours):
    areas = dict(zip(contours["departements"]["nom"], contours["departements"].geometry, strict=True))
    for feature in features(background):
        if feature["properties"]["type"] == "departement":
            point = shapely.Point(feature["geometry"]["coordinates"])
            assert areas[feature["properties"]["nom"]].contains(point)


def test_a_border_is_drawn_once(background, contours):
    (border,) = (f for f in features(background) if f["properties"]["type"] == "bord")
    drawn = shapely.from_geojson(json.dumps(border["geometry"]))
    boundaries = contours["departements"].geometry.boundary.to_numpy()
    assert drawn.length == pytest.approx(shapely.unary_union(boundaries).length)
    assert drawn.length < shapely.length(boundaries).sum()


def test_a_region_without_chief_towns_nor_labels_still_has_its_background(moment, contours):
    bare = contours["departements"].drop(columns="chef_lieu")
    layer = couches.background(
        moment.territoires, bare, contours["region"], contours["contexte"], read_labels(REGION / "non")
    )
    assert {f["properties"]["type"] for f in features(layer)} >= {"ville", "departement", "sol", "voisin", "bord"}


def test_priority_districts_are_counted_by_commune(layers):
    points = {tuple(f["geometry"]["coordinates"]): f["properties"] for f in features(layers["qpv"])}
    # « Les Confins » is over two communes: it shows in both.
    assert len(points) == 5
    end = points[1.05, 43.25]
    assert end["titre"] == "Sans-Guichet\xa0: 1\xa0quartier prioritaire (à confirmer)"
    assert (end["detail"], end["statut"], end["nombre"]) == ("Le Bout du Monde", "a_confirmer", "1")


def test_hostile_texts_stay_texts(moment, contours):
    communes = moment.territoires.communes.assign(nom=HOSTILE)
    before = moment.territoires
    territoires = Territoires(communes, before.epci, before.departements, before.region_code, before.region_nom)
    guichet = Guichet("g", HOSTILE, sigle=HOSTILE, typologie="t", perimetre=parse("DEP:09"), commune_siege="09001")
    kinds = {"t": Typologie("t", HOSTILE, HOSTILE, "#CC6677", HOSTILE, "uni", 1)}
    qpv = [QPV(HOSTILE, ("09001",), is_avere=False)]
    named = contours["departements"].assign(nom=HOSTILE)
    written = [
        couches.zones(Couverture(territoires, (guichet,)).zones(), kinds, contours["communes"].geometry, territoires),
        couches.background(territoires, named, contours["region"], contours["contexte"], pd.DataFrame({"nom": []})),
        couches.contours(gpd.GeoDataFrame(named), ["code", "nom"]),
        couches.priority_districts(qpv, territoires),
    ]
    for layer in written:
        found = [text for text in texts([f["properties"] for f in features(layer)]) if "onerror" in text]
        assert found
        # Unchanged but for the typography: nothing is escaped twice, nothing is lost.
        assert all("<img src=x onerror=alert(1)>" in text and "${alert(1)}" in text for text in found)
