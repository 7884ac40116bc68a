"""The first screen: when the answer and the map are seen, what moves meanwhile, what it weighs; on a phone and a desk.

What is seen may come with the page or from the application: whichever shows it first counts, as for a reader.
"""

import statistics
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

from benchmarks import references
from benchmarks.navigateur import chromium, expect, listen, newcomer
from benchmarks.resultats import KB, SECONDS, Mesure, Unite, against, within
from benchmarks.serveurs import Serveur, application, streamlit_page

ANSWERED, MAPPED, USABLE_S, WEIGHT = 3.0, 1.2, 6.0, 850_000
PAINTED, INTERACTIVE = 0.35, 1.3
STABLE, MOVED, FIRST_LINE, CALL, MAP_BOTTOM = 0.05, 8, 400, 600, 600
PIXELS, SHIFT = Unite("px"), Unite("", 1, 3)
HANDED_MS, SETTLED_MS = 30_000, 1_500

COMMUNE, TYPED = "34032", "beziers"
ADDRESSES = (
    "/", f"/?commune={COMMUNE}", "/territoire?territoire=EPCI:243100518", "/annuaire", "/heures", "/atlas/",
)  # fmt: skip
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1366, "height": 625}

# A zone of the map, whoever draws it; the map of the application under the hand; the answer and whom to call.
ZONE = "path.zone, #premier .carte_dessin svg path"
READY = "html.pret path.zone"
ANSWER, TELEPHONE = ".atlas-commune", 'a[href^="tel:"]'

# In the page, before anything of its own. `seen` resolves with the time of the image where a condition holds; `moved`
# sums every layout shift: nobody has touched the page. Frames are of the same origin.
WATCH = """
if (window === top) {
  const documents = () => [document, ...[...document.querySelectorAll("iframe")].filter(isShown)
    .map((each) => each.contentDocument).filter(Boolean)];
  const isShown = (node) =>
    node.getBoundingClientRect().width > 0 && node.checkVisibility({ visibilityProperty: true });
  window.shown = (selector) => documents().some((each) => [...each.querySelectorAll(selector)].some(isShown));
  window.handed = () => !document.getElementById("premier");
  window.seen = new Promise((resolve) => {
    const look = () => {
      if (document.body && (CONDITION)) setTimeout(() => resolve(performance.now()));
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  window.moved = 0;
  new PerformanceObserver((list) => { for (const each of list.getEntries()) window.moved += each.value; })
    .observe({ type: "layout-shift", buffered: true });
}
"""

# Where the four things that the eye holds are, before the hand-over and after it. The field of the application may be
# in a shadow tree.
BOXES = """
() => {
  function* walk(root, selector) {
    yield* root.querySelectorAll(selector);
    for (const host of root.querySelectorAll("*")) if (host.shadowRoot) yield* walk(host.shadowRoot, selector);
  }
  const premier = document.getElementById("premier");
  const root = premier ?? document.getElementById("root");
  const parts = { title: "h1", field: ".premier-champ input[type=text], .recherche input",
    map: ":is(.carte_dessin, .st-key-carte_dessin, iframe)", answer: ".atlas-commune, h2, h3" };
  const inside = { answer: root.querySelector(":is(.carte_reponse, .st-key-carte_reponse)") ?? root };
  const boxes = {};
  for (const [name, selector] of Object.entries(parts)) {
    const found = [...walk(inside[name] ?? root, selector)].find((each) => each.getBoundingClientRect().width > 40);
    if (found) { const { left, top, bottom } = found.getBoundingClientRect(); boxes[name] = [left, top, bottom]; }
  }
  return boxes;
}
"""
FIRST_PAINT = 'performance.getEntriesByName("first-contentful-paint")[0].startTime'


@dataclass(frozen=True, slots=True)
class Visite:
    """A visit to time: an address, and the condition (JavaScript) that ends it."""

    url: str
    condition: str


