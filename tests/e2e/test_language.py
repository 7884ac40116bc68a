"""No English is left on screen, whether written by the project or by Streamlit."""

import re

from playwright.sync_api import expect

from clauses.rendu.mots import annuaire
from tests.e2e.atlas import Atlas

ENGLISH = re.compile(
    r"\b(skip to|choose|an option|search|press|enter to|running|download|fullscreen|open|close|clear|select|selected"
    r"|loading|error|show|hide|help|settings|zoom in|zoom out|no results|deploy|stop|rerun|copy|view|sort|column|data"
    r"|component|main menu|made with|logo image)\b",
    re.IGNORECASE,
)
# Its name is that one in French too.
LICENCE = "Licence Ouverte / Open Licence 2.0"
# Every text a reader may see or hear: texts, and attributes read aloud or shown by the pointer.
WORDS = """root => {
    const attributes = ["aria-label", "title", "alt", "placeholder", "aria-roledescription", "aria-description"]
    const found = []
    const visit = node => {
        if (["SCRIPT", "STYLE", "NOSCRIPT", "IFRAME"].includes(node.tagName)) return
        if (node.nodeType === Node.TEXT_NODE) {
            // Icons are drawn from their English name, and hidden from screen readers or named otherwise.
            if (!node.parentElement?.closest("[translate=no], [data-testid=stIconMaterial]")) found.push(node.data)
            return
        }
        if (node.nodeType === Node.ELEMENT_NODE)
            found.push(...attributes.map(name => node.getAttribute(name) ?? ""))
        for (const child of [...node.childNodes, ...(node.shadowRoot?.childNodes ?? [])]) visit(child)
    }
    visit(root)
    return found.map(text => text.trim()).filter(Boolean)
}"""


def english(atlas: Atlas) -> list[str]:
    words = atlas.page.locator("body").evaluate(WORDS) + atlas.frame.locator("body").evaluate(WORDS)
    assert len(words) > 50
    return [text for text in words if ENGLISH.search(text) and text != LICENCE]


def test_no_english_word_is_left(atlas: Atlas):
    atlas.open("?commune=34032")
    atlas.expect_answer("Béziers")
    assert not english(atlas)
    atlas.show_options()
    assert not english(atlas)


def test_lists_of_the_directory_are_in_french(atlas: Atlas):
    """Their options, and what they say when nothing matches."""
    atlas.page.goto(f"{atlas.url}/annuaire")
    chosen = atlas.page.get_by_role("combobox", name=annuaire.DEPARTEMENT[annuaire.GUICHETS])
    chosen.click()
    expect(atlas.page.get_by_role("option").first).to_be_visible()
    assert not english(atlas)
    chosen.fill("zzz")
    expect(atlas.page.get_by_role("option", name="34 Hérault")).to_have_count(0)
    expect(atlas.page.get_by_role("listbox")).to_be_visible()
    assert not english(atlas)
