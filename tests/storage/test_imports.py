"""Follow-up files of every form read, each defect named where it is, and the table written only when all is well."""

import csv
import io
import zipfile
from datetime import date, datetime, timedelta

import openpyxl
import pytest

from clauses.domain.issues import MESSAGES
from clauses.storage.classeurs import ClasseurError, read_feuille
from clauses.storage.ecriture import ChangedFileError
from clauses.storage.imports import NoCorrespondanceError, sources, write
from clauses.storage.imports.heures import prepare
from clauses.storage.imports.sources import read_export
from clauses.storage.limites import MEGABYTE, SourceError
from clauses.storage.textes_yaml import YamlError, parse_yaml


@pytest.fixture(autouse=True)
def groups_of_any_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """The files of these tests hold a few people; the rule on small groups has its own test."""
    monkeypatch.setattr("clauses.domain.suivi.totaux.FEWEST", 1)


YEAR = 2026
TITLES = ["Personne", "Commune", "CP", "Mois", "Heures", "QPV", "Statut"]
ROWS = [
    ["P1", "Testville", "09000", "31/01/2024", "151,67", "oui", "Clos"],
    ["P2", "Saint-Essai", "", "31/12/2024", "1 000,33", "non", "Clos"],
    ["P2", "Ô", "98200", "31/12/2023", "0,5", "non", "Clos"],
]
CORRESPONDANCE = """table: heures
colonnes:
  heures: Heures
  date: Mois
  territoire: Commune
  code_postal: CP
  beneficiaire: Personne
  qpv: QPV
niveau: EPCI
fixes:
  periode: annuelle
  nature: realisees
  comparable: oui
  portee: tout le guichet
  confiance: elevee
  source: Export d'essai
identifiant: "essai-{territoire}-{annee}"
"""
EXPECTED = """essai-epci-900000001-2024,EPCI:900000001,Testville Agglo,2024,annuelle,,1152,realisees,2,,,50,,,tout le guichet,oui,,elevee,Export d'essai,
essai-epci-900000003-2023,EPCI:900000003,Pays de l'Écart,2023,annuelle,,1,realisees,1,,,0,,,tout le guichet,oui,,elevee,Export d'essai,
"""  # noqa: E501


def as_csv(rows, encoding="utf-8", delimiter=";", newline="\r\n", mark=b""):
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter, lineterminator=newline).writerows(rows)
    return mark + buffer.getvalue().encode(encoding)


def as_xlsx(*sheets):
    """The bytes of a workbook; each sheet is its name and its rows."""
    book = openpyxl.Workbook(write_only=True)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.fixture
def suivi(region, tmp_path):
    """Prepares the import of a file into a copy of the invented region."""

    def run(content=None, correspondance=CORRESPONDANCE, name="suivi.csv"):
        path = tmp_path / name
        path.write_bytes(as_csv([TITLES, *ROWS]) if content is None else content)
        path.with_suffix(".yml").write_text(correspondance, encoding="utf-8")
        return prepare(region, path, annee=YEAR)

    return run


def codes(prepared):
    return [issue.code for issue in prepared.issues]


def refusal(call, *arguments, **options):
    with pytest.raises(SourceError) as error:
        call(*arguments, **options)
    return error.value.issues


# Forms


