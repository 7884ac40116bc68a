"""Heures in a browser: charts drawn offline, saved with their title and source, read by everyone."""

import re
from pathlib import Path

from playwright.sync_api import Locator, expect

from clauses.rendu.mots import heures as texts
from tests.e2e.atlas import Atlas
from tests.e2e.conftest import Visit
from tests.e2e.test_accessibility import expect_accessible
from tests.e2e.test_display import PHONE, overflow
from tests.e2e.test_territoire import expect_harmless_page
from tests.serveur import Server


def open_hours(atlas: Atlas, query: str = "", charts: int = 5) -> Locator:
    """The charts of the page, once drawn."""
    atlas.page.goto(f"{atlas.url}/heures{query}")
    drawn = atlas.page.locator(".atlas-trace[data-dessine] svg.main-svg").locator("xpath=ancestor::figure[1]")
    expect(atlas.page.locator(".atlas-trace[data-dessine]")).to_have_count(charts)
    expect(atlas.page.get_by_role("heading", name=texts.KNOWN_TITLE)).to_be_visible()
    return drawn


def test_charts_say_themselves_their_source_and_another_breakdown(atlas: Atlas):
    open_hours(atlas)
    for part in ("2016 : 387 000 h, 2017 : 370 000 h", "sans chiffre", "Intercommunalités 41 %", "France"):
        expect(atlas.page.get_by_role("img", name=re.compile(part.replace(" ", r"\s")))).not_to_have_count(0)
    # Under the pointer, where it comes from.
    atlas.page.locator(".atlas-trace").nth(1).locator(".bars .point").first.hover(force=True)
    hover = atlas.page.locator(".hoverlayer")
    expect(hover.filter(has_text="Source : clausesociale34.fr")).to_have_count(1)
    expect(hover.filter(has_text="première main")).to_have_count(1)
    atlas.page.get_by_role("radio", name=texts.DIMENSIONS["secteur"]).click()
    expect(atlas.page.get_by_role("img", name=re.compile("Travaux publics"))).to_have_count(1)
    atlas.expect_query(selon="secteur")


def test_an_image_bears_its_title_source_and_date(atlas: Atlas, tmp_path: Path):
    open_hours(atlas)
    for button, start in ((texts.IMAGE_PNG, b"\x89PNG"), (texts.IMAGE_SVG, b"<svg")):
        with atlas.page.expect_download() as event:
            atlas.page.get_by_role("button", name=button).first.click()
        path = tmp_path / event.value.suggested_filename
        event.value.save_as(path)
        assert path.stem == texts.FILES["evolution"]
        content = path.read_bytes()
        assert content.startswith(start)
    for part in ("Heures d’insertion réalisées", "clausesociale34.fr", "édition n°", "novembre 2026"):
        assert part.replace(" ", "\u00a0") in content.decode().replace(" ", "\u00a0")


def test_on_a_phone_nothing_overflows(visit: Visit):
    """Drawn before it has a place, a chart stayed as wide as its library makes it."""
    atlas = visit(**PHONE)
    page = atlas.page
    show = "display => { document.getElementById('root').style.display = display }"
    page.route("**/plotly-basic.min.js", lambda route: (page.evaluate(show, "none"), route.continue_()))
    page.goto(f"{atlas.url}/heures")
    expect(page.locator(".atlas-trace[data-dessine]")).to_have_count(5)
    page.evaluate(show, "")
    expect(page.get_by_role("heading", name=texts.KNOWN_TITLE)).to_be_visible()
    assert overflow(atlas) <= 0


def test_accessible(atlas: Atlas):
    open_hours(atlas)
    expect_accessible(atlas.page)


def test_hostile_texts_stay_texts(visit: Visit, hostile: Server):
    atlas = visit(hostile)
    open_hours(atlas)
    for rank in range(2):
        points = atlas.page.locator(".atlas-trace").nth(rank).locator(".point")
        points.first.hover(force=True)
    expect_harmless_page(atlas)
    with atlas.page.expect_download():
        atlas.page.get_by_role("button", name=texts.IMAGE_SVG).nth(3).click()


def test_without_the_library_the_table_remains(visit: Visit, server: Server, witness):
    atlas = visit()
    atlas.page.route("**/plotly-basic.min.js", lambda route: route.abort())
    atlas.page.goto(f"{atlas.url}/heures")
    expect(atlas.page.get_by_text(texts.CHART_FAILURE).first).to_be_visible()
    expect(atlas.page.get_by_role("heading", name=texts.KNOWN_TITLE)).to_be_visible()
    # The browser says that the file did not come: that is what the test is about.
    witness.errors[:] = [error for error in witness.errors if "ERR_FAILED" not in error]
