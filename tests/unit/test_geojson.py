import dataclasses
import io
import json

import geopandas as gpd
import pytest
import shapely

from clauses.domain.guichets import Guichet
from clauses.domain.perimetre import parse
from clauses.domain.structures import Structure
from clauses.rendu.cartes.geojson import ADDED, guichets_geojson, perimetres_geojson, structures_geojson
from tests.donnees.hostile import CELLS


@pytest.fixture(scope="module")
def layers(catalogue, contours) -> dict[str, bytes]:
    territoires = catalogue.territoires
    return {
        "guichets": guichets_geojson(catalogue.guichets, catalogue.typologies, territoires),
        "structures": structures_geojson(catalogue.structures, territoires),
        "perimetres": perimetres_geojson(catalogue.guichets, territoires, contours["communes"].geometry),
    }


@pytest.mark.parametrize(("name", "rows", "columns"), [
    ("guichets", 7, Guichet), ("structures", 3, Structure), ("perimetres", 6, Guichet),
])  # fmt: skip
def test_a_layer_holds_the_columns_of_its_table(layers, name, rows, columns):
    document = json.loads(layers[name])
    assert document.keys() == {"type", "features"}
    names = [field.name for field in dataclasses.fields(columns)]
    assert [list(feature["properties"]) for feature in document["features"]] == [[*names, *ADDED[name]]] * rows
    assert len(gpd.read_file(io.BytesIO(layers[name]))) == rows


def test_values_are_plain(layers):
    by_id = {feature["properties"]["id"]: feature for feature in json.loads(layers["guichets"])["features"]}
    values = by_id["bailleurs-98"]["properties"]
    assert values["perimetre"] == "DEP:98 - COM:98002 - COM:98006"
    assert values["donneurs_ordre"] == ["bailleurs", "etat"]
    assert (values["etp"], values["depuis"], values["telephone"]) == (None, 2008, None)
    assert (values["typologie_libelle"], values["commune_siege_nom"]) == ("Bailleurs d'essai", "Testville")
    assert by_id["bailleurs-98"]["geometry"]["type"] == "Point"
    assert by_id["plie-perdu"]["geometry"] is None


def test_a_perimeter_is_the_union_of_its_communes(layers, catalogue, contours):
    polygons = dict(zip(contours["communes"]["code"], contours["communes"].geometry, strict=True))
    by_id = {feature["properties"]["id"]: feature for feature in json.loads(layers["perimetres"])["features"]}
    assert "plie-perdu" not in by_id
    for guichet in catalogue.guichets:
        if guichet.perimetre:
            codes = guichet.perimetre.resolve(catalogue.territoires)
            expected = shapely.union_all([polygons[code] for code in codes])
            feature = by_id[guichet.id]
            assert shapely.equals(shapely.geometry.shape(feature["geometry"]), expected)
            assert feature["properties"]["communes"] == len(codes)


def test_outlines_turn_counterclockwise_and_keep_their_decimals(layers):
    for feature in json.loads(layers["perimetres"])["features"]:
        shape = shapely.geometry.shape(feature["geometry"])
        assert shape.is_valid
        for polygon in shapely.get_parts(shape):
            assert polygon.exterior.is_ccw
            assert not any(hole.is_ccw for hole in polygon.interiors)
        coordinates = shapely.get_coordinates(shape)
        assert (coordinates == coordinates.round(4)).all()


def test_a_commune_taken_from_the_middle_is_a_hole(catalogue, contours):
    territoires, polygons = catalogue.territoires, contours["communes"].geometry
    square = gpd.GeoSeries([shapely.box(0, 0, 3, 3)] * len(polygons))
    square.iloc[0] = shapely.box(0, 0, 3, 3) - shapely.box(1, 1, 2, 2)
    code = territoires.communes.index[0]
    document = json.loads(
        perimetres_geojson([Guichet("g", "Essai", perimetre=parse(f"COM:{code}"))], territoires, square)
    )
    outer, hole = document["features"][0]["geometry"]["coordinates"]
    assert shapely.LinearRing(outer).is_ccw
    assert not shapely.LinearRing(hole).is_ccw


@pytest.mark.parametrize("perimetre", ["", "COM:99999", "DEP:09 - DEP:09"])
def test_a_perimeter_that_holds_nothing_known_is_left_out(catalogue, contours, perimetre):
    guichet = Guichet("g", "Essai", perimetre=parse(perimetre))
    layer = perimetres_geojson([guichet], catalogue.territoires, contours["communes"].geometry)
    assert json.loads(layer) == {"type": "FeatureCollection", "features": []}


def test_hostile_cells_come_back_as_they_are(catalogue):
    guichets = [Guichet(name, cell, typologie=cell, commune_siege=cell, source=(cell,)) for name, cell in CELLS.items()]
    features = json.loads(guichets_geojson(guichets, catalogue.typologies, catalogue.territoires))["features"]
    assert [feature["properties"]["nom"] for feature in features] == list(CELLS.values())
    structures = [Structure(name, cell, type=cell, commune=cell) for name, cell in CELLS.items()]
    features = json.loads(structures_geojson(structures, catalogue.territoires))["features"]
    assert [feature["properties"]["type"] for feature in features] == list(CELLS.values())
    assert {feature["geometry"] for feature in features} == {None}
