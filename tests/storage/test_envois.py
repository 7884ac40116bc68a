"""An uploaded file becomes a table or one clear error, whatever it is; none costs more than a full table."""

import csv
import io
import random
import zipfile
from datetime import date, timedelta
from tracemalloc import get_traced_memory, start, stop

import openpyxl
import pytest

from clauses.domain.issues import has_errors
from clauses.domain.tableur import neutralise
from clauses.domain.validation import validate_tables
from clauses.rendu.exports import to_csv, to_xlsx
from clauses.rendu.modeles import build_classeur, build_modele, choix_for
from clauses.rendu.tableaux import Tableau
from clauses.storage import envois
from clauses.storage.classeurs import Classeur
from clauses.storage.envois import MOST_COLUMNS, MOST_ROWS, base_of, read_envoi
from clauses.storage.files import SHIPPED_DATA
from clauses.storage.limites import MEGABYTE
from clauses.storage.schemas import read_schemas
from clauses.storage.tables import TABLES, parse_table, read_table
from clauses.storage.xlsx.archive import ClasseurError, Limites
from tests.donnees import REGION
from tests.donnees.hostile import CELLS

SCHEMAS = read_schemas(SHIPPED_DATA)
QPV, GUICHETS = SCHEMAS["qpv"], SCHEMAS["guichets"]
HEADER = ",".join(QPV.names)
TYPOLOGIES = {"plie": "PLIE", "mde": "Maison de l’emploi"}
BASE = "0123456789abcdef" * 4


def region(name):
    return read_table(REGION / f"{name}.csv", SCHEMAS[name])


def sent(content, schema=QPV, feuille="", choix=None):
    return read_envoi(content if isinstance(content, bytes) else content.encode(), schema, "envoi", feuille, choix)


def codes(table):
    return [(issue.code, issue.line, issue.column) for issue in table.issues]


def as_xlsx(*sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def qpv_xlsx(*rows, header=QPV.names):
    return as_xlsx(("qpv", [header, *rows]))


# CSV


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize(
    ("encoding", "delimiter", "bom"),
    [
        ("utf-8", ",", b""),
        ("utf-8", ";", b"\xef\xbb\xbf"),
        ("utf-8", "\t", b""),
        ("cp1252", ";", b""),
        ("utf-16-le", "\t", b"\xff\xfe"),
        ("utf-16-be", ";", b"\xfe\xff"),
    ],
)
@pytest.mark.parametrize("titles", [False, True])
def test_a_csv_of_any_spreadsheet_by_name_or_by_title(name, encoding, delimiter, bom, titles):
    expected = region(name)
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([field.title for field in expected.schema.fields] if titles else expected.schema.names)
    writer.writerows(expected.frame.map(lambda cell: cell.replace("\n", "\r\n")).itertuples(index=False))
    envoi = sent(bom + buffer.getvalue().encode(encoding, errors="replace"), expected.schema)
    mangled = expected.frame.map(lambda cell: cell.encode(encoding, errors="replace").decode(encoding))
    assert envoi.table.frame.equals(mangled)
    assert (envoi.base, envoi.feuilles, envoi.feuille, envoi.edition) == (None, (), "", None)
    assert not has_errors(envoi.table.issues)


def test_decimal_commas_are_read():
    table = sent("id;etp;nom\na;5,5;Un\n", GUICHETS).table
    assert table.columns["etp"] == ["5.5"]
    assert ("A-VAL-02", 2, "etp") in codes(table)


def test_a_name_says_more_than_a_title():
    """« Commune » twice, one of them by its name: neither is lost without a word."""
    table = sent("nom,Nom,communes,COMMUNES,zzz\na,b,09001,09002,c\n").table
    assert table.columns["nom"] == ["a"]
    assert table.columns["communes"] == ["09001"]
    assert [(code, column) for code, _, column in codes(table) if code == "A-COL-02"] == [
        ("A-COL-02", "Nom"),
        ("A-COL-02", "COMMUNES"),
        ("A-COL-02", "zzz"),
    ]


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "-oui", "'=1+1", "'été", "-3,5", "'-3,5", "+33 4 67 00 00 00"])
@pytest.mark.parametrize("form", ["csv", "xlsx", "classeur"])
def test_what_an_export_neutralised_comes_back(text, form):
    table = region("qpv")
    frame = table.frame.head(1).assign(nom=text)
    if form == "csv":
        content = to_csv(Tableau.of(frame))
    elif form == "xlsx":
        content = to_xlsx(Tableau.of(frame.map(neutralise)), "qpv")
    else:
        content = build_classeur(
            parse_table(frame.to_csv(index=False).encode(), QPV, "qpv"), base=BASE, choix=choix_for(QPV)
        )
    assert sent(content).table.columns["nom"] == [text]


