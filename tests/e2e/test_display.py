"""A phone, a large zoom, the keyboard alone; the words that introduce the page to a browser and to a screen reader."""

import re
from contextlib import suppress

import pytest
from playwright.sync_api import TimeoutError, expect

from clauses.rendu.ecrans import ECRANS
from clauses.rendu.mots import atlas as texts
from clauses.rendu.mots import impression as texts_impression
from clauses.rendu.mots import partage as texts_partage
from tests.e2e.atlas import Atlas, town_hall
from tests.e2e.conftest import Visit

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
ZOOMED = {"viewport": {"width": 640, "height": 400}, "device_scale_factor": 2}
BEZIERS = "34032"
# The skip link, the name of the site, the bar, « Plus », the page itself: nothing else before the search box.
BEFORE_SEARCH = 4 + sum(not screen.is_secondary for screen in ECRANS)

# What has the focus, through shadow roots and the frame of the map. Streamlit's own widgets show it their own way.
FOCUSED = """() => {
    let node = document.activeElement
    while (node?.shadowRoot?.activeElement ?? node?.contentDocument?.activeElement)
        node = node.shadowRoot?.activeElement ?? node.contentDocument.activeElement
    const framed = node.ownerDocument !== document
    const ours = framed || node.getRootNode() !== document || Boolean(node.closest("[class*=atlas-]"))
    const outlined = getComputedStyle(node).outlineStyle !== "none" && getComputedStyle(node).outlineWidth !== "0px"
    const name = node.getAttribute("aria-label") || node.title || node.innerText || ""
    return {tag: node.tagName, name: name.slice(0, 60), framed, ours, outlined}
}"""

# Cumulative layout shift.
SHIFTS = """window.moved = 0; new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
    if (!entry.hadRecentInput) window.moved += entry.value
})).observe({ type: "layout-shift", buffered: true })"""


WIDER = """() => Math.max(...[document.documentElement, document.querySelector("[data-testid=stMain]") ?? document.body]
    .map((node) => node.scrollWidth - node.clientWidth))"""
LAID_OUT_MS = 5_000


def overflow(atlas: Atlas) -> int:
    """Pixels by which the page is wider than the window; a chart drawn last is given time to take its place."""
    with suppress(TimeoutError):
        atlas.page.wait_for_function(f"() => ({WIDER})() <= 0", timeout=LAID_OUT_MS)
    return atlas.page.evaluate(WIDER)


@pytest.mark.parametrize("options", [PHONE, ZOOMED], ids=["phone", "zoom 200 %"])
def test_narrow_window_loses_nothing(visit: Visit, options: dict):
    atlas = visit(**options)
    atlas.open()
    expect(atlas.box).to_be_visible()
    expect(atlas.page.get_by_role("button", name=texts.FILTERS_MORE)).to_be_visible()
    assert overflow(atlas) <= 0
    atlas.open(f"?commune={BEZIERS}")
    atlas.expect_answer("Béziers")
    assert overflow(atlas) <= 0
    frame = atlas.page.locator("iframe").bounding_box()
    panel = atlas.panel.bounding_box()
    # The answer first: its sentence and its button are seen before any scroll.
    assert frame["y"] >= panel["y"] + panel["height"]
    if options is PHONE:
        assert atlas.panel.locator(".atlas-reponse").bounding_box()["y"] <= 400
        call = atlas.panel.locator(".atlas-appel").first.bounding_box()
        assert call["y"] + call["height"] <= 600
    width = options["viewport"]["width"]
    for box in (frame, panel, atlas.box.bounding_box()):
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width + 1
    # Room is left beside the map or below it, otherwise a finger could not scroll past it.
    assert frame["height"] < 0.8 * 844


def test_page_introduces_itself_and_its_panel_stands_beside_the_map(atlas: Atlas):
    atlas.open(f"?commune={BEZIERS}")
    atlas.expect_answer("Béziers")
    frame, panel = atlas.page.locator("iframe").bounding_box(), atlas.panel.bounding_box()
    assert panel["x"] > frame["x"] + frame["width"]
    assert panel["y"] < frame["y"] + 100
    assert atlas.map.bounding_box()["height"] == frame["height"] > 360
    assert overflow(atlas) <= 0
    expect(atlas.page).to_have_title(re.compile(texts.APP_TITLE))
    expect(atlas.page.locator("html")).to_have_attribute("lang", "fr")
    expect(atlas.frame.locator("html")).to_have_attribute("lang", "fr")
    expect(atlas.page.locator("iframe")).to_have_attribute("title", texts.CARTE_FRAME)
    expect(atlas.page.get_by_role("heading", level=1)).to_have_count(1)
    expect(atlas.page.get_by_role("heading", level=1)).to_have_text([texts.CARTE_TITLE])


