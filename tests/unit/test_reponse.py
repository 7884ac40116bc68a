import pytest

from clauses.domain.couverture import Competence, Statut
from clauses.domain.guichets import Guichet
from clauses.domain.perimetre import Niveau
from clauses.rendu.cartes.couches import UNKNOWN
from clauses.rendu.reponse import card, district_names, split

UNPROVEN = Guichet("a-confirmer", "A", statut="a_confirmer")
MISSION = Guichet("mission", "M", role="coordination")
ETAT = Guichet("etat", "E", donneurs_ordre=("etat",))
GENERAL = Guichet("general", "G")
WIDE = Guichet("large", "L")


def ids(*guichets, statut, donneur_ordre=None):
    competences = [Competence(guichet, Niveau.EPCI) for guichet in guichets]
    firsts, others = split(competences, statut, donneur_ordre)
    return [c.guichet.id for c in firsts], [c.guichet.id for c in others]


@pytest.mark.parametrize(
    ("guichets", "statut", "donneur_ordre", "first"),
    [
        ((UNPROVEN, ETAT, MISSION, GENERAL, WIDE), Statut.LOCAL, None, "general"),
        ((UNPROVEN, ETAT, GENERAL), Statut.LOCAL, "etat", "etat"),
        ((UNPROVEN, MISSION, ETAT), Statut.SECTORIEL, None, "etat"),
        ((MISSION, UNPROVEN), Statut.COORDINATION, None, "mission"),
        ((UNPROVEN,), Statut.A_CONFIRMER, None, "a-confirmer"),
    ],
)
def test_whom_to_call_first_is_who_gives_the_status_its_meaning(guichets, statut, donneur_ordre, first):
    firsts, others = ids(*guichets, statut=statut, donneur_ordre=donneur_ordre)
    assert firsts == [first]
    assert others == [guichet.id for guichet in guichets if guichet.id != first]


def test_nobody_to_call():
    assert ids(statut=Statut.NON_DOCUMENTE) == ([], [])


@pytest.mark.parametrize("code", ["09001", "09004", "98001", "98006", "98002", "09006"])
def test_first_and_others_are_all_the_competences(couverture, code):
    competences = couverture.competences(code)
    firsts, others = split(competences, couverture.statut(code), None)
    assert len(firsts) == min(len(competences), 1)
    assert sorted(firsts + others, key=competences.index) == competences


def test_a_card_of_an_unknown_typology_is_drawn_all_the_same():
    found = card(GENERAL, "sur la commune", "", {})
    assert found["typologie"] is UNKNOWN
    assert found["forme"] == "guichet"


def test_districts_of_a_commune(moment):
    assert district_names(moment.qpv, "98003") == ["Les Confins"]
    assert district_names(moment.qpv, "09002") == []
