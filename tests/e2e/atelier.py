"""Page object of the team's screen: the grid, the four steps, the draft left on disk."""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, TimeoutError, expect

from clauses.acces import POSTE_LOCAL
from clauses.domain.changements import Row, lignes
from clauses.donnees import Moment, horloge, read_moment
from clauses.edition.brouillons import keep_garde, read_garde
from clauses.edition.preparation import prepare
from clauses.edition.publication import publish
from clauses.edition.travail import Travail, table_of_rows
from clauses.rendu.grille import MARQUE, RETIRER
from clauses.rendu.mots import equipe as texts
from clauses.storage.editions.depot import list_manifestes

BEFORE_AGAIN_MS = 4_000
TRIES = 8
HEADER, ROW, IN_NAMES = 36, 35, 300
"""Where cells are in the canvas, in pixels: height of the titles, of a row; somewhere in the column of names."""


@dataclass(frozen=True)
class Atelier:
    """« Mise à jour » open in one page of a browser, on a folder of data."""

    page: Page
    url: str
    data: Path

    def open(self, **query: str) -> None:
        """Open the screen, and wait until its script has run."""
        parameters = "&".join(f"{name}={value}" for name, value in query.items())
        self.page.goto(f"{self.url}/mise-a-jour?{parameters}")
        expect(self.page.get_by_role("heading", level=1)).to_have_text([texts.TITLE])
        self.settle()

    def settle(self) -> None:
        """The script has run."""
        expect(self.page.locator("[data-test-script-state=notRunning]")).to_be_attached()

    # The grid

    @property
    def grid(self) -> Locator:
        return self.page.get_by_role("region", name=texts.GRID_ALT)

    def cell(self, row: int, column: str) -> Locator:
        """A cell among those drawn, as screen readers have it; rows from 0."""
        return self.grid.get_by_test_id(f"glide-cell-{self._rank(column)}-{row}")

    def select(self, row: int, column: str) -> None:
        """Click in the row, then go to the column with the arrows."""
        # A run that ends draws the grid again, and what is pressed meanwhile is lost.
        self.settle()
        expect(self.cell(row, "nom")).to_be_attached()
        self.grid.locator(".dvn-scroller").click(position={"x": IN_NAMES, "y": HEADER + ROW * row + ROW // 2})
        expect(self.cell(row, "nom")).to_have_attribute("aria-selected", "true")
        columns = self._columns()
        for passed in columns[columns.index("nom") + 1 : columns.index(column) + 1]:
            self.page.keyboard.press("ArrowRight")
            expect(self.cell(row, passed)).to_have_attribute("aria-selected", "true")

    def type(self, row: int, column: str, value: str) -> None:
        """Enter, the value, Enter."""
        self.select(row, column)
        self.page.keyboard.press("Enter")
        editor = self.page.locator("#portal").locator("input, textarea").first
        expect(editor).to_be_focused()
        editor.fill(value)
        self.page.keyboard.press("Enter")
        expect(self.cell(row, column)).to_have_text(value)
        self.settle()

    def tick(self, row: int) -> None:
        """Tick the row to delete; its accessible cells are updated late."""
        self.select(row, RETIRER)
        self.page.keyboard.press("Space")

    def _columns(self) -> list[str]:
        names = read_moment(self.data).schemas["guichets"].names
        return ["ligne", MARQUE, "nom", RETIRER, *(name for name in names if name != "nom")]

    def _rank(self, column: str) -> int:
        return self._columns().index(column)

    # The steps

    @property
    def changes(self) -> Locator:
        """Diff shown, field by field."""
        return self.page.get_by_role("table", name=texts.PREVIEW_DETAILS)

    @property
    def problems(self) -> Locator:
        return self.page.get_by_role("table", name=texts.CHECK_TABLE)

    def expect_change(self, *words: str) -> None:
        """A row of the changes holds all these."""
        row = self.changes.get_by_role("row")
        for each in words:
            row = row.filter(has_text=each)
        expect(row).not_to_have_count(0)

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def choose(self, name: str) -> None:
        """One of the choices side by side."""
        self.page.get_by_role("radio", name=name).click()
        expect(self.page.get_by_role("radio", name=name)).to_be_checked()
        self.settle()

    def pick_in_list(self, label: str, start: str) -> None:
        """The first option of a drop-down that holds these words; a run that ends closes a list just opened."""
        self.settle()
        option = self.page.get_by_role("option", name=start).first
        box = self.page.get_by_role("combobox", name=label)
        for _ in range(TRIES):
            box.fill("")
            box.fill(start)
            with suppress(TimeoutError):
                option.click(timeout=BEFORE_AGAIN_MS)
                self.settle()
                return
        raise AssertionError(f"{label}: « {start} » is never there to click")

    def publish(self, message: str) -> None:
        """Say why, and publish; what comes next depends."""
        self.page.get_by_role("textbox", name=texts.MESSAGE).fill(message)
        self.page.keyboard.press("Enter")
        self.settle()
        self.press(texts.PUBLISH)

    def expect_published(self) -> None:
        """The page reports the edition on disk as published."""
        expect(self.page.get_by_text(re.compile("^L’édition n°.*est publiée"))).to_be_visible()
        assert self.page.get_by_text(texts.published(self.numero)).is_visible()

    # What is on disk

    @property
    def numero(self) -> int:
        """Number of the latest edition."""
        return list_manifestes(self.data)[0].numero

    def draft(self, table: str = "guichets") -> Travail | None:
        """Draft stored for the user of this computer."""
        return read_garde(read_moment(self.data), POSTE_LOCAL, table).travail

    def published_cell(self, id_: str, column: str) -> str:
        """Cell of the table on disk."""
        rows = {row["id"]: row for row in lignes(read_moment(self.data).tables["guichets"])}
        return rows[id_][column]


def drop_drafts(data: Path) -> None:
    """Forget what was left unfinished."""
    for path in data.glob("equipe/brouillons/*/*.json"):
        path.unlink()


def leave_draft(data: Path, id_: str, **cells: str) -> None:
    """Leave one row of the guichets changed and not published, as a page that was closed does."""
    moment = read_moment(data)
    table = table_of_rows(_changed(moment, id_, cells), moment.schemas["guichets"])
    travail = Travail(table, moment.tables["guichets"], moment.instantane.numero)
    before = read_garde(moment, POSTE_LOCAL, "guichets").empreinte
    keep_garde(moment, POSTE_LOCAL, travail, horloge.now(), before)


def publish_other(
    data: Path, id_: str, message: str = "Entre temps", auteur: str = "Autre Inventé", **cells: str
) -> int:
    """Somebody else publishes one row of the guichets; the number of the edition."""
    moment = read_moment(data)
    now = horloge.now()
    table = table_of_rows(_changed(moment, id_, cells), moment.schemas["guichets"])
    done = publish(prepare(moment, table, annee=now.year), auteur, message, now, confirme=True)
    return done.manifeste.numero


def _changed(moment: Moment, id_: str, cells: Mapping[str, str]) -> list[Row]:
    return [{**row, **(cells if row["id"] == id_ else {})} for row in lignes(moment.tables["guichets"])]
