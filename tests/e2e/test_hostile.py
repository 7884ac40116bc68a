"""Text found in data is shown as it is: nothing runs, nothing calls out, the map stays."""

from playwright.sync_api import expect

from clauses.rendu.mots import atlas as texts
from tests.donnees import REGION
from tests.donnees.hostile import COMMUNES
from tests.e2e.atlas import Atlas, town_hall
from tests.e2e.conftest import Visit
from tests.serveur import Server


def expect_harmless(atlas: Atlas) -> None:
    """No element of the page was written by a cell."""
    for scope in (atlas.page, atlas.frame):
        expect(scope.locator("a[href^='javascript' i]")).to_have_count(0)
        expect(
            scope.locator("[onerror], img[src='x'], [src*='ailleurs'], [href^='http'][href*='ailleurs']")
        ).to_have_count(0)


def test_pointer_and_clicks_on_every_commune(visit: Visit, hostile: Server):
    atlas = visit(hostile)
    # Seats would be named and chosen instead.
    atlas.open("?couches=departements")
    expect(atlas.zones).to_have_count(len(COMMUNES))
    titles = ""
    for code in COMMUNES:
        longitude, latitude = town_hall(code, REGION)
        atlas.approach(longitude + 0.03, latitude - 0.03)
        atlas.hover_map(longitude + 0.03, latitude - 0.03)
        titles += atlas.bubble.last.inner_text()
        atlas.click_map(longitude + 0.03, latitude - 0.03)
        atlas.expect_query(commune=code, couches="departements")
        # Not within the panel: the browser side drops a name that holds a closing tag.
        expect(atlas.page.get_by_role("article")).not_to_have_count(0)
        expect_harmless(atlas)
    for text in ("<img src=x onerror=alert(1)>", "${alert(1)}", "{{7*7}}", "C:\\users\\u0041\\`", "`${1}`"):
        assert text in titles


def test_seats_layers_and_tables(visit: Visit, hostile: Server):
    atlas = visit(hostile)
    atlas.open("?couches=departements,sieges,epci,qpv,motifs")
    for mark in (atlas.frame.locator(".pastilles"), atlas.frame.locator(".qpv")):
        expect(mark).not_to_have_count(0)
        for rank in range(mark.count()):
            mark.nth(rank).dispatch_event("mouseover")
            expect(atlas.bubble).to_be_visible()
            mark.nth(rank).dispatch_event("mouseout")
    for name in (texts.TABLE_ZONES, texts.TABLE_GAPS, texts.TABLE_GUICHETS):
        atlas.page.get_by_role("radio", name=texts.TABLES[name]).click()
        expect(atlas.page.get_by_role("table", name=texts.TABLE_ALT[name])).to_be_visible()
        expect_harmless(atlas)
    atlas.show_options()
    atlas.box.fill("alert")
    expect(atlas.suggestions).not_to_have_count(0)
    expect_harmless(atlas)


def test_département_with_a_hostile_name(visit: Visit, hostile: Server):
    atlas = visit(hostile)
    for departement in ("09", "98"):
        atlas.open(f"?departement={departement}&commune={departement}001")
        expect(atlas.frame.locator("path.commune-choisie")).to_have_count(1)
        expect_harmless(atlas)
