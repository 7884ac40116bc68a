"""Take the screenshots of docs/guide-equipe.md again: `python scripts/captures.py`.

Needs the packages of requirements-dev.txt and Chromium. The data are copied to a temporary folder, where the examples
are written: nothing of them stays. Texts are those of the interface, so that a change of wording needs no change here.
"""

import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

RACINE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(RACINE))  # so that the command works from any folder

from playwright.sync_api import FilePayload, Locator, Page, expect, sync_playwright  # noqa: E402

from clauses.rendu.mots import annuaire, apport, editions, equipe, equipe_fichier, equipe_perimetre, fiche  # noqa: E402
from tests.e2e.atelier import Atelier, drop_drafts, leave_draft, publish_other  # noqa: E402
from tests.e2e.conftest import NAMES  # noqa: E402
from tests.serveur import running  # noqa: E402

IMAGES = RACINE / "docs" / "images"
WIDTH, HEIGHT, MARGIN = 1280, 3600, 16
AUTHOR = "Léa Martin"
SETTINGS = {"CLAUSES_EQUIPE": "poste-local", "CLAUSES_EQUIPE_NOM": AUTHOR}
# Numbers kept for works of fiction.
PHONE, PHONE_WITHOUT_ZERO = "04 65 71 00 12", "4 65 71 00 12"


