import io

import pandas as pd
import pytest
from openpyxl import load_workbook

from clauses.domain.tableur import neutralise, restore
from clauses.rendu.exports import to_csv, to_xlsx
from tests.donnees.hostile import CELLS

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@pytest.mark.parametrize(
    "text", ["=1+1", "+1+1", "-1+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1+1", "\r=1+1", "-", "=", "-oui"]
)
def test_a_formula_is_neutralised(text):
    assert neutralise(text) == f"'{text}"
    assert restore(f"'{text}") == text


@pytest.mark.parametrize("text", [*CELLS.values(), "'=1+1", "''=1+1", "'", "''", "'-3,5", "-3,5", "'été", "'+33 4", ""])
def test_what_is_neutralised_can_be_restored(text):
    assert restore(neutralise(text)) == text


@pytest.mark.parametrize("text", ["", "Béziers", "-3,5", "+33 4 67 46 47 48", "1 038,20", "a=1", "'-3,5", "É@"])
def test_numbers_and_plain_texts_are_left_alone(text):
    assert neutralise(text) == text


@pytest.mark.parametrize("value", [None, 3, -3.5, True])
def test_what_is_not_text_is_left_alone(value):
    assert neutralise(value) is value


def test_a_hostile_table_comes_back_whole_and_harmless():
    table = pd.DataFrame({"nom": list(CELLS), "contenu": list(CELLS.values())}, dtype="str")
    content = to_csv(table)
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
    assert to_csv(pd.DataFrame({"a": ["un ; deux"], "b": ['dit "oui"']})).decode("utf-8-sig") == (
        'a;b\r\n"un ; deux";"dit ""oui"""\r\n'
    )


def test_a_workbook_holds_numbers_and_never_formulas():
    table = pd.DataFrame(
        {
            "nom": ["=1+1", "Béziers\x00", "09001"],
            "heures": ["387\u202f000", "0", "–"],
            "part": ["38,2\u202f%", "2016", "1,5"],
        }
    )
    sheet = load_workbook(io.BytesIO(to_xlsx(table, "Essai : a/b"))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == ["nom", "heures", "part"]
    assert rows[1] == ["=1+1", 387000, 0.382]
    assert sheet["A2"].data_type == "s"
    assert rows[2] == ["Béziers\ufffd", 0, 2016]
    assert rows[3] == ["09001", "–", 1.5]
    assert (sheet["C2"].number_format, sheet["C3"].number_format) == ("0.0%", "0")
    assert sheet.freeze_panes == "A2"


def test_a_csv_has_numbers_that_a_spreadsheet_reads():
    table = pd.DataFrame({"heures": ["387\u202f000", "près de 5\u202f000"]})
    assert to_csv(table).decode("utf-8-sig").splitlines() == ["heures", "387000", "près de 5\u202f000"]


def test_an_empty_table_is_still_a_workbook():
    assert load_workbook(io.BytesIO(to_xlsx(pd.DataFrame({"a": []}), ""))).active.title == "Tableau"