FORMS = {
    "excel": as_csv([TITLES, *ROWS], "cp1252"),
    "excel utf-8": as_csv([TITLES, *ROWS], mark=b"\xef\xbb\xbf"),
    "unicode": as_csv([TITLES, *ROWS], "utf-16-le", "\t", mark=b"\xff\xfe"),
    "virgules": as_csv([TITLES, *ROWS], delimiter=",", newline="\n"),
    "sep": b"sep=;\r\n" + as_csv([TITLES, *ROWS]),
    "logiciel": as_csv([["Suivi des clauses"], ["Le 3 mars", "2026"], [], TITLES, [], *ROWS, ["", ""]], "cp1252"),
    "colonnes en plus": as_csv([[*TITLES, "", ""], *([*row, "", ""] for row in ROWS)]),
    "espaces fines": as_csv([TITLES, *ROWS]).replace(b"1 000,33", "1\u202f000,33".encode()),
    "classeur": as_xlsx(
        (
            "Suivi",
            [
                ["Suivi des clauses"],
                [],
                TITLES,
                ["P1", "Testville", 9000, date(2024, 1, 31), 151.67, True, "Clos"],
                ["P2", "Saint-Essai", None, "décembre 2024", timedelta(hours=1000, minutes=19, seconds=48), False],
                [None] * 7,
                ["P2", " Ô ", "98200", datetime(2023, 12, 31, 8, 30), 0.5, 0, "Clos"],  # noqa: DTZ001
            ],
        ),
        ("Autre", [["rien"]]),
    ),
}


@pytest.mark.parametrize("content", FORMS.values(), ids=FORMS)
def test_the_same_figures_whatever_the_spreadsheet(suivi, region, content):
    before = (region / "heures.csv").read_bytes()
    prepared = suivi(content)
    assert [code for code in codes(prepared) if code != "A-LIG-13"] == []
    assert (prepared.releve.lues, prepared.releve.retenues) == (3, 3)
    assert prepared.is_valid
    assert (region / "heures.csv").read_bytes() == before
    write(prepared)
    assert (region / "heures.csv").read_bytes() == before + EXPECTED.encode()


def test_a_second_import_changes_nothing(suivi):
    write(suivi())
    prepared = suivi()
    assert not prepared.changements
    assert len(prepared.changements.inchangees) == 2
    assert prepared.after == prepared.before


def test_a_figure_that_changes_is_changed_in_its_place(suivi, region):
    path = region / "heures.csv"
    write(suivi())
    rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([rows[0], *rows[-2:], *rows[1:-2]]), encoding="utf-8", newline="")
    write(suivi(as_csv([TITLES, ROWS[0]])))
    found = path.read_text(encoding="utf-8").splitlines(keepends=True)
    assert found[1] == rows[-2].replace(",1152,", ",152,").replace(",2,,,50,", ",1,,,100,")
    assert found[2:] == [rows[-1], *rows[1:-2]]


def test_a_table_saved_by_excel_stays_as_excel_wrote_it(suivi, region):
    path = region / "heures.csv"
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    path.write_bytes(as_csv(rows, "cp1252"))
    before = path.read_bytes()
    prepared = suivi()
    assert prepared.is_valid
    write(prepared)
    assert path.read_bytes().startswith(before)
    assert "Pays de l'Écart;2023;annuelle".encode("cp1252") in path.read_bytes()


def test_a_table_that_is_not_there_is_begun(suivi, region):
    (region / "heures.csv").unlink()
    prepared = suivi()
    assert (prepared.before, prepared.is_valid) == (None, True)
    write(prepared)
    assert len((region / "heures.csv").read_text(encoding="utf-8").splitlines()) == 3


def test_a_table_changed_meanwhile_is_left_alone(suivi, region):
    prepared = suivi()
    with (region / "heures.csv").open("ab") as file:
        file.write(b"\n")
    with pytest.raises(ChangedFileError):
        write(prepared)


def test_the_result_obeys_the_rules_of_the_table(suivi):
    prepared = suivi(correspondance=CORRESPONDANCE.replace("nature: realisees", "nature: prevues"))
    assert not prepared.is_valid
    assert [(issue.code, issue.file, issue.line) for issue in prepared.issues if issue.code[0] == "E"] == [
        ("E-HEU-01", "heures.csv", 11),
        ("E-HEU-01", "heures.csv", 12),
    ]


def test_an_error_already_in_the_table_forbids_to_write_and_a_warning_does_not(suivi, region):
    path = region / "heures.csv"
    text = path.read_text(encoding="utf-8")
    assert "A-HEU-01" not in codes(suivi())
    path.write_text(text.replace("DEP:09,Exemple,2019", "DEP:97,Exemple,2019"), encoding="utf-8")
    prepared = suivi()
    assert not prepared.is_valid
    assert "E-PER-02" in codes(prepared)


