"""Experiences, tool box and glossary in a browser: pages open in place, definitions are reached by everyone."""

import pytest
from playwright.sync_api import expect

from clauses.rendu.mots import atlas as shared
from clauses.rendu.mots import contenus as texts
from clauses.rendu.mots import territoire as territoire_texts
from tests.e2e.atlas import Atlas
from tests.e2e.conftest import Visit
from tests.e2e.test_accessibility import expect_accessible
from tests.e2e.test_display import PHONE, overflow
from tests.serveur import Server

TITLES = {
    "retours": texts.RETOURS_TITLE,
    "outils": texts.OUTILS_TITLE,
    "glossaire": texts.GLOSSAIRE_TITLE,
    "donnees": "D’où viennent les chiffres, et comment les reprendre",
}
# No title twice in a row: the new one says that the new page is there.
PAGES = (
    "retours", "outils", "retours?retour=toulouse", "outils?outil=marche-reserve", "glossaire",
    "donnees?rubrique=accessibilite",
)  # fmt: skip


def open_page(atlas: Atlas, page: str) -> None:
    atlas.go(f"/{page}")
    expect(atlas.page.get_by_role("heading", level=1)).to_have_text([TITLES[page.partition("?")[0]]])
    atlas.settle()


def test_pages_lead_to_each_other(atlas: Atlas):
    """An experience opens in its list and gives it back; the menu, a page of the tool box, a territory."""
    open_page(atlas, "retours")
    atlas.page.get_by_role("link", name="Alès").click()
    expect(atlas.page.get_by_role("heading", level=2, name="Alès")).to_be_visible()
    atlas.expect_query(retour="ales")
    atlas.page.get_by_role("link", name=texts.BACK).click()
    expect(atlas.page.get_by_role("table", name=texts.RETOURS_TABLE).get_by_role("row")).to_have_count(7)
    open_page(atlas, "outils?outil=marche-reserve")
    atlas.page.get_by_role("link", name="Le rôle du facilitateur").click()
    atlas.expect_query(outil="role-du-facilitateur")
    atlas.page.get_by_role("banner").get_by_text(shared.MENU_MORE).click()
    atlas.page.get_by_role("banner").get_by_role("link", name=texts.GLOSSAIRE_MENU).click()
    expect(atlas.page.get_by_role("heading", level=1)).to_have_text([texts.GLOSSAIRE_TITLE])
    open_page(atlas, "retours?retour=toulouse")
    atlas.page.get_by_role("link", name="Fiche du territoire").click()
    expect(atlas.page.get_by_role("heading", level=1)).to_have_text([territoire_texts.TITLE])
    atlas.settle()
    expect(atlas.page.get_by_role("heading", level=2, name="Toulouse Métropole", exact=True)).to_be_visible()


@pytest.mark.parametrize("options", [{}, PHONE], ids=["wide", "phone"])
def test_a_definition_is_shown_on_focus_within_the_window(visit: Visit, options: dict):
    atlas = visit(**options)
    open_page(atlas, "outils?outil=marche-reserve")
    term = atlas.page.locator("abbr[tabindex]").first
    term.focus()
    shown = term.evaluate(
        "node => { const style = getComputedStyle(node, '::after');"
        " return {text: style.content, position: style.position, width: parseFloat(style.width)} }"
    )
    assert len(shown["text"]) > 20
    assert shown["position"] == "fixed"
    assert shown["width"] <= atlas.page.viewport_size["width"]
    assert overflow(atlas) <= 0
    # Nor as faint as the text around it.
    open_page(atlas, "retours?retour=toulouse")
    term = atlas.page.locator(".atlas-doux abbr[tabindex]").first
    term.focus()
    opacity = """node => {
        let opacity = 1
        for (let each = node; each; each = each.parentElement) opacity *= getComputedStyle(each).opacity
        return opacity
    }"""
    assert term.evaluate(opacity) == 1


def test_glossary_narrows_as_one_types(atlas: Atlas):
    open_page(atlas, "glossaire")
    terms = atlas.page.locator(".atlas-glossaire dt")
    expect(terms).not_to_have_count(1)
    atlas.page.get_by_label(texts.GLOSSAIRE_SEARCH).press_sequentially("allotissement")
    expect(terms.first).to_have_text("Allotissement")
    atlas.expect_query(termes="allotissement")


def test_on_a_phone_nothing_overflows(visit: Visit, subtests: pytest.Subtests):
    atlas = visit(**PHONE)
    for page in PAGES:
        with subtests.test(page):
            open_page(atlas, page)
            assert overflow(atlas) <= 0


def test_accessible(atlas: Atlas, subtests: pytest.Subtests):
    for page in PAGES:
        with subtests.test(page):
            open_page(atlas, page)
            expect_accessible(atlas.page)


def test_hostile_contents_stay_texts(visit: Visit, hostile_contents: Server):
    atlas = visit(hostile_contents)
    for page in ("retours", "outils", "retours?retour=essai", "outils?outil=essai", "glossaire"):
        open_page(atlas, page)
        bad = "a[href^='javascript' i], [onerror], img[src='x'], [src*='ailleurs'], main script"
        expect(atlas.page.locator(bad)).to_have_count(0)
