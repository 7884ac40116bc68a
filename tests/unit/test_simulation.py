import pytest

from clauses.domain.couverture import Couverture
from clauses.domain.evolution.effet import Effet
from clauses.domain.guichets import Guichet
from clauses.domain.perimetre import parse
from clauses.domain.simulation import imagine, touches
from clauses.domain.statut import Statut, nombre_couvert
from clauses.domain.territoires import Territoire, example_territoires

TERRITOIRES = example_territoires()
BEFORE = Couverture(TERRITOIRES, (Guichet("g", "Essai", perimetre=parse("COM:98001")),))
E2 = Territoire("EPCI", "E2")


def figures(ajouts, elargi=None):
    """Inhabitants and communes covered, before and after, in each territory touched."""
    effet = Effet(BEFORE, imagine(BEFORE, ajouts, elargi))
    bilans = {str(each): effet.bilan(each) for each in touches(ajouts, TERRITOIRES)}
    return {
        key: [
            nombre_couvert(side, measure) for measure in ("population", "communes") for side in (each.avant, each.apres)
        ]
        for key, each in bilans.items()
    }


def test_an_opening_covers_its_territories_and_nothing_else():
    after = imagine(BEFORE, [E2])
    assert {code: after.statut(code) for code in TERRITOIRES.positions} == {
        "98001": Statut.LOCAL,
        "98002": Statut.NON_DOCUMENTE,
        "98003": Statut.LOCAL,
        "99001": Statut.LOCAL,
    }


def test_effect_in_each_département_touched_then_in_the_region():
    found = figures([E2])
    assert found == {"DEP:98": [1000, 1300, 1, 2], "DEP:99": [0, 50, 0, 1], "REG:R9": [1000, 1350, 1, 3]}
    assert list(found) == ["DEP:98", "DEP:99", "REG:R9"]


def test_widening_a_guichet_is_the_same_as_opening_one_there():
    assert figures([E2], "g") == figures([E2])


def test_where_there_is_one_already_nobody_gains_any():
    assert not Effet(BEFORE, imagine(BEFORE, [Territoire("COM", "98001")])).couvertes


def test_the_coverage_before_is_left_as_it_was():
    imagine(BEFORE, [E2], "g")
    assert BEFORE.statut("98003") is Statut.NON_DOCUMENTE


def test_a_guichet_that_does_not_exist():
    with pytest.raises(KeyError):
        imagine(BEFORE, [E2], "autre")
