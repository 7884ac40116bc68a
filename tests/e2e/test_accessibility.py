"""axe-core finds no violation of level A or AA in what the project draws (RGAA 4, WCAG 2.1)."""

from importlib.resources import files
from typing import Any

from playwright.sync_api import FrameLocator, Locator, Page, expect

from clauses.rendu.mots import atlas as texts
from clauses.rendu.mots import territoire as texts_territoire
from tests.e2e.atlas import Atlas
from tests.e2e.conftest import Visit

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]

STREAMLIT: dict[tuple[str, str], str] = {}
"""Violations in what Streamlit draws itself, by rule and part of the selector, with the reason they are let through.

They are told in the accessibility statement. Nothing the project draws may be here.
"""


def violations(root: Locator) -> list[str]:
    """One line per element that breaks a rule, in the document of this element."""
    root.evaluate(AXE)
    found: dict[str, Any] = root.evaluate(
        "(root, rules) => axe.run(document, {runOnly: rules, resultTypes: ['violations'], iframes: false})", RULES
    )
    assert len(found["passes"]) > 5, "axe-core looked at nothing"
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']} {node['html'][:160]}"
        for violation in found["violations"]
        for node in violation["nodes"]
        if not any(violation["id"] == rule and part in str(node["target"]) for rule, part in STREAMLIT)
    ]


# The page, and the map in its frame, show the colours asked for, and nothing is passing from a colour to another.
PAINTED = """colours => {
    const framed = [...document.querySelectorAll("iframe")].map(frame => frame.contentDocument).filter(Boolean)
    const all = [document, ...framed]
    const themes = all.map(each => each.documentElement.dataset.theme).filter(Boolean)
    const streamlit = document.querySelector(".stApp")
    return themes.every(theme => theme === (colours === "dark" ? "sombre" : "clair"))
        && (!streamlit || getComputedStyle(streamlit).colorScheme === colours)
        && !all.some(each => each.getAnimations().some(animation => animation instanceof CSSTransition))
}"""


def expect_accessible(page: Page, *frames: FrameLocator, colours: tuple[str, ...] = ("light", "dark")) -> None:
    """In light colours, then in dark ones: the page follows its reader, who need not open it again."""
    for scheme in colours:
        page.emulate_media(color_scheme=scheme)
        page.wait_for_function(PAINTED, arg=scheme)
        found = [each for root in (page, *frames) for each in violations(root.locator("html"))]
        assert not found, "\n\n".join([f"{page.url}, {scheme}", *found])


def test_dark_from_the_start(visit: Visit):
    atlas = visit(color_scheme="dark")
    atlas.open("?commune=34032")
    expect(atlas.frame.locator("html[data-theme='sombre']")).to_be_attached()
    assert not violations(atlas.page.locator("html"))
    assert not violations(atlas.frame.locator("html"))


def test_home_and_answers(atlas: Atlas):
    atlas.open()
    expect_accessible(atlas.page, atlas.frame)
    for code, commune in {"34032": "Béziers", "30032": "Beaucaire"}.items():
        atlas.go(f"/?commune={code}")
        atlas.expect_answer(commune)
        atlas.settle()
        expect(atlas.frame.locator("path.commune-choisie")).to_have_count(1)
        expect_accessible(atlas.page, atlas.frame)


def test_options_search_and_messages(atlas: Atlas):
    atlas.open("?commune=99999&couches=departements,sieges,epci,qpv,motifs&a_confirmer=non&departement=34")
    expect(atlas.frame.locator(".qpv").first).to_be_visible()
    atlas.box.fill("saint")
    expect(atlas.suggestions.first).to_be_visible()
    expect_accessible(atlas.page, atlas.frame)
    atlas.box.fill("xyzzy")
    expect(atlas.page.get_by_text(texts_territoire.SEARCH_EMPTY).first).to_be_visible()
    expect_accessible(atlas.page, atlas.frame)
    atlas.page.get_by_role("radio", name=texts.TABLES[texts.TABLE_ZONES]).click()
    expect(atlas.page.get_by_role("table", name=texts.TABLE_ALT[texts.TABLE_ZONES])).to_be_visible()
    atlas.show_options()
    expect_accessible(atlas.page, atlas.frame)
