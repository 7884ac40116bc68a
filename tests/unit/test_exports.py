import io
import json
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pandas as pd
import pytest
from openpyxl import load_workbook

from clauses.domain.tableur import neutralise, restore
from clauses.rendu.blocs import render
from clauses.rendu.exports import LONGEST_CELL, to_csv, to_json, to_xlsx
from clauses.rendu.tableaux import ENTIER, TEXTE, Cellule, Format, Jour, Nombre, Numero, Pourcentage, Tableau
from tests.donnees.hostile import CELLS

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@pytest.mark.parametrize(
    "text", ["=1+1", "+1+1", "-1+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1+1", "\r=1+1", "-", "=", "-oui"]
)
def test_a_formula_is_neutralised(text):
    assert neutralise(text) == f"'{text}"
    assert restore(f"'{text}") == text


def test_what_is_neutralised_can_be_restored(subtests):
    for text in [*CELLS.values(), "'=1+1", "''=1+1", "'", "''", "'-3,5", "-3,5", "'été", "'+33 4", ""]:
        with subtests.test(text=text):
            assert restore(neutralise(text)) == text


@pytest.mark.parametrize("text", ["", "Béziers", "-3,5", "+33 4 67 46 47 48", "1 038,20", "a=1", "'-3,5", "É@"])
def test_numbers_and_plain_texts_are_left_alone(text):
    assert neutralise(text) == text


@pytest.mark.parametrize("value", [None, 3, -3.5, True])
def test_what_is_not_text_is_left_alone(value):
    assert neutralise(value) is value


def test_a_hostile_table_comes_back_whole_and_harmless():
    table = pd.DataFrame({"nom": list(CELLS), "contenu": list(CELLS.values())}, dtype="str")
    content = to_csv(Tableau.of(table))
    assert content.startswith(b"\xef\xbb\xbf")
    back = pd.read_csv(
        io.StringIO(content.decode("utf-8-sig"), newline=""),
        sep=";",
        dtype="str",
        keep_default_na=False,
        engine="python",
    )
    for original, found in zip(table["contenu"], back["contenu"], strict=True):
        assert not found.startswith(FORMULA_STARTS)
        assert found.removeprefix("'") == original


def test_a_separator_in_a_cell_stays_in_its_cell():
    assert to_csv(Tableau.of(pd.DataFrame({"a": ["un ; deux"], "b": ['dit "oui"']}))).decode("utf-8-sig") == (
        'a;b\r\n"un ; deux";"dit ""oui"""\r\n'
    )


def test_a_csv_has_numbers_that_a_spreadsheet_reads():
    rows = [{"heures": 387_000, "dit": "près de 5\u202f000"}, {"heures": -1_500, "dit": "387\u202f000"}]
    table = Tableau.build(rows, {"heures": ENTIER})
    assert to_csv(table).decode("utf-8-sig").splitlines() == [
        "heures;dit",
        "387000;près de 5\u202f000",
        "-1500;387\u202f000",
    ]


def test_an_empty_table_is_still_a_workbook():
    book = load_workbook(io.BytesIO(to_xlsx(Tableau.of(pd.DataFrame({"a": []})), "")))
    assert book.active.title == "Tableau"
    assert [[cell.value for cell in row] for row in book.active.iter_rows()] == [["a"]]


def test_a_workbook_keeps_its_header_and_no_control_character():
    table = Tableau.build([{"nom": "Béziers\x00"}, {"nom": "x" * 40_000}])
    sheet = opened(table)
    assert sheet.title == "Essai a b"
    assert sheet.freeze_panes == "A2"
    assert sheet["A2"].value == "Béziers\ufffd"
    assert len(sheet["A3"].value) == LONGEST_CELL


NN, NB = "\u202f", "\u00a0"
SHARE = Pourcentage(2, au_plus=True)
AT = datetime(2031, 5, 1, 9, 5, tzinfo=timezone(timedelta(hours=2)))


