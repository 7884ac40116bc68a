from urllib.parse import parse_qs, urlsplit

import pytest

from clauses.autonome.liens import Dossier
from clauses.domain.selection import Selection
from clauses.rendu import adresses, ecrans

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


@pytest.mark.parametrize("text", ["./", "./?commune=34032", "heures", "annuaire?liste=structures&q=a+b", "outils#bas"])
def test_the_address_of_a_view_is_read_as_it_is_written(text: str):
    assert str(adresses.read(text)) == text


@pytest.mark.parametrize("text", ["", "#bas", "?x=1", "https://a.example/heures", "//a.example/heures", "/heures"])
def test_what_is_not_relative_to_the_site_is_no_view(text: str):
    assert adresses.read(text) is None


def test_what_a_folder_has_is_within_it():
    views = ["./", "annuaire?structure=a%2Fb&x=1", "heures", "presenter", "territoire?territoire=DEP:34"]
    found = [Dossier().url(view) for view in map(adresses.read, views) if view]
    assert found == ["#/", "#/structure/a%2Fb?x=1", "#/heures", "#/presentation", None]


def test_the_public_screens_are_on_the_site_when_the_folder_has_them_not():
    site = "https://atlas.example"
    for ecran in ecrans.ECRANS:
        url = Dossier(site).url(adresses.Adresse(ecran.url_path))
        assert url
        assert url.startswith(("#/", f"{site}/{ecran.url_path}"))