def measure(*, quick: bool) -> list[Mesure]:
    """Every line; each against its reference in the same run, alternately."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        ours = stack.enter_context(application())
        empty = stack.enter_context(streamlit_page(references.write_empty_page(folder)))
        bare = stack.enter_context(references.bare_site(folder / "nues", COMMUNE))
        browser = stack.enter_context(chromium())
        rounds = 3 if quick else 7
        return [
            *_phone(browser, ours, bare, rounds),
            _usable(browser, ours, rounds),
            *_desk(browser, ours, empty, rounds),
            _weight(browser, ours),
            *_places(browser, ours),
            *_shifts(browser, ours),
            *_handover(browser, ours),
        ]


@contextmanager
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """New visitor with a telephone; `slow` limits its pages."""
    with newcomer(browser, viewport=PHONE, is_mobile=True, has_touch=True) as context:
        yield context


def slow(page: Page) -> None:
    """Limits of a middling telephone: 1.6 Mb/s, 150 ms away, a processor four times slower."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750},
    )
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})


def _time(page: Page, visite: Visite) -> float:
    """Seconds from the start of the navigation to the image where the condition holds."""
    page.add_init_script(WATCH.replace("CONDITION", visite.condition))
    page.goto(visite.url, wait_until="commit")
    return expect(page, "seen") / 1000


def _alternately(measures: Sequence[Callable[[], float]], rounds: int) -> list[list[float]]:
    """A B C A B C…; a first round warms servers and is not counted."""
    times: list[list[float]] = [[] for _ in measures]
    for turn in range(rounds + 1):
        for measured, kept in zip(measures, times, strict=True):
            value = measured()
            if turn:
                kept.append(value)
    return times


def _shown(*selectors: str) -> str:
    return " && ".join(f"shown({selector!r})" for selector in selectors)


def _phone(browser: Browser, ours: Serveur, bare: str, rounds: int) -> list[Mesure]:
    def timed(url: str, condition: str) -> float:
        with phone(browser) as context:
            page = context.new_page()
            slow(page)
            return _time(page, Visite(url, condition))

    answer = _shown(ANSWER, TELEPHONE)
    visits = (
        (f"{ours.url}/?commune={COMMUNE}", answer),
        (f"{bare}/reponse.html", answer),
        (f"{ours.url}/", _shown(ZONE)),
        (f"{bare}/carte.html", _shown(references.LEAFLET_ZONE)),
    )
    times = _alternately([partial(timed, *visit) for visit in visits], rounds)
    what = f"answer and call button of `/?commune={COMMUNE}` seen, against a bare page with the same words and picture"
    return [
        against(f"phone: {what} (median of {rounds})", times[0], times[1], ANSWERED),
        against("phone: map of `/` seen, against bare Leaflet drawing the same zones", times[2], times[3], MAPPED),
    ]


def _usable(browser: Browser, ours: Serveur, rounds: int) -> Mesure:
    """The field of the application, not that of the page: typed in as soon as it is there."""

    def timed() -> float:
        with phone(browser) as context:
            page = context.new_page()
            slow(page)
            page.add_init_script(WATCH.replace("CONDITION", f"handed() && {_shown(ANSWER)}"))
            page.goto(f"{ours.url}/", wait_until="commit")
            field = page.locator("#root").get_by_role("combobox", name="commune").first
            field.wait_for(state="visible")
            field.fill(TYPED)
            page.locator("#root").get_by_role("listbox").get_by_role("option").first.wait_for()
            field.press("Enter")
            return expect(page, "seen") / 1000

    (times,) = _alternately([timed], min(rounds, 5))
    what = (
        f"phone: a commune typed in the field of the application answers, from the first byte (median of {len(times)})"
    )
    return within(what, statistics.median(times), USABLE_S, SECONDS)


def _desk(browser: Browser, ours: Serveur, empty: Serveur, rounds: int) -> list[Mesure]:
    def painted(url: str) -> float:
        with newcomer(browser, viewport=DESK) as context:
            page = context.new_page()
            _time(page, Visite(url, "performance.getEntriesByName('first-contentful-paint').length > 0"))
            return page.evaluate(FIRST_PAINT) / 1000

    def drawn(url: str, condition: str) -> float:
        with newcomer(browser, viewport=DESK) as context:
            return _time(context.new_page(), Visite(url, condition))

    measures = [
        partial(painted, f"{ours.url}/"),
        partial(painted, f"{empty.url}/"),
        partial(drawn, f"{ours.url}/", f"handed() && {_shown(READY)}"),
        partial(drawn, f"{empty.url}/", _shown(references.EMPTY_READY)),
    ]
    times = _alternately(measures, rounds)
    return [
        against("desk: first paint of `/`, against an empty Streamlit page", times[0], times[1], PAINTED),
        against("desk: map of `/` interactive, against an empty Streamlit page drawn", times[2], times[3], INTERACTIVE),
    ]


