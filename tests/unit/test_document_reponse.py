"""The answer for a commune on one A4 page: real text, one page, whatever the data hold."""

import io
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from pypdf import PdfReader

from clauses.donnees import Moment, read_moment
from clauses.rendu.documents import render_pdf
from clauses.rendu.documents.reponse import load_reponse_pdf
from clauses.rendu.vues import load_reponse
from tests.donnees import REGION
from tests.donnees.hostile import CELLS
from tests.serveur import ROOT

JOUR = date(2026, 3, 1)
SHIPPED = ROOT / "data"


@cache
def donnees(folder: Path) -> Moment:
    return read_moment(folder)


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def words(pdf: bytes) -> str:
    """Text of the pages, spaces of any kind made plain."""
    return " ".join(" ".join(page.extract_text() for page in read(pdf).pages).split())


def answer(code: str, folder: Path = SHIPPED, site: str = "https://atlas.example", buyer: str | None = None) -> bytes:
    return load_reponse_pdf(donnees(folder), code, buyer, site, JOUR)


def test_an_answer_is_one_page_with_whom_to_call_its_source_and_its_link():
    pdf = answer("34032")
    text = words(pdf)
    assert len(read(pdf).pages) == 1
    for part in (
        "contactez : PLIE Béziers Méditerranée",
        "04 67 01 68 68",
        "Standard de l’agglomération, relevé en 2019",
        "Conseil départemental de l’Hérault",
        "Sources : ",
        "édition n° 1",
        "1er mars 2026",
        "atlas.example/c/beziers",
        "À préparer avant d’appeler",
    ):
        assert part in text
    assert read(pdf).metadata.title.startswith("Béziers")
    assert read(pdf).trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_a_number_on_paper_calls_from_a_telephone():
    links = [note.get_object()["/A"]["/URI"] for note in read(answer("34032")).pages[0]["/Annots"]]
    assert "tel:+33467016868" in links


def test_where_no_guichet_is_known_the_page_gives_the_relays_and_the_nearest():
    text = words(answer("09122"))
    for part in (
        "05 34 09 09 30",
        "Conseil départemental de l’Ariège",
        "Conseil régional",
        "Le guichet le plus proche",
    ):
        assert part in text


def test_an_answer_for_a_buyer_leads_back_to_it():
    assert "c/foix?acheteur=bailleurs" in words(answer("09122", buyer="bailleurs")).replace("? ", "?")
    assert "atlas.example" not in words(answer("34032", site=""))


@pytest.mark.parametrize("folder", [SHIPPED, REGION], ids=["shipped", "invented"])
def test_every_kind_of_answer_is_one_page(folder: Path):
    """One commune by set of competent guichets: those of the others are the same page with another name."""
    moment = donnees(folder)
    rows = {row.tobytes(): rank for rank, row in enumerate(moment.couverture.apports)}
    codes = moment.territoires.communes.index
    pages = {codes[rank]: len(read(answer(codes[rank], folder)).pages) for rank in rows.values()}
    assert {code: count for code, count in pages.items() if count != 1} == {}


def test_many_other_bodies_are_counted_rather_than_printed_on_a_second_page(monkeypatch: pytest.MonkeyPatch):
    moment = donnees(REGION)
    found = load_reponse(moment, "09001", None)
    assert found.premier is not None
    crowd = [
        replace(
            found.premier, guichet=replace(found.premier.guichet, id=f"g{rank}", nom=f"Essai {rank} " + "long " * 20)
        )
        for rank in range(30)
    ]
    crowded = replace(found, competences=(found.premier, *crowd))
    monkeypatch.setattr("clauses.rendu.documents.reponse.load_reponse", lambda *_: crowded)
    pdf = load_reponse_pdf.__wrapped__(moment, "09001", None, "", JOUR)
    assert len(read(pdf).pages) == 1
    assert "autres organismes, dans la réponse en ligne" in words(pdf)


@pytest.mark.parametrize("cell", CELLS)
def test_a_hostile_text_is_printed_as_it_is(cell: str):
    text = CELLS[cell]
    names = ("nom", "detail", "telephone", "courriel", "site", "portee", "sans", "adresse", "services", "constat")
    contact = dict.fromkeys(names, text) | {"_appel": "tel:0", "_ecrire": "", "_site": "", "_couleur": "#000000"}
    section = {"titre": text, "note": text, "contacts": [contact | {"fort": True}, contact | {"fort": False}]}
    one_line = ("titre", "auteur", "surtitre", "nom", "lieu", "phrase", "rien", "situation_alt", "a_noter_titre")
    values = dict.fromkeys((*one_line, "sources", "edition", "adresse", "_adresse"), text) | {
        "_situation": "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'/>",
        "_qr": "",
        "_couleur": "#000000",
        "a_noter": [text],
        "sections": [section],
    }
    printed = words(render_pdf("reponse", values, JOUR))
    if cell in ("html", "template", "accolades", "formule_plus", "tiret_bas", "pourcent"):
        assert text in printed