def test_another_comparable_figure_is_a_new_warning(suivi, region):
    path = region / "heures.csv"
    row = "deja,EPCI:900000001,Testville Agglo,2024,annuelle,,5,realisees,,,,,,,tout,oui,,elevee,Essai,\n"
    path.write_text(path.read_text(encoding="utf-8") + row, encoding="utf-8")
    prepared = suivi()
    assert ("A-HEU-02", 12) in [(issue.code, issue.line) for issue in prepared.issues]
    assert prepared.is_valid


# Files that cannot be read


def test_missing_files_are_named(region, tmp_path):
    missing = tmp_path / "absent.csv"
    assert [(each.code, each.file) for each in refusal(prepare, region, missing)] == [("E-FIC-01", missing.as_posix())]
    missing.write_bytes(b"Heures\n")
    other = tmp_path / "absent.yml"
    (found,) = refusal(prepare, region, missing, other)
    assert (found.code, found.file) == ("E-FIC-01", other.as_posix())
    assert [each.code for each in refusal(prepare, region, tmp_path, missing)] != []
    (region / "geo" / "communes.csv").unlink()
    assert [each.code for each in refusal(prepare, region, missing, other)] == ["E-FIC-08"]


def test_without_correspondance_a_model_is_prepared(region, tmp_path):
    path = tmp_path / "suivi.csv"
    path.write_bytes(FORMS["logiciel"])
    with pytest.raises(NoCorrespondanceError) as error:
        prepare(region, path)
    assert error.value.path == tmp_path / "suivi.yml"
    assert '  heures: "Heures"\n' in error.value.modele


def test_a_correspondance_is_found_beside_the_file(region, tmp_path):
    path = tmp_path / "suivi.csv"
    path.write_bytes(as_csv([TITLES, *ROWS]))
    (tmp_path / "suivi.yml").write_text("table: guichets\n", encoding="utf-8")
    (tmp_path / "suivi.csv.yml").write_text(CORRESPONDANCE, encoding="utf-8")
    assert prepare(region, path, annee=YEAR).is_valid
    assert refusal(prepare, region, path, tmp_path / "suivi.yml")


FILES = [
    (b"", "E-FIC-02"),
    (b"\r\n;;\r\n", "E-FIC-02"),
    (b"%PDF-1.7", "E-FIC-03"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "E-FIC-03"),
    (as_csv([TITLES, ROWS[0]]) + b'"P3;Testville\r\n', "E-FIC-06"),
    (b"PK\x03\x04 pas une archive", "E-FIC-14"),
    (as_csv([["12,5"], ["13"]]), "E-FIC-16"),
    (as_csv([["Personne", "Commune"], ["P1", "Testville"]]), "E-COL-15"),
    (as_csv([[*TITLES, "heures", "Heures"], [*ROWS[0], "1", "2"]]), "E-COL-16"),
]


@pytest.mark.parametrize(("content", "code"), FILES)
def test_files_that_cannot_be_used(suivi, content, code):
    assert refusal(suivi, content)[0].code == code


def test_a_stray_quote_names_its_line(suivi):
    (found,) = refusal(suivi, FILES[4][0])
    assert found.line == 3


@pytest.mark.parametrize("content", [b"", b"<html>", b"PK\x03\x04"])
def test_a_table_that_cannot_be_read_is_not_written_over(suivi, region, content):
    (region / "heures.csv").write_bytes(content)
    assert [each.file for each in refusal(suivi)] == ["heures.csv"]
    assert (region / "heures.csv").read_bytes() == content


def test_files_too_large_are_not_read(suivi, monkeypatch):
    monkeypatch.setattr(sources, "LARGEST_TEXT", 100)
    (found,) = refusal(suivi)
    assert found.code == "E-FIC-12"


# Workbooks


