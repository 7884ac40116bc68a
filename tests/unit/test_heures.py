"""Hours: what may be compared, what belongs to a territory, what is never added up."""

import pandas as pd
import pytest

from clauses.domain.heures import Chiffre, Heures, chiffres_from, etp, evolution, par_mille
from clauses.domain.perimetre import parse
from clauses.domain.repartitions import groups, parts_from
from clauses.domain.territoires import Territoire, example_territoires

TERRITOIRES = example_territoires()


def chiffre(id_: str, place: str, annee: int, heures: int | None = 100, **values) -> Chiffre:
    usual = {"nature": "realisees", "comparable": True}
    return Chiffre(id_, id_, annee, parse(place), heures=heures, **(usual | values))


HEURES = Heures(
    TERRITOIRES,
    (
        chiffre("dep-2020", "DEP:98", 2020, 400),
        chiffre("dep-2019", "DEP:98", 2019, 500),
        chiffre("dep-2019-bis", "DEP:98", 2019, 999),
        chiffre("dep-moyenne", "DEP:98", 2021, periode="moyenne_annuelle", comparable=False),
        chiffre("chantier", "DEP:98 + DEP:99", 2018, periode="cumul", comparable=False),
        chiffre("commune", "COM:98001", 2020, None, beneficiaires=3, comparable=False),
        chiffre("pays", "FRANCE", 2020, 10**6),
        chiffre("ailleurs", "DEP:77", 2020),
        chiffre("inconnu", "", 2020),
    ),
)


def ids(found) -> list[str]:
    return [each.id for each in found]


@pytest.mark.parametrize(
    ("values", "is_comparable", "is_yearly"),
    [
        ({}, True, True),
        ({"comparable": False}, False, True),
        ({"periode": "moyenne_annuelle"}, False, True),
        ({"periode": "cumul"}, False, False),
        ({"nature": "prevues"}, False, False),
        ({"nature": ""}, False, False),
        ({"heures": None}, False, False),
        ({"heures": 0}, True, True),
    ],
)
def test_what_may_be_compared(values, is_comparable, is_yearly):
    heures = values.pop("heures", 100)
    found = chiffre("a", "DEP:98", 2020, heures, **values)
    assert (found.is_comparable, found.is_yearly) == (is_comparable, is_yearly)


def test_figures_of_a_territory_by_year():
    assert ids(HEURES.of(Territoire("DEP", "98"))) == ["dep-2019", "dep-2019-bis", "dep-2020", "dep-moyenne"]
    assert ids(HEURES.of(Territoire("EPCI", "E1"))) == []


def test_a_place_written_otherwise_is_the_same_place():
    heures = Heures(TERRITOIRES, (chiffre("a", "EPCI:E1 + COM:98003", 2020),))
    assert ids(heures.of(Territoire("DEP", "98"))) == ["a"]


def test_figures_around_the_closest_in_size_first():
    assert ids(HEURES.around(Territoire("COM", "98003"))) == [
        "dep-2019", "dep-2019-bis", "dep-2020", "dep-moyenne", "chantier",
    ]  # fmt: skip


def test_figures_within():
    assert ids(HEURES.within(Territoire("DEP", "98"))) == ["commune"]
    assert ids(HEURES.within(Territoire("EPCI", "E2"))) == ["dep-2019", "dep-2019-bis", "dep-2020", "dep-moyenne"]


def test_the_country_is_apart():
    assert ids(HEURES.nationales) == ["pays"]
    assert "pays" not in ids(HEURES.regionales)
    assert {"ailleurs", "inconnu"}.isdisjoint(ids(HEURES.regionales))


def test_a_series_has_one_comparable_figure_a_year():
    assert ids(HEURES.serie(Territoire("DEP", "98"))) == ["dep-2019", "dep-2020"]
    assert [str(each) for each in HEURES.series("DEP")] == ["DEP:98"]
    assert HEURES.series("EPCI") == {}


def test_per_head_and_jobs():
    assert par_mille(3000, 1500) == 2000
    assert par_mille(0, 1500) == 0
    assert par_mille(3000, 0) is None
    assert etp(1607) == 1
    assert etp(1820, 1820) == 1


@pytest.mark.parametrize(("hours", "expected"), [([100], None), ([0, 50], None), ([100, 0], -1), ([100, 150], 0.5)])
def test_evolution(hours, expected):
    serie = tuple(chiffre(str(rank), "DEP:98", 2000 + rank, value) for rank, value in enumerate(hours))
    assert evolution(serie) == expected


def test_a_row_without_year_is_left_out_and_a_broken_territory_is_unknown():
    table = pd.DataFrame(
        [
            {"id": "a", "libelle": "A", "annee": pd.NA, "territoire": "DEP:98"},
            {"id": "b", "libelle": "B", "annee": 2020, "territoire": "DEP 98", "comparable": "oui"},
        ]
    )
    (found,) = chiffres_from(table)
    assert (found.id, bool(found.territoire)) == ("b", False)
    assert Heures(TERRITOIRES, (found,)).regionales == ()


def test_shares_by_dimension_the_largest_first():
    rows = [
        {"territoire": "DEP:98", "annee": 2020, "dimension": "secteur", "modalite": "A", "part": 30.0},
        {"territoire": "DEP:98", "annee": 2020, "dimension": "secteur", "modalite": "B", "part": 70.0},
        {"territoire": "DEP:98", "annee": 2021, "dimension": "secteur", "modalite": "A", "part": 100.0},
        {"territoire": "DEP:98", "annee": 2020, "dimension": "clause", "modalite": "C", "part": 100.0},
        {"territoire": "DEP:98", "annee": 2020, "dimension": "secteur", "modalite": "D", "part": float("nan")},
        {"territoire": "?", "annee": 2020, "dimension": "secteur", "modalite": "E", "part": 1.0},
    ]
    found = groups(parts_from(pd.DataFrame(rows)), "secteur")
    assert {key: [part.modalite for part in parts] for key, parts in found.items()} == {
        ("DEP:98", 2020): ["B", "A"],
        ("DEP:98", 2021): ["A"],
    }
