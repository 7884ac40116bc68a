"""Annuaire in a browser: words typed, a place clicked, a sheet opened and left, files taken away."""

import csv
import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from clauses.rendu.mots import annuaire as texts
from tests.e2e.atlas import Atlas
from tests.e2e.conftest import Visit
from tests.e2e.test_accessibility import expect_accessible
from tests.e2e.test_display import PHONE, overflow
from tests.e2e.test_hostile import expect_harmless
from tests.serveur import Server


def open_directory(atlas: Atlas, query: str = "") -> None:
    atlas.go(f"/annuaire{query}")
    expect(atlas.page.get_by_role("heading", level=1)).to_have_text([texts.TITLE])
    expect(atlas.frame.locator("html.pret")).to_be_attached()
    atlas.settle()


def open_entry(atlas: Atlas, query: str, name: str) -> None:
    atlas.go(f"/annuaire{query}")
    expect(atlas.page.get_by_role("heading", level=1)).to_have_text([name])
    expect(atlas.page.get_by_role("button", name=texts.VCARD)).to_be_visible()
    atlas.settle()


def entry(atlas: Atlas, name: str) -> Locator:
    return atlas.page.get_by_role("main").get_by_role("link", name=name)


@pytest.fixture
def download(atlas: Atlas, tmp_path) -> Callable[[str], tuple[str, bytes]]:
    """Name and content of the file that a button gives."""

    def download(button: str) -> tuple[str, bytes]:
        with atlas.page.expect_download() as event:
            atlas.page.get_by_role("button", name=button).click()
        path = tmp_path / "fichier"
        event.value.save_as(path)
        return event.value.suggested_filename, path.read_bytes()

    return download


def test_typing_narrows_the_list_and_the_map(atlas: Atlas):
    open_directory(atlas)
    expect(atlas.frame.locator(".lieu")).not_to_have_count(1)
    atlas.page.get_by_role("searchbox", name=texts.SEARCH).or_(
        atlas.page.get_by_role("textbox", name=texts.SEARCH)
    ).first.press_sequentially("lozere")
    expect(atlas.page.get_by_text("1\u00a0fiche sur 20")).to_be_visible()
    expect(atlas.frame.locator(".lieu")).to_have_count(1)
    atlas.expect_query(q="lozere")


def test_a_sheet_opens_without_leaving_the_page_and_gives_the_list_back(atlas: Atlas):
    open_directory(atlas, "?liste=structures&q=nettoyage")
    atlas.page.evaluate("() => { window.temoin = 1 }")
    entry(atlas, "APIJE").click()
    expect(atlas.page.get_by_role("heading", level=1)).to_have_text(["APIJE"])
    atlas.expect_query(liste="structures", q="nettoyage", structure="apije")
    assert atlas.page.evaluate("() => window.temoin") == 1
    expect(atlas.page).to_have_title("APIJE – Annuaire – Atlas des clauses sociales")
    atlas.page.get_by_role("link", name=texts.BACK).click()
    expect(atlas.page.get_by_text("3\u00a0fiches sur 17")).to_be_visible()
    expect(atlas.page).to_have_title("Annuaire – Atlas des clauses sociales")
    atlas.expect_query(liste="structures", q="nettoyage")
    # By the browser too.
    entry(atlas, "APIJE").click()
    expect(atlas.page.get_by_role("heading", level=1)).to_have_text(["APIJE"])
    atlas.page.go_back()
    expect(atlas.page.get_by_role("heading", level=1)).to_have_text([texts.TITLE])


def test_each_choice_is_one_step_of_the_way_back(atlas: Atlas):
    open_directory(atlas, "?page=2")
    expect(atlas.page.get_by_text("19\u00a0guichets (existence prouvée")).to_be_visible()
    atlas.page.get_by_role("radio", name="Structures").click()
    expect(atlas.page.get_by_text("17\u00a0structures")).to_be_visible()
    atlas.expect_query(liste="structures")
    atlas.page.go_back()
    atlas.expect_query(page="2")
    expect(entry(atlas, "PLIE Est Hérault")).to_be_visible()


def test_many_places_are_drawn_on_one_canvas(atlas: Atlas):
    many = [
        {"type": "Feature", "properties": {"code": str(rank), "titre": "T", "detail": "", "nombre": 1},
         "geometry": {"type": "Point", "coordinates": [1 + rank / 100, 43.5]}}
        for rank in range(301)
    ]  # fmt: skip
    body = json.dumps({"type": "FeatureCollection", "features": many})
    atlas.page.route(
        "**/annuaire.geojson*", lambda route: route.fulfill(body=body, content_type="application/geo+json")
    )
    open_directory(atlas, "?liste=structures")
    expect(atlas.frame.locator("canvas")).to_have_count(1)
    for query in ("nettoyage", "geiq"):
        atlas.page.get_by_label(texts.SEARCH).fill(query)
        atlas.expect_query(liste="structures", q=query)
    expect(atlas.frame.locator("canvas")).to_have_count(1)


