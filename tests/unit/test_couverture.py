import random

import numpy as np
import pytest

from clauses.domain.couverture import Couverture, distance_km
from clauses.domain.guichets import Guichet
from clauses.domain.perimetre import Niveau, parse
from clauses.domain.statut import STATUTS, Statut
from clauses.domain.territoires import DEPARTEMENT, EPCI, REGION, example_territoires

TERRITOIRES = example_territoires()
EXPRESSIONS = ("COM:98001", "COM:99001", "EPCI:E1", "EPCI:E2", "DEP:98 - COM:98002", "DEP:99", "REG:R9", "FRANCE", "")


def guichet(name, perimetre, **fields):
    return Guichet(name, name.title(), perimetre=parse(perimetre), **fields)


def lay(*guichets, **options):
    return Couverture(TERRITOIRES, guichets, **options)


@pytest.mark.parametrize(
    ("code", "statut"),
    [
        ("09001", Statut.LOCAL),
        ("09004", Statut.DEPARTEMENTAL),
        ("98001", Statut.SECTORIEL),
        ("98006", Statut.COORDINATION),
        ("98002", Statut.A_CONFIRMER),
        ("09006", Statut.NON_DOCUMENTE),
    ],
)
def test_every_status_is_reached(couverture, code, statut):
    assert couverture.statut(code) is statut


def test_an_unknown_commune_is_a_key_error(couverture):
    with pytest.raises(KeyError):
        couverture.statut("75056")
    with pytest.raises(KeyError):
        couverture.competences("75056")


@pytest.mark.parametrize(
    ("perimetre", "fields", "statut"),
    [
        ("COM:98001", {}, Statut.LOCAL),
        ("EPCI:E1", {}, Statut.LOCAL),
        ("DEP:98 + EPCI:E1", {}, Statut.LOCAL),
        ("DEP:98", {}, Statut.DEPARTEMENTAL),
        ("REG:R9", {}, Statut.DEPARTEMENTAL),
        ("FRANCE", {}, Statut.DEPARTEMENTAL),
        ("EPCI:E1", {"donneurs_ordre": ("etat",)}, Statut.SECTORIEL),
        ("EPCI:E1", {"role": "coordination"}, Statut.COORDINATION),
        ("EPCI:E1", {"role": "coordination", "donneurs_ordre": ("etat",)}, Statut.COORDINATION),
        ("EPCI:E1", {"statut": "a_confirmer"}, Statut.A_CONFIRMER),
        ("EPCI:E1", {"statut": "a_confirmer", "role": "coordination"}, Statut.A_CONFIRMER),
        ("EPCI:E2", {}, Statut.NON_DOCUMENTE),
        ("DEP:98 - COM:98001", {}, Statut.NON_DOCUMENTE),
        ("", {}, Statut.NON_DOCUMENTE),
        ("COM:34032", {}, Statut.NON_DOCUMENTE),
    ],
)
def test_one_guichet_makes_one_status(perimetre, fields, statut):
    assert lay(guichet("g", perimetre, **fields)).statut("98001") is statut


def test_a_proven_guichet_wins_over_a_more_local_unproven_one():
    found = lay(guichet("loin", "DEP:98"), guichet("pres", "EPCI:E1", statut="a_confirmer"))
    assert found.statut("98001") is Statut.DEPARTEMENTAL
    assert [competence.guichet.id for competence in found.competences("98001")] == ["pres", "loin"]


def test_unproven_guichets_count_when_asked(moment):
    counted = Couverture(moment.territoires, moment.guichets, inclure_a_confirmer=True)
    assert counted.statut("98002") is Statut.LOCAL
    assert Statut.A_CONFIRMER not in {counted.statut(code) for code in moment.territoires.communes.index}


def test_competence_goes_from_local_to_wide_then_guichet_then_proven_then_legend():
    found = lay(
        guichet("region", "REG:R9"),
        guichet("b-coordination", "EPCI:E1", role="coordination"),
        guichet("a-coordination", "EPCI:E1", role="coordination", statut="a_confirmer"),
        guichet("a-confirmer", "EPCI:E1", statut="a_confirmer", typologie="premiere"),
        guichet("seconde", "EPCI:E1", typologie="seconde"),
        guichet("premiere", "EPCI:E1", typologie="premiere"),
        guichet("z-inconnue", "EPCI:E1", typologie="inconnue"),
        guichet("y-inconnue", "EPCI:E1", typologie="autre"),
        guichet("commune", "COM:98001", role="coordination", statut="a_confirmer"),
        typologies_ordre=("premiere", "seconde"),
    )
    assert [competence.guichet.id for competence in found.competences("98001")] == [
        "commune",
        "premiere",
        "seconde",
        "y-inconnue",
        "z-inconnue",
        "a-confirmer",
        "b-coordination",
        "a-coordination",
        "region",
    ]


