"""Before and after: who gains, who loses, in words and on two small maps."""

from dataclasses import replace
from functools import cache
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import numpy as np
import pytest

from clauses.domain.couverture import Couverture
from clauses.domain.guichets import Guichet, Typologie
from clauses.domain.perimetre import parse
from clauses.domain.statut import Statut
from clauses.domain.territoires import EPCI
from clauses.donnees import read_catalogue
from clauses.rendu import avant_apres as words
from clauses.rendu.avant_apres import Nature
from clauses.rendu.cartes import avant_apres_carte as cartes
from clauses.storage.geo import read_contours
from tests.donnees.hostile import CELLS
from tests.serveur import ROOT

T_AGGLO = "EPCI:900000001"
HEAVIEST = 150_000


def guichet(name: str, perimetre: str, **others: Any) -> Guichet:
    return Guichet(name, name.capitalize(), typologie="plie", perimetre=parse(perimetre), **others)


@pytest.fixture
def cover(catalogue):
    return lambda *guichets: Couverture(catalogue.territoires, guichets, tuple(catalogue.typologies))


@pytest.fixture
def draw(catalogue, contours):
    def draw(couverture: Couverture, changes: list[words.Changement] | None = None, typologies=None) -> str:
        natures = words.par_nature(changes or [])
        region, _ = cartes.cadres(natures, contours.__getitem__)
        fond = cartes.Fond(region, natures, contours.__getitem__)
        return cartes.dessiner(couverture, catalogue.typologies if typologies is None else typologies, fond)

    return draw


def svg(address: str) -> ElementTree.Element:
    head, _, drawing = address.partition(",")
    assert head == "data:image/svg+xml"
    return ElementTree.fromstring(unquote(drawing))


def texts(address: str) -> list[str]:
    return [element.text or "" for element in svg(address).iter("{http://www.w3.org/2000/svg}text")]


def test_a_gain_a_loss_and_an_exchange(cover):
    before = cover(guichet("a", T_AGGLO), guichet("b", "COM:98006"))
    after = cover(guichet("b", "COM:98001"), guichet("c", T_AGGLO))
    found = {each.nature: each for each in words.comparer(before, after)}
    assert {nature: len(each.positions) for nature, each in found.items()} == {
        Nature.ECHANGE: 3,
        Nature.GAIN: 1,
        Nature.PERTE: 1,
    }
    assert found[Nature.GAIN].apres is Statut.LOCAL
    assert found[Nature.PERTE].population == 700
    assert {each["nature"]: each["communes"] for each in words.bilan(list(found.values()))} == {
        "gain": "1\u00a0commune",
        "perte": "1\u00a0commune",
        "echange": "3\u00a0communes",
    }


@pytest.mark.parametrize(
    ("before", "after", "nature", "said"),
    [
        ({"statut": "a_confirmer"}, {}, Nature.GAIN, "Essai : à confirmer → guichet local"),
        ({}, {"statut": "a_confirmer"}, Nature.PERTE, "Essai : guichet local → à confirmer"),
        ({"role": "coordination"}, {}, Nature.GAIN, "Essai : coordination seulement → guichet local"),
        ({"donneurs_ordre": ("etat",)}, {}, Nature.GAIN, "Essai : certains acheteurs seulement → guichet local"),
    ],
)
def test_a_guichet_that_becomes_something_else(cover, before, after, nature, said):
    (change,) = words.comparer(cover(guichet("essai", T_AGGLO, **before)), cover(guichet("essai", T_AGGLO, **after)))
    assert change.nature is nature
    assert [words.phrase(passage) for passage in change.passages] == [said]


def test_a_local_perimeter_is_a_gain_over_a_wide_one(cover):
    (change,) = words.comparer(cover(guichet("a", "DEP:09")), cover(guichet("a", f"DEP:09 + {T_AGGLO}")))
    assert (change.nature, change.avant, change.apres) == (Nature.GAIN, Statut.DEPARTEMENTAL, Statut.LOCAL)


def test_nothing_changes(cover, couverture, draw):
    assert words.comparer(couverture, replace(couverture)) == []
    assert words.comparer(cover(), cover()) == []
    named = replace(couverture, guichets=tuple(replace(each, telephone="01") for each in couverture.guichets))
    assert words.comparer(couverture, named) == []
    assert draw(couverture) == draw(named)
    assert words.table([], couverture.territoires).empty
    assert words.bilan([]) == []


def test_other_communes_are_not_compared(couverture):
    fewer = replace(couverture.territoires, communes=couverture.territoires.communes.iloc[1:])
    with pytest.raises(ValueError, match="different communes"):
        words.comparer(couverture, Couverture(fewer, ()))


def test_the_table_says_the_same_in_words(cover, catalogue):
    changes = words.comparer(cover(guichet("a", "DEP:98")), cover(guichet("b", T_AGGLO)))
    rows = words.table(changes, catalogue.territoires).to_dict("records")
    assert rows[0] == {
        "Territoire": "Testville Agglo",
        "Communes": "3",
        "Habitants": "13\u202f100",
        "Ce qui change": "Gagne : B (guichet local)",
        "Statut": "Non documenté → Guichet local",
    }
    assert rows[1]["Territoire"] == "Fiction (département)"
    assert rows[1]["Ce qui change"] == "Perd : A (guichet départemental)"


