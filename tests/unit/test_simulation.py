import pytest

from clauses.domain.couverture import Couverture
from clauses.domain.guichets import Guichet
from clauses.domain.perimetre import parse
from clauses.domain.simulation import compare, imagine
from clauses.domain.statut import Statut
from clauses.domain.territoires import Territoire, example_territoires

TERRITOIRES = example_territoires()
BEFORE = Couverture(TERRITOIRES, (Guichet("g", "Essai", perimetre=parse("COM:98001")),))
E2 = Territoire("EPCI", "E2")


def test_an_opening_covers_its_territories_and_nothing_else():
    after = imagine(BEFORE, [E2])
    assert {code: after.statut(code) for code in TERRITOIRES.positions} == {
        "98001": Statut.LOCAL,
        "98002": Statut.NON_DOCUMENTE,
        "98003": Statut.LOCAL,
        "99001": Statut.LOCAL,
    }


def test_effect_in_each_département_touched_then_in_the_region():
    effects = compare(BEFORE, imagine(BEFORE, [E2]), [E2])
    assert [(str(each.territoire), each.habitants_avant, each.habitants_apres, each.gain) for each in effects] == [
        ("DEP:98", 1000, 1300, 300),
        ("DEP:99", 0, 50, 50),
        ("REG:R9", 1000, 1350, 350),
    ]
    assert [(each.communes_avant, each.communes_apres, each.communes) for each in effects] == [
        (1, 2, 3),
        (0, 1, 1),
        (1, 3, 4),
    ]


def test_widening_a_guichet_is_the_same_as_opening_one_there():
    widened = compare(BEFORE, imagine(BEFORE, [E2], "g"), [E2])
    assert widened == compare(BEFORE, imagine(BEFORE, [E2]), [E2])


def test_where_there_is_one_already_nothing_changes():
    place = [Territoire("COM", "98001")]
    assert all(each.gain == 0 for each in compare(BEFORE, imagine(BEFORE, place), place))


def test_the_coverage_before_is_left_as_it_was():
    imagine(BEFORE, [E2], "g")
    assert BEFORE.statut("98003") is Statut.NON_DOCUMENTE


def test_a_guichet_that_does_not_exist():
    with pytest.raises(KeyError):
        imagine(BEFORE, [E2], "autre")