@pytest.mark.parametrize(
    ("format_", "value", "screen", "csv", "excel", "form", "json_"),
    [
        (ENTIER, 387_000, f"387{NN}000", "387000", 387_000, "#,##0", 387_000),
        (ENTIER, 0, "0", "0", 0, "#,##0", 0),
        (ENTIER, -1_500, f"-1{NN}500", "-1500", -1_500, "#,##0", -1_500),
        (ENTIER, 338.6, "339", "339", 338.6, "#,##0", 338.6),
        (ENTIER, 2016, f"2{NN}016", "2016", 2016, "#,##0", 2016),
        (ENTIER, None, "–", "–", "–", "General", None),
        (ENTIER, float("nan"), "–", "–", "–", "General", None),
        (Nombre(1, au_plus=True), 2.5, "2,5", "2,5", 2.5, "#,##0.0", 2.5),
        (Nombre(1, au_plus=True), 2.0, "2", "2", 2, "#,##0", 2.0),
        (Nombre(unite=" sur 6"), 4, "4 sur 6", "4 sur 6", 4, '#,##0" sur 6"', 4),
        (Nombre(2, au_plus=True, unite=f"{NB}€"), 1_000.5, f"1{NN}000,5{NB}€", f"1000,5{NB}€", 1_000.5,
         f'#,##0.0"{NB}€"', 1_000.5),
        (Pourcentage(), 0.382, f"38,2{NN}%", "38,2%", 0.382, "0.0%", 0.382),
        (Pourcentage(), -0.03, f"-3,0{NN}%", "-3,0%", -0.03, "0.0%", -0.03),
        (Pourcentage(), 0, f"0{NN}%", "0%", 0, "0%", 0),
        (Pourcentage(), 1, f"100{NN}%", "100%", 1, "0%", 1),
        (Pourcentage(), 0.0004, f"moins de 0,1{NN}%", "moins de 0,1%", 0.0004, f'[<0.001]"moins de 0,1{NN}%";0.0%',
         0.0004),
        (Pourcentage(), 0.9996, f"plus de 99,9{NN}%", "plus de 99,9%", 0.9996, f'[>0.999]"plus de 99,9{NN}%";0.0%',
         0.9996),
        (SHARE, 0.07, f"7{NN}%", "7%", 0.07, "0%", 0.07),
        (SHARE, 1.012, f"101,2{NN}%", "101,2%", 1.012, "0.0%", 1.012),
        (Numero(), 2016, "2016", "2016", 2016, "0", 2016),
        (Numero(), None, "–", "–", "–", "General", None),
        (Jour(), date(2026, 3, 1), f"1er{NB}mars{NB}2026", f"1er{NB}mars{NB}2026", datetime(2026, 3, 1),  # noqa: DTZ001
         "[$-40C]d mmmm yyyy", "2026-03-01"),
        (Jour(), AT, f"1er{NB}mai{NB}2031 à 9{NN}h{NN}05", "1er\xa0mai\xa02031 à 9h05", datetime(2031, 5, 1, 9, 5),  # noqa: DTZ001
         '[$-40C]d mmmm yyyy "à" h "h" mm', "2031-05-01T09:05:00+02:00"),
        (TEXTE, "09001", "09001", "09001", "09001", "General", "09001"),
        (TEXTE, "0561000000", "0561000000", "0561000000", "0561000000", "General", "0561000000"),
        (TEXTE, "2016", "2016", "2016", "2016", "General", "2016"),
        (TEXTE, "12345678900011", "12345678900011", "12345678900011", "12345678900011", "General", "12345678900011"),
        (TEXTE, f"38,2{NN}%", f"38,2{NN}%", f"38,2{NN}%", f"38,2{NN}%", "General", f"38,2{NN}%"),
        (TEXTE, "=1+1", "=1+1", "'=1+1", "=1+1", "General", "=1+1"),
        (TEXTE, "", "–", "–", "–", "General", None),
    ],
)  # fmt: skip
def test_a_value_is_the_same_in_every_form(format_, value, screen, csv, excel, form, json_):
    table = Tableau.build([{"nom": "a", "valeur": value}], {"valeur": replace(format_, vide="–")})
    assert f">{screen}</td>" in html(table)
    assert to_csv(table).decode("utf-8-sig") == f"nom;valeur\r\na;{csv}\r\n"
    cell = opened(table)["B2"]
    assert (cell.value, cell.number_format) == (excel, form)
    assert cell.data_type == ("s" if isinstance(excel, str) else "d" if isinstance(excel, datetime) else "n")
    assert json.loads(to_json(table)) == [{"nom": "a", "valeur": json_}]


def test_a_row_may_bring_its_own_format():
    cells = [Cellule(0.449, SHARE), Cellule(30, Nombre(unite=" h")), Cellule(None, Format(vide="Non documenté"))]
    table = Tableau.build([{"nom": "a", "valeur": cell} for cell in cells], {"valeur": ENTIER})
    assert table.textes["valeur"].tolist() == [f"44,9{NN}%", "30 h", "Non documenté"]
    assert [row[1].value for row in opened(table).iter_rows(min_row=2)] == [0.449, 30, "Non documenté"]
    assert [row["valeur"] for row in json.loads(to_json(table))] == [0.449, 30, None]


def test_numbers_alone_are_aligned_to_the_right():
    rows = [{"nom": "a", "heures": 5, "année": 2016, "dit": "5"}]
    table = Tableau.build(rows, {"heures": ENTIER, "année": Numero()})
    assert html(table).count('class="atlas-nombre"') == 2
    assert '<th scope="col" class="atlas-nombre">heures</th>' in html(table)
    assert '<td class="atlas-nombre">5</td>' in html(table)


def test_a_hostile_text_is_shown_and_not_run():
    table = Tableau.build([{"nom": "a", "dit": text} for text in CELLS.values()])
    assert "<script" not in html(table)
    assert "<img" not in html(table)


def test_numbers_of_numpy_are_numbers_of_json():
    table = Tableau.of(pd.DataFrame({"communes": [3, 4], "part": [0.5, None]}))
    assert json.loads(to_json(table)) == [{"communes": 3, "part": 0.5}, {"communes": 4, "part": None}]


def html(table: Tableau) -> str:
    return render("tableau.html", titre="Essai", tableau=table)


def opened(table: Tableau):
    return load_workbook(io.BytesIO(to_xlsx(table, "Essai : a/b"))).active