def test_places_are_named_or_counted(catalogue):
    territoires = catalogue.territoires
    assert words.lieux(np.arange(12), territoires) == ["Région d’essai (toute la région)"]
    assert words.lieux(territoires.members["EPCI", "900000001"], territoires) == ["Testville Agglo"]
    one_in_two = np.arange(0, 12, 2)
    assert len(words.lieux(one_in_two, territoires)) <= words.MOST_PLACES
    many = np.setdiff1d(np.arange(12), [0, 11])
    assert sum("communes sur" in each for each in words.lieux(many, territoires)) in (0, 2)


def test_signs_say_what_colour_does_not(cover, draw):
    before, after = cover(guichet("a", T_AGGLO)), cover(guichet("b", "COM:98006"))
    changes = words.comparer(before, after)
    drawn = unquote(draw(after, changes))
    assert {"+", "\u2212"} <= set(texts(draw(after, changes)))
    assert "stroke-dasharray='6 4'" in drawn
    assert "P" in texts(draw(before, changes))


def test_the_statuses_have_patterns(couverture, draw):
    drawn = svg(draw(couverture))
    assert len(list(drawn.iter("{http://www.w3.org/2000/svg}pattern"))) >= 3


def test_the_legend_names_what_is_seen(couverture, catalogue, contours):
    region, _ = cartes.cadres({}, contours.__getitem__)
    found = cartes.legende(((couverture, catalogue.typologies),), region, contours.__getitem__)
    assert {"points", "vagues", "tirets", "vide"} <= {sign["forme"] for sign in found}
    assert {"I", "B", "A"} <= {sign["lettre"] for sign in found}
    assert cartes.legende(((Couverture(catalogue.territoires, ()), {}),), region, contours.__getitem__) == [
        {"forme": "vide", "libelle": "Non documenté", "encre": "#ffffff", "lettre": "", "couleur": "#888888"}
    ]


@pytest.mark.parametrize("cell", CELLS.values(), ids=CELLS.keys())
def test_hostile_data_stay_text(cover, catalogue, draw, cell):
    hostile = Typologie("plie", cell, cell, "#CC6677", cell[:8], cell, 1)
    named = Guichet("a", cell, typologie="plie", perimetre=parse(T_AGGLO))
    communes = catalogue.territoires.communes.assign(nom=cell)
    territoires = replace(catalogue.territoires, communes=communes)
    before, after = Couverture(territoires, ()), Couverture(territoires, (named,))
    changes = words.comparer(before, after)
    address = draw(after, changes, {"plie": hostile})
    assert not set('<>"&') & set(address)
    assert {element.tag.rpartition("}")[2] for element in svg(address).iter()} <= {
        "svg", "title", "defs", "pattern", "rect", "path", "circle", "text", "g", "use",
    }  # fmt: skip
    assert cell in words.table(changes, territoires)["Ce qui change"][0]


def test_looking_closer_must_be_worth_it(contours):
    # The invented region is too small to look any closer; see below for the shipped one.
    for where in ([0], np.arange(12)):
        assert cartes.cadres({Nature.GAIN: np.array(where)}, contours.__getitem__)[1] is None
    assert cartes.cadres({}, contours.__getitem__)[1] is None


@pytest.fixture(scope="module")
def shipped():
    """The shipped data: what a drawing weighs depends on real outlines."""
    catalogue = read_catalogue(ROOT / "data")
    contours = cache(lambda name: read_contours(ROOT / "data" / "geo" / f"{name}.geojson"))
    for name in ("communes", "region", "departements"):
        contours(name)
    return catalogue, contours


def test_weight_with_the_shipped_data(shipped):
    catalogue, contours = shipped
    before = Couverture(catalogue.territoires, catalogue.guichets, tuple(catalogue.typologies))
    after = replace(before, guichets=(*catalogue.guichets[1:], guichet("b", "DEP:81 + DEP:11")))
    changes = words.comparer(before, after)
    natures = words.par_nature(changes)
    region, _ = cartes.cadres(natures, contours)
    fond = cartes.Fond(region, natures, contours)
    drawn = [cartes.dessiner(each, catalogue.typologies, fond) for each in (before, after)]
    assert max(map(len, drawn)) < 100_000


def test_a_guichet_for_each_intercommunalite_stays_light(shipped):
    catalogue, contours = shipped
    kinds = list(catalogue.typologies)
    many = tuple(
        Guichet(str(each), "x", typologie=kinds[rank % len(kinds)], perimetre=parse(str(each)))
        for rank, each in enumerate(catalogue.territoires.all(EPCI))
    )
    before = Couverture(catalogue.territoires, ())
    after = Couverture(catalogue.territoires, many)
    natures = words.par_nature(words.comparer(before, after))
    region, _ = cartes.cadres(natures, contours)
    assert len(cartes.dessiner(after, catalogue.typologies, cartes.Fond(region, natures, contours))) < HEAVIEST


def test_a_commune_is_shown_among_its_neighbours(shipped):
    catalogue, contours = shipped
    where = catalogue.territoires.positions["34147"]
    region, near = cartes.cadres({Nature.PERTE: np.array([where])}, contours)
    assert near
    west, south, east, north = near
    lon, lat = catalogue.territoires.communes[["lon", "lat"]].to_numpy()[where]
    assert west < lon < east
    assert south < lat < north
    assert east - west < 0.2 * (region[2] - region[0])
    fond = cartes.Fond(near, {Nature.PERTE: np.array([where])}, contours)
    couverture = Couverture(catalogue.territoires, catalogue.guichets, tuple(catalogue.typologies))
    address = cartes.dessiner(couverture, catalogue.typologies, fond)
    assert len(address) < 40_000
    assert "Magalas" in texts(address)
