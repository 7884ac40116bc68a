import numpy as np
import pytest

from clauses.domain.territoires import COMMUNE, DEPARTEMENT, EPCI, REGION


def test_every_level_lists_its_communes(moment):
    members = moment.territoires.members
    assert members[REGION, "R9"].tolist() == list(range(12))
    assert members[DEPARTEMENT, "09"].tolist() == [0, 1, 2, 3, 4, 5]
    assert members[EPCI, "900000002"].tolist() == [3, 4, 6, 7]
    assert members[COMMUNE, "98006"].tolist() == [11]


def test_a_commune_without_epci_is_in_no_epci(moment):
    assert (EPCI, "") not in moment.territoires.members
    assert 11 not in np.concatenate([p for (level, _), p in moment.territoires.members.items() if level == EPCI])


def test_populations_add_up_at_every_complete_level(moment):
    territoires = moment.territoires
    for level in (COMMUNE, DEPARTEMENT, REGION):
        total = sum(territoires.population(p) for (known, _), p in territoires.members.items() if known == level)
        assert total == territoires.communes["population"].sum() == 21635


@pytest.mark.parametrize(
    ("level", "code", "name"),
    [
        (COMMUNE, "09002", "L'Épreuve"),
        (EPCI, "900000003", "Pays de l'Écart"),
        (DEPARTEMENT, "09", "Exemple"),
        (REGION, "R9", "Région d’essai"),
        (REGION, "76", "76"),
        (COMMUNE, "9002", "9002"),
        ("FRANCE", "FRANCE", "FRANCE"),
    ],
)
def test_names_fall_back_on_the_code(moment, level, code, name):
    assert moment.territoires.name(level, code) == name
