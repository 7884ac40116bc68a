"""What a change of guichets makes of the coverage of the invented region."""

import random

import numpy as np
import pytest

from clauses.domain.couverture import Couverture
from clauses.domain.evolution.contexte import Evolution
from clauses.domain.evolution.effet import couvertes, effet, resume_territoires
from clauses.domain.guichets import Guichet, guichets_from
from clauses.domain.perimetre import parse
from clauses.domain.statut import STATUTS, Statut
from clauses.domain.territoires import example_territoires
from tests.donnees.tables import table


def guichet(name, perimetre, **fields):
    return Guichet(name, name.title(), perimetre=parse(perimetre), **fields)


@pytest.fixture(scope="module")
def lay(catalogue):
    return lambda *guichets: Couverture(catalogue.territoires, guichets)


def names(etendue):
    return [str(each) for each in etendue.territoires]


def test_nothing_changes(lay):
    found = effet(lay(guichet("a", "DEP:09")), lay(guichet("a", "DEP:09", telephone="05 61 00 00 00")))
    assert not found
    assert (found.guichets, found.passages) == ((), ())
    assert found.couvert_avant == found.couvert_apres
    assert (found.total.communes, found.total.habitants) == (12, 21635)


def test_a_new_guichet_covers_new_communes(lay):
    found = effet(lay(guichet("a", "EPCI:900000001")), lay(guichet("a", "EPCI:900000001"), guichet("b", "DEP:09")))
    assert names(found.couvertes) == ["COM:09004", "COM:09005", "COM:09006"]
    assert (found.couvertes.communes, found.couvertes.habitants) == (3, 300)
    assert not found.perdues
    # The communes of the EPCI were covered already, but another guichet answers there too.
    assert names(found.changees) == ["DEP:09"]
    (gain,) = found.guichets
    assert (gain.guichet.id, names(gain.gagne), bool(gain.perdu)) == ("b", ["DEP:09"], False)
    (passage,) = found.passages
    assert (passage.avant, passage.apres) == (Statut.NON_DOCUMENTE, Statut.DEPARTEMENTAL)
    lines = {line.statut: (line.avant.communes, line.apres.communes) for line in found.statuts}
    assert lines[Statut.LOCAL] == (3, 3)
    assert lines[Statut.DEPARTEMENTAL] == (0, 3)
    assert lines[Statut.NON_DOCUMENTE] == (9, 6)
    assert (found.couvert_avant.communes, found.couvert_apres.communes) == (3, 6)


def test_a_guichet_taken_away_is_told_as_it_was(lay):
    found = effet(lay(guichet("a", "COM:98006"), guichet("b", "DEP:98")), lay(guichet("b", "DEP:98")))
    (loss,) = found.guichets
    assert (loss.guichet.id, names(loss.perdu), bool(loss.gagne)) == ("a", ["COM:98006"], False)
    assert not found.perdues
    assert [(each.avant, each.apres) for each in found.passages] == [(Statut.LOCAL, Statut.DEPARTEMENTAL)]


def test_a_perimeter_moved_gains_and_loses(lay):
    found = effet(lay(guichet("a", "EPCI:900000001 + COM:98006")), lay(guichet("a", "EPCI:900000003 + COM:98006")))
    (moved,) = found.guichets
    assert names(moved.gagne) == ["EPCI:900000003"]
    assert names(moved.perdu) == ["EPCI:900000001"]
    assert (names(found.couvertes), names(found.perdues)) == (["EPCI:900000003"], ["EPCI:900000001"])


def test_a_perimeter_emptied_is_lost(lay):
    found = effet(lay(guichet("a", "REG:R9")), lay(guichet("a", "")))
    assert names(found.guichets[0].perdu) == ["REG:R9"]
    assert found.perdues.habitants == 21635
    assert found.couvert_apres.communes == 0


def test_a_status_changes_without_the_territory(lay):
    found = effet(lay(guichet("a", "EPCI:900000001")), lay(guichet("a", "EPCI:900000001", statut="a_confirmer")))
    assert found.guichets == ()
    assert names(found.changees) == names(found.perdues) == ["EPCI:900000001"]
    assert [(each.avant, each.apres) for each in found.passages] == [(Statut.LOCAL, Statut.A_CONFIRMER)]


