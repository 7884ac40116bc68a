"""Données et méthode in a browser: the package is taken away whole, each section reads on a phone and by everyone."""

import io
import json
import zipfile

import pytest
from playwright.sync_api import expect

from clauses.rendu.mots import methode as texts
from tests.e2e.atlas import Atlas
from tests.e2e.conftest import Visit
from tests.e2e.test_accessibility import expect_accessible
from tests.e2e.test_display import PHONE, overflow
from tests.e2e.test_territoire import expect_harmless_page
from tests.serveur import Server


def open_section(atlas: Atlas, rubrique: str) -> None:
    atlas.go(f"/donnees?rubrique={rubrique}")
    expect(atlas.page.get_by_role("heading", level=1)).to_have_text([texts.TITLE])
    expect(atlas.page.get_by_role("radio", name=texts.RUBRIQUES[rubrique])).to_be_checked()
    atlas.settle()


def test_everything_in_one_file(atlas: Atlas, tmp_path):
    open_section(atlas, texts.TELECHARGER)
    with atlas.page.expect_download() as event:
        atlas.page.get_by_role("button", name=texts.ZIP).click()
    assert event.value.suggested_filename == "atlas-clauses-sociales-edition-1.zip"
    event.value.save_as(tmp_path / "atlas.zip")
    with zipfile.ZipFile(io.BytesIO((tmp_path / "atlas.zip").read_bytes())) as archive:
        package = json.loads(archive.read("datapackage.json"))
        assert {resource["path"] for resource in package["resources"]} < set(archive.namelist())


def test_one_file(atlas: Atlas, tmp_path):
    open_section(atlas, texts.TELECHARGER)
    with atlas.page.expect_download() as event:
        atlas.page.get_by_role("button", name="perimetres.geojson").click()
    assert event.value.suggested_filename == "perimetres.geojson"


def test_sections_are_a_click_away(atlas: Atlas):
    open_section(atlas, texts.TELECHARGER)
    atlas.page.get_by_role("radio", name=texts.RUBRIQUES[texts.MANQUES]).click()
    expect(atlas.page.get_by_role("table", name=texts.GAPS_TITLE).get_by_role("row")).to_have_count(14)
    atlas.expect_query(rubrique=texts.MANQUES)


def test_on_a_phone_nothing_overflows(visit: Visit, subtests: pytest.Subtests):
    atlas = visit(**PHONE)
    for rubrique in texts.RUBRIQUES:
        with subtests.test(rubrique):
            open_section(atlas, rubrique)
            assert overflow(atlas) <= 0


def test_accessible(atlas: Atlas, subtests: pytest.Subtests):
    for rubrique in texts.RUBRIQUES:
        with subtests.test(rubrique):
            open_section(atlas, rubrique)
            expect_accessible(atlas.page)


def test_hostile_texts_stay_texts(visit: Visit, hostile: Server):
    atlas = visit(hostile)
    for rubrique in texts.RUBRIQUES:
        open_section(atlas, rubrique)
        expect_harmless_page(atlas)
