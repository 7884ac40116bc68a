"""The team signs in with a password, works, signs out; what is revoked is refused at the next interaction."""

import shutil
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from clauses.acces.comptes import hash_password
from clauses.rendu.mots import acces as texts
from clauses.storage.registre import Registre
from tests.donnees import REGION
from tests.e2e.conftest import Visit, Witness
from tests.e2e.test_accessibility import expect_accessible, violations
from tests.serveur import Server, running
from tests.web.fournisseur import running as provider

RIGHT = "un mot de passe assez long"
WINDOWS = {
    "wide": {},
    "phone": {"viewport": {"width": 390, "height": 844}},
    "no script": {"java_script_enabled": False},
}


@pytest.fixture(scope="module")
def equipe(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Registre]]:
    """The application with accounts, and its registry."""
    folder = tmp_path_factory.mktemp("equipe")
    data = shutil.copytree(REGION, folder / "region")
    registre = Registre(data)
    registre.ajouter_compte("lea", "Léa Martin", hash_password(RIGHT), time.time())
    with running(folder / "serveur", data, CLAUSES_EQUIPE="comptes") as server:
        yield server, registre


def sign_in(page: Page, url: str) -> None:
    page.goto(f"{url}/connexion")
    page.get_by_label(texts.IDENTIFIANT).fill("lea")
    page.get_by_label(texts.MOT_DE_PASSE).fill(RIGHT)
    page.get_by_role("button", name=texts.SIGN_IN).click()
    page.wait_for_url("**/mise-a-jour")


def signed(page: Page):
    return page.get_by_text(texts.signed_in_as("Léa Martin")).first


def test_from_the_closed_page_to_the_update_and_out(visit: Visit, equipe: tuple[Server, Registre]):
    server, registre = equipe
    page = visit(server).page
    page.goto(f"{server.url}/mise-a-jour")
    expect(page.get_by_text(texts.GUARD_TITLE)).to_be_visible()
    page.get_by_role("link", name=texts.SIGN_IN).click()
    page.wait_for_url("**/connexion")
    sign_in(page, server.url)
    expect(signed(page)).to_be_visible()
    page.reload()
    expect(signed(page)).to_be_visible()

    page.get_by_role("link", name=texts.SIGN_OUT).click()
    page.wait_for_url("**/deconnexion")
    page.get_by_role("button", name=texts.SIGN_OUT).click()
    expect(page.get_by_role("heading", name=texts.SIGNED_OUT_TITLE)).to_be_visible()
    assert registre.compter_seances(time.time()) == {}
    page.goto(f"{server.url}/mise-a-jour")
    expect(page.get_by_text(texts.GUARD_TITLE)).to_be_visible()


def test_revoked_session_is_refused_at_the_next_interaction(visit: Visit, equipe: tuple[Server, Registre]):
    server, registre = equipe
    page = visit(server).page
    sign_in(page, server.url)
    expect(signed(page)).to_be_visible()
    assert registre.fermer_seances("lea") == 1
    # The first thing one may choose on the page, whatever it is.
    page.get_by_test_id("stMain").get_by_role("radio").nth(1).click()
    expect(page.get_by_text(texts.GUARD_EXPIRED_TITLE)).to_be_visible()
    expect(signed(page)).to_have_count(0)


@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize("path", ["/connexion", "/deconnexion"])
def test_pages_are_accessible_and_fit(visit: Visit, equipe: tuple[Server, Registre], window: str, path: str):
    page = visit(equipe[0], **WINDOWS[window]).page
    page.goto(f"{equipe[0].url}{path}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    if window != "no script":
        expect_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_wrong_password_with_the_keyboard_alone(visit: Visit, equipe: tuple[Server, Registre], witness: Witness):
    page = visit(equipe[0], viewport={"width": 390, "height": 844}).page
    page.goto(f"{equipe[0].url}/connexion")
    expect(page.get_by_label(texts.IDENTIFIANT)).to_be_focused()
    page.keyboard.type("jo")
    page.keyboard.press("Tab")
    page.keyboard.type("faux")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text(texts.WRONG)
    expect(page.get_by_label(texts.IDENTIFIANT)).to_have_value("jo")
    expect(page.get_by_label(texts.MOT_DE_PASSE)).to_be_focused()
    assert not violations(page.locator("html"))
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    # The browser notes the status of the page itself: 401.
    assert len(witness.errors) <= 1
    witness.errors.clear()


def test_without_script(visit: Visit, equipe: tuple[Server, Registre]):
    page = visit(equipe[0], java_script_enabled=False).page
    sign_in(page, equipe[0].url)
    page.goto(f"{equipe[0].url}/deconnexion")
    page.get_by_role("button", name=texts.SIGN_OUT).click()
    expect(page.get_by_role("heading", name=texts.SIGNED_OUT_TITLE)).to_be_visible()


def test_through_a_provider_there_and_back(visit: Visit, tmp_path, equipe: tuple[Server, Registre]):
    """The policy of the page lets the browser go to the provider, and come back, at both ends of a session."""
    with provider() as fournisseur, running(tmp_path, equipe[1].folder, **fournisseur.environ) as server:
        fournisseur.retours = {f"{server.url}/connexion/oidc/retour"}
        page = visit(server).page
        page.goto(f"{server.url}/connexion")
        page.get_by_role("link", name=texts.sign_in_with("Fournisseur d’essai")).click()
        page.wait_for_url("**/mise-a-jour")
        expect(signed(page)).to_be_visible()

        page.goto(f"{server.url}/deconnexion")
        page.get_by_role("button", name=texts.SIGN_OUT).click()
        page.wait_for_url("**/deconnexion?state=*")
        expect(page.get_by_role("heading", name=texts.SIGNED_OUT_TITLE)).to_be_visible()
        assert len(fournisseur.logouts) == 1
