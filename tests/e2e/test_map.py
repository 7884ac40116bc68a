"""The map draws with the network closed, and answers a click."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.e2e.atlas import Atlas, town_hall
from tests.e2e.conftest import Visit
from tests.serveur import ROOT

AGDE, LA_GRANDE_MOTTE, RODEZ = "34003", "34344", "12202"


def test_map_draws_without_any_other_server_and_says_what_it_shows(atlas: Atlas):
    atlas.open()
    expect(atlas.zones).not_to_have_count(0)
    expect(atlas.seats).not_to_have_count(0)
    layer = json.loads((ROOT / "data/geo/departements.geojson").read_text(encoding="utf-8"))
    for feature in layer["features"]:
        name = re.compile(f"^{feature['properties']['nom']}$", re.IGNORECASE)
        expect(atlas.frame.locator(".nom-departement").filter(has_text=name)).to_be_visible()
    expect(atlas.frame.locator(".fond-voisin").first).to_be_attached()
    expect(atlas.frame.get_by_text("Mer Méditerranée")).to_be_visible()
    expect(atlas.frame.locator(".leaflet-tile")).to_have_count(0)
    expect(atlas.frame.get_by_text("Contours : IGN, INSEE")).to_be_visible()
    # Each status has its look.
    for statut in ("local", "departemental", "sectoriel", "a_confirmer", "non_documente"):
        expect(atlas.frame.locator(f"path.zone-{statut}")).not_to_have_count(0)
    fills = atlas.zones.evaluate_all("zones => zones.map(zone => zone.getAttribute('fill'))")
    assert any(fill.startswith("url(#motif-") for fill in fills)
    assert (
        atlas.frame.locator("path.zone-non_documente").first.get_attribute("fill").startswith("var(--sol-non_documente")
    )
    # Its legend names the seats that it shows.
    signs = atlas.page.get_by_role("list", name="Signes de la carte").locator("abbr")
    shown = {" ".join(text.split()) for text in signs.all_inner_texts()}
    shapes = {
        "Siège d’un guichet": "guichet",
        "Pour les HLM seulement": "secteur",
        "Coordination": "coordination",
        "Existe peut-être : à vérifier": "a_confirmer",
    }
    for name, shape in shapes.items():
        assert (name in shown) == (atlas.frame.locator(f".pastille-{shape}").count() > 0), name
    # The pointer, its zones.
    atlas.hover_map(*town_hall(AGDE))
    expect(atlas.bubble).to_contain_text("PLIE Hérault Méditerranée")
    expect(atlas.bubble).to_contain_text("habitants")
    expect(atlas.panel).to_have_count(0)


def test_first_click_hits_though_the_map_is_partly_below_the_window(visit: Visit):
    """Leaflet focuses the map when the button goes down; the page then scrolled, and the click was lost."""
    atlas = visit(viewport={"width": 1366, "height": 680})
    atlas.open()
    before = atlas.map.bounding_box()
    atlas.click_map(*town_hall(RODEZ))
    atlas.expect_answer("Rodez")
    assert atlas.map.bounding_box() == before


def test_click_answers_for_the_commune_under_the_pointer_and_the_next_replaces_it(atlas: Atlas):
    atlas.open()
    expect(atlas.panel).to_have_count(0)
    atlas.approach(*town_hall(AGDE))
    before = atlas.view()
    atlas.click_map(*town_hall(AGDE))
    expect(atlas.frame.locator("path.zone-choisie")).to_have_count(1)
    atlas.expect_answer("Agde")
    expect(atlas.panel).to_contain_text("PLIE Hérault Méditerranée")
    atlas.expect_query(commune=AGDE)
    expect(atlas.frame.locator("path.commune-choisie")).to_have_count(1)
    # The map was not moved.
    assert atlas.view() == before
    atlas.click_map(*town_hall(LA_GRANDE_MOTTE))
    atlas.expect_answer("La Grande-Motte")
    atlas.expect_query(commune=LA_GRANDE_MOTTE)
    expect(atlas.frame.locator("path.zone-choisie")).to_have_count(1)
    expect(atlas.frame.locator("path.commune-choisie")).to_have_count(1)


def test_zone_is_outlined_at_once_without_waiting_for_the_server(atlas: Atlas):
    atlas.open()
    # Beyond the region, nothing is.
    atlas.map.click(position={"x": 6, "y": 6})
    expect(atlas.frame.locator("path.zone-choisie")).to_have_count(0)
    expect(atlas.panel).to_have_count(0)
    atlas.expect_query()
    # In one JavaScript task: nothing can have come from the server in between.
    outlined = atlas.zones.first.evaluate(
        """zone => {
            const {left, top, width, height} = zone.getBoundingClientRect()
            const centre = {clientX: left + width / 2, clientY: top + height / 2}
            zone.dispatchEvent(new MouseEvent("click", {bubbles: true, ...centre}))
            return [zone.classList.contains("zone-choisie"), document.querySelectorAll(".bulle").length]
        }"""
    )
    assert outlined == [True, 1]


def test_a_map_that_behaves(atlas: Atlas):
    """Findings 14 and 15: the wheel scrolls the page; a zone is framed and listed, then its commune answers; a seat
    opens its organism; the keyboard does the same."""
    atlas.open()
    whole = atlas.view()
    atlas.map.hover()
    atlas.page.mouse.wheel(0, 150)
    atlas.page.wait_for_function("() => document.querySelector('[data-testid=stMain]').scrollTop > 0")
    assert atlas.view() == pytest.approx(whole)
    atlas.page.mouse.wheel(0, -300)
    atlas.map.evaluate("() => atlasCarte.map.setZoom(3, {animate: false})")
    assert atlas.view() == pytest.approx(whole)

    # Its names and its badges are elsewhere.
    clear = 2.9, 43.58
    atlas.click_map(*clear, far=True)
    atlas.page.wait_for_url("**/?zone=34145", wait_until="commit")
    expect(atlas.page.get_by_role("region", name="Zone choisie").get_by_role("article")).to_have_count(3)
    framed = atlas.view()
    assert framed["zoom"] > whole["zoom"] + 1
    atlas.click_map(*clear, far=True)
    expect(atlas.panel).to_have_count(1)

    atlas.open()
    atlas.frame.locator("[data-guichet=mics-34]").click()
    atlas.expect_query(guichet="mics-34")
    expect(atlas.page.get_by_role("heading", name="Mission interinstitutionnelle")).to_be_visible()

    atlas.open()
    atlas.map.focus()
    for key in ["ArrowRight"] * 5 + ["ArrowUp"]:
        atlas.page.keyboard.press(key)
    expect(atlas.frame.get_by_role("status")).to_contain_text("communes")
    atlas.page.keyboard.press("Enter")
    expect(atlas.page.get_by_role("region", name="Zone choisie")).to_be_visible()
