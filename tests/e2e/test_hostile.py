"""Text found in data is shown as it is: nothing runs, nothing calls out, the map stays."""

import csv
import json
import re
import shutil
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from clauses.rendu.mots import atlas as texts
from tests.donnees import REGION
from tests.donnees.hostile import CELLS
from tests.e2e.atlas import Atlas, town_hall
from tests.e2e.conftest import Visit
from tests.serveur import Server, running

# What ties the tables together stays as it is, otherwise the rows would be left out instead of shown.
KEYS = {
    "guichets": {"id", "typologie", "role", "statut", "perimetre", "commune_siege"},
    "typologies": {"code", "couleur"},
    "qpv": {"communes", "departement", "statut"},
    "heures": {"id", "territoire", "periode", "nature", "comparable"},
    "repartitions": {"territoire", "dimension"},
    "structures": {"id", "type", "commune"},
    "coefficients": {"id", "rubrique", "unite", "nature", "territoire", "defaut"},
    "geo/communes": {"code", "code_epci", "code_departement", "codes_postaux"},
    "geo/libelles": set(),
}
NUMBERS = re.compile(r"-?\d+(\.\d+)?")
COMMUNES = ("09001", "09002", "09003", "09004", "09005", "09006", "98001", "98002", "98003", "98004", "98005", "98006")


def make_hostile(folder: Path) -> None:
    """Fill every text of a data folder with the cells; guichets and typologies take all of them in turn."""
    cells = list(CELLS.values())
    _many_guichets(folder, len(cells))
    for name, keys in KEYS.items():
        path = folder / f"{name}.csv"
        rows = _read(path)
        numbers = {column for column in rows[0] if all(NUMBERS.fullmatch(row[column] or "0") for row in rows)}
        for row, text in zip(rows, cycle(cells), strict=False):
            row |= dict.fromkeys(row.keys() - keys - numbers, text)
        if name == "coefficients":
            # Those are shown where Streamlit reads Markdown.
            for row in rows:
                row["libelle"] = (
                    CELLS["markdown"] if row["rubrique"] in ("etp", "heures_par_personne") else row["libelle"]
                )
        _write(path, rows)
    for path in (folder / "geo").glob("*.geojson"):
        layer = json.loads(path.read_text(encoding="utf-8"))
        for feature, text in zip(layer["features"], cycle(cells), strict=False):
            feature["properties"] |= {name: text for name in ("nom", "nature") if name in feature["properties"]}
        path.write_text(json.dumps(layer), encoding="utf-8")
    about = json.loads((folder / "geo" / "millesime.json").read_text(encoding="utf-8"))
    about["region"]["nom"] = CELLS["markdown"]
    (folder / "geo" / "millesime.json").write_text(json.dumps(about), encoding="utf-8")
    (folder / "notes-carte.md").write_text("".join(f"- {text}\n" for text in cells), encoding="utf-8")


def _many_guichets(folder: Path, number: int) -> None:
    kinds, guichets = _read(folder / "typologies.csv"), _read(folder / "guichets.csv")
    _write(folder / "typologies.csv", [{**kinds[0], "code": f"t{rank}", "ordre": rank} for rank in range(number)])
    proven = {**guichets[0], "role": "guichet", "statut": "avere"}
    rows = [
        {**proven, "id": f"g{rank}", "typologie": f"t{rank}", "perimetre": f"COM:{code}", "commune_siege": code}
        for rank, code in zip(range(number), cycle(COMMUNES), strict=False)
    ]
    _write(folder / "guichets.csv", rows)


def _read(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write(path: Path, rows: list[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = shutil.copytree(REGION, tmp_path_factory.mktemp("hostile") / "region")
    make_hostile(folder)
    with running(tmp_path_factory.mktemp("serveur-hostile"), folder) as server:
        yield server


def expect_harmless(atlas: Atlas) -> None:
    """No element of the page was written by a cell."""
    for scope in (atlas.page, atlas.frame):
        expect(scope.locator("a[href^='javascript' i]")).to_have_count(0)
        expect(
            scope.locator("[onerror], img[src='x'], [src*='ailleurs'], [href^='http'][href*='ailleurs']")
        ).to_have_count(0)


def test_pointer_and_clicks_on_every_commune(visit: Visit, hostile: Server):
    atlas = visit(hostile)
    atlas.open()
    expect(atlas.zones).to_have_count(len(COMMUNES))
    expect(atlas.seats).to_have_count(len(CELLS))
    titles = ""
    for code in COMMUNES:
        longitude, latitude = town_hall(code, REGION)
        # Beside the town hall, whose seat would be named instead.
        atlas.hover_map(longitude + 0.03, latitude - 0.03)
        titles += atlas.bubble.last.inner_text()
        atlas.click_map(longitude + 0.03, latitude - 0.03)
        atlas.expect_query(commune=code)
        # Not within the panel: the browser side drops a name that holds a closing tag.
        expect(atlas.page.get_by_role("article")).not_to_have_count(0)
        expect_harmless(atlas)
    for text in ("<img src=x onerror=alert(1)>", "${alert(1)}", "{{7*7}}", "C:\\users\\u0041\\`", "`${1}`"):
        assert text in titles


def test_seats_layers_and_tables(visit: Visit, hostile: Server):
    atlas = visit(hostile)
    atlas.open("?couches=departements,sieges,epci,qpv,motifs")
    for mark in (atlas.frame.locator(".pastilles"), atlas.frame.locator(".qpv")):
        expect(mark).not_to_have_count(0)
        for rank in range(mark.count()):
            mark.nth(rank).dispatch_event("mouseover")
            expect(atlas.bubble).to_be_visible()
            mark.nth(rank).dispatch_event("mouseout")
    for name in (texts.TABLE_ZONES, texts.TABLE_GAPS, texts.TABLE_GUICHETS):
        atlas.page.get_by_role("radio", name=texts.TABLES[name]).click()
        expect(atlas.page.get_by_role("table", name=texts.TABLE_ALT[name])).to_be_visible()
        expect_harmless(atlas)
    atlas.show_options()
    atlas.box.fill("alert")
    expect(atlas.suggestions).not_to_have_count(0)
    expect_harmless(atlas)


@pytest.mark.parametrize("departement", ["09", "98"])
def test_département_with_a_hostile_name(visit: Visit, hostile: Server, departement: str):
    atlas = visit(hostile)
    atlas.open(f"?departement={departement}&commune={departement}001")
    expect(atlas.frame.locator("path.commune-choisie")).to_have_count(1)
    expect_harmless(atlas)
