"""The same as the map, in text; downloadable, and right in a French spreadsheet."""

import csv
from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.atlas import Atlas
from tests.serveur import ROOT


def guichets() -> list[dict[str, str]]:
    with (ROOT / "data" / "guichets.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_tables_are_those_of_the_map(atlas: Atlas):
    atlas.open()
    table = atlas.page.get_by_role("table", name="Guichets de la carte")
    expect(table.get_by_role("row")).to_have_count(len(guichets()) + 1)
    expect(table.get_by_role("columnheader", name="Source")).to_be_visible()
    atlas.page.get_by_role("radio", name="Territoires").click()
    zones = atlas.page.get_by_role("table", name="Zones de la carte")
    expect(zones.get_by_role("row")).to_have_count(atlas.zones.count() + 1)
    atlas.page.get_by_role("radio", name="Sans guichet").click()
    gaps = atlas.page.get_by_role("table", name="Communes et habitants sans guichet")
    expect(gaps.get_by_role("row")).not_to_have_count(0)
    expect(zones).to_have_count(0)


def test_download_opens_in_a_french_spreadsheet(atlas: Atlas, tmp_path: Path):
    atlas.open()
    with atlas.page.expect_download() as event:
        atlas.page.get_by_role("button", name="Tableau en CSV").click()
    path = tmp_path / "tableau.csv"
    event.value.save_as(path)
    assert event.value.suggested_filename == "carte-guichets.csv"
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert len(rows) == len(guichets())
    assert {"Guichet", "Type", "Territoire", "Contact", "Source"} <= rows[0].keys()
    assert {row["Guichet"] for row in rows} == {row["nom"] for row in guichets()}
