"""The presentation in a browser: keys, layers, map, commune, notes; what a presenter does before a room."""

import re
import signal
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from clauses.rendu.mots import atlas as shared
from clauses.rendu.mots import presentation as texts
from tests.donnees.hostile import CELLS
from tests.e2e.conftest import Visit
from tests.e2e.test_accessibility import violations
from tests.e2e.test_display import PHONE
from tests.serveur import Server, running

LAST = 11
GAPS, DEPARTEMENTS, TOULOUSE = 10, 8, 5
BEAMER = {"viewport": {"width": 1280, "height": 720}}
WORDS = texts.SCRIPT

Show = Callable[..., Page]


@pytest.fixture
def show(visit: Visit) -> Show:
    """Open the presentation at a step, drawn."""

    def show(etape: int = 1, query: str = "", **options: Any) -> Page:
        atlas = visit(**(BEAMER | options))
        atlas.page.goto(f"{atlas.url}/presentation?etape={etape}{query}")
        expect_step(atlas.page, etape)
        return atlas.page

    return show


def expect_step(page: Page, rank: int) -> None:
    """A step is on screen: its text, its rank, its layer."""
    expect(page.locator(f"html[data-etape='{rank}']")).to_be_attached()
    expect(page.locator(".compteur")).to_have_text(f"{rank} / {LAST}")
    expect(page.locator("article.etape:visible")).to_have_count(1)
    if rank > 1:
        expect(page).to_have_url(re.compile(rf"etape={rank}\b"))


def colours(page: Page) -> set[str]:
    """Colours of the zones where a guichet answers; under hatches, that of the ground."""
    return set(
        page.locator("path.zone-local, path.zone-departemental").evaluate_all(
            "all => all.map(each => each.getAttribute('fill').match(/^url..([^)]+)/)?.[1])"
            ".map((id, at) => id ? document.getElementById(id).querySelector('rect').style.fill"
            " : getComputedStyle(all[at]).fill)"
        )
    )


def fills(page: Page) -> list[str]:
    """Fills of the zones, except those without a guichet."""
    return page.locator("path.zone:not(.zone-non_documente)").evaluate_all(
        "all => all.map(each => each.getAttribute('fill'))"
    )


def view(page: Page) -> dict[str, float]:
    return page.evaluate(
        "() => { const { map } = atlasVue.carte, { lat, lng } = map.getCenter();"
        " return { zoom: map.getZoom(), lat, lng } }"
    )


def dialog(page: Page, name: str) -> Locator:
    return page.get_by_role("dialog", name=name)


def test_keys_of_a_keyboard_and_of_a_remote_control(show: Show):
    page = show()
    for key, rank in (
        ("ArrowRight", 2), ("Space", 3), ("PageDown", 4), ("ArrowDown", 5), ("ArrowLeft", 4), ("PageUp", 3),
        ("ArrowUp", 2), ("Shift+Space", 1), ("ArrowLeft", 1), ("End", LAST), ("PageDown", LAST), ("Home", 1),
    ):  # fmt: skip
        page.keyboard.press(key)
        expect_step(page, rank)
    expect(page).to_have_title(re.compile(r"^1\. "))


def test_buttons_then_the_space_bar(show: Show):
    page = show(2)
    page.get_by_role("button", name=WORDS["suivante"]).click()
    expect_step(page, 3)
    page.get_by_role("button", name=WORDS["precedente"]).click()
    expect_step(page, 2)
    # The mouse leaves no focus behind: the space bar is the next step, not the same button again.
    page.keyboard.press("Space")
    expect_step(page, 3)
    expect(page.get_by_role("status").filter(has_text="Étape 3 sur 11")).to_be_attached()
    page.keyboard.press("End")
    expect(page.get_by_role("button", name=WORDS["suivante"])).to_be_disabled()


def test_back_forward_reload_and_a_link(show: Show):
    page = show(3)
    page.keyboard.press("ArrowRight")
    expect_step(page, 4)
    page.keyboard.press("ArrowRight")
    expect_step(page, 5)
    page.go_back()
    expect_step(page, 4)
    page.go_back()
    expect_step(page, 3)
    page.go_forward()
    expect_step(page, 4)
    page.reload()
    expect_step(page, 4)


