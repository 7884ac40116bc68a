"""First screen: it hands over to the application without a jump, and answers without JavaScript."""

from typing import Any

import pytest
from playwright.sync_api import Route, expect

from tests.e2e.atlas import Atlas
from tests.e2e.conftest import Visit

# Where each thing is in a tree, components included; what moved under the eyes of the reader.
WATCH = """
window.moved = 0;
new PerformanceObserver((list) => list.getEntries().forEach((each) => { window.moved += each.value; }))
  .observe({ type: "layout-shift", buffered: true });
window.places = (root) => {
  function* walk(tree, selector) {
    yield* tree.querySelectorAll(selector);
    for (const host of tree.querySelectorAll("*")) if (host.shadowRoot) yield* walk(host.shadowRoot, selector);
  }
  const wanted = {
    title: "h1", field: ".premier-champ input[type=text], .recherche input", map: ".premier-carte, iframe",
    sentence: ".atlas-reponse", call: ".atlas-appel",
  };
  return Object.fromEntries(Object.entries(wanted).map(([name, selector]) => {
    const { left, top } = walk(root, selector).next().value.getBoundingClientRect();
    return [name, [left, top]];
  }));
};
new MutationObserver((_, observer) => {
  const premier = document.getElementById("premier");
  if (!premier?.querySelector(".premier-message")) return;
  observer.disconnect();
  const remove = premier.remove.bind(premier);
  premier.remove = () => { window.before = window.places(premier); remove(); };
}).observe(document, { childList: true, subtree: true });
"""


@pytest.mark.parametrize("size", [(1366, 625), (390, 844)], ids=str)
def test_hand_over_is_not_seen(visit: Visit, size: tuple[int, int]):
    """Nothing jumps, what was typed goes on, and the answer of a link is seen at once on a phone."""
    atlas = visit(viewport={"width": size[0], "height": size[1]})
    page = atlas.page
    page.add_init_script(WATCH)
    page.goto(f"{atlas.url}/?commune=34032")
    before: dict[str, Any] = page.evaluate("() => window.before")
    after = page.evaluate("() => window.places(document.getElementById('root'))")
    for name, (left, top) in before.items():
        assert after[name] == pytest.approx([left, top], abs=8), name
    if size[0] == 390:
        assert before["sentence"][1] <= 400
        assert before["call"][1] <= 600
    assert page.evaluate("() => window.moved") <= 0.05


def test_page_without_javascript_answers(visit: Visit):
    atlas = visit(java_script_enabled=False)
    page = atlas.page
    page.goto(atlas.url)
    page.get_by_role("textbox", name="Votre commune").fill("beziers")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Béziers", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Appeler le 04 67 01 68 68").first).to_be_visible()
    expect(page).to_have_url(f"{atlas.url}/?commune=34032")


def test_typed_text_and_focus_go_over(atlas: Atlas):
    page = atlas.page
    # Held back until it is typed.
    held: list[Route] = []
    is_typed = False

    def hold(route: Route) -> None:
        if is_typed:
            route.continue_()
        else:
            held.append(route)

    page.route("**/static/js/index.*", hold)
    page.evaluate("url => { location.href = url }", f"{atlas.url}/")
    page.locator("#premier input[name=q]").fill("toul")
    is_typed = True
    for route in held:
        route.continue_()
    expect(page.locator("#premier")).to_have_count(0)
    expect(atlas.box).to_be_focused()
    expect(atlas.box).to_have_value("toul")