def test_labels_become_codes():
    header = "id,statut,donneurs_ordre,confiance,typologie,role"
    rows = ["a,Avéré,Bailleurs sociaux | État,Élevée,plie,guichet", "b,avere,tous,ELEVEE,Maison de l'emploi,Inconnu"]
    table = sent("\n".join([header, *rows]), GUICHETS, choix={"typologie": list(TYPOLOGIES.items())}).table
    assert table.columns["statut"] == ["avere", "avere"]
    assert table.columns["donneurs_ordre"] == ["bailleurs|etat", "tous"]
    assert table.columns["confiance"] == ["elevee", "elevee"]
    assert table.columns["typologie"] == ["plie", "mde"]
    assert table.columns["role"] == ["guichet", "Inconnu"]
    told = {issue.column: issue.message for issue in table.issues if issue.code == "A-COL-21"}
    assert set(told) == {"statut", "donneurs_ordre", "confiance", "typologie"}
    assert "(2)" in told["confiance"]
    assert "«\xa0Avéré\xa0» devient «\xa0avere\xa0»" in told["statut"]


def test_a_list_of_labels_keeps_each_of_them():
    """Finding 25: « Bailleurs sociaux, État » was taken for « bailleurs » alone."""
    table = sent('id,donneurs_ordre\na,"Bailleurs sociaux, Etat"\nb,bailleurs / inconnus\n', GUICHETS).table
    assert table.columns["donneurs_ordre"] == ["bailleurs|etat", "bailleurs / inconnus"]


def test_yes_and_no_as_a_spreadsheet_sees_them():
    table = sent(
        as_xlsx(("h", [["id", "comparable"], ["a", True], ["b", False], ["c", "Oui"]])), SCHEMAS["heures"]
    ).table
    assert table.columns["comparable"] == ["oui", "non", "oui"]


def test_a_label_of_two_codes_is_left_alone():
    choix = {"typologie": [("a", "Même"), ("b", "même")]}
    assert sent("id,typologie\nx,Même\n", GUICHETS, choix=choix).table.columns["typologie"] == ["Même"]


# What people put around a table


TITLED = ["Guichets de la région;;", "mis à jour le 3 mai;;", ";;", "Identifiant;Nom;Téléphone", "a;Un;05 61 00 00 00"]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_titles_are_found_below_a_presentation(form):
    """Finding 33: titles further down are looked for, and their line is said."""
    cells = [line.split(";") for line in TITLED]
    table = sent("\n".join(TITLED) if form == "csv" else as_xlsx(("s", cells)), GUICHETS).table
    assert (table.columns["nom"], table.lines) == (["Un"], (5,))
    assert ("A-FIC-07", 4, None) in codes(table)


def test_merged_cells_are_said_and_read_on_each_of_their_rows():
    """Finding 33: « cellules fusionnées » rather than three times « la valeur est obligatoire »."""
    book = openpyxl.load_workbook(io.BytesIO(qpv_xlsx(*([name, "09001"] for name in ("Un", "Deux", "Trois")))))
    book.active.merge_cells("A2:A3")
    book.active.merge_cells("B4:C4")
    book.active.insert_rows(1)
    book.active["A1"] = "Quartiers"
    book.active.merge_cells("A1:H1")
    book.active.merged_cells.ranges = {
        each.shift(row_shift=1) or each if each.coord != "A1:H1" else each for each in book.active.merged_cells.ranges
    }
    buffer = io.BytesIO()
    book.save(buffer)
    table = sent(buffer.getvalue()).table
    assert table.columns["nom"] == ["Un", "Un", "Trois"]
    (told,) = (each for each in table.issues if each.code == "A-FIC-08")
    assert sorted(dict(told.params)["plages"]) == ["A3:A4", "B5:C5"]


