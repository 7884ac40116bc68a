"""Headless browser: paint times, clicks, network traffic."""

import base64
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Frame, Page, sync_playwright

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
SIZE = {"width": 1360, "height": 1000}
PATIENCE_MS = 30_000
LIMITED = """
([name, patience]) => Promise.race([
  window[name],
  new Promise((_, reject) => setTimeout(() => reject(new Error(`${name}: nothing came`)), patience)),
])
"""

# In the page, before anything of its own: looks at every frame of the same origin at each image the browser draws, and
# keeps the time of the first where something is laid out. `seen` is a promise: nothing is polled from outside.
WATCH = """
if (window === top) window.seen = new Promise((resolve) => {
  const laidOut = (node) => node && node.getBoundingClientRect().width > 0;
  const look = () => {
    const documents = [document, ...[...document.querySelectorAll("iframe")].map((frame) => frame.contentDocument)];
    if (documents.some((each) => laidOut(each?.querySelector(SELECTOR)))) setTimeout(() => resolve(performance.now()));
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
});
"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """The machine's Chromium, headless; ``FileNotFoundError`` when there is none."""
    names = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome", "chromium-headless-shell")
    program = next(filter(None, (shutil.which(name) for name in names if name)), None)
    if program is None:
        raise FileNotFoundError("Chromium is needed (CHROMIUM may hold its path).")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield browser
        browser.close()


@contextmanager
def newcomer(browser: Browser, **settings: Any) -> Iterator[BrowserContext]:
    """New visitor: empty cache; ``settings`` are those of `Browser.new_context`."""
    context = browser.new_context(**({"viewport": SIZE, "locale": "fr-FR"} | settings))
    context.set_default_timeout(PATIENCE_MS)
    yield context
    context.close()


@dataclass
class Trafic:
    """Traffic of a page: bytes on the wire for each HTTP address, bytes of each websocket message."""

    addresses: dict[str, str] = field(default_factory=dict)
    bytes_http: dict[str, int] = field(default_factory=dict)
    messages: list[int] = field(default_factory=list)

    @property
    def http(self) -> int:
        return sum(self.bytes_http.values())

    def of(self, part: str) -> dict[str, int]:
        """Bytes of the requests that crossed the network, by address, for addresses holding a text."""
        return {
            self.addresses[key]: size
            for key, size in self.bytes_http.items()
            if part in self.addresses.get(key, "") and size
        }


def listen(page: Page) -> Trafic:
    """Count what a page receives from now on; its frames of the same origin count too."""
    trafic = Trafic()
    session = page.context.new_cdp_session(page)

    def requested(event: dict[str, Any]) -> None:
        trafic.addresses[event["requestId"]] = event["request"]["url"]

    def finished(event: dict[str, Any]) -> None:
        trafic.bytes_http[event["requestId"]] = int(event["encodedDataLength"])

    def message(event: dict[str, Any]) -> None:
        response = event["response"]
        data = response["payloadData"]
        trafic.messages.append(len(base64.b64decode(data)) if response["opcode"] == 2 else len(data.encode()))

    session.on("Network.requestWillBeSent", requested)
    session.on("Network.loadingFinished", finished)
    session.on("Network.webSocketFrameReceived", message)
    session.send("Network.enable")
    return trafic


def open_page(context: BrowserContext, url: str, selector: str) -> tuple[Page, Trafic]:
    """Open an address, count what it receives, and wait until ``selector`` is painted in any frame."""
    page = context.new_page()
    trafic = listen(page)
    _open(page, url, selector)
    return page, trafic


def time_to_paint(context: BrowserContext, url: str, selector: str) -> float:
    """Seconds from the start of navigation to the paint of ``selector``.

    Nothing listens to the network meanwhile: each request would pay for it, and our page has more of them than an empty
    one.
    """
    page = context.new_page()
    _open(page, url, selector)
    return expect(page, "seen") / 1000


def _open(page: Page, url: str, selector: str) -> None:
    page.add_init_script(WATCH.replace("SELECTOR", repr(selector)))
    page.goto(url, wait_until="commit")
    expect(page, "seen")


def expect(frame: Page | Frame, promise: str) -> float:
    """Value of a promise kept in the window, in milliseconds; raises when it does not come."""
    return frame.evaluate(LIMITED, [promise, PATIENCE_MS])


def component_frame(page: Page) -> Frame:
    """The frame of the map component."""
    return next(frame for frame in page.frames if "/component/" in frame.url)
