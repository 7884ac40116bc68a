"""The atlas without server, opened from a folder as from a stick: search, map, filters, directories, hours, show."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from clauses.rendu.mots import autonome as texts
from tests.donnees import REGION
from tests.donnees.hostile import make_hostile
from tests.e2e.conftest import PATIENCE_MS, Visit
from tests.e2e.test_accessibility import expect_accessible
from tests.serveur import ROOT, Server

WORDS = texts.SCRIPT
PHONE = {"viewport": {"width": 390, "height": 844}}
BEZIERS = "34032"
BOX = "(selector) => document.querySelector(selector).getBoundingClientRect().toJSON()"
WATCH_MOVES = """
window.moved = 0;
window.hasFlashed = false;
new PerformanceObserver((list) => { for (const each of list.getEntries()) window.moved += each.value; })
  .observe({ type: "layout-shift", buffered: true });
const look = () => {
  const found = document.querySelector(".secours");
  if (found && getComputedStyle(found).visibility === "visible") window.hasFlashed = true;
  requestAnimationFrame(look);
};
look();
"""

Open = Callable[..., Page]


def export(folder: Path, data: Path | None = None) -> Path:
    """The folder as the command line writes it."""
    environ = {} if data is None else {"CLAUSES_DATA": str(data)}
    command = [sys.executable, "-m", "clauses", "exporter", str(folder), "--sans-donnees"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, env={"PATH": "", **environ})
    return folder


@pytest.fixture(scope="module")
def stick(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped atlas, in a folder whose name has a space and an accent."""
    return export(tmp_path_factory.mktemp("autonome") / "Clé de l’été")