def main() -> None:
    """Take every image, in the order of the guide."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        data = shutil.copytree(RACINE / "data", folder / "data", ignore=shutil.ignore_patterns("equipe", "editions"))
        with running(folder / "serveur", data, **SETTINGS) as server, sync_playwright() as playwright:
            program = next(filter(None, map(shutil.which, NAMES)))
            browser = playwright.chromium.launch(executable_path=program)
            page = browser.new_page(
                viewport={"width": WIDTH, "height": HEIGHT}, locale="fr-FR", timezone_id="Europe/Paris",
                color_scheme="light", reduced_motion="reduce",
            )  # fmt: skip
            expect.set_options(timeout=30_000)
            atelier = Atelier(page, server.url, data)
            for name, take in TAKEN.items():
                drop_drafts(data)
                take(atelier, IMAGES / f"{name}.png")
                print(name)
            browser.close()


def _annuaire(atelier: Atelier, path: Path) -> None:
    page = atelier.page
    page.goto(f"{atelier.url}/annuaire?liste=guichets&mois=60")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text(annuaire.EXPORT)).to_be_visible()
    _shoot(atelier, path, page.get_by_role("heading", level=1), height=860)


def _fichier(atelier: Atelier, path: Path) -> None:
    atelier.open(maniere=equipe.FICHIER)
    _shoot(atelier, path, _label(atelier.page, equipe.TABLE), atelier.page.get_by_text(equipe_fichier.WAITING))


def _grille(atelier: Atelier, path: Path) -> None:
    leave_draft(atelier.data, "ales-agglomeration", telephone=PHONE_WITHOUT_ZERO)
    atelier.open()
    expect(atelier.cell(3, "nom")).to_be_attached()
    start = _label(atelier.page, equipe.TABLE)
    _shoot(atelier, path, start, _label(atelier.page, fiche.OPEN_FROM_GRID))


def _perimetre(atelier: Atelier, path: Path) -> None:
    page = atelier.page
    atelier.open(maniere=equipe.FICHE, fiche="plie-carcassonnais")
    expect(page.get_by_role("combobox", name=equipe_perimetre.LIST)).to_be_visible()
    atelier.pick_in_list(equipe_perimetre.LIST, "Communauté d’agglomération Le Grand Narbonne")
    _shoot(atelier, path, page.get_by_text("Le territoire servi"), page.get_by_text(equipe_perimetre.WRITTEN))


def _liste(atelier: Atelier, path: Path) -> None:
    page = atelier.page
    _drop(atelier)
    end = page.get_by_text(apport.missing(("Confiance", "Source")))
    _shoot(atelier, path, page.get_by_role("heading", name=apport.COLUMNS), end)


def _liste_lue(atelier: Atelier, path: Path) -> None:
    page = atelier.page
    _drop(atelier)
    atelier.pick_in_list("Confiance", "Moyenne")
    page.get_by_role("textbox", name="Source").fill("Liste inventée pour l’exemple")
    page.keyboard.press("Tab")
    atelier.settle()
    atelier.press(apport.READ)
    start = page.get_by_role("heading", name=apport.FOUND)
    expect(start).to_be_visible()
    _shoot(atelier, path, start, page.get_by_role("button", name=apport.DRAFT))


def _drop(atelier: Atelier) -> None:
    """The invented list of the documents, and two addresses to look at."""
    liste = (RACINE / "docs" / "exemples" / "siae.csv").read_bytes()
    liste = liste.replace(b"contact@littoral", b"jdupont@littoral")
    atelier.open(table="structures", maniere=equipe.LISTE)
    file: FilePayload = {"name": "siae.csv", "mimeType": "text/csv", "buffer": liste}
    atelier.page.locator("input[type=file]").set_input_files(file)
    expect(atelier.page.get_by_role("heading", name=apport.COLUMNS)).to_be_visible()


def _verifier(atelier: Atelier, path: Path) -> None:
    leave_draft(atelier.data, "ales-agglomeration", telephone=PHONE_WITHOUT_ZERO)
    atelier.open()
    expect(atelier.problems).to_be_visible()
    start = atelier.page.get_by_role("heading", name=equipe.STEP_CHECK)
    _shoot(atelier, path, start, atelier.problems)


def _apercu(atelier: Atelier, path: Path) -> None:
    page = atelier.page
    leave_draft(atelier.data, "plie-carcassonnais", statut="avere", telephone=PHONE)
    atelier.open()
    expect(page.get_by_role("img", name=f"Carte, {equipe_perimetre.AFTER.lower()}")).to_be_visible()
    start = page.get_by_role("heading", name=equipe.STEP_PREVIEW)
    _shoot(atelier, path, start, page.get_by_role("list", name=equipe_perimetre.LEGEND))


def _editions(atelier: Atelier, path: Path) -> None:
    page = atelier.page
    publish_other(atelier.data, "ales-agglomeration", "Tour de téléphone de janvier", AUTHOR, telephone=PHONE)
    publish_other(atelier.data, "plie-carcassonnais", "Guichet confirmé par téléphone", AUTHOR, statut="avere")
    atelier.open(vue=equipe.EDITIONS, n=str(atelier.numero - 1))
    expect(page.get_by_role("combobox", name=editions.COMPARE_WITH)).to_be_visible()
    start = page.get_by_text(editions.INTRO)
    _shoot(atelier, path, start, page.get_by_role("combobox", name=editions.COMPARE_WITH))


TAKEN: dict[str, Callable[[Atelier, Path], None]] = {
    "guide-annuaire": _annuaire,
    "guide-fichier": _fichier,
    "guide-modifier": _grille,
    "guide-perimetre": _perimetre,
    "guide-liste": _liste,
    "guide-liste-lue": _liste_lue,
    "guide-verifier": _verifier,
    "guide-apercu": _apercu,
    "guide-editions": _editions,
}


def _label(page: Page, words: str) -> Locator:
    return page.get_by_text(words, exact=True).first


def _shoot(atelier: Atelier, path: Path, start: Locator, end: Locator | None = None, height: int = 0) -> None:
    """The page from the top of an element to the bottom of another, or to a height."""
    atelier.settle()
    atelier.page.mouse.move(0, 0)
    # What is drawn once the script has run: fonts, the cells of a grid.
    atelier.page.wait_for_load_state("networkidle")
    atelier.page.wait_for_timeout(1_000)
    first, last = start.bounding_box(), end.bounding_box() if end else None
    if first is None or (end and last is None):
        raise LookupError(f"{path.name}: an element is not on screen")
    top = max(first["y"] - MARGIN, 0)
    bottom = last["y"] + last["height"] + MARGIN if last else top + height
    atelier.page.screenshot(path=path, clip={"x": 0, "y": top, "width": WIDTH, "height": bottom - top})


if __name__ == "__main__":
    main()
