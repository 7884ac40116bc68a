"""Before and after: who gains and who loses, on two small maps."""

from dataclasses import replace
from functools import cache
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import numpy as np
import pytest

from clauses.domain.couverture import Couverture
from clauses.domain.evolution.effet import Effet, Etendue, Nature
from clauses.domain.guichets import Guichet, Typologie
from clauses.domain.perimetre import parse
from clauses.domain.territoires import EPCI
from clauses.donnees import read_moment
from clauses.rendu.cartes import avant_apres_carte as cartes
from clauses.rendu.effet import table_changements
from clauses.storage.geo import read_contours
from tests.donnees.hostile import CELLS
from tests.serveur import ROOT

T_AGGLO = "EPCI:900000001"
HEAVIEST = 150_000


def guichet(name: str, perimetre: str, **others: Any) -> Guichet:
    return Guichet(name, name.capitalize(), typologie="plie", perimetre=parse(perimetre), **others)


@pytest.fixture
def cover(moment):
    return lambda *guichets: Couverture(moment.territoires, guichets, tuple(moment.typologies))


@pytest.fixture
def draw(moment, contours):
    def draw(couverture: Couverture, effet: Effet | None = None, typologies=None) -> str:
        natures = effet.natures if effet else {}
        region, _ = cartes.find_bounds(natures, contours.__getitem__)
        cadrage = cartes.Cadrage(region, natures, contours.__getitem__)
        return cartes.draw(couverture, moment.typologies if typologies is None else typologies, cadrage)

    return draw


def svg(address: str) -> ElementTree.Element:
    head, _, drawing = address.partition(",")
    assert head == "data:image/svg+xml"
    return ElementTree.fromstring(unquote(drawing))


def texts(address: str) -> list[str]:
    return [element.text or "" for element in svg(address).iter("{http://www.w3.org/2000/svg}text")]


def test_nothing_changes(couverture, draw):
    named = replace(couverture, guichets=tuple(replace(each, telephone="01") for each in couverture.guichets))
    assert not Effet(couverture, named)
    assert draw(couverture) == draw(named)


def test_signs_say_what_colour_does_not(cover, draw):
    before, after = cover(guichet("a", T_AGGLO)), cover(guichet("b", "COM:98006"))
    effet = Effet(before, after)
    drawn = unquote(draw(after, effet))
    assert {"+", "\u2212"} <= set(texts(draw(after, effet)))
    assert "stroke-dasharray='6 4'" in drawn
    assert "P" in texts(draw(before, effet))


def test_the_statuses_have_patterns(couverture, draw):
    drawn = svg(draw(couverture))
    assert len(list(drawn.iter("{http://www.w3.org/2000/svg}pattern"))) >= 3


def test_the_legend_names_what_is_seen(couverture, moment, contours):
    region, _ = cartes.find_bounds({}, contours.__getitem__)
    found = cartes.legende(((couverture, moment.typologies),), region, contours.__getitem__)
    assert {"points", "vagues", "tirets", "vide"} <= {sign["forme"] for sign in found}
    assert {"I", "B", "A"} <= {sign["lettre"] for sign in found}
    assert cartes.legende(((Couverture(moment.territoires, ()), {}),), region, contours.__getitem__) == [
        {"forme": "vide", "libelle": "Aucun guichet trouvé", "encre": "#ffffff", "lettre": "", "couleur": "#888888"}
    ]


@pytest.mark.parametrize("cell", CELLS.values(), ids=CELLS.keys())
def test_hostile_data_stay_text(cover, moment, draw, cell):
    hostile = Typologie("plie", cell, cell, "#CC6677", cell[:8], cell, 1)
    named = Guichet("a", cell, typologie="plie", perimetre=parse(T_AGGLO))
    communes = moment.territoires.communes.assign(nom=cell)
    territoires = replace(moment.territoires, communes=communes)
    before, after = Couverture(territoires, ()), Couverture(territoires, (named,))
    effet = Effet(before, after)
    address = draw(after, effet, {"plie": hostile})
    assert not set('<>"&') & set(address)
    assert {element.tag.rpartition("}")[2] for element in svg(address).iter()} <= {
        "svg", "title", "defs", "pattern", "rect", "path", "circle", "text", "g", "use",
    }  # fmt: skip
    assert cell in table_changements(effet).textes["Ce qui change"][0]


def test_looking_closer_must_be_worth_it(moment, contours):
    # The invented region is too small to look any closer; see below for the shipped one.
    for where in ([0], np.arange(12)):
        natures = {Nature.GAIN: Etendue(np.array(where), moment.territoires)}
        assert cartes.find_bounds(natures, contours.__getitem__)[1] is None
    assert cartes.find_bounds({}, contours.__getitem__)[1] is None


@pytest.fixture(scope="module")
def shipped():
    """The shipped data: what a drawing weighs depends on real outlines."""
    moment = read_moment(ROOT / "data")
    contours = cache(lambda name: read_contours(ROOT / "data" / "geo" / f"{name}.geojson"))
    for name in ("communes", "region", "departements"):
        contours(name)
    return moment, contours


def test_weight_with_the_shipped_data(shipped):
    moment, contours = shipped
    before = Couverture(moment.territoires, moment.guichets, tuple(moment.typologies))
    after = replace(before, guichets=(*moment.guichets[1:], guichet("b", "DEP:81 + DEP:11")))
    natures = Effet(before, after).natures
    region, _ = cartes.find_bounds(natures, contours)
    cadrage = cartes.Cadrage(region, natures, contours)
    drawn = [cartes.draw(each, moment.typologies, cadrage) for each in (before, after)]
    assert max(map(len, drawn)) < 100_000


def test_a_guichet_for_each_intercommunalite_stays_light(shipped):
    moment, contours = shipped
    kinds = list(moment.typologies)
    many = tuple(
        Guichet(str(each), "x", typologie=kinds[rank % len(kinds)], perimetre=parse(str(each)))
        for rank, each in enumerate(moment.territoires.all(EPCI))
    )
    before = Couverture(moment.territoires, ())
    after = Couverture(moment.territoires, many)
    natures = Effet(before, after).natures
    region, _ = cartes.find_bounds(natures, contours)
    assert len(cartes.draw(after, moment.typologies, cartes.Cadrage(region, natures, contours))) < HEAVIEST


def test_a_commune_is_shown_among_its_neighbours(shipped):
    moment, contours = shipped
    where = moment.territoires.positions["34147"]
    natures = {Nature.PERTE: Etendue(np.array([where]), moment.territoires)}
    region, near = cartes.find_bounds(natures, contours)
    assert near
    west, south, east, north = near
    lon, lat = moment.territoires.communes[["lon", "lat"]].to_numpy()[where]
    assert west < lon < east
    assert south < lat < north
    assert east - west < 0.2 * (region[2] - region[0])
    cadrage = cartes.Cadrage(near, natures, contours)
    couverture = Couverture(moment.territoires, moment.guichets, tuple(moment.typologies))
    address = cartes.draw(couverture, moment.typologies, cadrage)
    assert len(address) < 40_000
    assert "Magalas" in texts(address)
