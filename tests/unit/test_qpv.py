import numpy as np

from clauses.domain.qpv import QPV, QPVCounts, count_by_statut
from clauses.domain.statut import Statut
from clauses.domain.territoires import DEPARTEMENT

EVERYWHERE = np.arange(12)


def test_districts_are_counted_by_the_least_covered_of_their_communes(moment, couverture):
    counts = count_by_statut(moment.qpv, couverture, EVERYWHERE)
    # « Les Confins » is over 98002 (to be confirmed) and 98003 (sectoral).
    assert counts.by_statut == {
        Statut.LOCAL: 1,
        Statut.SECTORIEL: 1,
        Statut.A_CONFIRMER: 1,
        Statut.NON_DOCUMENTE: 1,
    }
    assert counts.a_confirmer == 1


def test_their_inhabitants_are_counted_where_they_are_known(moment, couverture):
    counts = count_by_statut(moment.qpv, couverture, EVERYWHERE)
    assert +counts.population == {Statut.LOCAL: 1500, Statut.A_CONFIRMER: 900}
    assert (counts.sans_population, counts.annees, counts.part_couverte) == (2, (2020,), 1500 / 2400)
    assert QPVCounts.none().part_couverte is None


def test_only_districts_of_the_communes_looked_at(moment, couverture):
    counts = count_by_statut(moment.qpv, couverture, moment.territoires.members[DEPARTEMENT, "98"])
    assert counts.by_statut.total() == 2
    assert counts.a_confirmer == 0


def test_a_district_elsewhere_is_not_counted(couverture):
    elsewhere = [QPV("Loin", ("75056",))]
    assert count_by_statut(elsewhere, couverture, EVERYWHERE).by_statut.total() == 0
