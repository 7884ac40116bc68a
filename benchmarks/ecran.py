"""The map screen in a browser, against pages that do less: time to draw, time to answer, bytes."""

import statistics
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Browser, Page

from benchmarks import references
from benchmarks.lieux import Lieu, pick
from benchmarks.navigateur import chromium, component_frame, expect, newcomer, open_page, time_to_paint
from benchmarks.resultats import KB, MB, MS, Mesure, against, within
from benchmarks.serveurs import Serveur, application, streamlit_page
from clauses.rendu.ecrans import ECRANS

OUR_MAP, NAIVE_MAP = "html.pret path.zone", "path.leaflet-interactive"
DRAWN, ANSWERED = 1.2, 3.0
NAMED_S = 0.100
SOCKET_BYTES, CLICK_BYTES, GEOMETRY_BYTES = 60_000, 15_000, 120_000
FIRST_BYTES, SECOND_BYTES = 2_000_000, 100_000

# In the frame of the map: when the zone is outlined and named, from the instant of the click itself.
WATCH_CLICK = """
() => {
  const now = () => performance.timeOrigin + performance.now();
  window.clicked = null;
  document.addEventListener("click", (event) => { window.clicked = performance.timeOrigin + event.timeStamp; },
    { capture: true, once: true });
  window.named = new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      const outlined = document.querySelector("path.zone-choisie");
      const name = document.querySelector(".leaflet-tooltip.bulle");
      if (!window.clicked || !outlined || !name) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve(now() - window.clicked)));
    });
    observer.observe(document, { subtree: true, childList: true, attributes: true });
  });
}
"""
# In the page: when a text has changed, as an absolute time.
WATCH_TEXT = """
(selector) => {
  const text = () => document.querySelector(selector)?.textContent;
  const before = text();
  window.answered = new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (!text() || text() === before) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve(performance.timeOrigin + performance.now())));
    });
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
  });
}
"""
WATCH_BUTTON = """
() => document.addEventListener("click", (event) => { window.clicked = performance.timeOrigin + event.timeStamp; },
  { capture: true, once: true })
"""
POINT_IN_FRAME = """
([lat, lon]) => {
  const map = window.atlasCarte.map;
  // From close by: a click is then about a commune.
  map.setView([lat, lon], 10, { animate: false });
  const point = map.latLngToContainerPoint([lat, lon]);
  const box = map.getContainer().getBoundingClientRect();
  const [x, y] = [box.left + point.x, box.top + point.y];
  return document.elementFromPoint(x, y)?.matches("path.zone") ? [x, y] : null;
}
"""


