"""Calculateur in a browser: a calculation made, shared, printed, on a phone and with the keyboard."""

import re

from playwright.sync_api import expect

from clauses.rendu.mots import calculateur as texts
from tests.e2e.atlas import Atlas
from tests.e2e.conftest import Visit
from tests.e2e.test_accessibility import expect_accessible
from tests.e2e.test_display import PHONE, overflow
from tests.e2e.test_territoire import expect_harmless_page
from tests.serveur import Server


def open_calculator(atlas: Atlas, query: str = "") -> None:
    atlas.page.goto(f"{atlas.url}/calculateur{query}")
    expect(atlas.page.get_by_role("heading", name=texts.SOURCES_TITLE)).to_be_visible()
    # The script of the box gives it its label.
    expect(atlas.page.get_by_role("combobox", name=texts.GUICHET_LABEL)).to_be_visible()


def test_calculation_follows_what_is_typed_and_goes_into_the_address(atlas: Atlas):
    open_calculator(atlas)
    amount = atlas.page.get_by_role("spinbutton", name=texts.LOT_AMOUNT)
    amount.fill("1000000")
    amount.press("Tab")
    expect(amount).to_have_value("1\u202f000\u202f000")
    result = atlas.page.get_by_role("region", name="Résultat du calcul")
    expect(result).to_contain_text(re.compile(r"= 748\sh"))
    expect(atlas.page).to_have_url(re.compile(r"lots=1000000(~|%7E)44\.9"))
    other = atlas.page.context.new_page()
    other.goto(atlas.page.url)
    expect(other.get_by_role("region", name="Résultat du calcul")).to_contain_text(re.compile(r"= 748\sh"))


def test_guichet_of_the_commune(atlas: Atlas):
    open_calculator(atlas)
    box = atlas.page.get_by_role("combobox", name=texts.GUICHET_LABEL)
    box.fill("beziers")
    expect(atlas.suggestions.first).to_contain_text("Béziers")
    box.press("Enter")
    atlas.expect_answer("Béziers")


def test_on_a_phone_nothing_overflows(visit: Visit):
    atlas = visit(**PHONE)
    open_calculator(atlas, "?commune=34032")
    assert overflow(atlas) <= 0


def test_accessible_and_on_paper(atlas: Atlas, tmp_path):
    open_calculator(atlas, "?sens=part&cible=9000&commune=34032&lots=1000000~50~30~5~Gros%20%C5%93uvre;1~1~1~1~B")
    expect_accessible(atlas.page)
    with atlas.page.expect_download() as event:
        atlas.page.get_by_role("button", name=texts.PRINT).click()
    event.value.save_as(tmp_path / "calcul.pdf")
    assert (tmp_path / "calcul.pdf").read_bytes().startswith(b"%PDF")


def test_hostile_texts_stay_texts(visit: Visit, hostile: Server):
    atlas = visit(hostile)
    open_calculator(atlas, "?commune=09001&lots=5~5~5~5~%3Cimg%20src=x%20onerror=alert(1)%3E")
    expect_harmless_page(atlas)
    with atlas.page.expect_download():
        atlas.page.get_by_role("button", name=texts.PRINT).click()