@pytest.fixture
def opened(chromium: Browser, stick: Path) -> Iterator[Open]:
    """Open the atlas of a folder at an address; errors, and requests out of the folder, fail the test."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []
    strangers: list[str] = []
    dialogs: list[str] = []

    def opened(address: str = "", folder: Path = stick, *, quiet: bool = True, **options) -> Page:
        usual = {"viewport": {"width": 1366, "height": 900}, "locale": "fr-FR", "reduced_motion": "reduce"}
        context = chromium.new_context(**(usual | options))
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        if quiet:
            context.on("console", lambda message: message.type == "error" and errors.append(message.text))
            context.on("weberror", lambda error: errors.append(str(error.error)))
        inside = folder.as_uri()
        context.on(
            "request",
            lambda request: request.url.startswith((inside, "data:", "blob:")) or strangers.append(request.url),
        )
        context.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        page = context.new_page()
        page.goto(f"{inside}/index.html{address}")
        return page

    expect.set_options(timeout=PATIENCE_MS)
    yield opened
    for context in contexts:
        context.close()
    assert not errors, "\n".join(errors)
    assert not strangers, "\n".join(strangers)
    assert not dialogs, "\n".join(dialogs)


def expect_ready(page: Page) -> None:
    """The map is drawn, and the answers are there."""
    expect(page.locator("html.pret[data-pret]")).to_be_attached()
    expect(page.locator("path.zone").first).to_be_visible()


def test_a_commune_is_found_by_keyboard_and_its_answer_has_an_address(opened: Open):
    page = opened()
    page.get_by_label(WORDS["communeTitre"], exact=True).fill("bezier")
    expect(page.get_by_role("option").first).to_contain_text("Béziers")
    # The map has styles of its own in the same page: the département stays in its line.
    expect(page.get_by_role("option").first.locator("span")).to_have_css("position", "static")
    page.keyboard.press("Enter")
    expect(page.locator("#panneau .atlas-commune")).to_have_text("Béziers")
    expect(page.locator("path.commune-choisie")).to_be_attached()
    expect(page).to_have_url(re.compile(f"#/commune/{BEZIERS}$"))
    expect(page).to_have_title(re.compile("^Béziers – "))
    page.reload()
    expect(page.locator("#panneau .atlas-reponse")).to_contain_text("PLIE Béziers Méditerranée")
    page.get_by_role("button", name=WORDS["effacer"]).click()
    expect(page.locator("#panneau .atlas-lead")).to_be_visible()
    page.go_back()
    expect(page.locator("#panneau .atlas-commune")).to_have_text("Béziers")


def test_the_list_of_communes_closes_by_every_way_out(opened: Open):
    page = opened()
    box, names = page.get_by_label(WORDS["communeTitre"], exact=True), page.get_by_role("listbox")
    leave = {
        "Enter": lambda: page.keyboard.press("Enter"),
        "click": lambda: page.get_by_role("option").nth(1).click(),
        "Escape": lambda: page.keyboard.press("Escape"),
        "Tab": lambda: page.keyboard.press("Tab"),
    }
    for name, way in leave.items():
        box.fill("saint")
        expect(names, name).to_be_visible()
        way()
        expect(names, name).to_be_hidden()


def test_a_reader_by_keyboard_is_never_lost(opened: Open):
    page = opened("#/heures")
    expect(page.locator("#plein h1")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#contenu")).to_be_focused()
    expect(page).to_have_url(re.compile("#/heures$"))
    page.get_by_role("link", name="Annuaire").click()
    expect(page.locator("#panneau h1")).to_be_focused()
    page.get_by_role("link", name="PLIE Béziers Méditerranée").click()
    expect(page.locator("#panneau h1")).to_be_focused()
    assert page.evaluate("window.scrollY") == 0
    page.get_by_role("link", name=WORDS["annuaireRetour"]).click()
    tab = page.locator(".onglet").nth(1)
    tab.press("Enter")
    expect(tab).to_be_focused()


def test_a_click_on_the_map_answers(opened: Open):
    page = opened()
    expect_ready(page)
    point = page.evaluate(
        """() => {
            const { map } = atlasPage.carte;
            map.setView([43.95, 1.33], 10, { animate: false });
            const { x, y } = map.latLngToContainerPoint([43.95, 1.33]);
            const box = map.getContainer().getBoundingClientRect();
            return [box.left + x, box.top + y];
        }"""
    )
    page.mouse.click(*point)
    expect(page.locator("path.zone-choisie")).to_be_attached()
    expect(page.locator("#panneau .atlas-commune")).to_be_visible()


def test_filters_change_the_map_the_answer_and_the_address(opened: Open):
    page = opened()
    expect_ready(page)
    page.locator(".typologie", has_text="PLIE").click()
    expect(page.locator(".typologie", has_text="PLIE")).to_have_attribute("aria-pressed", "false")
    expect(page).to_have_url(re.compile(r"typologie=(?!.*plie)"))
    page.get_by_role("combobox", name=WORDS["territoire"]).select_option("34")
    expect(page.locator("html.partiel")).to_be_attached()
    zones = page.locator("path.zone").count()
    page.go_back()
    expect(page.locator("html:not(.partiel)")).to_be_attached()
    assert page.locator("path.zone").count() > zones
    page.goto(f"{page.url.partition('#')[0]}#/commune/09122")
    expect(page.locator("#panneau .atlas-commune")).to_have_text("Foix")
    before = page.locator("#panneau .atlas-reponse").inner_text()
    page.get_by_role("button", name="Je suis un bailleur social").click()
    expect(page.locator("#panneau .atlas-reponse")).not_to_have_text(before)
    expect(page).to_have_url(re.compile(r"#/commune/09122\?acheteur=bailleurs$"))


def test_a_link_made_for_the_application_opens_here(opened: Open):
    page = opened("?commune=34032&acheteur=bailleurs")
    expect(page.locator("#panneau .atlas-commune")).to_have_text("Béziers")
    expect(page.get_by_role("button", name="Je suis un bailleur social")).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize(
    "address",
    ["#/commune/99999", "#/commune/%3Cimg%20src=x%3E", "#/nulle-part", "#/?departement=00", "#/?acheteur=zzz"],
)
def test_an_address_that_means_nothing_leaves_the_map(opened: Open, address: str):
    page = opened(address)
    expect_ready(page)
    expect(page.locator("#panneau .atlas-lead")).to_be_visible()
    assert page.locator("path.zone").count() == 17
    if "99999" in address:
        expect(page.locator("#panneau .atlas-alerte")).to_contain_text("99999")


def test_directories_are_searched_and_have_sheets(opened: Open):
    page = opened("#/annuaire")
    expect(page.locator(".entree")).to_have_count(20)
    page.get_by_label(WORDS["annuaireMots"]).press_sequentially("plie béz")
    expect(page.locator(".entree")).to_have_count(1)
    expect(page.locator(".lieu")).to_have_count(1)
    page.get_by_role("link", name="PLIE Béziers Méditerranée").click()
    expect(page.locator("#panneau h1")).to_have_text("PLIE Béziers Méditerranée")
    expect(page.locator("path.zone-local").first).to_be_attached()
    page.go_back()
    expect(page.get_by_label(WORDS["annuaireMots"])).to_have_value("plie béz")
    page.get_by_label(WORDS["annuaireMots"]).fill("béziers#1")
    expect(page.locator(".lieu")).to_have_count(page.locator(".entree").count())
    page.get_by_label(WORDS["annuaireMots"]).fill("plie béz")
    page.locator(".onglet").nth(1).click()
    expect(page.locator(".atlas-compte")).to_contain_text("0\u00a0fiche sur 17")
    page.get_by_label(WORDS["annuaireMots"]).fill("")
    expect(page.locator(".entree")).to_have_count(17)


def test_an_entry_that_does_not_exist_is_said(opened: Open):
    page = opened("#/guichet/inconnu")
    expect(page.locator("#panneau")).to_contain_text(WORDS["annuaireInconnu"])
    expect(page.locator(".nom-departement").first).to_be_visible()
    expect(page).to_have_title(re.compile(f"^{re.escape(WORDS['annuaireTitre'])}"))
    page.get_by_role("link", name=WORDS["annuaireRetour"]).click()
    expect(page.locator(".entree").first).to_be_visible()


def test_hours_are_drawn_with_their_tables(opened: Open):
    page = opened("#/heures")
    expect(page.locator("[data-dessine]")).to_have_count(5)
    page.get_by_label("Année du classement").select_option("2017")
    expect(page.locator(".graphiques").nth(1).get_by_role("img").first).to_have_attribute(
        "aria-label", re.compile("2017")
    )
    details = page.locator(".tableau").first
    details.locator("summary").click()
    expect(details.get_by_role("table")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Image SVG").first.click()
    assert Path(download.value.path()).read_text(encoding="utf-8").startswith("<svg")


def test_a_part_that_is_missing_leaves_the_others(opened: Open, stick: Path, tmp_path: Path):
    folder = shutil.copytree(stick, tmp_path / "incomplet")
    (folder / "donnees" / "annuaire.js").unlink()
    page = opened(folder=folder, quiet=False)
    expect_ready(page)
    page.get_by_role("link", name="Annuaire").click()
    expect(page.locator("#message")).to_have_text(WORDS["panne"])
    page.get_by_role("link", name="Carte", exact=True).click()
    expect(page.locator(".carte_commandes")).to_be_visible()


def test_a_page_alone_says_what_to_do(opened: Open, stick: Path, tmp_path: Path):
    (tmp_path / "seul").mkdir()
    shutil.copy(stick / "index.html", tmp_path / "seul")
    page = opened(folder=tmp_path / "seul", quiet=False)
    expect(page.locator(".secours")).to_be_visible()
    expect(page.locator(".secours")).to_contain_text("sortez d’abord tout le dossier du fichier ZIP")


@pytest.mark.parametrize("name", ["carte", "communes", "reponses", "contours", "histoires"])
def test_each_file_that_is_missing_is_said(opened: Open, stick: Path, tmp_path: Path, name: str):
    folder = shutil.copytree(stick, tmp_path / "incomplet")
    (folder / "donnees" / f"{name}.js").unlink()
    address = "#/presentation/occitanie" if name == "histoires" else f"#/commune/{BEZIERS}"
    page = opened(address, folder=folder, quiet=False)
    if name == "carte":
        expect(page.locator(".secours")).to_contain_text("Si rien ne s’affiche")
        return
    if name in ("communes", "reponses"):
        expect(page.locator("#message")).to_have_text(WORDS["panne"])
    if name == "histoires":
        expect(page.get_by_role("navigation")).to_be_visible()
        expect(page.locator("#message")).to_have_text(WORDS["panne"])
    else:
        expect(page.locator("path.zone").filter(visible=True).first).to_be_visible()


def test_files_of_two_versions_never_answer(opened: Open, stick: Path, tmp_path: Path):
    folder, data = shutil.copytree(stick, tmp_path / "mixte"), shutil.copytree(ROOT / "data", tmp_path / "data")
    table = data / "guichets.csv"
    lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
    table.write_text("".join(line for line in lines if not line.startswith("plie-beziers")), encoding="utf-8")
    other = export(tmp_path / "autre", data)
    shutil.copy(other / "donnees" / "reponses.js", folder / "donnees" / "reponses.js")
    page = opened(f"#/commune/{BEZIERS}", folder=folder)
    expect(page.locator("#message")).to_have_text(WORDS["versions"])
    expect(page.locator("#panneau .atlas-commune")).to_have_count(0)


def test_signs_that_programs_replace_stay_signs(opened: Open, tmp_path: Path):
    data = shutil.copytree(REGION, tmp_path / "region")
    name = "Prix $& et $$ et $1"
    table = data / "geo" / "communes.csv"
    rows = table.read_text(encoding="utf-8").splitlines()
    code, _, *rest = rows[1].split(",")
    table.write_text("\n".join([rows[0], ",".join([code, name, *rest]), *rows[2:]]) + "\n", encoding="utf-8")
    page = opened(f"#/commune/{code}", folder=export(tmp_path / "signes", data))
    expect(page.locator("#panneau .atlas-commune")).to_have_text(name)
    expect(page.locator("#panneau .atlas-reponse")).to_contain_text(f"À {name},")


def test_the_show_is_left_by_the_back_button(opened: Open):
    page = opened("#/presentation")
    page.get_by_role("link", name=WORDS["presentationLancer"]).click()
    expect(page.locator("html[data-etape='1']")).to_be_attached()
    page.go_back()
    expect(page.get_by_role("link", name=WORDS["presentationLancer"])).to_be_visible()


def test_the_show_runs_from_the_folder_with_its_speaker(opened: Open):
    page = opened("#/presentation")
    page.get_by_role("link", name=WORDS["presentationLancer"]).click()
    expect(page.locator("html[data-etape='1']")).to_be_attached()
    # The styles of the map are there: without them it would lie over the text, in Leaflet's own blue.
    expect(page.locator(".leaflet-map-pane")).to_have_css("position", "absolute")
    expect(page.locator(".carte")).to_have_css("overflow", "hidden")
    expect(page.locator("path.fond").first).not_to_have_css("fill", "rgb(51, 136, 255)")
    page.keyboard.press("PageDown")
    expect(page.locator("html[data-etape='2']")).to_be_attached()
    expect(page.locator("path.nouvelle").first).to_be_attached()
    page.keyboard.press("c")
    page.get_by_role("combobox").fill("toulous")
    page.keyboard.press("Enter")
    expect(page.locator(".reponse .phrase")).to_contain_text("Toulouse Métropole Emploi")
    page.keyboard.press("Escape")
    with page.context.expect_page() as opening:
        page.keyboard.press("n")
    speaker = opening.value
    expect(speaker.locator(".rang")).to_contain_text("2")
    speaker.keyboard.press("ArrowRight")
    expect(page.locator("html[data-etape='3']")).to_be_attached()
    page.keyboard.press("ArrowRight")
    expect(speaker.locator(".rang")).to_contain_text("4")
    page.reload()
    expect(page.locator("html[data-etape='4']")).to_be_attached()
    page.get_by_role("button", name="Quitter").click()
    expect(page.get_by_role("link", name=WORDS["presentationLancer"])).to_be_visible()


def test_the_show_has_no_code_when_it_would_lead_nowhere(opened: Open):
    page = opened("#/presentation/occitanie")
    expect(page.locator("html[data-etape='1']")).to_be_attached()
    expect(page.get_by_role("button", name="Code QR")).to_have_count(0)
    page.keyboard.press("q")
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_a_phone_shows_everything_in_its_width(opened: Open):
    page = opened(**PHONE)
    for address in (
        "#/",
        f"#/commune/{BEZIERS}",
        "#/annuaire",
        "#/guichet/mics-34",
        "#/heures",
        "#/presentation",
        "#/a-propos",
    ):
        page.goto(f"{page.url.partition('#')[0]}{address}")
        expect(page.locator("html[data-ecran]")).to_be_attached()
        page.wait_for_function("() => document.querySelector('#panneau, #plein').textContent.length > 10")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address


@pytest.mark.parametrize(("width", "height"), [(1366, 625), (390, 844)])
def test_nothing_jumps_and_the_answer_comes_first(opened: Open, stick: Path, width: int, height: int):
    """§ 7 of the trial: the map fell by 80 pixels, the sentence about the ZIP flashed, the menu was cut."""
    page = opened(viewport={"width": width, "height": height})
    page.add_init_script(WATCH_MOVES)
    is_phone = width < 700
    for address in ("#/", f"#/commune/{BEZIERS}", "#/annuaire", "#/?departement=34", "#/heures"):
        page.goto("about:blank")
        page.goto(f"{stick.as_uri()}/index.html{address}")
        expect(page.locator("html.pret[data-pret]:not([data-attente]), #plein h1")).to_be_attached()
        page.wait_for_timeout(400)
        assert page.evaluate("moved") <= 0.05, address
        assert not page.evaluate("hasFlashed"), address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        if address.startswith("#/commune"):
            assert page.evaluate(BOX, "#panneau .atlas-reponse")["top"] <= 400
            assert page.evaluate(BOX, "#panneau a.atlas-appel")["bottom"] <= 600
        if address == "#/annuaire":
            assert (page.evaluate(BOX, "#carte")["top"] > page.evaluate(BOX, "#panneau")["top"]) == is_phone
        if address == "#/" and not is_phone:
            assert page.evaluate(BOX, "#carte")["bottom"] <= 600
            assert page.evaluate(BOX, "#types")["top"] <= height
        assert page.locator(".tete nav").bounding_box()["height"] < 60, address


def test_the_page_shows_its_map_before_its_script(opened: Open, stick: Path, tmp_path: Path):
    folder = shutil.copytree(stick, tmp_path / "lent")
    (folder / "static" / "autonome" / "atlas.js").unlink()
    page = opened(folder=folder, quiet=False)
    expect(page.locator(".premier-vue .zone").first).to_be_visible()
    expect(page.locator("#panneau .atlas-lead")).to_be_in_viewport()
    expect(page.locator(".secours")).to_be_hidden()


def test_on_a_phone_the_answer_comes_into_sight(opened: Open):
    page = opened(**PHONE)
    page.get_by_label(WORDS["communeTitre"], exact=True).fill("beziers")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("#panneau .atlas-commune")).to_be_in_viewport()


@pytest.mark.parametrize(
    "address",
    ["#/", f"#/commune/{BEZIERS}", "#/annuaire", "#/guichet/mics-34", "#/heures", "#/presentation", "#/a-propos"],
)
def test_nothing_is_inaccessible(visit: Visit, server: Server, address: str):
    # Served: axe-core reads style sheets again, which a page opened from a folder may not.
    page = visit().page
    page.goto(f"{server.url}/atlas/{address}")
    expect(page.locator("html[data-ecran]")).to_be_attached()
    page.wait_for_function("() => document.querySelector('#panneau, #plein').textContent.length > 10")
    if address == "#/heures":
        expect(page.locator("[data-dessine]")).to_have_count(5)
    expect_accessible(page)


def test_hostile_data_stay_texts(opened: Open, tmp_path: Path):
    data = shutil.copytree(REGION, tmp_path / "region")
    make_hostile(data)
    page = opened(folder=export(tmp_path / "hostile", data))
    expect_ready(page)
    codes = page.evaluate("atlasPage.communes.colonnes.code")
    for address in (
        *(f"#/commune/{code}" for code in codes[:4]),
        "#/annuaire",
        "#/annuaire?liste=structures",
        "#/heures",
        "#/a-propos",
    ):
        page.goto(f"{page.url.partition('#')[0]}{address}")
        page.wait_for_function("() => document.querySelector('#panneau, #plein').textContent.length > 10")
        assert page.locator("main img, main script, main iframe").count() == 0
    page.goto(f"{page.url.partition('#')[0]}#/commune/{codes[0]}")
    expect(page.locator("path.commune-choisie")).to_be_attached()


def test_the_application_serves_the_same_and_leads_to_it(visit: Visit, server: Server):
    page = visit().page
    page.goto(f"{server.url}/presenter")
    link = page.get_by_role("link", name=texts.LIGHT_OPEN)
    with page.context.expect_page() as opening:
        link.click()
    atlas = opening.value
    expect_ready(atlas)
    expect(atlas).to_have_url(f"{server.url}/atlas/")
    atlas.get_by_label(WORDS["communeTitre"], exact=True).fill("34500")
    expect(atlas.get_by_role("option").first).to_contain_text("Béziers")
    atlas.keyboard.press("Enter")
    expect(atlas.locator("#panneau .atlas-commune")).to_have_text("Béziers")
    atlas.get_by_role("link", name="Heures").click()
    expect(atlas.locator("[data-dessine]")).to_have_count(5)
    with page.expect_download() as download, page.context.expect_page():
        page.get_by_role("link", name=texts.LIGHT_ZIP).click()
    assert download.value.suggested_filename == "atlas.zip"


def test_in_a_frame_it_says_how_high_it_is_and_shows_the_map_alone(visit: Visit, server: Server):
    page = visit().page
    page.goto(f"{server.url}/atlas/?embed=true&commune={BEZIERS}")
    expect(page.locator("#panneau .atlas-commune")).to_have_text("Béziers")
    expect(page.get_by_role("navigation")).to_be_hidden()
    expect(page.locator(".credit a")).to_be_visible()
    page.evaluate(
        """() => {
            window.said = [];
            window.addEventListener("message", ({ data }) => data?.type === "atlas-hauteur" && said.push(data.hauteur));
            document.getElementById("page").append(Object.assign(document.createElement("p"), { textContent: "plus" }));
        }"""
    )
    height = "Math.ceil(document.getElementById('page').getBoundingClientRect().height)"
    page.wait_for_function(f"() => said.at(-1) === {height}")
    before = page.evaluate(height)
    page.set_viewport_size({"width": 1366, "height": 2400})
    assert page.evaluate(height) == before
    page.evaluate("said.length = 0; window.postMessage({ type: 'atlas-hauteur' }, '*')")
    page.wait_for_function(f"() => said.at(-1) === {height}")