def test_a_place_of_the_map_keeps_its_entries(atlas: Atlas):
    open_directory(atlas, "?liste=structures")
    place = atlas.frame.locator(".lieu", has_text="6")
    place.hover()
    expect(atlas.bubble).to_contain_text("Montpellier")
    place.click()
    expect(atlas.page.get_by_role("button", name="Seulement Montpellier")).to_be_visible()
    expect(atlas.frame.locator(".lieu-choisi")).to_have_count(1)
    atlas.expect_query(liste="structures", lieu="34172")
    atlas.page.get_by_role("button", name="Seulement Montpellier").click()
    atlas.expect_query(liste="structures")
    expect(atlas.frame.locator(".lieu-choisi")).to_have_count(0)


def test_sheet_of_a_guichet(atlas: Atlas, download):
    open_entry(atlas, "?guichet=sete-agglopole", "Sète Agglopôle Méditerranée")
    sheet = atlas.page.get_by_role("article", name="Fiche")
    for picture in ("^Dans la région", "^QR code"):
        image = sheet.get_by_role("img", name=re.compile(picture))
        assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    expect(atlas.page.get_by_role("link", name="Appeler le 04 67 46 47 48")).to_have_attribute(
        "href", "tel:+33467464748"
    )
    name, content = download(texts.VCARD)
    assert name == "sete-agglopole.vcf"
    assert content.startswith(b"BEGIN:VCARD\r\n")


FILES = {
    texts.EXPORT_CSV: "guichets.csv",
    texts.EXPORT_XLSX: "guichets.xlsx",
    texts.EXPORT_GEOJSON: "guichets.geojson",
    texts.EXPORT_VCARD: "guichets.vcf",
    texts.EXPORT_INCLUSION: "guichets-data-inclusion.json",
}


def test_files_hold_what_is_found(atlas: Atlas, download, subtests: pytest.Subtests):
    open_directory(atlas, "?departement=34&fiabilite=avere")
    atlas.page.get_by_role("button", name=texts.EXPORT).click()
    for button, file in FILES.items():
        with subtests.test(file):
            name, content = download(button)
            assert name == file
            expect_found(file, content)


def expect_found(file: str, content: bytes) -> None:
    if file.endswith("csv"):
        rows = list(csv.DictReader(content.decode("utf-8-sig").splitlines(), delimiter=";"))
        assert {"mics-34", "departement-herault"} <= {row["Identifiant"] for row in rows}
        assert "departement-gers" not in content.decode("utf-8-sig")
    elif file.endswith("geojson"):
        assert {"mics-34"} <= {feature["properties"]["id"] for feature in json.loads(content)["features"]}
    elif file.endswith("json"):
        document = json.loads(content)
        assert document["services"]
        assert not [service for service in document["services"] if "76" in service["zone_eligibilite"]]
    elif file.endswith("vcf"):
        assert content.count(b"BEGIN:VCARD") == content.count(b"END:VCARD") > 3
    else:
        assert content.startswith(b"PK")


def test_from_the_answer_of_the_map_to_the_sheet(atlas: Atlas):
    atlas.open("?commune=32013")
    atlas.panel.get_by_role("link", name="Sa fiche complète").first.click()
    expect(atlas.page.get_by_role("heading", level=1)).to_have_text(["Conseil départemental du Gers"])


def test_on_a_phone_nothing_overflows(visit: Visit, subtests: pytest.Subtests):
    atlas = visit(**PHONE)
    shown = {
        "": atlas.page.get_by_text("19\u00a0guichets (existence prouvée"),
        "?liste=structures&lieu=34172": atlas.page.get_by_role("button", name="Seulement Montpellier"),
        "?guichet=sete-agglopole": atlas.page.get_by_role("button", name=texts.VCARD),
    }
    for query, fact in shown.items():
        with subtests.test(query):
            atlas.go(f"/annuaire{query}")
            expect(fact).to_be_visible()
            atlas.settle()
            assert overflow(atlas) <= 0


def test_accessible(atlas: Atlas):
    open_directory(atlas, "?mois=24&lieu=34172")
    atlas.page.get_by_role("button", name=texts.MORE).click()
    expect(atlas.page.get_by_role("combobox", name=texts.AGE)).to_be_visible()
    expect_accessible(atlas.page, atlas.frame)
    open_entry(atlas, "?guichet=sete-agglopole", "Sète Agglopôle Méditerranée")
    expect_accessible(atlas.page)


def test_hostile_texts_stay_texts(visit: Visit, hostile: Server):
    atlas = visit(hostile)
    open_directory(atlas)
    expect(atlas.frame.locator(".lieu")).not_to_have_count(0)
    for rank in range(atlas.frame.locator(".lieu").count()):
        atlas.frame.locator(".lieu").nth(rank).dispatch_event("mouseover")
    expect_harmless(atlas)
    atlas.go("/annuaire?guichet=g0")
    expect(atlas.page.get_by_role("button", name=texts.VCARD)).to_be_visible()
    atlas.settle()
    expect(atlas.page.locator("a[href^='javascript' i], [onerror], img[src='x'], [src*='ailleurs']")).to_have_count(0)
    open_directory(atlas, "?liste=structures")
    expect_harmless(atlas)