@pytest.mark.parametrize("expected", ["structures", "heures", "relais"])
def test_the_table_of_another_is_recognised(expected):
    """Finding 34: one sentence, rather than fourteen errors on the columns."""
    content = build_classeur(region("guichets"), base=BASE, choix=choix_for(GUICHETS))
    envoi = read_envoi(content, SCHEMAS[expected], "envoi", autres=SCHEMAS.values())
    assert (codes(envoi.table), envoi.autre) == ([("E-FIC-31", None, None)], "guichets")
    assert read_envoi(content, GUICHETS, "envoi", autres=SCHEMAS.values()).autre == ""


def test_a_table_that_lacks_a_column_is_still_the_one_expected():
    frame = region("guichets").frame.drop(columns="statut")
    envoi = read_envoi(frame.to_csv(index=False).encode(), GUICHETS, "envoi", autres=SCHEMAS.values())
    assert ("E-COL-01", 1, "statut") in codes(envoi.table)


def test_lines_are_those_that_excel_shows():
    """Finding 40: « sep=; » is a line of the file, not of the sheet; and it says what separates the cells."""
    table = sent("sep=;\r\nnom;communes\r\nA, b, c;\r\n,,,;09001\r\n").table
    assert (table.lines, table.columns["communes"]) == ((2, 3), ["", "09001"])


def test_a_percentage_is_the_one_that_is_seen():
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(("h", [["id", "part_qpv"], ["a", 0.42], ["b", 42]]))))
    book.active["B2"].number_format = "0 %"
    buffer = io.BytesIO()
    book.save(buffer)
    assert sent(buffer.getvalue(), SCHEMAS["heures"]).table.columns["part_qpv"] == ["42 %", "42"]


@pytest.mark.parametrize("shown", ["#N/D", "#NOM ?", "#VALEUR !", "Err:502", "#REF!"])
def test_errors_of_a_french_spreadsheet_are_said(shown):
    assert ("E-LIG-21", 2, "nom") in codes(sent(f"id,nom\na,{shown}\n", GUICHETS).table)


# Workbooks


def test_a_workbook_is_read_as_it_is():
    row = ["Centre", 9001, 9, 1234.0, None, date(2024, 1, 31), " avere ", "deux\nlignes", 2020]
    table = sent(qpv_xlsx([], row, header=[field.title for field in QPV.fields])).table
    assert table.frame.iloc[0].tolist() == [
        "Centre", "9001", "9", "1234", "", "2024-01-31", "avere", "deux\nlignes", "2020",
    ]  # fmt: skip
    assert table.lines == (3,)
    assert table.issues == ()


def test_cells_of_every_kind():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["id", "nom", "sigle", "adresse", "services", "source", "remarque", "etp"])
    sheet.append(["a", timedelta(hours=30), 1e20, 0.1 + 0.2, True, "=1/0", "_x0041_", "5,5"])
    sheet["F2"].data_type = "e"
    sheet["F2"].value = "#DIV/0!"
    buffer = io.BytesIO()
    book.save(buffer)
    table = sent(buffer.getvalue(), GUICHETS).table
    row = table.frame.iloc[0]
    assert row["nom"] == "30:00:00"
    assert row["sigle"] == "100000000000000000000"
    assert row["services"] == "VRAI"
    assert row["remarque"] == "A"
    assert row["etp"] == "5.5"
    assert ("E-LIG-21", 2, "source") in codes(table)


def test_codes_that_lost_their_zero_are_said_not_guessed():
    table = sent(qpv_xlsx(["Centre", "09001", 9, 12, "", "", "avere", "s"])).table
    found = validate_tables({"qpv": table})
    assert ("E-VAL-07", 2, "departement") in [(issue.code, issue.line, issue.column) for issue in found]
    assert "09" in next(issue.message for issue in found if issue.column == "departement")


