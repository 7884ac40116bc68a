"""Effect of a change of guichets on the coverage of the invented region."""

import random
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from clauses.domain.couverture import Couverture
from clauses.domain.evolution.contexte import Evolution
from clauses.domain.evolution.effet import Effet, Nature, couvertes, resume_territoires
from clauses.domain.guichets import Guichet, guichets_from
from clauses.domain.perimetre import parse
from clauses.domain.statut import STATUTS, Statut, nombre_couvert, part_couverte
from clauses.domain.territoires import example_territoires
from tests.donnees.tables import table


def guichet(name, perimetre, **fields):
    return Guichet(name, name.title(), perimetre=parse(perimetre), **fields)


@pytest.fixture(scope="module")
def lay(moment):
    return lambda *guichets: Couverture(moment.territoires, guichets)


def names(etendue):
    return [str(each) for each in etendue.territoires]


def statuses(found):
    """Communes by status before and after, of those where something changes."""
    counted = Counter()
    for each in found.changements:
        counted[each.avant, each.apres] += each.etendue.communes
    return counted


def test_nothing_changes(lay):
    found = Effet(lay(guichet("a", "DEP:09")), lay(guichet("a", "DEP:09", telephone="05 61 00 00 00")))
    assert not found
    assert (found.guichets, found.changements, found.natures) == ((), (), {})
    region = found.bilan(found.territoires.region)
    assert region.avant == region.apres
    assert (region.avant["communes"], region.avant["population"]) == (12, 21635)


def test_a_new_guichet_covers_new_communes(lay):
    found = Effet(lay(guichet("a", "EPCI:900000001")), lay(guichet("a", "EPCI:900000001"), guichet("b", "DEP:09")))
    assert names(found.couvertes) == ["COM:09004", "COM:09005", "COM:09006"]
    assert (found.couvertes.communes, found.couvertes.habitants) == (3, 300)
    assert not found.perdues
    # The communes of the EPCI were covered already, but another guichet answers there too.
    assert names(found.changees) == ["DEP:09"]
    (gain,) = found.guichets
    assert (gain.guichet.id, names(gain.gagne), bool(gain.perdu)) == ("b", ["DEP:09"], False)
    assert statuses(found) == {
        (Statut.LOCAL, Statut.LOCAL): 3,
        (Statut.NON_DOCUMENTE, Statut.DEPARTEMENTAL): 3,
    }
    region = found.bilan(found.territoires.region)
    for statut, communes in ((Statut.LOCAL, (3, 3)), (Statut.DEPARTEMENTAL, (0, 3)), (Statut.NON_DOCUMENTE, (9, 6))):
        assert tuple(side[f"communes_{statut}"] for side in (region.avant, region.apres)) == communes
    assert [nombre_couvert(side, "communes") for side in (region.avant, region.apres)] == [3, 6]


def test_a_guichet_taken_away_is_told_as_it_was(lay):
    found = Effet(lay(guichet("a", "COM:98006"), guichet("b", "DEP:98")), lay(guichet("b", "DEP:98")))
    (loss,) = found.guichets
    assert (loss.guichet.id, names(loss.perdu), bool(loss.gagne)) == ("a", ["COM:98006"], False)
    assert not found.perdues
    assert list(statuses(found)) == [(Statut.LOCAL, Statut.DEPARTEMENTAL)]


def test_a_perimeter_moved_gains_and_loses(lay):
    found = Effet(lay(guichet("a", "EPCI:900000001 + COM:98006")), lay(guichet("a", "EPCI:900000003 + COM:98006")))
    (moved,) = found.guichets
    assert names(moved.gagne) == ["EPCI:900000003"]
    assert names(moved.perdu) == ["EPCI:900000001"]
    assert (names(found.couvertes), names(found.perdues)) == (["EPCI:900000003"], ["EPCI:900000001"])


def test_a_perimeter_emptied_is_lost(lay):
    found = Effet(lay(guichet("a", "REG:R9")), lay(guichet("a", "")))
    assert names(found.guichets[0].perdu) == ["REG:R9"]
    assert found.perdues.habitants == 21635
    assert part_couverte(found.bilan(found.territoires.region).apres) == 0


def test_a_status_changes_without_the_territory(lay):
    found = Effet(lay(guichet("a", "EPCI:900000001")), lay(guichet("a", "EPCI:900000001", statut="a_confirmer")))
    assert found.guichets == ()
    assert names(found.changees) == names(found.perdues) == ["EPCI:900000001"]
    assert list(statuses(found)) == [(Statut.LOCAL, Statut.A_CONFIRMER)]


def test_the_same_communes_by_a_wider_token_change_status(lay):
    communes = "COM:09001 + COM:09002 + COM:09003 + COM:09004 + COM:09005 + COM:09006"
    found = Effet(lay(guichet("a", communes)), lay(guichet("a", "DEP:09")))
    assert found.guichets == ()
    assert not found.couvertes
    assert names(found.changees) == ["DEP:09"]


