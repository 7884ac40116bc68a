from urllib.parse import parse_qs, urlsplit

import pytest

from clauses.domain.selection import Selection
from clauses.rendu import adresses

SELECTIONS = [
    Selection(),
    Selection(frozenset()),
    Selection(frozenset({"plie", "mde"})),
    Selection(donneur_ordre="bailleurs", a_confirmer=False, departement="09"),
    Selection(frozenset({"é & ?"}), donneur_ordre="a=b&c", departement="#"),
]


@pytest.mark.parametrize("selection", SELECTIONS)
def test_a_selection_survives_its_address(selection):
    query = parse_qs(urlsplit(adresses.zones("v1", selection)).query, keep_blank_values=True)
    assert adresses.selection_from({name: values[0] for name, values in query.items()}) == selection


def test_two_selections_have_two_addresses():
    assert len({adresses.zones("v1", selection) for selection in SELECTIONS}) == len(SELECTIONS)


def test_the_version_is_part_of_every_address():
    for address in (
        adresses.layer("v7", "fond"),
        adresses.communes_around("v7", "34032"),
        adresses.zones("v7", Selection()),
    ):
        assert "/v7/" in address
        assert not urlsplit(address).netloc


def test_a_code_cannot_leave_its_place_in_the_address():
    assert adresses.communes_around("v1", "34032?x#y") == "../../geo/v1/communes/34032%3Fx%23y.geojson"


def test_only_the_optional_tiles_go_elsewhere():
    assert urlsplit(adresses.IGN_TILES).hostname == "data.geopf.fr"
