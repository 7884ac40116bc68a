"""Take the screenshots of the README again: `python scripts/captures_ecrans.py [NAMES…]`, all of them by default.

Needs the packages of requirements-dev.txt and Chromium. The shipped data are shown as they are.
"""

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

RACINE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(RACINE))  # so that the command works from any folder

from playwright.sync_api import Page, expect, sync_playwright  # noqa: E402

from tests.e2e.conftest import NAMES  # noqa: E402
from tests.serveur import running  # noqa: E402

IMAGES = RACINE / "docs" / "images"
FOLDER = "dossier:"
"""What begins the address of a page of the atlas without server."""


@dataclass(frozen=True, slots=True)
class Vue:
    """One screenshot: address, size (pixels), colour scheme."""

    address: str
    height: int = 1000
    width: int = 1366
    sombre: bool = False


VUES = {
    "carte-accueil": Vue("/"),
    "carte": Vue("/?commune=34032"),
    "carte-390": Vue("/?commune=34032", 1500, 390),
    "carte-sombre": Vue("/", 900, sombre=True),
    "carte-departement": Vue("/?departement=34", 900),
    "lacunes": Vue("/?vue=lacunes", 1250),
    "territoire": Vue("/territoire?territoire=EPCI:243400769", 1250),
    "territoire-390": Vue("/territoire?territoire=EPCI:243400769", 1500, 390),
    "heures": Vue("/heures", 1250),
    "calculateur": Vue("/calculateur"),
    "annuaire": Vue("/annuaire"),
    "annuaire-fiche": Vue("/annuaire?guichet=mics-34", 900),
    "retours": Vue("/retours", 950),
    "donnees": Vue("/donnees", 900),
    "autonome": Vue(f"{FOLDER}#/commune/34032", 900),
}


def main(asked: list[str]) -> None:
    """Take the images that are asked for."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        command = [sys.executable, "-m", "clauses", "exporter", str(folder / "atlas"), "--sans-donnees"]
        subprocess.run(command, cwd=RACINE, check=True, stdout=subprocess.DEVNULL)
        with running(folder / "serveur") as server, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=next(filter(None, map(shutil.which, NAMES))))
            expect.set_options(timeout=30_000)
            for name in asked or VUES:
                vue = VUES[name]
                page = browser.new_page(
                    viewport={"width": vue.width, "height": vue.height}, locale="fr-FR", timezone_id="Europe/Paris",
                    color_scheme="dark" if vue.sombre else "light", reduced_motion="reduce",
                )  # fmt: skip
                if vue.address.startswith(FOLDER):
                    page.goto(f"{(folder / 'atlas' / 'index.html').as_uri()}{vue.address.removeprefix(FOLDER)}")
                    expect(page.locator("html[data-pret]")).to_be_attached()
                else:
                    page.goto(f"{server.url}{vue.address}")
                    _settle(page)
                page.screenshot(path=IMAGES / f"{name}.png")
                page.close()
                print(name)
            browser.close()


def _settle(page: Page) -> None:
    """Everything is there: the screen, its map, its charts."""
    expect(page.locator("[data-test-script-state=notRunning]")).to_be_attached()
    page.wait_for_load_state("networkidle")
    for frame in page.frames[1:]:
        if "/component/" in frame.url and frame.locator(".leaflet-container").count():
            expect(frame.locator("html.pret")).to_be_attached()
    for chart in page.locator(".atlas-trace").all():
        expect(chart).to_have_attribute("data-dessine", "oui")


if __name__ == "__main__":
    main(sys.argv[1:])