def test_what_is_proven_where_another_answers_is_a_change_too(lay):
    other = guichet("z", "EPCI:900000001")
    found = Effet(
        lay(other, guichet("a", "EPCI:900000001", statut="a_confirmer")), lay(other, guichet("a", "EPCI:900000001"))
    )
    assert found
    assert {nature: names(each) for nature, each in found.natures.items()} == {Nature.GAIN: ["EPCI:900000001"]}


def test_a_gain_a_loss_and_an_exchange(lay):
    before = lay(guichet("a", "EPCI:900000001"), guichet("b", "COM:98006"))
    after = lay(guichet("b", "COM:98001"), guichet("c", "EPCI:900000001"))
    found = {each.nature: each for each in Effet(before, after).changements}
    assert {nature: each.etendue.communes for nature, each in found.items()} == {
        Nature.ECHANGE: 3,
        Nature.GAIN: 1,
        Nature.PERTE: 1,
    }
    assert found[Nature.GAIN].apres is Statut.LOCAL
    assert found[Nature.PERTE].etendue.habitants == 700


def test_a_local_perimeter_is_a_gain_over_a_wide_one(lay):
    (change,) = Effet(lay(guichet("a", "DEP:09")), lay(guichet("a", "DEP:09 + EPCI:900000001"))).changements
    assert (change.nature, change.avant, change.apres) == (Nature.GAIN, Statut.DEPARTEMENTAL, Statut.LOCAL)


def test_a_guichet_renamed_as_it_loses_all_has_its_new_name_everywhere(lay):
    found = Effet(lay(guichet("a", "COM:98006")), lay(replace(guichet("a", ""), nom="Autre")))
    assert [each.guichet.nom for each in found.guichets] == ["Autre"]
    assert [passage.guichet.nom for each in found.changements for passage in each.passages] == ["Autre"]


def test_rows_with_one_identifier_count_together(lay):
    found = Effet(
        lay(guichet("a", "DEP:09"), guichet("a", "DEP:98")), lay(guichet("a", "DEP:98"), guichet("a", "DEP:09"))
    )
    assert not found


def test_guichets_come_in_the_order_of_competence_those_taken_away_last(lay):
    found = Effet(
        lay(guichet("z", "COM:09001")), lay(guichet("wide", "DEP:09"), guichet("near", "COM:09002"), guichet("x", ""))
    )
    assert [each.guichet.id for each in found.guichets] == ["near", "wide", "z"]


def test_without_guichets(lay):
    assert not Effet(lay(), lay())
    assert names(Effet(lay(), lay(guichet("a", "FRANCE"))).couvertes) == ["REG:R9"]


def test_another_region_is_refused(lay):
    with pytest.raises(ValueError, match="same communes"):
        Effet(lay(), Couverture(example_territoires(), ()))


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
def test_the_fewest_territories_name_some_communes(moment, codes, named):
    territoires = moment.territoires
    chosen = np.array([territoires.positions[code] for code in codes], dtype=int)
    assert [str(each) for each in resume_territoires(chosen, territoires)] == named


def test_names_hold_exactly_the_communes(moment, subtests):
    for seed in range(60):
        with subtests.test(seed=seed):
            draw = random.Random(seed)
            territoires = moment.territoires
            expression = " + ".join(draw.sample(sorted(map(":".join, territoires.members)), draw.randrange(1, 6)))
            chosen = parse(expression).niveaux(territoires) > 0
            found = " + ".join(map(str, resume_territoires(np.flatnonzero(chosen), territoires)))
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


def test_figures_add_up(moment, subtests):
    for seed in range(60):
        with subtests.test(seed=seed):
            draw = random.Random(seed)
            before, after = (table("guichets", *random_rows(draw)) for _ in range(2))
            old, new = (Couverture(moment.territoires, guichets_from(each.typed())) for each in (before, after))
            found, back = Effet(old, new), Effet(new, old)
            region = found.bilan(found.territoires.region)
            gained = found.couvertes.habitants - found.perdues.habitants
            assert gained == nombre_couvert(region.apres) - nombre_couvert(region.avant)
            changed = [position for each in found.changements for position in each.etendue.positions]
            assert sorted(changed) == found.changees.positions.tolist()
            for each in found.changements:
                assert {STATUTS[rank] for rank in old.statuts[each.etendue.positions]} == {each.avant}
                assert {STATUTS[rank] for rank in new.statuts[each.etendue.positions]} == {each.apres}
            assert set(np.flatnonzero(old.statuts != new.statuts)) <= set(changed)
            for there, here in ((found.perdues, back.couvertes), (found.changees, back.changees)):
                assert there.positions.tolist() == here.positions.tolist()
            evolution = Evolution({"guichets": before}, {"guichets": after}, moment.territoires)
            # The rules on a change count covered communes in a lighter way: it must be the same.
            assert np.array_equal(evolution.couvertes(evolution.avant), couvertes(old))
            assert np.array_equal(evolution.couvertes(evolution.apres), couvertes(new))