def measure(*, quick: bool) -> list[Mesure]:
    """Every line that needs a browser."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        ours = stack.enter_context(application())
        empty = stack.enter_context(streamlit_page(references.write_empty_page(folder)))
        naive = stack.enter_context(streamlit_page(references.write_naive_page(folder)))
        browser = stack.enter_context(chromium())
        rounds = 3 if quick else 9
        return [
            *_drawing(browser, ours, empty, naive, rounds),
            *_clicking(browser, ours, empty, 8 if quick else 24),
            *_weight(browser, ours),
            *_weight_of_each_screen(browser, ours),
        ]


def browser_version() -> str:
    """Name and version of the browser."""
    with chromium() as browser:
        return f"Chromium {browser.version}"


def _drawing(browser: Browser, ours: Serveur, empty: Serveur, naive: Serveur, rounds: int) -> list[Mesure]:
    visits = ((ours.url, OUR_MAP), (empty.url, references.EMPTY_READY), (naive.url, NAIVE_MAP))
    times = alternately(browser, visits, rounds)
    return [
        against(
            f"map drawn, first visit, server warm, against an empty Streamlit page (median of {rounds})",
            times[0],
            times[1],
            DRAWN,
        ),
        against("naive map (all EPCI embedded, `st_folium`), against the same empty page", times[2], times[1], None),
    ]


def alternately(browser: Browser, visits: Sequence[tuple[str, str]], rounds: int) -> list[list[float]]:
    """Seconds of first visits, A B C A B C…; a first round warms servers and is not counted."""
    times: list[list[float]] = [[] for _ in visits]
    for turn in range(rounds + 1):
        for (url, selector), kept in zip(visits, times, strict=True):
            with newcomer(browser) as context:
                seconds = time_to_paint(context, url, selector)
                if turn:
                    kept.append(seconds)
    return times


def _clicking(browser: Browser, ours: Serveur, empty: Serveur, number: int) -> list[Mesure]:
    with newcomer(browser) as here, newcomer(browser) as there:
        page, trafic = open_page(here, ours.url, OUR_MAP)
        page.wait_for_load_state("networkidle")
        button_page, _ = open_page(there, empty.url, "button")
        button_page.wait_for_load_state("networkidle")
        named, answered, buttons, received = [], [], [], []
        for lieu in pick(2000):
            before = sum(trafic.messages)
            times = _click_map(page, lieu)
            if times is None:
                continue
            page.wait_for_load_state("networkidle")
            named.append(times[0])
            answered.append(times[1])
            received.append(sum(trafic.messages) - before)
            buttons.append(_click_button(button_page))
            if len(named) == number:
                break
    return [
        within(
            f"click on the map, zone outlined and named without the server (median of {number})",
            statistics.median(named),
            NAMED_S,
            MS,
        ),
        within("click on the map, zone outlined and named without the server (slowest)", max(named), NAMED_S, MS),
        against(
            "click on the map, answer in the panel, against a button of an empty page", answered, buttons, ANSWERED
        ),
        within("bytes received on the websocket, one click, in the browser (largest)", max(received), CLICK_BYTES, KB),
    ]


def _click_map(page: Page, lieu: Lieu) -> tuple[float, float] | None:
    """Seconds until the zone is named, then until the answer is painted; ``None`` when a mark hides the zone."""
    frame = component_frame(page)
    inside = frame.evaluate(POINT_IN_FRAME, [lieu.lat, lieu.lon])
    box = frame.frame_element().bounding_box()
    if inside is None or box is None:
        return None
    x, y = box["x"] + inside[0], box["y"] + inside[1]
    page.mouse.move(x, y)
    frame.evaluate(WATCH_CLICK)
    page.evaluate(WATCH_TEXT, ".atlas-commune")
    page.mouse.click(x, y)
    named = expect(frame, "named")
    clicked = frame.evaluate("window.clicked")
    return named / 1000, (expect(page, "answered") - clicked) / 1000


def _click_button(page: Page) -> float:
    page.evaluate(WATCH_BUTTON)
    page.evaluate(WATCH_TEXT, "[data-testid=stText]")
    page.get_by_role("button", name="Répondre").click()
    return (expect(page, "answered") - page.evaluate("window.clicked")) / 1000


def _weight_of_each_screen(browser: Browser, ours: Serveur) -> list[Mesure]:
    """Whole first visit of every screen but the map."""
    lines = []
    for screen in ECRANS[1:]:
        with newcomer(browser) as context:
            page, trafic = open_page(context, f"{ours.url}/{screen.url_path}", "h1")
            page.locator("[data-test-script-state=notRunning]").wait_for()
            page.wait_for_load_state("networkidle")
        what = f"whole first visit of « /{screen.url_path} » over HTTP ({len(trafic.of('http'))} requests)"
        lines.append(within(what, trafic.http, FIRST_BYTES, MB))
        lines.append(within(f"its bytes on the websocket, « /{screen.url_path} »", sum(trafic.messages), None, KB))
    return lines


def _weight(browser: Browser, ours: Serveur) -> list[Mesure]:
    with newcomer(browser) as context:
        page, first = open_page(context, ours.url, OUR_MAP)
        page.wait_for_load_state("networkidle")
        page.close()
        page, second = open_page(context, ours.url, OUR_MAP)
        page.wait_for_load_state("networkidle")
    geometry = first.of("/geo/")
    again = second.of("/geo/")
    return [
        within("bytes received on the websocket, first visit, in the browser", sum(first.messages), SOCKET_BYTES, KB),
        within(f"geometry over HTTP, gzip ({len(geometry)} files)", sum(geometry.values()), GEOMETRY_BYTES, KB),
        within("geometry asked for again at the second visit", sum(again.values()), 0, KB),
        within(
            f"whole first visit over HTTP, compressed ({len(first.of('http'))} requests)", first.http, FIRST_BYTES, MB
        ),
        within(f"second visit over HTTP ({len(second.of('http'))} requests)", second.http, SECOND_BYTES, KB),
    ]
