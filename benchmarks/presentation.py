"""The presentation: from a key to the next step on screen, its layer drawn."""

import statistics

from playwright.sync_api import Page

from benchmarks.navigateur import chromium, newcomer
from benchmarks.resultats import MS, Mesure, percentile, within
from benchmarks.serveurs import application

NEXT_S = 0.300
READY = "atlasVue.carte.files.size > 6"

# From the key itself to the frame after the one where the step is whole.
WATCH = """
() => {
  window.next = new Promise((resolve) => {
    window.addEventListener("keydown", (event) => {
      const observer = new MutationObserver(() => {
        observer.disconnect();
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - event.timeStamp)));
      });
      observer.observe(document.documentElement, { attributeFilter: ["data-etape"] });
    }, { capture: true, once: true });
  });
}
"""


def measure(*, quick: bool) -> list[Mesure]:
    """Every step of the shipped story, forwards; each time by a new visitor."""
    with application() as server, chromium() as browser:
        times: list[float] = []
        for _ in range(1 if quick else 4):
            with newcomer(browser) as context:
                page = context.new_page()
                page.goto(f"{server.url}/presentation")
                page.wait_for_selector("html[data-etape='1']")
                page.wait_for_function(READY)
                page.wait_for_load_state("networkidle")
                steps = page.evaluate("atlasVue.etapes.length")
                times += [_next(page) for _ in range(1, steps)]
    return [
        within(f"presentation: next step on screen, median of {len(times)}", statistics.median(times), NEXT_S, MS),
        within("presentation: next step on screen, p95", percentile(times, 0.95), NEXT_S, MS),
        within("presentation: next step on screen, slowest", max(times), None, MS),
    ]


def _next(page: Page) -> float:
    """Seconds from the key to the next step."""
    page.evaluate(WATCH)
    page.keyboard.press("PageDown")
    return page.evaluate("window.next") / 1000