def test_the_sheet_asked_for():
    content = as_xlsx(("Lisez-moi", [["Bonjour"]]), ("Année 2024", [QPV.names, ["A"]]), ("Autre", [QPV.names, ["B"]]))
    assert sent(content, feuille="annee 2024").table.columns["nom"] == ["A"]
    assert sent(content, feuille="Autre").feuille == "Autre"
    first = sent(content)
    assert (first.feuille, first.feuilles) == ("Lisez-moi", ("Lisez-moi", "Année 2024", "Autre"))
    assert codes(first.table) == [("E-FIC-32", None, None)]
    wrong = sent(content, feuille="Annee 2023")
    assert wrong.feuilles == ("Lisez-moi", "Année 2024", "Autre")
    assert codes(wrong.table) == [("E-FIC-15", None, None)]
    assert "Vouliez-vous dire «\xa0Année 2024\xa0»" in wrong.table.issues[0].message


def test_hidden_sheets_come_last():
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(("Cachée", [["a"]]), ("Vue", [QPV.names, ["A"]]))))
    book["Cachée"].sheet_state = "hidden"
    buffer = io.BytesIO()
    book.save(buffer)
    assert sent(buffer.getvalue()).feuilles == ("Vue", "Cachée")


@pytest.mark.parametrize("name", TABLES)
def test_a_workbook_to_edit_comes_back_identical(name):
    for table in (region(name), read_table(SHIPPED_DATA / f"{name}.csv", SCHEMAS[name])):
        choix = choix_for(table.schema, TYPOLOGIES)
        envoi = sent(build_classeur(table, base=BASE, choix=choix, edition=12), table.schema, choix=choix)
        assert envoi.table.frame.equals(table.frame)
        assert envoi.table.issues == ()
        assert (envoi.base, envoi.edition, envoi.feuille) == (BASE, 12, name)


def test_hostile_cells_survive_a_workbook(subtests):
    for name, cell in CELLS.items():
        with subtests.test(name):
            buffer = io.StringIO()
            csv.writer(buffer).writerows([QPV.names, ["x", *[cell] * (len(QPV.names) - 1)]])
            table = parse_table(buffer.getvalue().encode(), QPV, "qpv.csv")
            back = sent(build_classeur(table, base=BASE, choix={})).table
            assert back.frame.equals(table.frame.map(lambda value: value.replace("\r\n", "\n")))


def test_a_base_survives_another_software_and_moved_sheets():
    content = build_classeur(region("qpv"), base=BASE, choix=choix_for(QPV), edition=3)
    book = openpyxl.load_workbook(io.BytesIO(content))
    book.move_sheet("qpv", 2)
    book["qpv"]["A2"] = "Changé"
    buffer = io.BytesIO()
    book.save(buffer)
    envoi = sent(buffer.getvalue())
    assert (envoi.base, envoi.edition, envoi.feuille) == (BASE, 3, "qpv")
    assert envoi.table.columns["nom"][0] == "Changé"
    assert base_of(buffer.getvalue()) == BASE


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"id,nom\n", as_xlsx(("a", [["b"]])), build_modele(QPV, {})])
def test_no_base(content):
    assert base_of(content) is None


def test_a_base_that_is_not_one_is_not_believed():
    assert base_of(build_classeur(region("qpv"), base="<script>", choix={})) is None


def test_an_empty_workbook_to_fill_in():
    table = sent(build_modele(GUICHETS, choix_for(GUICHETS)), GUICHETS).table
    assert (len(table), table.issues, table.absent) == (0, (), frozenset())


def test_tags_with_a_prefix_and_shared_texts():
    """As other software writes them."""
    main = 'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    texts = f"<x:sst {main}><x:si><x:t>nom</x:t></x:si><x:si><x:r><x:t>Cen</x:t></x:r><x:r><x:t>tre</x:t></x:r>"
    texts += "<x:rPh><x:t>lu</x:t></x:rPh></x:si></x:sst>"
    rows = '<x:row><x:c t="s"><x:v>0</x:v></x:c></x:row><x:row r="7"><x:c r="A7" t="s"><x:v>1</x:v></x:c></x:row>'
    sheet = f"<x:worksheet {main}><x:sheetData>{rows}</x:sheetData></x:worksheet>"
    table = sent(workbook(sheet1=sheet.encode(), sharedStrings=texts.encode())).table
    assert (table.columns["nom"], table.lines) == (["Centre"], (7,))


# What cannot be read