def test_the_same_communes_by_a_wider_token_change_status(lay):
    communes = "COM:09001 + COM:09002 + COM:09003 + COM:09004 + COM:09005 + COM:09006"
    found = effet(lay(guichet("a", communes)), lay(guichet("a", "DEP:09")))
    assert found.guichets == ()
    assert not found.couvertes
    assert names(found.changees) == ["DEP:09"]


def test_rows_with_one_identifier_count_together(lay):
    found = effet(
        lay(guichet("a", "DEP:09"), guichet("a", "DEP:98")), lay(guichet("a", "DEP:98"), guichet("a", "DEP:09"))
    )
    assert not found


def test_guichets_come_in_the_order_of_competence_those_taken_away_last(lay):
    found = effet(
        lay(guichet("z", "COM:09001")), lay(guichet("wide", "DEP:09"), guichet("near", "COM:09002"), guichet("x", ""))
    )
    assert [each.guichet.id for each in found.guichets] == ["near", "wide", "z"]


def test_without_guichets(lay):
    assert not effet(lay(), lay())
    assert names(effet(lay(), lay(guichet("a", "FRANCE"))).couvertes) == ["REG:R9"]


def test_another_region_is_refused(lay):
    with pytest.raises(ValueError, match="same communes"):
        effet(lay(), Couverture(example_territoires(), ()))


@pytest.mark.parametrize(
    ("codes", "named"),
    [
        ([], []),
        (["09001"], ["COM:09001"]),
        (["09001", "09002", "09003"], ["EPCI:900000001"]),
        (["09001", "09002", "09003", "98006"], ["EPCI:900000001", "COM:98006"]),
        (["09001", "09002"], ["COM:09001", "COM:09002"]),
    ],
)
def test_the_fewest_territories_name_some_communes(catalogue, codes, named):
    territoires = catalogue.territoires
    chosen = territoires.communes.index.isin(codes)
    assert [str(each) for each in resume_territoires(chosen, territoires)] == named


@pytest.mark.parametrize("seed", range(60))
def test_names_hold_exactly_the_communes(catalogue, seed):
    draw = random.Random(seed)
    territoires = catalogue.territoires
    expression = " + ".join(draw.sample(sorted(map(":".join, territoires.members)), draw.randrange(1, 6)))
    chosen = parse(expression).niveaux(territoires) > 0
    found = " + ".join(map(str, resume_territoires(chosen, territoires)))
    assert ((parse(found).niveaux(territoires) > 0) == chosen).all()


PERIMETRES = ("", "DEP:09", "EPCI:900000001", "COM:98006 + EPCI:900000002", "DEP:98 - COM:98001", "EPCI:0", "FRANCE")


def random_rows(draw):
    return [
        {
            "id": key,
            "nom": key,
            "perimetre": draw.choice(PERIMETRES),
            "role": draw.choice(("guichet", "guichet", "coordination", "")),
            "statut": draw.choice(("avere", "avere", "a_confirmer", "")),
            "donneurs_ordre": draw.choice(("tous", "tous|etat", "bailleurs", "")),
        }
        for key in draw.sample("abcdef", draw.randrange(6))
    ]


@pytest.mark.parametrize("seed", range(60))
def test_figures_add_up(catalogue, seed):
    draw = random.Random(seed)
    before, after = (table("guichets", *random_rows(draw)) for _ in range(2))
    old, new = (Couverture(catalogue.territoires, guichets_from(each.typed())) for each in (before, after))
    found = effet(old, new)
    assert sum(line.avant.communes for line in found.statuts) == found.total.communes
    assert sum(line.apres.habitants for line in found.statuts) == found.total.habitants
    gained = found.couvertes.communes - found.perdues.communes
    assert gained == found.couvert_apres.communes - found.couvert_avant.communes
    assert sum(each.etendue.communes for each in found.passages) == (old.statuts != new.statuts).sum()
    assert len(found.statuts) == len(STATUTS)
    back = effet(new, old)
    assert (back.couvertes, back.perdues, back.changees) == (found.perdues, found.couvertes, found.changees)
    evolution = Evolution({"guichets": before}, {"guichets": after}, catalogue.territoires)
    # The rules on a change count covered communes in a lighter way: it must be the same.
    assert np.array_equal(evolution.couvertes(evolution.avant), couvertes(old))
    assert np.array_equal(evolution.couvertes(evolution.apres), couvertes(new))
