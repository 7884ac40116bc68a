"""axe-core finds no violation of level A or AA in what the project draws (RGAA 4, WCAG 2.1)."""

from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from clauses.rendu.mots import atlas as texts
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


def expect_accessible(atlas: Atlas) -> None:
    found = violations(atlas.page.locator("html")) + violations(atlas.frame.locator("html"))
    assert not found, "\n\n".join(found)


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("commune", ["", "34032", "30032"])
def test_home_and_answers(visit: Visit, colours: str, commune: str):
    atlas = visit(color_scheme=colours)
    atlas.open(f"?commune={commune}" if commune else "")
    if commune:
        expect(atlas.panel).to_be_visible()
        expect(atlas.frame.locator("path.commune-choisie")).to_have_count(1)
    expect(atlas.frame.locator(f"html[data-theme='{'clair' if colours == 'light' else 'sombre'}']")).to_be_attached()
    expect_accessible(atlas)


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_options_search_and_messages(visit: Visit, colours: str):
    atlas = visit(color_scheme=colours)
    atlas.open("?commune=99999&couches=departements,sieges,epci,qpv,motifs&a_confirmer=non&departement=34")
    expect(atlas.frame.locator(".qpv").first).to_be_visible()
    atlas.box.fill("saint")
    expect(atlas.suggestions.first).to_be_visible()
    expect_accessible(atlas)
    atlas.box.fill("xyzzy")
    expect(atlas.page.get_by_text(texts.SEARCH_EMPTY).first).to_be_visible()
    expect_accessible(atlas)
    atlas.page.get_by_role("radio", name=texts.TABLES[texts.TABLE_ZONES]).click()
    expect(atlas.page.get_by_role("table", name=texts.TABLE_ALT[texts.TABLE_ZONES])).to_be_visible()
    atlas.show_options()
    expect_accessible(atlas)
