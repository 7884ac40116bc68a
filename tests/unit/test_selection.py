import pytest

from clauses.domain.selection import Selection
from clauses.domain.statut import Statut


def kept(moment, selection):
    return {guichet.id for guichet in selection.couverture(moment.territoires, moment.guichets).ordered}


def test_everything_is_shown_by_default(moment):
    assert kept(moment, Selection()) == {guichet.id for guichet in moment.guichets if guichet.perimetre}


def test_typologies_and_unproven_filter_guichets(moment):
    assert kept(moment, Selection(frozenset({"plie"}))) == {"plie-testville"}
    assert kept(moment, Selection(frozenset())) == set()
    assert "mde-entre-deux" not in kept(moment, Selection(a_confirmer=False))


def test_the_buyer_goes_to_the_coverage(moment):
    bailleurs = Selection(donneur_ordre="bailleurs").couverture(moment.territoires, moment.guichets)
    assert bailleurs.statut("98001") is Statut.DEPARTEMENTAL
    prives = Selection(donneur_ordre="prives").couverture(moment.territoires, moment.guichets)
    assert "bailleurs-98" not in {guichet.id for guichet in prives.ordered}


def test_positions_are_those_of_the_departement(moment):
    assert Selection().positions(moment.territoires).tolist() == list(range(12))
    assert Selection(departement="98").positions(moment.territoires).tolist() == [6, 7, 8, 9, 10, 11]
    with pytest.raises(KeyError):
        Selection(departement="75").positions(moment.territoires)


def test_a_selection_can_be_a_key():
    assert {Selection(frozenset({"a", "b"})): 1}[Selection(frozenset({"b", "a"}))] == 1
