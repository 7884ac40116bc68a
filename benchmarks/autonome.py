"""Standalone atlas: time to draw, to answer and to export; weight; readers per process."""

import gzip
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.ecran import NAIVE_MAP, OUR_MAP, alternately
from benchmarks.lieux import pick
from benchmarks.navigateur import chromium, newcomer, open_page
from benchmarks.references import static_site
from benchmarks.resultats import KB, MB, MS, SECONDS, Mesure, Unite, against, percentile, within
from benchmarks.serveurs import ROOT, Serveur, application
from clauses.autonome import build_atlas
from clauses.domain.selection import Selection
from clauses.donnees import load_moment
from clauses.rendu.cartes.calques import load_zones

DRAWN, EXPORT_S, BYTES, ANSWERED_S = 1.3, 20.0, 3_000_000, 0.100
READERS = 8
FILES = ("", "donnees/carte.js", "donnees/communes.js", "donnees/reponses.js", "donnees/contours.js", "donnees/fond.js",
         "static/autonome/ouverture.js", "static/autonome/atlas.js", "static/autonome/atlas.css")  # fmt: skip
RATE = Unite("/s")
PICTURE = ".carte_dessin .premier-vue .zone"
"""The map that comes with the page, until that of the script is drawn."""

# From the choice to the frame after the one where the answer is in the panel.
ANSWER = """
(code) => new Promise((resolve) => {
  const start = performance.now();
  const observer = new MutationObserver(() => {
    if (!document.querySelector("#panneau .atlas-commune")) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
  });
  observer.observe(document.getElementById("panneau"), { childList: true });
  location.hash = `#/commune/${code}`;
})
"""


def measure(*, quick: bool) -> list[Mesure]:
    """Every line of the atlas without server."""
    with tempfile.TemporaryDirectory() as name, chromium() as browser:
        folder = Path(name)
        exported = _exported(folder / "export")
        with static_site(
            folder / "site", build_atlas(load_moment()), gzip.decompress(load_zones(load_moment(), Selection()))
        ) as site:
            drawn = _drawn(browser, site, 3 if quick else 9)
            answered = _answered(browser, site, 20 if quick else 200)
        with application() as server:
            return [*exported, *drawn, *answered, *_weight(browser, server), *_served(server, 40 if quick else 400)]


def _exported(folder: Path) -> list[Mesure]:
    start = time.perf_counter()
    command = [sys.executable, "-m", "clauses", "exporter", str(folder), "--sans-donnees", "--zip", f"{folder}.zip"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    seconds = time.perf_counter() - start
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return [
        within("export of the whole atlas and its ZIP, from the command line", seconds, EXPORT_S, SECONDS),
        within("atlas without server, all its files", size, BYTES, MB),
        within("atlas without server, as a ZIP", Path(f"{folder}.zip").stat().st_size, None, MB),
    ]


def _drawn(browser: Browser, site: str, rounds: int) -> list[Mesure]:
    ours, nue = f"{site}/index.html", f"{site}/nue.html"
    seen, drawn, bare = alternately(browser, ((ours, PICTURE), (ours, OUR_MAP), (nue, NAIVE_MAP)), rounds)
    reference = f"against bare Leaflet drawing the same zones (median of {rounds})"
    return [
        against(f"atlas without server, its page seen with its map, {reference}", seen, bare, DRAWN),
        against(f"atlas without server, its map answering to the pointer, {reference}", drawn, bare, DRAWN),
    ]


def _answered(browser: Browser, site: str, number: int) -> list[Mesure]:
    with newcomer(browser) as context:
        page, _ = open_page(context, f"{site}/index.html", OUR_MAP)
        page.wait_for_load_state("networkidle")
        times = [page.evaluate(ANSWER, lieu.code) / 1000 for lieu in pick(number)]
    median, slow = percentile(times, 0.5), percentile(times, 0.95)
    return [
        within(f"atlas without server, answer for a commune, median of {len(times)}", median, ANSWERED_S, MS),
        within("atlas without server, answer for a commune, p95", slow, None, MS),
    ]


def _weight(browser: Browser, server: Serveur) -> list[Mesure]:
    server.get("/atlas/")
    with newcomer(browser) as context:
        page, first = open_page(context, f"{server.url}/atlas/", OUR_MAP)
        page.wait_for_load_state("networkidle")
        page.close()
        page, second = open_page(context, f"{server.url}/atlas/", OUR_MAP)
        page.wait_for_load_state("networkidle")
    return [
        within(f"`/atlas/`, first visit over HTTP ({len(first.of('http'))} requests)", first.http, None, KB),
        within(f"`/atlas/`, second visit over HTTP ({len(second.of('http'))} requests)", second.http, None, KB),
    ]


def _served(server: Serveur, visits: int) -> list[Mesure]:
    """Visits of one process of the application, every file of a first visit asked for; no browser cache."""

    def visit(_: int) -> None:
        for name in FILES:
            server.get(f"/atlas/{name}")

    visit(0)
    start, before = time.perf_counter(), server.processor()
    with ThreadPoolExecutor(READERS) as pool:
        list(pool.map(visit, range(visits)))
    seconds, processor = time.perf_counter() - start, server.processor() - before
    return [
        within(f"`/atlas/`, first visits served by one process, {READERS} at once", visits / seconds, None, RATE),
        within("`/atlas/`, processor time of one first visit", processor / visits, None, MS),
    ]