def test_a_laptop_shows_the_whole_map_and_its_legend_without_scrolling(visit: Visit):
    """Half of the map was under the window, print and share a screen below."""
    atlas = visit(viewport={"width": 1366, "height": 625})
    atlas.page.add_init_script(SHIFTS)
    atlas.open()
    frame = atlas.page.locator("iframe").bounding_box()
    assert frame["y"] + frame["height"] <= 600
    west, south, east, north = atlas.frame.locator("path.zone").evaluate_all(
        "zones => zones.map(zone => zone.getBoundingClientRect()).reduce((box, { x, y, right, bottom }) =>"
        " [Math.min(box[0], x), Math.max(box[1], bottom), Math.max(box[2], right), Math.min(box[3], y)],"
        " [Infinity, 0, 0, Infinity])"
    )
    assert 0 <= west < east <= frame["width"]
    assert 0 <= north < south <= frame["height"]
    signs = atlas.page.get_by_role("list", name="Signes de la carte").get_by_role("listitem")
    types = atlas.page.get_by_role("toolbar", name=texts.FILTER_TYPOLOGIES).get_by_role("button")
    seen = [signs.last, types.last]
    seen += [atlas.page.get_by_role("button", name=name) for name in (texts_impression.OPEN, texts_partage.OPEN_MAP)]
    for each in seen:
        box = each.bounding_box()
        assert box["y"] + box["height"] <= 625, each
    assert atlas.page.evaluate("window.moved") <= 0.05


def test_search_and_map_by_touch(visit: Visit):
    atlas = visit(**PHONE)
    atlas.open()
    atlas.box.tap()
    atlas.box.press_sequentially("agde")
    atlas.suggestions.first.tap()
    atlas.expect_answer("Agde")
    # Finding 3: the answer is before the reader, and the number under the thumb.
    heading = atlas.panel.get_by_role("heading", level=2)
    expect(heading).to_be_focused()
    assert 0 < heading.bounding_box()["y"] < 400
    bar = atlas.page.get_by_role("navigation", name=texts.BAS["nom"])
    expect(bar.get_by_role("link", name=texts.BAS["appeler"])).to_have_attribute("href", re.compile("^tel:"))
    bar.get_by_role("button", name=texts.BAS["carte"]).tap()
    expect(atlas.map).to_be_in_viewport()
    atlas.page.get_by_role("button", name=texts.SEARCH_CLEAR).tap()
    expect(atlas.panel).to_have_count(0)
    atlas.map.tap(position=atlas.pixel(*town_hall(BEZIERS)))
    # Seen from afar, a zone: its guichets, and the question of the commune, come before the reader.
    zone = atlas.page.get_by_role("region", name="Zone choisie").get_by_role("heading", level=2)
    expect(zone).to_be_in_viewport()


def test_keyboard_goes_from_the_top_to_the_answer(atlas: Atlas):
    atlas.open()
    stops = []
    while not (stops and texts.TABLE_CSV in stops[-1]["name"]):
        assert len(stops) < 120, "the end of the page cannot be reached"
        atlas.page.keyboard.press("Tab")
        stops.append(atlas.page.evaluate(FOCUSED))
    names = [stop["name"] for stop in stops]
    assert names[0] == texts.SKIP
    search = next(rank for rank, stop in enumerate(stops) if stop["tag"] == "INPUT")
    in_map = [rank for rank, stop in enumerate(stops) if stop["framed"]]
    assert search <= BEFORE_SEARCH
    assert 1 <= len(in_map) <= 6
    assert search < in_map[0]
    assert in_map == list(range(in_map[0], in_map[-1] + 1)), "the map is left, then entered again"
    ours = [stop for stop in stops if stop["ours"]]
    assert {"INPUT", "A", "DIV"} <= {stop["tag"] for stop in ours}
    assert not [stop for stop in ours if not stop["outlined"]], "the focus cannot be seen"


def test_keyboard_alone_finds_an_answer(atlas: Atlas):
    atlas.open()
    for _ in range(BEFORE_SEARCH + 1):
        atlas.page.keyboard.press("Tab")
        if atlas.page.evaluate(FOCUSED)["tag"] == "INPUT":
            break
    atlas.page.keyboard.type("beziers")
    expect(atlas.suggestions.first).to_contain_text("Béziers")
    atlas.page.keyboard.press("Enter")
    atlas.expect_answer("Béziers")


def test_map_is_moved_with_the_keyboard(atlas: Atlas):
    atlas.open()
    before = atlas.view()
    atlas.map.focus()
    atlas.page.keyboard.press("+")
    atlas.expect_moved(before)
    before = atlas.view()
    # The crosshair first goes to the edge.
    for _ in range(8):
        atlas.page.keyboard.press("Shift+ArrowRight")
    atlas.expect_moved(before)