def archive(*names):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return buffer.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"", "E-FIC-02", "vide"),
        (b"\xef\xbb\xbf\r\n\r\n", "E-FIC-02", "vide"),
        (b"%PDF-1.7\n", "E-FIC-21", "un document PDF"),
        (b"\x89PNG\r\n", "E-FIC-21", "une image"),
        (b"GIF89a", "E-FIC-21", "une image"),
        (b"{\\rtf1 essai}", "E-FIC-21", "un document texte"),
        (OLE + bytes(200), "E-FIC-21", "un ancien classeur Excel (.xls)"),
        (OLE + bytes(200) + "EncryptedPackage".encode("utf-16-le"), "E-FIC-30", "mot de passe"),
        (b"<!DOCTYPE html><html></html>", "E-FIC-21", "page web"),
        (b'{"type": "FeatureCollection"}', "E-FIC-21", "JSON"),
        (b"\x00" * 5000, "E-FIC-21", "binaire"),
        (archive("word/document.xml"), "E-FIC-21", "Word"),
        (archive("ppt/presentation.xml"), "E-FIC-21", "présentation"),
        (archive("content.xml"), "E-FIC-21", "LibreOffice"),
        (archive("xl/workbook.bin"), "E-FIC-21", "XLSB"),
        (archive("photo.png"), "E-FIC-21", "archive ZIP"),
        (archive("xl/workbook.xml"), "E-FIC-14", "lisible"),
        (b"PK\x03\x04 abc", "E-FIC-14", "lisible"),
        (b"Liste des quartiers\n", "E-FIC-32", "titres de colonnes"),
        (b"x" * (10 * MEGABYTE + 1), "E-FIC-12", "10\xa0Mo"),
        (b"x" * (9 * MEGABYTE), "E-FIC-24", "caractères"),
        ((HEADER + "," + ",".join(map(str, range(200)))).encode(), "E-FIC-23", "100 colonnes"),
        (b"," * (9 * MEGABYTE), "E-FIC-02", "vide"),
        (HEADER.encode() + b"\na" * (MOST_ROWS + 1), "E-FIC-22", "50000 lignes"),
        (HEADER.encode() + b"\n" * (9 * MEGABYTE), "E-FIC-22", "vides comprises"),
        (as_xlsx(("s", [])), "E-FIC-02", "vide"),
        (qpv_xlsx(header=[*QPV.names, *map(str, range(200))]), "E-FIC-23", "100 colonnes"),
    ],
)  # fmt: skip
def test_one_clear_sentence(content, code, words):
    table = sent(content).table
    assert [issue.code for issue in table.issues] == [code]
    assert words.replace("\xa0", " ") in table.issues[0].message.replace("\xa0", " ")
    assert table.is_unread
    assert len(table) == 0


def test_header_alone_is_an_empty_table():
    table = sent(HEADER).table
    assert (len(table), table.issues, table.absent) == (0, (), frozenset())


def test_a_quote_that_is_never_closed():
    table = sent(HEADER + '\nA,,,,,,,\n"B,,,,,,,' + "x,\n" * 100_000).table
    assert ("E-FIC-06", 3, None) in codes(table)
    assert table.columns["nom"][0] == "A"


def test_null_characters_are_said():
    text = HEADER + "\n" + "Centre de la ville,09001,09,12,,,avere,source\n" * 20 + "a\x00b,,,,,,,\n"
    assert ("A-FIC-02", None, None) in codes(sent(text).table)
    assert ("A-FIC-02", None, None) in codes(sent(qpv_xlsx(["a_x0000_b", *[""] * 7])).table)


def test_rows_of_another_width_are_said_a_hundred_times():
    found = codes(sent(HEADER + "\na" * 500).table)
    assert [code for code, *_ in found] == ["E-LIG-01"] * 100 + ["A-LIG-21"]


def test_as_many_rows_as_accepted():
    content = HEADER.encode() + b"\nA,09001,09,12,,,avere,s" * MOST_ROWS
    assert len(sent(content).table) == MOST_ROWS
    assert sent(content + b"\nB").table.issues[0].code == "E-FIC-22"


# Workbooks made to harm: all are refused after a bounded number of tags, cells and characters


