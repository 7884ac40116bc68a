"""Territoire in a browser: found by its name, from the map, printed, read on a phone and with the keyboard."""

import re

import pytest
from playwright.sync_api import expect

from clauses.rendu.mots import atlas as shared
from clauses.rendu.mots import territoire as texts
from tests.e2e.atlas import Atlas
from tests.e2e.conftest import Visit
from tests.e2e.test_accessibility import expect_accessible
from tests.e2e.test_display import PHONE, overflow
from tests.serveur import Server


def open_sheet(atlas: Atlas, query: str = "", name: str | None = None) -> None:
    atlas.page.goto(f"{atlas.url}/territoire{query}")
    expect_screen(atlas, name)


def expect_screen(atlas: Atlas, name: str | None = None) -> None:
    expect(atlas.page.get_by_role("heading", level=1)).to_have_text([texts.TITLE])
    expect(atlas.page.get_by_role("heading", name=texts.COMPARE_TITLE)).to_be_visible()
    # The script of a box gives it its label.
    for label in (texts.SEARCH_LABEL, texts.COMPARE_SEARCH):
        expect(atlas.page.get_by_role("combobox", name=label)).to_be_visible()
    if name:
        expect_sheet(atlas, name)
    atlas.settle()


def expect_sheet(atlas: Atlas, name: str) -> None:
    # The name may be a title of the screen before.
    expect(atlas.page.get_by_role("heading", level=1)).to_have_text([texts.TITLE])
    atlas.settle()
    expect(atlas.page.get_by_role("heading", level=2, name=name, exact=True)).to_be_visible()


def test_found_by_its_name_with_the_keyboard(atlas: Atlas):
    open_sheet(atlas, name="Occitanie")
    box = atlas.page.get_by_role("combobox", name=texts.SEARCH_LABEL)
    box.fill("sete agglo")
    expect(atlas.page.get_by_role("option").first).to_contain_text("Sète")
    box.press("Enter")
    expect(atlas.page).to_have_url(re.compile(r"territoire=EPCI:200066355|territoire=EPCI%3A200066355"))
    expect_sheet(atlas, "Communauté d’agglomération Sète Agglopôle Méditerranée")


def test_from_the_map_to_the_sheet_and_back(atlas: Atlas):
    atlas.open("?commune=34032")
    atlas.panel.get_by_role("link", name=re.compile("^Fiche de la commune")).click()
    expect_sheet(atlas, "Béziers")
    atlas.page.get_by_role("link", name="Voir sur la carte").click()
    atlas.expect_answer("Béziers")


def test_a_sheet_has_a_map_and_prints(atlas: Atlas, tmp_path):
    open_sheet(atlas, "?territoire=EPCI:243100518", "Toulouse Métropole")
    picture = atlas.page.get_by_role("img", name=re.compile("^Situation du territoire"))
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    with atlas.page.expect_download() as event:
        atlas.page.get_by_role("button", name=texts.PRINT).click()
    assert event.value.suggested_filename == "fiche-epci-243100518.pdf"
    event.value.save_as(tmp_path / "fiche.pdf")
    assert (tmp_path / "fiche.pdf").read_bytes().startswith(b"%PDF")


def test_comparison_grows_with_the_search_box(atlas: Atlas):
    open_sheet(atlas, "?territoire=DEP:34&comparer=DEP:31", "Hérault")
    box = atlas.page.get_by_role("combobox", name=texts.COMPARE_SEARCH)
    box.fill("beziers")
    expect(atlas.page.get_by_role("option").first).to_contain_text("Béziers")
    box.press("Enter")
    table = atlas.page.get_by_role("table", name=texts.COMPARE_ALT)
    expect(table.get_by_role("columnheader", name="Béziers", exact=True)).to_be_visible()
    expect(table.get_by_role("columnheader", name="Haute-Garonne")).to_be_visible()
    expect(atlas.page).to_have_url(re.compile(r"COM(:|%3A)34032"))


def test_simulation_answers(atlas: Atlas):
    open_sheet(atlas, "?territoire=EPCI:243000585")
    atlas.page.get_by_text(texts.SIMULATION_TOGGLE).click()
    expect(atlas.page.get_by_role("region", name="Résultat de la simulation")).to_contain_text("habitants de plus")


SHIFTS = """globalThis.decalages = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) globalThis.decalages += entry.hadRecentInput ? 0 : entry.value;
}).observe({ type: "layout-shift", buffered: true });"""


def test_on_a_phone_nothing_overflows_nor_jumps(visit: Visit, subtests: pytest.Subtests):
    """S17: of four territories side by side, a phone showed one. Layout shift was 0.69 there."""
    atlas = visit(**PHONE)
    atlas.page.add_init_script(SHIFTS)
    for query in ("", "?territoire=COM:34032", "?territoire=EPCI:243100518&simuler=oui"):
        with subtests.test(query):
            open_sheet(atlas, query)
            assert overflow(atlas) <= 0
            assert atlas.page.evaluate("decalages") <= 0.05
    table = atlas.page.get_by_role("table", name=texts.COMPARE_ALT)
    expect(table.get_by_role("columnheader")).to_have_count(3)
    atlas.page.get_by_role("radio", name="Occitanie").check()
    expect(table.get_by_role("columnheader").last).to_have_text("Occitanie")
    assert table.evaluate("table => table.parentElement.scrollWidth - table.parentElement.clientWidth") <= 0


def test_accessible(atlas: Atlas):
    open_sheet(atlas, "?territoire=DEP:34&simuler=oui&si=EPCI:243000585", "Hérault")
    expect_accessible(atlas.page)
    atlas.go("/territoire?territoire=COM:30032")
    expect_screen(atlas, "Beaucaire")
    expect_accessible(atlas.page)


def test_hostile_texts_stay_texts(visit: Visit, hostile: Server, subtests: pytest.Subtests):
    atlas = visit(hostile)
    for key in ("COM:09004", "EPCI:900000002", "DEP:98", "REG:R9"):
        with subtests.test(key):
            open_sheet(atlas, f"?territoire={key}&comparer=COM:98001&simuler=oui")
            expect(atlas.page.get_by_role("heading", name=texts.GUICHETS_TITLE)).to_be_visible()
            expect_harmless_page(atlas)
            with atlas.page.expect_download():
                atlas.page.get_by_role("button", name=texts.PRINT).click()


def expect_harmless_page(atlas: Atlas) -> None:
    expect(atlas.page.locator("a[href^='javascript' i]")).to_have_count(0)
    expect(
        atlas.page.locator("[onerror], img[src='x'], [src*='ailleurs'], [href^='http'][href*='ailleurs']")
    ).to_have_count(0)
    expect(atlas.page.get_by_text(shared.INCIDENT_TITLE)).to_have_count(0)
