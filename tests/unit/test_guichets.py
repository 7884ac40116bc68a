import pandas as pd
import pytest

from clauses.domain.guichets import GREY, Guichet, buyer_types, fermes_from, guichets_from, typologies_from
from clauses.domain.statut import covers


def read(**row):
    (guichet,) = guichets_from(pd.DataFrame([{"id": "g", "nom": "Essai", **row}]))
    return guichet


def test_missing_cells_take_their_meaning():
    guichet = read(role=None, statut=float("nan"), donneurs_ordre="", etp=pd.NA, depuis=None, perimetre=None)
    assert guichet == Guichet("g", "Essai")
    assert guichet.is_avere
    assert guichet.is_guichet
    assert guichet.serves(None)


def test_lists_are_split_and_numbers_typed():
    guichet = read(
        services="conseil ;  ; suivi", source="a ; b", donneurs_ordre=" bailleurs | etat|", etp="2.5", depuis=2010
    )
    assert guichet.services == ("conseil", "suivi")
    assert guichet.source == ("a", "b")
    assert guichet.donneurs_ordre == ("bailleurs", "etat")
    assert (guichet.etp, guichet.depuis) == (2.5, 2010)


def test_an_unreadable_perimeter_counts_as_unknown():
    assert not read(perimetre="Béziers et alentours").perimetre


@pytest.mark.parametrize(
    ("donneurs_ordre", "role", "asked", "covered"),
    [
        ("tous", "guichet", None, True),
        ("tous", "guichet", "bailleurs", True),
        ("bailleurs|etat", "guichet", None, False),
        ("bailleurs|etat", "guichet", "bailleurs", True),
        ("bailleurs|etat", "guichet", "prives", False),
        ("tous", "coordination", None, False),
        ("tous", "coordination", "bailleurs", False),
    ],
)
def test_a_guichet_covers_when_it_treats_requests_of_every_buyer_asked_for(donneurs_ordre, role, asked, covered):
    assert covers(read(donneurs_ordre=donneurs_ordre, role=role), asked) is covered
    assert not covers(read(donneurs_ordre=donneurs_ordre, role=role, statut="a_confirmer"), asked)


def test_buyer_types_are_those_of_the_data_known_ones_first(moment):
    invented = Guichet("x", "X", donneurs_ordre=("zones-humides", "prives", "tous"))
    assert buyer_types([*moment.guichets, invented]) == ["etat", "bailleurs", "prives", "zones-humides"]


def test_typologies_follow_their_rank_and_distrust_colours():
    rows = [
        {"code": "b", "ordre": 2, "couleur": "red;background:url(//ailleurs.invalid)"},
        {"code": "a", "ordre": 1, "couleur": "#12AbCd"},
        {"code": "c", "ordre": None, "couleur": "#12AbCd\n"},
    ]
    typologies = typologies_from(pd.DataFrame(rows))
    assert list(typologies) == ["c", "a", "b"]
    assert typologies["a"].couleur == "#12AbCd"
    assert typologies["b"].couleur == GREY


def test_closed_guichet_is_never_counted():
    """Finding 35: no count, no map, no rule of coverage is given a closed guichet."""
    table = pd.DataFrame([{"id": "a", "nom": "A"}, {"id": "b", "nom": "B", "ferme_en": 2025}])
    assert [each.id for each in guichets_from(table)] == ["a"]
    assert [(each.id, each.ferme_en) for each in fermes_from(table)] == [("b", 2025)]