def test_a_sheet_is_chosen_by_its_name(suivi):
    content = as_xlsx(("Lisez-moi", [["Bonjour"]]), ("Année 2024", [TITLES, *ROWS]))
    assert suivi(content, f'feuille: "annee 2024"\n{CORRESPONDANCE}').releve.retenues == 3
    (found,) = refusal(suivi, content, f"feuille: Annee 2023\n{CORRESPONDANCE}")
    assert (found.code, dict(found.params)["suggestion"]) == ("E-FIC-15", "Année 2024")
    assert "Lisez-moi, Année 2024" in found.message


@pytest.mark.parametrize("keep", [0, 4, 30, 2000, -1])
def test_a_workbook_cut_short_is_not_a_workbook(keep):
    content = FORMS["classeur"][:keep] if keep else b"PK\x03\x04"
    with pytest.raises(ClasseurError) as error:
        read_feuille(content)
    assert error.value.code == "E-FIC-14"


def rezipped(content, **members):
    """The same archive with some members replaced; ``None`` takes one away."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            value = members.get(name.rsplit("/", 1)[-1].split(".")[0], before.read(name))
            if value is not None:
                after.writestr(name, value)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "members",
    [{"workbook": None}, {"workbook": b"<x"}, {"sheet1": b"<worksheet>"}, {"sheet1": None}, {"styles": b"?"},
     {"sheet1": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&b;</worksheet>'}],
)  # fmt: skip
def test_a_damaged_workbook_is_not_a_workbook(members):
    with pytest.raises(ClasseurError) as error:
        read_feuille(rezipped(as_xlsx(("Seule", [["a"]])), **members))
    assert error.value.code == "E-FIC-14"


def test_another_archive_is_not_a_workbook():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("content.xml", "<office/>")
    with pytest.raises(ClasseurError):
        read_feuille(buffer.getvalue())


def test_a_zip_bomb_is_not_unzipped(monkeypatch):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/bombe.xml", "w") as member:
        for _ in range(201):
            member.write(bytes(MEGABYTE))
    assert len(buffer.getvalue()) < MEGABYTE
    monkeypatch.setattr(openpyxl, "load_workbook", None)
    with pytest.raises(ClasseurError) as error:
        read_feuille(buffer.getvalue())
    assert (error.value.code, error.value.params) == ("E-FIC-13", {"taille": 201, "maximum": 200})


def test_a_large_workbook_is_refused_before_it_is_opened(suivi):
    (found,) = refusal(suivi, b"PK\x03\x04" + bytes(10 * MEGABYTE))
    assert "11\xa0Mo" in found.message or "11 Mo" in found.message
    assert (found.code, dict(found.params)) == ("E-FIC-12", {"taille": 11, "maximum": 10})


def test_a_wrong_size_written_by_some_software_is_not_believed():
    content = as_xlsx(("S", [["a", "b"], [1, 2], [3, 4]]))
    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    sheet = sheet.replace(b"<sheetData>", b'<dimension ref="A1"/><sheetData>')
    assert b"dimension" in sheet
    assert read_feuille(rezipped(content, sheet1=sheet)).lignes == [(1, ("a", "b")), (2, ("1", "2")), (3, ("3", "4"))]


def test_what_openpyxl_drops_is_not_a_warning():
    book = openpyxl.Workbook()
    book.active.append(["a"])
    buffer = io.BytesIO()
    book.save(buffer)
    sheet = zipfile.ZipFile(io.BytesIO(buffer.getvalue())).read("xl/worksheets/sheet1.xml")
    odd = b'<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"/></extLst></worksheet>'
    assert read_feuille(rezipped(buffer.getvalue(), sheet1=sheet.replace(b"</worksheet>", odd))).lignes


def test_lines_are_those_of_the_sheet():
    content = as_xlsx(("S", [[], ["a"], [None, None], [None, "b", 0]]))
    assert read_feuille(content).lignes == [(2, ("a", "", "")), (4, ("", "b", "0"))]


# Correspondances


YAML = [
    ("colonnes:\n\theures: H\n", 2, "tabulation"),
    ("table: heures\ncolonnes:\n  heures: Nb : heures\n", 3, "deux-points"),
    ("table: heures\ncolonnes\n  heures: H\n", 2, "deux-points"),
    ('table: heures\nidentifiant: "a-{annee}\nfixes:\n  a: b\n', 2, "guillemet"),
    ("table: heures\n  niveau: EPCI\n", 2, ""),
    ("colonnes:\n  heures: H\n niveau: EPCI\n", 3, "retrait"),
    ("fixes:\n  source: @export\n", 2, "signe réservé"),
    ("fixes:\n  source: *export\n", 2, "astérisque"),
    ("filtre:\n  a: [b, c\ntable: heures\n", 3, "crochet"),
    ("table: a\n---\ntable: b\n", 2, "une seule"),
    ("a: &x [1]\nb: *x\n", 1, "renvois"),
    ("? [a]\n: b\n", 1, "un mot"),
    ("a: \x07\n", None, "caractère"),
    ("[" * 5000, None, "emboîtés"),
]


@pytest.mark.parametrize(("text", "line", "words"), YAML)
def test_a_slip_of_yaml_is_told_in_french_with_its_line(text, line, words):
    with pytest.raises(YamlError) as error:
        parse_yaml(text)
    assert (error.value.code, error.value.line) == ("E-FIC-11", line)
    assert words in error.value.params["raison"]


def test_values_of_yaml_stay_texts():
    document, lines = parse_yaml("a: 09\nb: oui\nc: 2024-01-31\nd:\ne: [1, ~]\nf: {g: 1.0}\n")
    assert document == {"a": "09", "b": "oui", "c": "2024-01-31", "d": "", "e": ["1", "~"], "f": {"g": "1.0"}}
    assert lines == {("a",): 1, ("b",): 2, ("c",): 3, ("d",): 4, ("e",): 5, ("f",): 6, ("f", "g"): 6}
    assert parse_yaml("# rien\n") == ({}, {})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_correspondance_is_read_whatever_the_editor(region, tmp_path, encoding):
    path, correspondance = tmp_path / "suivi.csv", tmp_path / "é.yml"
    path.write_bytes(as_csv([TITLES, *ROWS]))
    correspondance.write_text(CORRESPONDANCE.replace("Export d'essai", "Été"), encoding=encoding)
    assert prepare(region, path, correspondance, YEAR).changements.ajouts[0]["source"] == "Été"


MAPPINGS = [
    ("table: heures\n", "table: heures\ncolonnes: {}\n", "E-COL-17", 3),
    ("niveau: EPCI", "niveaux: EPCI", "E-COL-11", 9),
    ("  heures: Heures\n", "", "E-COL-12", 2),
    ("niveau: EPCI", "niveau: EPC", "E-COL-13", 9),
    ("table: heures", "annee: 2024\ntable: heures", "E-COL-14", 5),
    ("  heures: Heures", "  heure: Heures", "E-COL-11", 3),
    ("date: Mois", "date: Moiss", "E-COL-15", 4),
    ("comparable: oui", "comparable: peut-être", "E-VAL-06", 13),
    ("table: heures", "{", "E-FIC-11", None),
    ("table: heures", "table:\theures: x", "E-FIC-11", 1),
]


@pytest.mark.parametrize(("before", "after", "code", "line"), MAPPINGS)
def test_slips_of_a_correspondance_bear_their_line(suivi, tmp_path, before, after, code, line):
    assert before in CORRESPONDANCE
    (found,) = refusal(suivi, None, CORRESPONDANCE.replace(before, after, 1))
    assert (found.code, found.line, found.file) == (code, line, (tmp_path / "suivi.yml").as_posix())


# Rows


DEFECTS = [
    (3, "32/01/2024", "E-LIG-11"),
    (1, "Nulle-Part", "E-LIG-12"),
    (1, "Testville ", "E-LIG-13"),
    (1, "Fiction", "E-LIG-14"),
    (1, "Île-Modèle", "E-LIG-15"),
    (1, "Ô (75)", "E-LIG-16"),
    (1, "98200", "E-LIG-17"),
    (5, "bof", "E-LIG-18"),
    (4, "", "E-VAL-01"),
    (4, "douze", "E-VAL-03"),
    (4, "-1", "E-VAL-05"),
    (3, "01/2031", "E-VAL-11"),
]


@pytest.mark.parametrize(("column", "value", "code"), DEFECTS)
def test_a_faulty_row_is_named_and_left_out(suivi, column, value, code):
    bad = list(ROWS[1])
    bad[column] = value
    prepared = suivi(as_csv([TITLES, ROWS[0], bad, ROWS[2]]))
    (found,) = [issue for issue in prepared.issues if issue.code[0] == "E"]
    assert (found.code, found.line, found.column) == (code, 3, TITLES[column])
    assert (prepared.releve.retenues, prepared.releve.ecartees, prepared.is_valid) == (2, 1, True)


BY_NAME = CORRESPONDANCE.replace("essai-{territoire}", "{nom}")
OTHERS = [
    ("E-FIC-17", as_csv([TITLES]), CORRESPONDANCE),
    ("E-FIC-17", as_csv([TITLES, ["", "", "", "", "x", "", ""]]), CORRESPONDANCE),
    ("E-LIG-19", as_csv([TITLES, ROWS[0], ["P9", "98001", *ROWS[0][2:]]]), BY_NAME.replace("EPCI", "COM")),
    ("E-LIG-20", None, BY_NAME),
    ("A-LIG-11", as_csv([TITLES, ["", *ROWS[0][1:]]]), CORRESPONDANCE),
    ("A-LIG-12", as_csv([TITLES, ROWS[1], [*ROWS[0][:5], "", "Clos"]]), CORRESPONDANCE),
    ("A-LIG-13", None, CORRESPONDANCE),
    ("A-COL-11", None, CORRESPONDANCE + "filtre:\n  Statut: [Clos, Ouvert]\n"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "content", "correspondance"), OTHERS)
def test_what_is_said_of_the_whole(suivi, region, code, content, correspondance):
    if code == "E-LIG-20":
        path = region / "heures.csv"
        text = path.read_text(encoding="utf-8").replace("fiction-2021,", "testville-agglo-2024,")
        path.write_text(text, encoding="utf-8")
    prepared = suivi(content, correspondance)
    assert code in codes(prepared)
    assert prepared.is_valid is code.startswith("A")


def test_a_table_that_cannot_hold_a_name_is_left_alone(suivi, region):
    path = region / "heures.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("cp1252"))
    prepared = suivi(correspondance=CORRESPONDANCE.replace("Export d'essai", "Łódź"))
    assert "E-FIC-19" in codes(prepared)
    assert not prepared.is_valid
    assert prepared.after == prepared.before


def test_every_code_of_the_import_has_its_test():
    """E-FIC-12, 13, 15 and 19 have a test of their own above; E-FIC-18, E-FIC-20 and A-LIG-14 have theirs elsewhere."""
    tested = {code for _, code in FILES} | {code for *_, code, _ in MAPPINGS} | {code for *_, code in DEFECTS}
    tested |= {code for code, *_ in OTHERS} | {
        "E-FIC-11",
        "E-FIC-12",
        "E-FIC-13",
        "E-FIC-15",
        "E-FIC-18",
        "E-FIC-19",
        "E-FIC-20",
        "A-LIG-14",
    }
    group = {code for code in MESSAGES if code[2:5] in ("FIC", "COL", "LIG") and 10 < int(code[6:]) < 21}
    assert group
    assert group <= tested


def test_an_export_alone_can_be_read(tmp_path):
    path = tmp_path / "suivi.csv"
    path.write_bytes(FORMS["logiciel"])
    export = read_export(path, ["heures"])
    assert (export.titres, export.ligne_titres, len(export.lignes)) == (tuple(TITLES), 4, 3)
