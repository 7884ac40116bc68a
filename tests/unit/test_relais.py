"""Relays: whom to ask where no guichet is known, and never taken for a guichet."""

import pytest

from clauses.domain.issues import ERREUR
from clauses.domain.relais import Relais, RelaisIndex
from clauses.domain.territoires import REGION
from clauses.donnees import read_moment
from clauses.rendu.cartes.couches import seats
from clauses.rendu.cartes.geojson import guichets_geojson


@pytest.mark.parametrize(
    ("commune", "expected"),
    [
        ("98001", ["entre-deux", "departement-98", "region-essai"]),
        ("09001", ["departement-09", "region-essai"]),
        ("09004", ["entre-deux", "departement-09", "region-essai"]),
    ],
)
def test_the_most_local_relay_comes_first(moment, commune, expected):
    assert [each.id for each in moment.index_relais.find(commune)] == expected


def test_a_relay_of_an_unknown_territory_serves_nobody(moment):
    (known, *_) = moment.relais
    found = RelaisIndex(moment.territoires, (Relais("perdu", "Perdu"), known)).find("98001")
    assert [each.id for each in found] == ["entre-deux"]


def test_an_unknown_commune_has_no_relays(moment):
    with pytest.raises(KeyError):
        moment.index_relais.find("75056")


def test_relays_are_never_counted_nor_drawn(region):
    """With them or without, the same coverage, the same guichets, the same points on the map."""
    with_relays = read_moment(region)
    (region / "relais.csv").unlink()
    without = read_moment(region)
    assert (len(with_relays.relais), without.relais) == (4, ())
    shown = []
    for moment in (with_relays, without):
        everywhere = moment.territoires.members[REGION, "R9"]
        points = seats(moment.couverture.ordered, moment.typologies, moment.territoires)
        open_data = guichets_geojson(moment.guichets, moment.typologies, moment.territoires)
        shown.append((moment.couverture.summary(everywhere), points, open_data))
    assert shown[0] == shown[1]


def test_a_folder_without_relays_is_whole(region):
    (region / "relais.csv").unlink()
    found = read_moment(region).complete().issues
    assert [(each.code, each.file) for each in found] == [("A-FIC-06", "relais.csv")]
    assert not [each for each in found if each.severity == ERREUR]