def _weight(browser: Browser, ours: Serveur) -> Mesure:
    with newcomer(browser) as context:
        page = context.new_page()
        traffic = listen(page)
        _time(page, Visite(f"{ours.url}/?commune={COMMUNE}", f"handed() && {_shown(ANSWER, READY)}"))
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(SETTLED_MS)
    number = len(traffic.of("http"))
    return within(f"whole first visit of `/?commune=…` over HTTP ({number} requests)", traffic.http, WEIGHT, KB)


@contextmanager
def _settled(browser: Browser, size: dict[str, int], url: str) -> Iterator[Page]:
    """A page once the application has drawn it, and nothing has moved for a while."""
    settings: dict[str, Any] = {"is_mobile": True, "has_touch": True} if size == PHONE else {}
    with newcomer(browser, viewport=size, **settings) as context:
        page = context.new_page()
        _time(page, Visite(url, "handed() && document.querySelector('h1')"))
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(SETTLED_MS)
        yield page


def _places(browser: Browser, ours: Serveur) -> list[Mesure]:
    """Where a reader finds the answer and the map without scrolling."""
    with _settled(browser, PHONE, f"{ours.url}/?commune={COMMUNE}") as page:
        top = page.locator(ANSWER).first.evaluate("(each) => each.getBoundingClientRect().top")
        call = page.locator(TELEPHONE).first.evaluate("(each) => each.getBoundingClientRect().bottom")
    with _settled(browser, DESK, f"{ours.url}/") as page:
        bottom = page.evaluate(BOXES).get("map", [0, 0, float("inf")])[2]
    return [
        within("390 × 844: first line of the answer, from the top of the screen", top, FIRST_LINE, PIXELS),
        within("390 × 844: bottom of the call button", call, CALL, PIXELS),
        within("1366 × 625: bottom of the map of `/`", bottom, MAP_BOTTOM, PIXELS),
    ]


def _shifts(browser: Browser, ours: Serveur) -> list[Mesure]:
    lines = []
    for address in ADDRESSES:
        for size in (DESK, PHONE):
            with _settled(browser, size, f"{ours.url}{address}") as page:
                shift = page.evaluate("window.moved")
            lines.append(within(f"layout shift of `{address}`, {size['width']} px wide", shift, STABLE, SHIFT))
    return lines


def _handover(browser: Browser, ours: Serveur) -> list[Mesure]:
    """Largest move, between the screen of the page and that of the application, of what both hold."""
    lines = []
    for address in ADDRESSES[:2]:
        for size in (DESK, PHONE):
            what = f"hand-over of `{address}`, {size['width']} px wide: largest move of title, field, map, answer"
            with newcomer(browser, viewport=size) as context:
                page = context.new_page()
                slow(page)
                page.goto(f"{ours.url}{address}", wait_until="commit")
                page.wait_for_selector("#premier, #root h1", state="attached")
                page.wait_for_timeout(SETTLED_MS)
                if page.locator("#premier").count() == 0:
                    lines.append(Mesure(what, "no first screen", target=f"≤ {PIXELS.write(MOVED)}", reached=False))
                    continue
                before = page.evaluate(BOXES)
                page.wait_for_selector("#premier", state="detached", timeout=HANDED_MS)
                after = page.evaluate(BOXES)
            moves = {name: _move(before[name], after[name]) for name in before.keys() & after.keys()}
            worst = max(moves, key=moves.__getitem__)
            lines.append(within(f"{what} ({worst}; {len(moves)} of 4 on both)", moves[worst], MOVED, PIXELS))
    return lines


def _move(before: Sequence[float], after: Sequence[float]) -> float:
    """Pixels between two places of the same thing: its left and top edges."""
    return max(abs(left - right) for left, right in zip(before[:2], after[:2], strict=True))
