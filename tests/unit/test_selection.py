from dataclasses import replace

import pytest

from clauses.domain.perimetre import Perimetre
from clauses.domain.selection import Selection
from clauses.domain.statut import RANGS, STATUTS_MONTRES, Statut


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


def masked(moment, selection) -> set[str]:
    found = selection.couverture(moment.territoires, moment.guichets)
    return {code for code in moment.territoires.communes.index if found.statut(code) is Statut.MASQUE}


def test_what_a_filter_hides_is_not_undocumented(moment, couverture):
    """Finding 13: without the PLIE, its communes were drawn as those where nobody is known."""
    known = {code for code in moment.territoires.communes.index if couverture.statut(code) is not Statut.NON_DOCUMENTE}
    assert masked(moment, Selection()) == set()
    assert masked(moment, Selection(frozenset())) == known
    assert "98002" in masked(moment, Selection(a_confirmer=False))
    # Others serve it.
    assert "09001" not in masked(moment, Selection(frozenset(moment.typologies) - {"plie"}))


def test_who_does_not_concern_a_buyer_is_not_hidden_from_it(moment):
    served = {guichet.id for guichet in moment.guichets if guichet.serves("prives") or not guichet.is_guichet}
    found = Selection(frozenset(), "prives").couverture(moment.territoires, moment.guichets)
    everything = Selection(None, "prives").couverture(moment.territoires, moment.guichets)
    assert {guichet.id for guichet in everything.ordered} <= served
    assert (found.statuts == RANGS[Statut.MASQUE]).tolist() == (
        everything.statuts != RANGS[Statut.NON_DOCUMENTE]
    ).tolist()


def test_what_is_hidden_is_counted_apart(moment):
    shown = Selection(frozenset({"plie"})).couverture(moment.territoires, moment.guichets)
    summary = shown.summary(Selection().positions(moment.territoires))
    assert summary["communes_masque"] > 0
    assert sum(summary[f"communes_{statut}"] for statut in STATUTS_MONTRES) == summary["communes"]
    assert "communes_masque" not in moment.couverture.summary(Selection().positions(moment.territoires))


def test_a_guichet_of_no_known_territory_is_where_its_seat_is(moment):
    lost = replace(moment.guichets[0], perimetre=Perimetre(), commune_siege="98001", typologie="plie")
    asked = [Selection(), Selection(departement="98"), Selection(departement="09"), Selection(frozenset({"mde"}))]
    assert [each.loses(lost, moment.territoires) for each in asked] == [True, True, False, False]
    assert not Selection().loses(moment.guichets[0], moment.territoires)


def test_positions_are_those_of_the_departement(moment):
    assert Selection().positions(moment.territoires).tolist() == list(range(12))
    assert Selection(departement="98").positions(moment.territoires).tolist() == [6, 7, 8, 9, 10, 11]
    with pytest.raises(KeyError):
        Selection(departement="75").positions(moment.territoires)


def test_a_selection_can_be_a_key():
    assert {Selection(frozenset({"a", "b"})): 1}[Selection(frozenset({"b", "a"}))] == 1