def workbook(**members):
    """A workbook whose parts are replaced; each is bytes, or an iterable of bytes written one after the other."""
    shared = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    relation = f'<Relationship Id="rId99" Type="{shared}" Target="sharedStrings.xml"/></Relationships>'.encode()
    before = zipfile.ZipFile(io.BytesIO(as_xlsx(("s", [["nom"], [1]]))))
    parts = {name: before.read(name) for name in before.namelist() if "sharedStrings" not in name}
    relations = "xl/_rels/workbook.xml.rels"
    if "sharedStrings" in members:
        parts["xl/sharedStrings.xml"] = b""
        parts[relations] = parts[relations].replace(b"</Relationships>", relation)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as after:
        for name, content in parts.items():
            value = members.get(name.rsplit("/", 1)[-1].split(".")[0], content)
            with after.open(name, "w") as member:
                for piece in [value] if isinstance(value, bytes) else value:
                    member.write(piece)
    return buffer.getvalue()


MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def sheet(*pieces):
    return [b"<worksheet %b><sheetData>" % MAIN, *pieces, b"</sheetData></worksheet>"]


def texts(*pieces):
    return [b"<sst %b>" % MAIN, *pieces, b"</sst>"]


def times(piece, total=2 * MEGABYTE):
    """As much of a piece as makes two megabytes."""
    return [piece * (total // len(piece))]


ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">%b]>' % b"".join(
    b'<!ENTITY a%d "%b">' % (rank, (b"&a%d;" % (rank - 1) if rank else b"&a;") * 10) for rank in range(12)
)
SMALL = Limites(contenu=8 * MEGABYTE, lignes=1001, colonnes=50, cellules=20_000, balises=100_000, texte=MEGABYTE)
BOMBS = {
    "entities": ({"sheet1": [ENTITIES, *sheet(b"<row><c><v>&a11;</v></c></row>")]}, "E-FIC-14"),
    "declared_size": (
        {"sheet1": sheet(*(b'<row r="%d"><c r="XFD%d"><v>1</v></c></row>' % (i, i) for i in range(1, 9000)))},
        "E-FIC-23",
    ),
    "far_row": ({"sheet1": sheet(b'<row r="99999999999"><c><v>1</v></c></row>')}, "E-FIC-14"),
    "row_twice": ({"sheet1": sheet(b'<row r="3"/><row r="3"/>')}, "E-FIC-14"),
    "column_twice": ({"sheet1": sheet(b'<row><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>')}, "E-FIC-14"),
    "no_column": ({"sheet1": sheet(b'<row><c r="ABCD1"><v>1</v></c></row>')}, "E-FIC-14"),
    "many_rows": ({"sheet1": sheet(*times(b"<row><c><v>1</v></c></row>"))}, "E-FIC-22"),
    "empty_rows": ({"sheet1": sheet(*times(b"<row/>"))}, "E-FIC-22"),
    "empty_cells": ({"sheet1": sheet(b"<row>", *times(b"<c/>"), b"</row>")}, "E-FIC-22"),
    "empty_cells_by_row": ({"sheet1": sheet(*times(b"<row>" + b"<c/>" * 100 + b"</row>", 300_000))}, "E-FIC-22"),
    "wide_rows": ({"sheet1": sheet(*times(b'<row><c r="AX1"><v>1</v></c></row>', 30_000))}, "E-FIC-22"),
    "other_tags": ({"sheet1": sheet(*times(b"<a/>"))}, "E-FIC-22"),
    "deep": ({"sheet1": sheet(b"<a>" * 1000)}, "E-FIC-14"),
    "deep_cells": ({"sheet1": sheet(b"<row><c>" * 1000)}, "E-FIC-14"),
    "long_attribute": ({"sheet1": sheet(b'<c a="', *times(b"a"), b'"/>')}, "E-FIC-14"),
    "many_attributes": ({"sheet1": sheet(b"<c ", *(b'a%d="" ' % rank for rank in range(200_000)), b"/>")}, "E-FIC-14"),
    "long_comment": ({"sheet1": sheet(b"<!--", *times(b"a"), b"-->")}, "E-FIC-14"),
    "long_text": ({"sheet1": sheet(b"<row><c t='str'><v>", *times(b"a"), b"</v></c></row>")}, "E-FIC-24"),
    "long_shared_text": ({"sharedStrings": texts(b"<si><t>", *times(b"a"), b"</t></si>")}, "E-FIC-24"),
    "many_shared_texts": ({"sharedStrings": texts(*times(b"<si/>"))}, "E-FIC-22"),
    "one_text_everywhere": (
        {
            "sharedStrings": texts(b"<si><t>", b"a" * 100_000, b"</t></si>"),
            "sheet1": sheet(*times(b'<row><c t="s"><v>0</v></c></row>', 30_000)),
        },
        "E-FIC-13",
    ),
    "no_such_text": (
        {"sharedStrings": texts(), "sheet1": sheet(b'<row><c t="s"><v>5</v></c></row>')},
        "E-FIC-14",
    ),
    "many_styles": ({"styles": [b"<styleSheet %b><cellXfs>" % MAIN, *times(b"<xf/>", 400_000)]}, "E-FIC-14"),
    "large": ({"sheet1": sheet(*times(b" ", 9 * MEGABYTE))}, "E-FIC-13"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused(name):
    """With limits a hundredth of the real ones: what is counted is what is read, never the time it takes."""
    members, code = BOMBS[name]
    content = workbook(**members)
    start()
    try:
        with pytest.raises(ClasseurError) as error:
            Classeur(content, SMALL).read()
        _, peak = get_traced_memory()
    finally:
        stop()
    assert error.value.code == code
    assert peak < 12 * MEGABYTE


@pytest.mark.parametrize("name", ["entities", "far_row", "deep", "long_comment", "long_text"])
def test_a_bomb_is_one_clear_sentence(name):
    members, code = BOMBS[name]
    envoi = sent(workbook(**members))
    assert [issue.code for issue in envoi.table.issues] == [code]
    assert envoi.feuilles == ("s",)


@pytest.mark.parametrize(
    ("name", "most"), [("guichets", 20_000), ("heures", 20_000), ("structures", 50_000), ("typologies", 50_000)]
)
def test_a_table_that_has_perimeters_has_fewer_rows(name, most):
    schema = SCHEMAS[name]
    row = b'<row><c t="str"><v>%b</v></c></row>'
    rows = sheet(row % schema.names[0].encode(), row % b"a" * (most + 1))
    for content in (schema.names[0].encode() + b"\na" * (most + 1), workbook(sheet1=rows)):
        (found,) = sent(content, schema).table.issues
        assert (found.code, dict(found.params)) == ("E-FIC-22", {"maximum": most})


def test_damaged_files_never_raise():
    """Files and parts of workbooks cut and flipped at random: always a table, as long as its lines."""
    draw = random.Random(5)
    table = region("guichets")
    content = build_classeur(table, base=BASE, choix=choix_for(GUICHETS), edition=1)
    parts = zipfile.ZipFile(io.BytesIO(content))
    names = [name for name in parts.namelist() if "theme" not in name]
    outcomes = set()

    def damaged(before):
        after = bytearray(before)
        for _ in range(draw.randint(1, 8)):
            after[draw.randrange(len(after))] = draw.choice(b'\x00\xff\xe9"<>&/;09- aZ')
        return bytes(after[: draw.randrange(len(after))] if draw.random() < 0.2 else after)

    for rank in range(240):
        if rank % 4:
            chosen = draw.choice(names)
            buffer = io.BytesIO()
            with zipfile.ZipFile(buffer, "w") as made:
                for name in parts.namelist():
                    made.writestr(name, damaged(parts.read(name)) if name == chosen else parts.read(name))
            given = buffer.getvalue()
        else:
            given = damaged(content if rank % 8 else (REGION / "guichets.csv").read_bytes())
        envoi = sent(given, GUICHETS)
        assert tuple(envoi.table.frame.columns) == GUICHETS.names
        assert len(envoi.table.frame) == len(envoi.table.lines)
        assert envoi.base in (None, BASE) or len(envoi.base) == 64
        outcomes |= {issue.code for issue in envoi.table.issues if issue.message}
    assert "E-FIC-14" in outcomes


def test_limits_are_those_of_a_full_table():
    limites = envois.LIMITES
    assert (limites.lignes, limites.colonnes) == (MOST_ROWS + 1, MOST_COLUMNS)
    widest = max(len(schema.names) for schema in SCHEMAS.values())
    assert limites.cellules >= MOST_ROWS * widest
    assert limites.balises >= MOST_ROWS * widest * 6  # opening and closing c, is and t
