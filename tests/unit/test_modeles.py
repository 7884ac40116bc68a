"""Workbooks to fill in: what a spreadsheet checks and shows."""

import io

import openpyxl
import pytest

from clauses.domain.issues import issue
from clauses.domain.schema import Field, Schema
from clauses.domain.tableur import TERRITORIES_SHEET
from clauses.rendu.exports import to_csv, to_xlsx
from clauses.rendu.modeles import MORE_ROWS, build_classeur, build_modele, choix_for, table_problemes
from clauses.storage.files import SHIPPED_DATA
from clauses.storage.schemas import read_schemas
from clauses.storage.tables import TABLES, parse_table, read_table
from tests.donnees import REGION

SCHEMAS = read_schemas(SHIPPED_DATA)
GUICHETS = SCHEMAS["guichets"]
TYPOLOGIES = {"plie": "PLIE", "mde": "Maison de l’emploi"}
BASE = "ab" * 32


def opened(content):
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.fixture(scope="module")
def table():
    return read_table(REGION / "guichets.csv", GUICHETS)


@pytest.fixture(scope="module")
def book(table):
    choix = choix_for(GUICHETS, TYPOLOGIES)
    return opened(build_classeur(table, base=BASE, choix=choix, edition=3, notes=["Édition 3."]))


def column(sheet, name):
    return next(cell for cell in sheet[1] if cell.value == GUICHETS.by_name[name].title)


def validation(sheet, name):
    letter = column(sheet, name).column_letter
    return next(
        (each for each in sheet.data_validations.dataValidation if str(each.sqref).startswith(f"{letter}2:")), None
    )


def test_sheets_and_titles(book, table):
    assert book.sheetnames == ["guichets", "Valeurs possibles", "Mode d’emploi"]
    sheet = book["guichets"]
    assert [cell.value for cell in sheet[1]] == [field.title for field in GUICHETS.fields]
    assert all(cell.font.bold for cell in sheet[1])
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == f"A1:X{len(table) + 1}"


def test_titles_are_explained(book):
    comment = column(book["guichets"], "statut").comment.text
    assert comment.startswith("Statut\n")
    assert "Obligatoire." in comment
    assert "Avéré, À confirmer" in comment


def test_codes_are_texts_and_numbers_are_numbers(book, table):
    sheet = book["guichets"]
    sieges = column(sheet, "commune_siege").column
    for row, value in enumerate(table.columns["commune_siege"], 2):
        cell = sheet.cell(row, sieges)
        assert (cell.value or "") == value
        assert cell.number_format == "@"
    years = [sheet.cell(row, column(sheet, "depuis").column) for row in range(2, len(table) + 2)]
    assert {type(cell.value) for cell in years} <= {int, type(None)}
    assert {cell.number_format for cell in years} == {"0"}
    letter = column(sheet, "commune_siege").column_letter
    assert sheet.column_dimensions[letter].number_format == "@"


def test_words_rather_than_codes(book, table):
    """Finding 32: titles and values of the workbook were « commune_siege », « mde », « avere »."""
    sheet = book["guichets"]
    for name, words in {
        "statut": {"Avéré", "À confirmer"},
        "typologie": {*TYPOLOGIES.values(), "region", "france_travail"},
    }.items():
        cells = {sheet.cell(row, column(sheet, name).column).value for row in range(2, len(table) + 2)}
        assert cells & words
        assert "avere" not in cells
        assert "plie" not in cells


def test_drop_downs_reach_empty_rows(book, table):
    sheet, values = book["guichets"], book["Valeurs possibles"]
    for name, expected in {"typologie": list(TYPOLOGIES.values()), "statut": ["Avéré", "À confirmer"]}.items():
        found = validation(sheet, name)
        assert found.type == "list"
        assert str(found.sqref).endswith(str(len(table) + 1 + MORE_ROWS))
        place = found.formula1.split("!")[1].replace("$", "")
        assert [row[0].value for row in values[place]] == expected
    header = [cell.value for cell in values[1]]
    assert header[:4] == ["Typologie", "Typologie\xa0: code", "Rôle", "Rôle\xa0: code"]
    assert values["B2"].value == "plie"


def test_lists_are_explained_and_years_checked(book):
    sheet = book["guichets"]
    buyers = validation(sheet, "donneurs_ordre")
    assert buyers.type is None
    assert "«\xa0|\xa0»" in buyers.prompt
    assert "Bailleurs sociaux" in buyers.prompt
    year = validation(sheet, "depuis")
    assert (year.type, year.operator, year.formula1, year.formula2) == ("whole", "between", "1900", "2100")
    assert validation(sheet, "etp").type == "decimal"
    assert validation(sheet, "nom") is None


