"""Chromium on the running application. Any console error, and any request to another host, fails the test."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from clauses.storage.contenus import CONTENTS_VARIABLE, SHIPPED_CONTENTS
from tests.donnees import REGION
from tests.donnees.hostile import make_hostile, make_hostile_contents
from tests.e2e.atlas import Atlas
from tests.e2e.patience import wait_for_one
from tests.repartition import scope_of
from tests.serveur import ROOT, Server, running

RESULTS = ROOT / "test-results"
PATIENCE_MS = 120_000
ANOTHER_HOST = re.compile(r"^(?!(https?|wss?)://127\.0\.0\.1[:/]|data:|blob:|about:)")
NAMES = (os.environ.get("CHROMIUM", ""), "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")

Visit = Callable[..., Atlas]

wait_for_one()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything beside this file drives a browser, and comes after what fails faster; the longest series first."""
    order: dict[pytest.Item, int] = {}
    for item in items:
        order[item] = 0
        if item.path.is_relative_to(ROOT / "tests" / "e2e"):
            item.add_marker(pytest.mark.e2e)
            order[item] = 2 if scope_of(item.nodeid) == item.nodeid else 1
    items.sort(key=order.__getitem__)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo) -> Iterator[Any]:
    """Fixtures may ask, once the test is over, whether it failed."""
    report = yield
    if report.when == "call":
        item.stash[_FAILED] = report.failed
    return report


_FAILED = pytest.StashKey[bool]()


# Not for the whole session: Playwright keeps an event loop running, which tests of another kind would trip over.
@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """The Chromium of the system, unable to find any other machine."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.fail(
            "Browser tests need Chromium: install it (Debian, Ubuntu: apt install chromium), or set CHROMIUM to the "
            "path of a Chromium or Chrome program.",
            pytrace=False,
        )
    arguments = ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--disable-gpu"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def essai(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The application with the invented region, where every kind of answer is."""
    with running(tmp_path_factory.mktemp("essai"), REGION) as server:
        yield server


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The application whose every data is hostile."""
    folder = tmp_path_factory.mktemp("hostile")
    data = shutil.copytree(REGION, folder / "region")
    make_hostile(data)
    with running(folder / "serveur", data) as server:
        yield server


@pytest.fixture(scope="session")
def hostile_contents(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The application with the invented region, whose every content is hostile."""
    folder = tmp_path_factory.mktemp("contenus-hostiles")
    contents = shutil.copytree(SHIPPED_CONTENTS, folder / "content")
    make_hostile_contents(contents)
    with running(folder / "serveur", REGION, **{CONTENTS_VARIABLE: str(contents)}) as server:
        yield server


@dataclass
class Witness:
    """Faults of a page: console errors, requests to another host, dialogs."""

    errors: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext) -> None:
        context.on("console", lambda message: message.type == "error" and self.errors.append(message.text))
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        context.on("dialog", self._refuse)
        context.on("page", lambda page: page.on("websocket", lambda socket: self._note(socket.url)))
        context.on("request", lambda request: self._note(request.url))

    def _refuse(self, dialog: Any) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def _note(self, url: str) -> None:
        if ANOTHER_HOST.match(url):
            self.foreign.append(url)


@pytest.fixture
def witness() -> Witness:
    return Witness()


def await_application(page: Page) -> None:
    """Going to an address waits until the first screen that the server sends has given way to the application."""
    go = page.goto

    def goto(url: str, **options: Any) -> Any:
        response = go(url, **options)
        page.wait_for_selector("#premier", state="detached")
        # Its drawing stays over the map a little longer.
        page.wait_for_selector(".premier-reste", state="detached")
        return response

    page.goto = goto


@pytest.fixture
def visit(request: pytest.FixtureRequest, chromium: Browser, server: Server, witness: Witness) -> Iterator[Visit]:
    """Open a new browser window, as a new reader would; options are those of `Browser.new_context`."""
    expect.set_options(timeout=PATIENCE_MS)
    contexts: list[BrowserContext] = []

    def visit(served: Server = server, **options: Any) -> Atlas:
        usual = {
            "viewport": {"width": 1366, "height": 900},
            "locale": "fr-FR",
            "timezone_id": "Europe/Paris",
            # Nothing moves: a click finds the map where it was measured.
            "reduced_motion": "reduce",
        }
        context = chromium.new_context(**(usual | options))
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        witness.watch(context)
        if options.get("java_script_enabled", True):
            context.on("page", await_application)
        return Atlas(context.new_page(), served.url)

    yield visit

    if request.node.stash.get(_FAILED, True):
        for number, page in enumerate(page for context in contexts for page in context.pages):
            _keep(page, f"{request.node.name}-{number}")
    for context in contexts:
        context.close()
    assert not witness.errors, "\n".join(witness.errors)
    assert not witness.foreign, "\n".join(witness.foreign)
    assert not witness.dialogs, "\n".join(witness.dialogs)


@pytest.fixture
def atlas(visit: Visit) -> Atlas:
    """A wide window on the shipped data, not open yet."""
    return visit()


def _keep(page: Page, name: str) -> None:
    RESULTS.mkdir(exist_ok=True)
    page.screenshot(path=RESULTS / f"{re.sub(r'[^a-z0-9]+', '-', name)}.png")
