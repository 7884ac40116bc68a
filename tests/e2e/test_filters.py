"""Filters and layers: what they take away from the map, and what they write in the address."""

import base64
import re

from playwright.sync_api import Route, expect

from tests.donnees import REGION
from tests.e2e.atlas import Atlas, town_hall
from tests.e2e.conftest import Visit, Witness
from tests.serveur import Server

TRANSPARENT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


def test_hidden_typology_leaves_the_map(visit: Visit, essai: Server):
    atlas = visit(essai)
    atlas.open()
    shown = atlas.seats.filter(has_text=re.compile("^P$"))
    expect(shown).to_have_count(1)
    atlas.typologie("Plan local d’essai").click()
    expect(shown).to_have_count(0)
    expect(atlas.seats).not_to_have_count(0)
    atlas.hover_map(*town_hall("09003", REGION))
    expect(atlas.bubble).to_contain_text("Testville Agglo")
    atlas.expect_query(typologie="mde,intercommunalite,departement,bailleurs,association")

    atlas.typologie("Plan local d’essai").click()
    expect(shown).to_have_count(1)
    atlas.expect_query()

    # None of them: the territory is drawn all the same.
    atlas.go("/?typologie=aucun")
    expect(atlas.zones).to_have_count(2)
    expect(atlas.frame.locator("path.zone-non_documente")).to_have_count(1)
    expect(atlas.frame.locator("path.zone-masque")).to_have_count(1)
    expect(atlas.seats).to_have_count(0)
    expect(atlas.page.get_by_text("Rien à montrer avec ces filtres.")).to_be_visible()
    atlas.page.get_by_role("button", name="Tout montrer").click()
    expect(atlas.frame.locator("path.zone-masque")).to_have_count(0)
    expect(atlas.typologie("Intercommunalité")).to_have_attribute("aria-pressed", "true")
    atlas.expect_query()


def test_département_shows_nothing_but_itself(visit: Visit, essai: Server):
    atlas = visit(essai)
    atlas.open()
    everywhere = atlas.zones.count()
    atlas.choose_departement("98 Fiction")
    atlas.expect_query(departement="98")
    expect(atlas.page.get_by_role("heading", name="La couverture en chiffres : Fiction")).to_be_visible()
    expect(atlas.zones).not_to_have_count(everywhere)
    expect(atlas.frame.locator("html.partiel")).to_be_attached()


def test_commune_outside_the_chosen_département_frees_it(visit: Visit, essai: Server):
    atlas = visit(essai)
    atlas.open("?departement=98")
    atlas.box.fill("09006")
    expect(atlas.suggestions.first).to_contain_text("Sans-Guichet")
    atlas.box.press("Enter")
    atlas.expect_answer("Sans-Guichet")
    atlas.expect_query(commune="09006")
    atlas.expect_territoire("Région d’essai")


def test_unproven_guichets_can_be_hidden(visit: Visit, essai: Server):
    atlas = visit(essai)
    atlas.open()
    expect(atlas.frame.locator(".pastille-a_confirmer")).to_have_count(1)
    expect(atlas.frame.locator("path.zone-a_confirmer")).to_have_count(1)
    atlas.show_options()
    atlas.page.get_by_role("switch", name="Montrer les guichets à vérifier").click(force=True)
    expect(atlas.frame.locator(".pastille-a_confirmer")).to_have_count(0)
    expect(atlas.frame.locator("path.zone-a_confirmer")).to_have_count(0)
    atlas.expect_query(a_confirmer="non")


def test_buyer_leaves_out_those_who_do_not_serve_it(visit: Visit, essai: Server):
    atlas = visit(essai)
    atlas.open()
    expect(atlas.frame.locator("path.zone-sectoriel")).not_to_have_count(0)
    atlas.choose_buyer("Je suis un bailleur social")
    atlas.expect_query(acheteur="bailleurs")
    expect(atlas.page.get_by_role("region", name="Mode d’emploi")).to_contain_text("pour un bailleur social")
    expect(atlas.frame.locator("path.zone-sectoriel")).to_have_count(0)


def test_layers_come_and_go(visit: Visit, essai: Server):
    atlas = visit(essai)
    atlas.open()
    expect(atlas.frame.locator("path.trait-epci")).to_have_count(0)
    expect(atlas.frame.locator(".qpv")).to_have_count(0)
    atlas.show_options()
    atlas.couche("Limites des intercommunalités").click()
    expect(atlas.frame.locator("path.trait-epci")).not_to_have_count(0)
    atlas.couche("Communes avec des quartiers prioritaires").click()
    expect(atlas.frame.locator(".qpv")).to_have_count(5)
    expect(atlas.frame.locator(".qpv-a_confirmer")).to_have_count(1)
    atlas.couche("Sièges des guichets").click()
    expect(atlas.seats.first).to_be_hidden()
    atlas.couche("Limites et noms des départements").click()
    expect(atlas.frame.locator(".nom-departement").first).to_be_hidden()
    plain = atlas.frame.locator("path.zone-local").first.get_attribute("fill")
    atlas.couche("Motifs, pour lire sans les couleurs").click()
    expect(atlas.frame.locator("path.zone-departemental").first).to_have_attribute("fill", re.compile(r"^url\(#motif-"))
    assert plain
    atlas.expect_query(couches="epci,qpv,motifs")
    atlas.couche("Limites des intercommunalités").click()
    expect(atlas.frame.locator("path.trait-epci")).to_have_count(0)


def test_ign_tiles_are_asked_for_by_the_reader_alone(atlas: Atlas, witness: Witness):
    asked = []

    def serve(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body=TRANSPARENT, content_type="image/png")

    atlas.page.context.route("https://data.geopf.fr/**", serve)
    atlas.open()
    atlas.show_options()
    expect(atlas.page.get_by_text("Plan IGN, Géoplateforme")).to_have_count(0)
    assert not asked
    assert not witness.foreign

    atlas.couche("Fond de carte IGN (en ligne)").click()
    expect(atlas.frame.locator("img.leaflet-tile-loaded")).not_to_have_count(0)
    expect(atlas.frame.get_by_text("Fond : Plan IGN, Géoplateforme")).to_be_visible()
    expect(atlas.frame.locator(".fond-voisin").first).to_be_hidden()
    atlas.expect_query(couches="departements,sieges,ign")
    assert asked
    assert all(url.startswith("https://data.geopf.fr/wmts?") for url in witness.foreign)
    # Asked for, and nothing else was: the end of the test must not hold them against the page.
    witness.foreign.clear()

    atlas.couche("Fond de carte IGN (en ligne)").click()
    expect(atlas.frame.locator("img.leaflet-tile")).to_have_count(0)
    expect(atlas.frame.locator(".fond-voisin").first).to_be_visible()
