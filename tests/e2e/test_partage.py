"""The atlas shown by another site, and what shares a view."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Locator, expect

from clauses.rendu.mots import atlas as atlas_texts
from clauses.rendu.mots import partage as texts
from clauses.rendu.partage import SCRIPT, frame_code
from tests.donnees import REGION
from tests.e2e.atlas import Atlas
from tests.e2e.conftest import Visit
from tests.serveur import ROOT, Server, running


@contextmanager
def site(pages: dict[str, str]) -> Iterator[str]:
    """Another site, on another port; its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = pages.get(self.path)
            self.send_response(204 if found is None else 200)
            kind = "javascript" if self.path.endswith(".js") else "html"
            self.send_header("Content-Type", f"text/{kind}; charset=utf-8")
            self.end_headers()
            self.wfile.write((found or "").encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def height(frame: Locator) -> int:
    return round(frame.evaluate("frame => frame.getBoundingClientRect().height"))


@pytest.fixture(scope="module")
def ouvert(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The application that any site may show."""
    with running(tmp_path_factory.mktemp("ouvert"), REGION, CLAUSES_EMBARQUER_DANS="*") as server:
        yield server


def test_another_site_shows_the_light_atlas_whole(visit: Visit, ouvert: Server):
    code = frame_code(ouvert.url, "Carte d’essai", {"commune": "09001"})
    with site({"/": f"<!doctype html><h1>Ma mairie</h1>{code}"}) as address:
        page = visit(ouvert, viewport={"width": 800, "height": 600}).page
        page.goto(address)
        frame = page.locator("iframe")
        expect(frame.content_frame.get_by_text("PLIE de Testville").first).to_be_visible()
        # As tall as what it shows: nothing of it is left to scroll to.
        page.wait_for_function(
            "() => Math.round(document.querySelector('iframe').getBoundingClientRect().height) !== 720"
        )
        inner = next(each for each in page.frames if "/atlas/" in each.url)
        inner.wait_for_function(
            "() => Math.abs(document.getElementById('page').getBoundingClientRect().height - window.innerHeight) <= 1"
        )
        # Wider, what it shows is shorter, and so is the frame.
        before = height(frame)
        page.set_viewport_size({"width": 420, "height": 600})
        page.wait_for_function(
            "before => Math.abs(document.querySelector('iframe').getBoundingClientRect().height - before) > 40",
            arg=before,
        )


SENDER = """<!doctype html><script>
const send = message => parent.postMessage(message, "*")
window.addEventListener("message", event => {
  if (event.data.type === "atlas-hauteur") send({ type: "atlas-hauteur", hauteur: 640 })
})
</script>"""


def test_a_frame_has_the_height_that_it_says_and_no_other(visit: Visit, server: Server):
    script = (ROOT / "static" / SCRIPT.removeprefix("app/static/")).read_text(encoding="utf-8")
    host = """<!doctype html>
      <iframe id="un" data-atlas src="{other}/envoi" height="500"></iframe>
      <iframe id="deux" src="{other}/envoi" height="500"></iframe>
      <script src="/cadre.js"></script>"""
    pages = {"/envoi": SENDER, "/cadre.js": script}
    with site(pages) as other, site({"/": host.format(other=other), "/envoi": SENDER, "/cadre.js": script}) as address:
        page = visit(server).page
        page.goto(address)
        one, two = page.locator("#un"), page.locator("#deux")
        expect(one).to_have_attribute("src", f"{other}/envoi")

        def say(frame: Locator, message: str) -> None:
            frame.element_handle().content_frame().evaluate(f"() => send({message})")

        def heard(frame: Locator) -> None:
            """All messages of this frame have been received."""
            before = page.evaluate("() => window.fins")
            say(frame, "{type: 'fin'}")
            page.wait_for_function("before => window.fins > before", arg=before)

        page.evaluate(
            "() => { window.fins = 0; addEventListener('message', e => e.data?.type === 'fin' && window.fins++) }"
        )
        for said, shown in ((850, 850), (99999, 4000), (1, 300), (900, 900)):
            say(one, f"{{type: 'atlas-hauteur', hauteur: {said}}}")
            expect(one).to_have_css("height", f"{shown}px")
        # Not a height, not ours, not a frame of the atlas: nothing moves.
        for said in ("'1200'", "1200.5", "null", "NaN"):
            say(one, f"{{type: 'atlas-hauteur', hauteur: {said}}}")
        say(one, "{type: 'autre', hauteur: 1200}")
        say(one, "null")
        say(two, "{type: 'atlas-hauteur', hauteur: 1200}")
        heard(one)
        heard(two)
        assert height(one) == 904
        assert height(two) == 504
        # Led elsewhere, a frame no longer speaks for its address.
        one.evaluate("(frame, address) => { frame.dataset.atlas = ''; frame.contentWindow.location = address }",
                     f"{address}/envoi")  # fmt: skip
        page.wait_for_function(
            "address => [...document.querySelectorAll('iframe')][0].contentDocument?.location.href === address",
            arg=f"{address}/envoi",
        )
        say(one, "{type: 'atlas-hauteur', hauteur: 700}")
        heard(one)
        assert height(one) == 904


def test_the_script_asks_a_frame_that_spoke_too_early(visit: Visit, server: Server):
    script = (ROOT / "static" / SCRIPT.removeprefix("app/static/")).read_text(encoding="utf-8")
    with site({"/envoi": SENDER}) as other:
        host = f'<!doctype html><iframe data-atlas src="{other}/envoi" height="500"></iframe>'
        with site({"/": host}) as address:
            page = visit(server).page
            page.goto(address)
            page.evaluate(script)
            expect(page.locator("iframe")).to_have_css("height", "640px")


# A page in a frame


def test_map_in_a_frame_keeps_to_the_map(visit: Visit):
    atlas = visit(viewport={"width": 1000, "height": 800})
    page = atlas.page
    page.goto(f"{atlas.url}/?embed=true&commune=34032")
    atlas.expect_answer("Béziers")
    expect(page.get_by_role("heading", level=1)).to_have_count(0)
    expect(page.get_by_role("banner")).to_have_count(0)
    expect(page.get_by_role("contentinfo")).to_have_count(0)
    expect(page.get_by_role("link", name="Heures", exact=True)).to_have_count(0)
    # No margin of its own beside the map.
    expect(page.locator("iframe")).to_be_visible()
    assert page.locator("iframe").evaluate("frame => frame.getBoundingClientRect().x") < 20
    page.get_by_role("button", name=atlas_texts.SEARCH_CLEAR).click()
    expect(atlas.panel).to_have_count(0)
    atlas.expect_query(embed="true")
    page.get_by_role("combobox", name="Votre commune").fill("nimes")
    page.get_by_role("option", name=re.compile("^Nîmes")).first.click()
    atlas.expect_answer("Nîmes")
    atlas.expect_query(embed="true", commune="30189")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name=texts.FULL).click()
    whole = opened.value
    whole.wait_for_url("**/?commune=30189")
    expect(whole.get_by_role("heading", level=1)).to_have_text([atlas_texts.CARTE_TITLE])


def test_a_screen_in_a_frame_says_its_height(visit: Visit):
    """On a page of the same site: the browser lets no other one show it, unless it is named in the settings."""
    atlas = visit(viewport={"width": 900, "height": 700})
    page = atlas.page
    code = '<iframe data-atlas src="/?embed=true&commune=34032" width="100%" height="500"></iframe>'
    host = f'<!doctype html>{code}<script src="/{SCRIPT}"></script>'
    page.route("**/hote", lambda route: route.fulfill(body=host, content_type="text/html"))
    page.goto(f"{atlas.url}/hote")
    frame = page.locator("iframe")
    expect(frame.content_frame.get_by_role("link", name=texts.FULL)).to_be_visible()
    inner = next(each for each in page.frames if "embed=true" in each.url)
    # Whole, and not a screen more.
    whole = (
        "() => { const { scrollHeight, clientHeight } = document.querySelector('[data-testid=stMain]'),"
        " end = document.querySelector('.atlas-cadre').getBoundingClientRect().bottom;"
        " return innerHeight > 900 && scrollHeight <= clientHeight + 1 && Math.abs(innerHeight - end) < 30 }"
    )
    inner.wait_for_function(whole)
    before = height(frame)
    frame.content_frame.get_by_role("button", name=atlas_texts.SEARCH_CLEAR).click()
    page.wait_for_function(
        "before => document.querySelector('iframe').getBoundingClientRect().height < before - 100", arg=before
    )


def test_a_link_to_another_screen_stays_in_its_frame(visit: Visit):
    atlas = visit()
    page = atlas.page
    page.goto(f"{atlas.url}/annuaire?embed=true&guichet=mics-34")
    page.get_by_role("link", name="Retour à la liste").click()
    # A list: for a moment, the title of the screen before may be there too.
    expect(page.get_by_role("heading", level=1)).to_have_text(["L’annuaire\u00a0: qui aide, qui peut faire"])
    expect(page.get_by_role("link", name="Heures", exact=True)).to_have_count(0)


# Sharing


def test_sharing_what_is_on_screen(atlas: Atlas):
    atlas.open()
    box = atlas.box
    box.fill("beziers")
    atlas.suggestions.first.click()
    atlas.expect_answer("Béziers")
    atlas.page.get_by_role("button", name=texts.OPEN, exact=True).click()
    link = f"{atlas.url}/c/beziers"
    expect(atlas.page.get_by_text(link, exact=True)).to_be_visible()
    expect(atlas.page.get_by_text(re.compile("embed=true&amp;commune=34032"))).to_be_visible()
    expect(atlas.page.get_by_role("img", name=texts.QR_ALT)).to_be_visible()
    atlas.page.goto(link)
    atlas.expect_drawn()
    atlas.expect_answer("Béziers")
    atlas.expect_query(commune="34032")