@pytest.mark.parametrize("name", TABLES)
def test_messages_fit_in_a_spreadsheet(name):
    sheet = opened(build_modele(SCHEMAS[name], choix_for(SCHEMAS[name], TYPOLOGIES)))[name]
    for each in sheet.data_validations.dataValidation:
        assert len(each.promptTitle) <= 32
        assert len(each.prompt) <= 255
        assert len(each.error) <= 255


def test_instructions(book):
    rows = [[cell.value for cell in row] for row in book["Mode d’emploi"].iter_rows()]
    assert rows[0][0] == GUICHETS.title
    assert rows[1][0] == "Édition 3."
    by_name = {row[0]: row for row in rows}
    assert by_name["Statut"][1:6:2] == ["statut", "Oui", "Avéré"]
    assert by_name["Statut"][4] == "Avéré\nÀ confirmer"
    assert by_name["Depuis"][3:6] == ["Non", "Année sur quatre chiffres, de 1900 à 2100", "2012"]
    assert {field.title for field in GUICHETS.fields} <= set(by_name)


def test_base_and_edition_stay_in_the_workbook(book):
    assert {each.name: each.value for each in book.custom_doc_props.props} == {
        "atlas-base": BASE,
        "atlas-edition": "3",
    }


def test_a_cell_is_never_a_formula():
    schema = Schema("t", "T", "", (Field("a", "A", "Texte."), Field("n", "N", "Nombre.", "number")))
    cells = ["=1+1", "+1", "@x", '=HYPERLINK("http://ailleurs.invalid")', "x" * 40_000, "a\x0bb"]
    content = "a;n\n" + "".join(f'"{cell.replace(chr(34), chr(34) * 2)}";"=2"\n' for cell in cells)
    sheet = opened(build_classeur(parse_table(content.encode(), schema, "t"), base="", choix={}))["t"]
    for row in range(2, len(cells) + 2):
        assert sheet.cell(row, 1).data_type == "s"
        assert sheet.cell(row, 2).data_type == "s"
    assert sheet["A2"].value == "=1+1"
    assert len(sheet["A6"].value) == 32_767
    assert sheet["A7"].value == "a\ufffdb"


@pytest.mark.parametrize("text", ["5.50", "007", "1e3", "12345678901234567", "abc", "1.0"])
def test_a_number_written_otherwise_stays_as_written(text):
    schema = Schema("t", "T", "", (Field("a", "A", "Texte."), Field("n", "N", "Nombre.", "number")))
    sheet = opened(build_classeur(parse_table(f"a,n\nx,{text}\n".encode(), schema, "t"), base="", choix={}))["t"]
    assert sheet["B2"].value == (1.0 if text == "1.0" else text)


def test_an_empty_workbook_has_no_row_and_no_base():
    book = opened(build_modele(GUICHETS, choix_for(GUICHETS)))
    assert book["guichets"].max_row == 1
    assert len(book.custom_doc_props.props) == 0
    assert validation(book["guichets"], "typologie") is None
    assert str(validation(book["guichets"], "statut").sqref).endswith(f":F{MORE_ROWS + 1}")


def test_problems_to_download():
    table = table_problemes(
        [
            issue("E-FIC-02", "a.csv"),
            issue("E-VAL-01", "a.csv", 12_345, "nom"),
            issue("A-COL-21", "a.csv", 2, "=1+1", nombre=1, valeur="Avéré", lu="avere"),
        ],
        {"nom": "Nom"},
    )
    assert list(table.textes.columns) == ["Gravité", "Ligne", "Colonne", "Problème", "Code"]
    assert table.textes["Gravité"].tolist() == ["Erreur", "Erreur", "Avertissement"]
    assert table.textes["Ligne"].tolist() == ["", "12345", "2"]
    assert table.textes["Colonne"].tolist() == ["", "Nom", "=1+1"]
    assert ";'=1+1;" in to_csv(table).decode("utf-8-sig")
    assert opened(to_xlsx(table, "Problèmes")).active["B3"].value == 12_345
    assert len(table_problemes([], {})) == 0


def test_territories_are_listed_in_a_sheet(moment):
    """Finding 10: a perimeter is written in a spreadsheet without looking for codes elsewhere."""
    content = build_classeur(moment.tables["guichets"], base="", choix={}, territoires=moment.territoires)
    sheet = openpyxl.load_workbook(io.BytesIO(content))[TERRITORIES_SHEET]
    rows = list(sheet.iter_rows(min_row=3, values_only=True))
    assert ("Intercommunalité", "Testville Agglo", "Exemple", "EPCI:900000001") in rows
    assert ("Commune", "Testville (09)", "Exemple", "COM:09001") in rows
    content = build_classeur(moment.tables["typologies"], base="", choix={}, territoires=moment.territoires)
    assert TERRITORIES_SHEET not in openpyxl.load_workbook(io.BytesIO(content)).sheetnames
