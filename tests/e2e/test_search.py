"""A commune is found by its name, its postal code or its INSEE code, with the keyboard alone or with the mouse."""

from playwright.sync_api import expect

from clauses.rendu.mots import atlas as texts
from clauses.rendu.mots.territoire import SEARCH_EMPTY as EMPTY
from tests.e2e.atlas import Atlas
from tests.e2e.conftest import Witness


def test_first_letters_then_enter(atlas: Atlas):
    atlas.open()
    atlas.box.press_sequentially("bezier")
    expect(atlas.suggestions.first).to_contain_text("Béziers")
    expect(atlas.suggestions.first).to_have_attribute("aria-selected", "true")
    atlas.box.press("Enter")
    atlas.expect_answer("Béziers")
    expect(atlas.panel).to_contain_text("À Béziers, pour une clause sociale dans un marché public, contactez")
    expect(atlas.panel.get_by_role("article").first).to_contain_text("PLIE Béziers Méditerranée")
    atlas.expect_query(commune="34032")
    expect(atlas.suggestions).to_have_count(0)
    # The name stays, and the reader is at the answer.
    expect(atlas.box).to_have_value("Béziers")
    expect(atlas.panel.get_by_role("heading", level=2)).to_be_focused()


def test_a_territory_is_found_then_left(atlas: Atlas):
    atlas.open()
    atlas.box.press_sequentially("grand cahors")
    expect(atlas.suggestions.first).to_contain_text("Intercommunalité")
    atlas.box.press("Enter")
    atlas.expect_answer("Communauté d’agglomération du Grand Cahors")
    atlas.expect_query(territoire="EPCI:200023737")
    atlas.page.go_back()
    expect(atlas.box).to_have_value("")
    expect(atlas.panel).to_have_count(0)


def test_the_list_is_walked_through_closed_and_chosen_from(atlas: Atlas):
    atlas.open()
    atlas.box.fill("nimes")
    expect(atlas.suggestions.first).to_contain_text("Nîmes")
    expect(atlas.box).to_have_attribute("aria-expanded", "true")
    atlas.box.press("Escape")
    expect(atlas.suggestions).to_have_count(0)
    expect(atlas.box).to_have_attribute("aria-expanded", "false")
    expect(atlas.panel).to_have_count(0)

    atlas.box.fill("saint")
    expect(atlas.suggestions.first).to_contain_text("Saint")
    # Homonyms are told apart.
    places = atlas.suggestions.locator("span")
    assert len(set(places.all_inner_texts())) > 1
    second, last = (atlas.suggestions.nth(rank).locator("strong").inner_text() for rank in (1, -1))
    atlas.box.press("ArrowDown")
    expect(atlas.suggestions.nth(1)).to_have_attribute("aria-selected", "true")
    expect(atlas.box).to_have_attribute("aria-activedescendant", "reponse-1")
    atlas.box.press("ArrowUp")
    atlas.box.press("ArrowUp")
    expect(atlas.suggestions.last).to_have_attribute("aria-selected", "true")
    expect(atlas.suggestions.last).to_have_text(f"{last}{atlas.suggestions.last.locator('span').inner_text()}")
    atlas.box.press("ArrowDown")
    atlas.box.press("ArrowDown")
    atlas.box.press("Enter")
    atlas.expect_answer(second)
    atlas.box.fill("Lunel")
    atlas.suggestions.filter(has_text="Lunel-Viel").click()
    atlas.expect_answer("Lunel-Viel")
    expect(atlas.frame.locator("path.commune-choisie")).to_have_count(1)


def test_codes_and_short_forms_one_after_another(atlas: Atlas):
    atlas.open()
    for query, commune in {"34500": "Béziers", "12202": "Rodez", "st gely du f": "Saint-Gély-du-Fesc"}.items():
        atlas.box.fill(query)
        expect(atlas.suggestions.first).to_contain_text(commune)
        atlas.box.press("Enter")
        atlas.expect_answer(commune)
    # Then none.
    atlas.page.get_by_role("button", name=texts.SEARCH_CLEAR).click()
    expect(atlas.panel).to_have_count(0)
    expect(atlas.frame.locator("path.commune-choisie")).to_have_count(0)
    atlas.expect_query()


def test_nothing_found_and_a_silent_server_are_said(atlas: Atlas, witness: Witness):
    atlas.open()
    atlas.box.fill("Xyzzyville")
    expect(atlas.page.get_by_text(EMPTY).first).to_be_visible()
    expect(atlas.page.get_by_role("status").filter(has_text=EMPTY)).to_have_count(1)
    atlas.box.press("Enter")
    expect(atlas.panel).to_have_count(0)
    atlas.expect_query()

    atlas.page.route(
        "**/api/territoires?*", lambda route: route.fulfill(status=503, json={"erreur": "données illisibles"})
    )
    atlas.box.fill("Rodez")
    expect(atlas.page.get_by_text(texts.SEARCH_FAILURE).first).to_be_visible()
    expect(atlas.suggestions).to_have_count(0)
    # The browser reports the failed request; it was asked for.
    assert all("503" in error for error in witness.errors)
    witness.errors.clear()


def test_enter_never_chooses_the_answer_to_what_was_typed_before(atlas: Atlas):
    atlas.open()
    atlas.box.fill("Rodez")
    expect(atlas.suggestions.first).to_contain_text("Rodez")
    # In one JavaScript task: the answers on screen are still those for Rodez when Enter comes.
    atlas.box.evaluate(
        """box => {
            box.value = "Cahors"
            box.dispatchEvent(new Event("input"))
            box.dispatchEvent(new KeyboardEvent("keydown", {key: "Enter"}))
        }"""
    )
    atlas.expect_answer("Cahors")
