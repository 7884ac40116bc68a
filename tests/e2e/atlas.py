"""Page object of the map screen: actions and locators, by role and by name."""

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import FrameLocator, Locator, Page, expect

from clauses.rendu.mots import atlas as texts
from tests.serveur import ROOT


@dataclass(frozen=True)
class Atlas:
    """The application open in one page of a browser."""

    page: Page
    url: str

    def open(self, query: str = "") -> None:
        """Open the home page, with filters, and wait until its zones are drawn."""
        self.page.goto(f"{self.url}/{query}")
        self.expect_drawn()

    def go(self, address: str) -> None:
        """Another address in the page that is open, as its links and its history do: far less than a new page.

        A fact of the new screen, then `settle`, say that it is there.
        """
        if not self.page.url.startswith(self.url):
            self.page.goto(f"{self.url}{address}")
            return
        self.page.evaluate(
            "address => { history.pushState({}, '', address); dispatchEvent(new PopStateEvent('popstate')) }", address
        )

    def settle(self) -> None:
        """The script of the screen has run, and nothing of the screen before is left."""
        expect(self.page.locator("[data-test-script-state=notRunning]")).to_be_attached()

    def expect_drawn(self) -> None:
        """Zones have been given to Leaflet, and the page around them is there."""
        expect(self.frame.locator("html.pret")).to_be_attached()
        expect(self.page.get_by_role("heading", name="La carte en tableau")).to_be_visible()
        # The script of the box gives it its label.
        expect(self.box).to_be_visible()

    # The map

    @property
    def frame(self) -> FrameLocator:
        return self.page.frame_locator("iframe")

    @property
    def map(self) -> Locator:
        return self.frame.locator(".leaflet-container")

    @property
    def zones(self) -> Locator:
        return self.frame.locator("path.zone")

    @property
    def seats(self) -> Locator:
        return self.frame.locator(".pastille")

    @property
    def bubble(self) -> Locator:
        return self.frame.get_by_role("tooltip")

    def pixel(self, longitude: float, latitude: float) -> dict[str, float]:
        """Pixel coordinates of a point, from the corner of the map."""
        return self.map.evaluate(
            "(box, [lat, lng]) => { const {x, y} = atlasCarte.map.latLngToContainerPoint([lat, lng]); return {x, y} }",
            [latitude, longitude],
        )

    def approach(self, longitude: float, latitude: float) -> None:
        """Look from close by: a click is then about a commune."""
        self.map.evaluate("(box, place) => atlasCarte.map.setView(place, 10, {animate: false})", [latitude, longitude])

    def click_map(self, longitude: float, latitude: float, *, far: bool = False) -> None:
        if not far:
            self.approach(longitude, latitude)
        self.map.click(position=self.pixel(longitude, latitude))

    def hover_map(self, longitude: float, latitude: float) -> None:
        self.map.hover(position=self.pixel(longitude, latitude))

    def view(self) -> dict[str, Any]:
        """Zoom and centre of the map."""
        return self.map.evaluate("() => ({zoom: atlasCarte.map.getZoom(), ...atlasCarte.map.getCenter()})")

    def expect_moved(self, before: dict[str, Any]) -> None:
        """The map comes to show something else than this view: moves take a moment."""
        frame = next(frame for frame in self.page.frames if "/component/" in frame.url)
        frame.wait_for_function(
            "before => { const map = atlasCarte.map, {lat, lng} = map.getCenter();"
            " return map.getZoom() !== before.zoom || lat !== before.lat || lng !== before.lng }",
            arg=before,
        )

    # Around the map

    @property
    def box(self) -> Locator:
        return self.page.get_by_role("combobox", name="Votre commune")

    @property
    def suggestions(self) -> Locator:
        return self.page.get_by_role("listbox", name=re.compile("trouvé")).get_by_role("option")

    @property
    def panel(self) -> Locator:
        return self.page.get_by_role("region", name=re.compile("^Réponse pour"))

    def expect_answer(self, commune: str) -> None:
        expect(self.panel.get_by_role("heading", level=2)).to_have_text(commune)

    def typologie(self, name: str) -> Locator:
        """Button of the legend."""
        return self.page.get_by_role("toolbar", name=texts.FILTER_TYPOLOGIES).get_by_role(
            "button", name=re.compile(rf" {re.escape(name)}.\(")
        )

    def show_options(self) -> None:
        """Open what is behind « Affichage »."""
        self.page.get_by_role("button", name="Affichage").click()
        expect(self.page.get_by_role("toolbar", name=texts.CARTE_LAYERS)).to_be_visible()

    def couche(self, name: str) -> Locator:
        return self.page.get_by_role("toolbar", name=texts.CARTE_LAYERS).get_by_role("button", name=name)

    @property
    def territoire(self) -> Locator:
        """The list of territories."""
        return self.page.get_by_role("combobox", name=texts.FILTER_DEPARTEMENT)

    def expect_territoire(self, name: str) -> None:
        """The list names this territory."""
        expect(self.territoire.locator("option:checked")).to_have_text(name)

    def choose_departement(self, name: str) -> None:
        self.territoire.select_option(label=name)

    def buyer(self, name: str) -> Locator:
        """Switch of a buyer."""
        return self.page.get_by_role("radio", name=name)

    def choose_buyer(self, name: str) -> None:
        self.buyer(name).click()

    def expect_query(self, **values: str) -> None:
        """The address holds these parameters and no other."""
        expected = {name: [value] for name, value in values.items()}
        self.page.wait_for_url(lambda url: parse_qs(urlsplit(url).query) == expected, wait_until="commit")


@cache
def town_hall(code: str, data: Path = ROOT / "data") -> tuple[float, float]:
    """Longitude and latitude of a commune."""
    with (data / "geo" / "communes.csv").open(encoding="utf-8", newline="") as file:
        return next((float(row["lon"]), float(row["lat"])) for row in csv.DictReader(file) if row["code"] == code)