def test_a_step_that_does_not_exist(visit: Visit, subtests: pytest.Subtests):
    atlas = visit(**BEAMER)
    for asked, shown in {"99": LAST, "0": 1, "-3": 1, "abc": 1, "2.5": 1}.items():
        with subtests.test(asked):
            atlas.page.goto(f"{atlas.url}/presentation?etape={asked}")
            expect(atlas.page.locator(".compteur")).to_have_text(f"{shown} / {LAST}")


def test_layers_are_added_and_those_before_stay(show: Show):
    page = show(1)
    assert fills(page) == []
    seen: set[str] = set()
    for rank in (2, 4, 6, DEPARTEMENTS):
        while int(page.locator("html").get_attribute("data-etape") or 0) < rank:
            page.keyboard.press("PageDown")
            expect_step(page, page.evaluate("atlasVue.rang"))
        now = colours(page)
        assert now > seen, rank
        seen = now
        expect(page.locator(".legende .ajoutee").first).to_be_visible()


def test_what_remains_stands_out(show: Show):
    page = show(GAPS)
    expect(page.locator("path.repondu").first).to_be_attached()
    expect(page.locator("path.lacune.zone-non_documente").first).to_be_attached()
    expect(page.locator(".legende")).to_contain_text("Aucun guichet trouvé")
    expect(page.locator(".legende")).to_contain_text("Un guichet répond")


def test_the_map_keeps_its_place_until_a_step_frames_another(show: Show):
    page = show(DEPARTEMENTS)
    page.evaluate("atlasVue.carte.map.setView([43.6, 3.2], 9, { animate: false })")
    moved = view(page)
    page.keyboard.press("ArrowRight")
    expect_step(page, DEPARTEMENTS + 1)
    assert view(page) == moved
    size = page.locator(".carte").bounding_box()
    page.keyboard.press("ArrowRight")
    expect_step(page, GAPS)
    assert view(page) == moved
    assert page.locator(".carte").bounding_box() == size
    page.goto(re.sub(r"etape=\d+", f"etape={TOULOUSE}", page.url))
    expect_step(page, TOULOUSE)
    assert view(page)["zoom"] > moved["zoom"]


def test_a_step_asks_the_server_for_nothing(show: Show):
    page = show(1)
    page.wait_for_function("atlasVue.carte.files.size >= 7")
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for rank in range(2, LAST):
        page.keyboard.press("PageDown")
        expect_step(page, rank)
    # Chromium looks at the icon of a page whose address changes; it has it already.
    assert not [url for url in asked if not url.endswith("icone.svg")]


def test_a_commune_asked_from_the_room(show: Show):
    page = show(DEPARTEMENTS)
    before = view(page)
    page.keyboard.press("c")
    box = page.get_by_role("combobox", name=WORDS["communeTitre"])
    expect(box).to_be_focused()
    # Letters and spaces are for the box, not for the show.
    box.press_sequentially("beziers b")
    expect_step(page, DEPARTEMENTS)
    box.fill("bezi")
    expect(page.get_by_role("option").first).to_contain_text("Béziers")
    page.keyboard.press("Enter")
    answer = page.get_by_role("region", name="Réponse pour Béziers")
    expect(answer).to_contain_text("contactez\u00a0: PLIE Béziers Méditerranée, 04\u00a067\u00a001\u00a068\u00a068.")
    expect(answer).to_be_focused()
    expect(page.locator("path.commune-choisie")).to_have_count(1)
    expect(page).to_have_url(re.compile("commune=34032"))
    page.reload()
    expect(answer).to_be_visible()
    page.keyboard.press("Escape")
    expect(answer).to_have_count(0)
    expect(page.locator("path.commune-choisie")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("commune"))
    assert view(page)["zoom"] == pytest.approx(before["zoom"])
    expect_step(page, DEPARTEMENTS)


def test_the_next_step_closes_the_answer(show: Show):
    page = show(DEPARTEMENTS, "&commune=30032")
    expect(page.get_by_role("region", name="Réponse pour Beaucaire")).to_contain_text("Commencez par")
    page.keyboard.press("PageDown")
    expect_step(page, DEPARTEMENTS + 1)
    expect(page.locator(".reponse")).to_have_count(0)