def test_the_level_is_that_of_the_token_not_of_the_whole_perimeter():
    found = lay(guichet("mixte", "DEP:99 + EPCI:E1 + COM:98003"))
    levels = {code: [c.niveau for c in found.competences(code)] for code in TERRITOIRES.communes.index}
    assert levels == {
        "98001": [Niveau.EPCI],
        "98002": [Niveau.EPCI],
        "98003": [Niveau.COMMUNE],
        "99001": [Niveau.DEPARTEMENT],
    }


def test_a_buyer_leaves_out_who_does_not_serve_it_but_keeps_coordination():
    guichets = (
        guichet("etat", "EPCI:E1", donneurs_ordre=("etat",)),
        guichet("bailleurs", "EPCI:E1", donneurs_ordre=("bailleurs",)),
        guichet("tous", "DEP:98"),
        guichet("mission", "DEP:98", role="coordination", donneurs_ordre=("etat",)),
    )
    found = lay(*guichets, donneur_ordre="bailleurs")
    assert [competence.guichet.id for competence in found.competences("98001")] == ["bailleurs", "tous", "mission"]
    assert found.statut("98001") is Statut.LOCAL
    assert lay(*guichets).statut("98001") is Statut.DEPARTEMENTAL
    assert lay(*guichets, donneur_ordre="prives").statut("98001") is Statut.DEPARTEMENTAL


def test_without_guichet_nothing_is_documented():
    nothing = lay()
    assert set(nothing.statuts) == {STATUTS.index(Statut.NON_DOCUMENTE)}
    assert nothing.competences("98001") == []
    (zone,) = nothing.zones()
    assert (zone.statut, zone.guichets, zone.population) == (Statut.NON_DOCUMENTE, (), 1550)


def random_coverage(seed):
    draw = random.Random(seed)
    guichets = [
        guichet(
            f"g{rank}",
            draw.choice(EXPRESSIONS),
            role=draw.choice(("guichet", "guichet", "coordination")),
            statut=draw.choice(("avere", "avere", "a_confirmer")),
            donneurs_ordre=draw.choice((("tous",), ("etat",), ("etat", "bailleurs"))),
        )
        for rank in range(draw.randrange(8))
    ]
    buyer = draw.choice((None, "etat", "bailleurs"))
    return lay(*guichets, donneur_ordre=buyer, inclure_a_confirmer=draw.random() < 0.3)


def test_zones_hold_every_commune_once_and_say_what_the_communes_say(subtests):
    for seed in range(40):
        with subtests.test(seed=seed):
            found = random_coverage(seed)
            zones = found.zones()
            assert sorted(np.concatenate([zone.positions for zone in zones])) == list(range(4))
            assert len({zone.id for zone in zones}) == len(zones)
            assert sum(zone.population for zone in zones) == 1550
            for zone in zones:
                for position in zone.positions:
                    code = TERRITOIRES.communes.index[position]
                    assert [competence.guichet for competence in found.competences(code)] == list(zone.guichets)
                    assert found.statut(code) is zone.statut


def test_tables_add_up_at_every_level(subtests):
    for seed in range(40):
        with subtests.test(seed=seed):
            found = random_coverage(seed)
            for level in (EPCI, DEPARTEMENT, REGION):
                table = found.table(level)
                assert (table["communes"].sum(), table["population"].sum()) == (4, 1550)
                for measure in ("communes", "population"):
                    assert (table[[f"{measure}_{statut}" for statut in STATUTS]].sum(axis=1) == table[measure]).all()


def test_same_guichets_local_here_and_departmental_there_are_two_zones():
    zones = lay(guichet("g", "DEP:98 + EPCI:E1")).zones()
    assert [(zone.statut, zone.positions.tolist()) for zone in zones] == [
        (Statut.LOCAL, [0, 1]),
        (Statut.DEPARTEMENTAL, [2]),
        (Statut.NON_DOCUMENTE, [3]),
    ]
    assert len({zone.id for zone in zones}) == 3


def test_zones_of_a_departement_only(moment, couverture):
    positions = moment.territoires.members[DEPARTEMENT, "09"]
    zones = couverture.zones(positions)
    assert [zone.population for zone in zones] == [13100, 240, 60]
    assert sorted(np.concatenate([zone.positions for zone in zones])) == positions.tolist()


def test_the_table_of_the_invented_region(couverture):
    table = couverture.table(DEPARTEMENT).set_index("code")
    assert table.index.tolist() == ["09", "98"]
    assert table.at["09", "nom"] == "Exemple"
    assert table.loc["09", ["communes_local", "population_local", "communes_non_documente"]].tolist() == [3, 13100, 1]
    assert table.loc["98", ["communes_sectoriel", "population_sectoriel"]].tolist() == [4, 5435]


def test_the_table_of_a_level_without_territory_is_empty(moment):
    assert lay(guichet("g", "REG:R9")).table("PAYS").empty


def test_distance_is_symmetric_and_null_at_home():
    assert distance_km(1, 43, 1, 43) == 0
    assert distance_km(1, 43, 2, 44) == pytest.approx(distance_km(2, 44, 1, 43))
