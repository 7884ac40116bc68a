"""The printed map, asked for from the map: the paper chosen, the département looked at, the file that comes."""

from pathlib import Path

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from clauses.rendu.mots import impression as texts
from tests.e2e.atlas import Atlas


@pytest.mark.parametrize(("query", "name"), [("", "Occitanie"), ("?departement=34", "Hérault (34)")])
def test_printing_what_is_on_screen(atlas: Atlas, tmp_path: Path, query: str, name: str):
    atlas.open(query)
    before = atlas.view()
    atlas.page.get_by_role("button", name=texts.OPEN).click()
    atlas.page.get_by_role("radio", name="A3").click()
    atlas.page.get_by_role("radio", name="Portrait").click()
    # Its label says that the server has made the button of this choice.
    download = atlas.page.get_by_role("button", name=texts.download("a3", "portrait", "pdf"))
    with atlas.page.expect_download() as event:
        download.click()
    path = tmp_path / event.value.suggested_filename
    event.value.save_as(path)
    assert path.name == f"carte-clauses-sociales-{'34-' if query else ''}a3.pdf"
    (page,) = PdfReader(path).pages
    assert float(page.mediabox.height) == pytest.approx(420 / 25.4 * 72, abs=0.01)
    assert name in page.extract_text()
    # The map was neither redrawn nor moved by the choices.
    assert atlas.view() == before
    expect(download).to_be_visible()


def test_an_answer_prints_on_one_page_whatever_the_face(atlas: Atlas, tmp_path: Path):
    """By Ctrl+P: whom to call, the source and where it is on line; no menu, no filters, no table."""
    page = atlas.page
    for rank, address in enumerate(("/?commune=34032", "/atlas/#/commune/34032")):
        page.goto(f"{atlas.url}{address}")
        expect(page.locator(".atlas-reponse")).to_be_visible()
        if not rank:
            atlas.expect_drawn()
        path = tmp_path / f"{rank}.pdf"
        page.pdf(path=path, format="A4")
        (paper,) = PdfReader(path).pages
        text = " ".join(paper.extract_text().split())
        for part in (
            "PLIE Béziers Méditerranée",
            "04 67 01 68 68",
            "Vu en 2018",
            "édition n° 1",
            "34032" if rank else "c/beziers",
        ):
            assert part in text, (address, part, text)
        for part in ("Présentation", "Qui répond", "Affichage", "La carte en tableau", "Imprimer"):
            assert part not in text, (address, part, text)