def test_a_commune_that_does_not_exist(show: Show):
    page = show(2)
    page.keyboard.press("/")
    page.get_by_role("combobox").fill("xyzzy")
    expect(page.get_by_text(WORDS["communeRien"])).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("combobox")).to_be_hidden()
    page.keyboard.press("PageDown")
    expect_step(page, 3)


@pytest.mark.parametrize("key", ["b", "."])
def test_black_screen(show: Show, key: str):
    page = show(3)
    page.keyboard.press(key)
    black = dialog(page, WORDS["noir"])
    expect(black).to_be_visible()
    assert black.bounding_box() == {"x": 0, "y": 0, "width": 1280, "height": 720}
    page.keyboard.press("PageDown")
    expect(black).to_be_hidden()
    expect_step(page, 3)


@pytest.mark.parametrize("key", ["o", "Escape"])
def test_overview(show: Show, key: str):
    page = show(3)
    page.keyboard.press(key)
    plan = dialog(page, WORDS["planTitre"])
    expect(plan.get_by_role("button")).to_have_count(LAST + 1)
    expect(plan.locator("[aria-current=step]")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect_step(page, 4)
    expect(plan).to_be_hidden()
    page.keyboard.press("o")
    page.keyboard.press("o")
    expect(plan).to_be_hidden()


def test_help_code_and_their_way_out(show: Show):
    page = show(4)
    page.keyboard.press("?")
    expect(dialog(page, WORDS["aideTitre"])).to_contain_text("Écran noir")
    page.keyboard.press("q")
    expect(dialog(page, WORDS["aideTitre"])).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("q")
    code = dialog(page, WORDS["qrTitre"])
    expect(code).to_contain_text("/presentation?histoire=occitanie&etape=4")
    # Nobody's phone reaches this very computer.
    expect(code).to_contain_text("n’est joignable que de cet ordinateur")
    assert code.locator("img").evaluate("image => image.decode().then(() => image.naturalWidth)") > 0


def test_projector_colours_are_kept(show: Show):
    page = show(TOULOUSE)
    plain = fills(page)
    page.keyboard.press("p")
    expect(page.locator("html.contraste")).to_be_attached()
    expect(page.get_by_role("button", name=WORDS["contraste"])).to_have_attribute("aria-pressed", "true")
    page.wait_for_function(
        "before => document.querySelector('path.zone-local').getAttribute('fill') !== before", arg=plain[0]
    )
    expect(page).to_have_url(re.compile("contraste=oui"))
    page.goto(re.sub(r"\?.*", "?etape=2", page.url))
    expect_step(page, 2)
    expect(page.locator("html.contraste")).to_be_attached()
    page.keyboard.press("p")
    expect(page.locator("html.contraste")).to_have_count(0)
    page.goto(re.sub(r"\?.*", "?etape=2&contraste=oui", page.url))
    expect(page.locator("html.contraste")).to_be_attached()


def test_the_window_of_the_speaker_follows_and_leads(show: Show):
    page = show(2)
    with page.expect_popup() as opened:
        page.keyboard.press("n")
    notes = opened.value
    expect(notes.locator(".rang")).to_have_text("Étape 2 sur 11")
    expect(notes.locator(".note")).to_contain_text("Un PLIE est un plan")
    expect(notes.locator(".suite")).to_contain_text("À Béziers")
    page.keyboard.press("PageDown")
    expect(notes.locator(".rang")).to_have_text("Étape 3 sur 11")
    notes.keyboard.press("PageDown")
    expect_step(page, 4)
    notes.get_by_role("button", name=WORDS["noir"]).click()
    expect(dialog(page, WORDS["noir"])).to_be_visible()
    notes.get_by_role("button", name=WORDS["orateurPause"]).click()
    expect(notes.get_by_role("button", name=WORDS["orateurReprendre"])).to_be_visible()
    expect(notes.locator(".temps")).to_have_text(re.compile(r"^\d+:\d\d$"))
    assert not violations(notes.locator("html"))
    # Opened again, it finds where the show is.
    notes.goto(re.sub(r"etape=\d+", "etape=1", notes.url))
    expect(notes.locator(".rang")).to_have_text("Étape 4 sur 11")


def test_the_window_of_the_speaker_alone_says_so(visit: Visit):
    atlas = visit(**BEAMER)
    atlas.page.goto(f"{atlas.url}/presentation/orateur?etape=3")
    expect(atlas.page.get_by_text(WORDS["orateurSeul"])).to_be_visible()


def test_notes_on_paper(visit: Visit):
    atlas = visit()
    atlas.page.goto(f"{atlas.url}/presentation/papier")
    expect(atlas.page.get_by_role("article")).to_have_count(LAST)
    assert not violations(atlas.page.locator("html"))
    atlas.page.emulate_media(media="print")
    expect(atlas.page.get_by_text(texts.PRINT_HINT)).to_be_hidden()


def test_from_the_atlas_and_back(visit: Visit):
    atlas = visit()
    atlas.open()
    atlas.page.get_by_role("banner").get_by_text(shared.MENU_MORE).click()
    atlas.page.get_by_role("banner").get_by_role("link", name=texts.MENU).click()
    atlas.page.get_by_role("link", name=re.compile(f"^{texts.START}")).click()
    expect_step(atlas.page, 1)
    # No menu nor toolbar of the application.
    expect(atlas.page.locator("[data-testid=stHeader], [data-testid=stToolbar]")).to_have_count(0)
    atlas.page.get_by_role("button", name=WORDS["quitter"]).click()
    expect(atlas.page.get_by_role("heading", level=1)).to_have_text([texts.TITLE])
    expect(atlas.page.get_by_role("heading", name=texts.KEYS_TITLE)).to_be_visible()
    assert not violations(atlas.page.locator("html"))


@pytest.mark.parametrize("contraste", ["non", "oui"])
def test_nothing_that_axe_would_refuse(show: Show, contraste: str, subtests: pytest.Subtests):
    page = show(1, f"&contraste={contraste}")
    for etape in range(1, LAST + 1):
        if etape > 1:
            page.keyboard.press("PageDown")
            expect_step(page, etape)
        if etape not in (1, TOULOUSE, DEPARTEMENTS, GAPS, LAST):
            continue
        with subtests.test(etape=etape):
            assert not violations(page.locator("html"))


def test_panels_and_answers_are_accessible_too(show: Show):
    page = show(DEPARTEMENTS)
    for key in ("o", "?", "q"):
        page.keyboard.press(key)
        assert not violations(page.locator("html")), key
        page.keyboard.press("Escape")
    page.keyboard.press("c")
    page.get_by_role("combobox").fill("saint")
    expect(page.get_by_role("option").first).to_be_visible()
    assert not violations(page.locator("html"))
    page.keyboard.press("Enter")
    expect(page.locator(".reponse")).to_be_visible()
    assert not violations(page.locator("html"))


@pytest.mark.parametrize("size", [(1024, 768), (1280, 720), (1920, 1080)])
def test_text_is_read_from_the_back_of_the_room(show: Show, size: tuple[int, int]):
    """Nothing to scroll, and letters of a fortieth of the height of the screen or more."""
    page = show(1, viewport={"width": size[0], "height": size[1]})
    for rank in range(1, LAST + 1):
        if rank > 1:
            page.keyboard.press("PageDown")
            expect_step(page, rank)
        assert page.locator(".recit").evaluate("node => node.scrollHeight - node.clientHeight") <= 1, rank
        height = page.locator("article:visible .texte").evaluate("node => parseFloat(getComputedStyle(node).fontSize)")
        assert height >= size[1] / 40, rank


def test_a_phone(show: Show):
    page = show(TOULOUSE, **PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    expect(page.get_by_role("button", name=WORDS["suivante"])).to_be_in_viewport()
    for button in page.locator("nav.barre button").all():
        box = button.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        assert min(box["width"], box["height"]) >= 24
    swipe(page, -200)
    expect_step(page, TOULOUSE + 1)
    swipe(page, 200)
    expect_step(page, TOULOUSE)
    assert not violations(page.locator("html"))


def swipe(page: Page, by: int) -> None:
    page.locator(".recit").evaluate(
        "(node, by) => { for (const [name, x] of [['touchstart', 200], ['touchend', 200 + by]]) {"
        " const touch = new Touch({ identifier: 1, target: node, clientX: x, clientY: 500 });"
        " node.dispatchEvent(new TouchEvent(name, { changedTouches: [touch], bubbles: true })) } }",
        by,
    )


def test_a_page_made_twice_as_large(show: Show):
    page = show(TOULOUSE, viewport={"width": 640, "height": 360}, device_scale_factor=2)
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_movement_is_for_those_who_want_it(show: Show, motion: str):
    page = show(2, reduced_motion=motion)
    name = page.locator("path.nouvelle").first.evaluate("node => getComputedStyle(node).animationName")
    assert (name == "none") == (motion == "reduce")


def test_the_show_goes_on_when_the_server_is_gone(visit: Visit, tmp_path):
    with running(tmp_path / "seul") as server:
        atlas = visit(server, **BEAMER)
        page = atlas.page
        page.goto(f"{atlas.url}/presentation")
        expect_step(page, 1)
        page.wait_for_function("atlasVue.carte.files.size >= 7")
        page.wait_for_load_state("networkidle")
        page.context.set_offline(True)
        server.process.send_signal(signal.SIGSTOP)
        try:
            for rank in range(2, LAST):
                page.keyboard.press("PageDown")
                expect_step(page, rank)
        finally:
            server.process.send_signal(signal.SIGCONT)


def test_the_same_show_starts_where_there_is_no_server(show: Show):
    """As in the standalone atlas: layers, search and answers are local, nothing is fetched."""
    page = show(1)
    page.wait_for_function("atlasVue.carte.files.size >= 7")
    page.evaluate(
        """async () => {
            const before = atlasVue, kept = new Map();
            for (const [address, file] of before.carte.files) kept.set(address, await file);
            window.fetch = () => { throw new Error("asked") };
            const holder = document.getElementById("presentation");
            atlasModules["static/presentation/vues.js"].startVue(holder, before.donnees, {
                loadCouche: (address) => kept.get(address) ?? { type: "FeatureCollection", features: [] },
                search: () => [{ code: "34032", nom: "Béziers", lieu: "Hérault" }],
                answer: () => ({ commune: "Béziers", lieu: "", phrase: "Appelez.", statut: "local", suites: [],
                    proche: null, autres: "", lat: 43.34, lon: 3.21, contours: "contours" }),
            });
        }"""
    )
    page.keyboard.press("PageDown")
    expect_step(page, 2)
    expect(page.locator("path.nouvelle").first).to_be_attached()
    page.keyboard.press("c")
    page.get_by_role("combobox").fill("bez")
    page.keyboard.press("Enter")
    expect(page.locator(".reponse")).to_contain_text("Appelez.")


def test_the_territory_of_a_step_is_outlined(show: Show):
    page = show(TOULOUSE)
    expect(page.locator("path.cadre-trait")).to_have_count(1)
    page.keyboard.press("PageDown")
    expect_step(page, TOULOUSE + 1)
    expect(page.locator("path.cadre-trait")).to_have_count(0)


def test_hostile_texts_are_shown_as_they_are(visit: Visit, hostile_contents: Server):
    atlas = visit(hostile_contents, **BEAMER)
    page = atlas.page
    page.goto(f"{atlas.url}/presentation")
    for rank in range(1, len(CELLS) + 1):
        expect(page.locator(f"html[data-etape='{rank}']")).to_be_attached()
        page.keyboard.press("PageDown")
    assert page.locator("article img, article script, article [onerror]").count() == 0
    page.keyboard.press("o")
    expect(dialog(page, WORDS["planTitre"])).to_contain_text("<img src=x onerror=alert(1)>")
    page.goto(f"{atlas.url}/presentation?commune=09004")
    expect(page.locator(".reponse h2")).to_have_text("Gras <b>et</b> Maigre")
    page.goto(f"{atlas.url}/presentation/orateur")
    expect(page.locator(".note")).to_contain_text("<img src=x onerror=alert(1)>")
