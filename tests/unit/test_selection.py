import pytest

from clauses.domain.selection import Selection
from clauses.domain.statut import Statut


def kept(catalogue, selection):
    return {guichet.id for guichet in selection.couverture(catalogue.territoires, catalogue.guichets).ordered}


def test_everything_is_shown_by_default(catalogue):
    assert kept(catalogue, Selection()) == {guichet.id for guichet in catalogue.guichets if guichet.perimetre}


def test_typologies_and_unproven_filter_guichets(catalogue):
    assert kept(catalogue, Selection(frozenset({"plie"}))) == {"plie-testville"}
    assert kept(catalogue, Selection(frozenset())) == set()
    assert "mde-entre-deux" not in kept(catalogue, Selection(a_confirmer=False))


def test_the_buyer_goes_to_the_coverage(catalogue):
    bailleurs = Selection(donneur_ordre="bailleurs").couverture(catalogue.territoires, catalogue.guichets)
    assert bailleurs.statut("98001") is Statut.DEPARTEMENTAL
    prives = Selection(donneur_ordre="prives").couverture(catalogue.territoires, catalogue.guichets)
    assert "bailleurs-98" not in {guichet.id for guichet in prives.ordered}


def test_positions_are_those_of_the_departement(catalogue):
    assert Selection().positions(catalogue.territoires).tolist() == list(range(12))
    assert Selection(departement="98").positions(catalogue.territoires).tolist() == [6, 7, 8, 9, 10, 11]
    with pytest.raises(KeyError):
        Selection(departement="75").positions(catalogue.territoires)


def test_a_selection_can_be_a_key():
    assert {Selection(frozenset({"a", "b"})): 1}[Selection(frozenset({"b", "a"}))] == 1
