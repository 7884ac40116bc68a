"""Every view has an address: a link, a reload and the history bring it back."""

from urllib.parse import quote

from playwright.sync_api import expect

from clauses.rendu.mots import atlas as texts
from tests.e2e.atlas import Atlas, town_hall
from tests.e2e.conftest import Visit
from tests.serveur import Server

BEZIERS = "34032"


def test_link_to_a_commune_shows_its_answer_and_its_outline(atlas: Atlas):
    def expect_beziers() -> None:
        atlas.expect_drawn()
        atlas.expect_answer("Béziers")
        expect(atlas.frame.locator("path.commune-choisie")).to_have_count(1)
        expect(atlas.bubble.filter(has_text="Béziers")).to_be_visible()
        expect(atlas.frame.locator("path.zone-choisie")).to_have_count(1)
        view, (longitude, latitude) = atlas.view(), town_hall(BEZIERS)
        assert view["zoom"] > 9
        assert abs(view["lng"] - longitude) < 0.3
        assert abs(view["lat"] - latitude) < 0.3

    atlas.open(f"?commune={BEZIERS}")
    expect_beziers()
    atlas.page.reload()
    expect_beziers()
    atlas.expect_query(commune=BEZIERS)


def test_link_to_an_unknown_commune_says_so_and_cannot_write_on_the_page(atlas: Atlas):
    atlas.open("?commune=99999")
    warning = atlas.page.get_by_role("alert")
    expect(warning).to_contain_text(texts.COMMUNE_UNKNOWN_TITLE)
    expect(atlas.panel).to_have_count(0)
    expect(atlas.page.get_by_role("region", name="Mode d’emploi")).to_be_visible()
    for code in ("![x](http://ailleurs.invalid/x.png)", "[ici](http://ailleurs.invalid)", "<b>gras</b>"):
        expect(warning).to_contain_text("« 99999 »")
        atlas.go(f"/?commune={quote(code)}")
        expect(warning).to_contain_text("Ce code n’est pas")
        expect(warning.locator("img, a, b")).to_have_count(0)
        atlas.go("/?commune=99999")


def test_link_restores_every_filter(visit: Visit, essai: Server):
    atlas = visit(essai)
    query = {
        "departement": "09",
        "typologie": "plie,departement",
        "a_confirmer": "non",
        "acheteur": "bailleurs",
        "couches": "departements,sieges,epci",
    }
    atlas.open("?" + "&".join(f"{name}={value}" for name, value in query.items()))
    atlas.expect_territoire("09 Exemple")
    expect(atlas.typologie("Plan local d’essai")).to_have_attribute("aria-pressed", "true")
    expect(atlas.typologie("Intercommunalité")).to_have_attribute("aria-pressed", "false")
    expect(atlas.buyer("Je suis un bailleur social")).to_be_checked()
    expect(atlas.page.get_by_text("types masqués, guichets à vérifier masqués")).to_be_visible()
    expect(atlas.frame.locator("path.trait-epci")).not_to_have_count(0)
    atlas.expect_query(**query)
    atlas.show_options()
    expect(atlas.page.get_by_role("switch", name="Montrer les guichets à vérifier")).not_to_be_checked()
    expect(atlas.couche("Limites des intercommunalités")).to_have_attribute("aria-pressed", "true")
    expect(atlas.couche("Communes avec des quartiers")).to_have_attribute("aria-pressed", "false")
    atlas.expect_query(**query)


def test_values_that_do_not_exist_show_the_whole_map(visit: Visit, essai: Server):
    atlas = visit(essai)
    atlas.open("?departement=77&typologie=inconnue&acheteur=<b>&couches=x&a_confirmer=peut-etre")
    atlas.expect_territoire("Région d’essai")
    expect(atlas.page.get_by_role("button", name="Tout montrer")).to_have_count(0)


def test_back_and_forward_restore_what_was_shown(atlas: Atlas):
    atlas.open()
    atlas.choose_departement("34 Hérault")
    atlas.expect_query(departement="34")
    atlas.click_map(*town_hall(BEZIERS))
    atlas.expect_answer("Béziers")
    atlas.expect_query(departement="34", commune=BEZIERS)

    atlas.page.go_back()
    atlas.expect_query(departement="34")
    atlas.expect_answer("Hérault")
    atlas.page.go_back()
    atlas.expect_query()
    atlas.expect_territoire("Occitanie")
    atlas.page.go_forward()
    atlas.expect_query(departement="34")
    atlas.expect_territoire("34 Hérault")
    atlas.page.go_forward()
    atlas.expect_answer("Béziers")
    atlas.expect_query(departement="34", commune=BEZIERS)
