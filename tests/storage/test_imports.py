"""Files that people bring, and correspondances: read whatever their form, each slip named where it is."""

import csv
import io
import json
import zipfile

import openpyxl
import pytest

from clauses.domain.imports.catalogue import STRUCTURES
from clauses.storage.classeurs import ClasseurError, read_feuille
from clauses.storage.imports.correspondances import is_blank, read_correspondance
from clauses.storage.imports.sources import read_export
from clauses.storage.limites import MEGABYTE, SourceError
from clauses.storage.textes_yaml import YamlError, parse_yaml

TITLES = ["Type", "Nom", "SIRET"]
ROWS = [["ACI", "Chantier d'Été", "999 000 001 00019"], ["EI", "Essai", ""]]


def as_csv(rows, encoding="utf-8", delimiter=";", mark=b""):
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return mark + buffer.getvalue().encode(encoding)


def as_json(rows, titles=TITLES):
    return json.dumps([dict(zip(titles, row, strict=True)) for row in rows]).encode()


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


def refusal(content, **options):
    with pytest.raises(SourceError) as error:
        read_export(content, "liste", **options)
    return error.value.issues[0]


# Forms


FORMS = {
    "excel": as_csv([TITLES, *ROWS], "cp1252"),
    "excel utf-8": as_csv([TITLES, *ROWS], mark=b"\xef\xbb\xbf"),
    "unicode": as_csv([TITLES, *ROWS], "utf-16-le", "\t", mark=b"\xff\xfe"),
    "virgules": as_csv([["Liste des SIAE"], [], TITLES, *ROWS], delimiter=","),
    "titre au-dessus": as_csv([["Nom"], TITLES, *ROWS]),
    "sep": b"sep=;\r\n" + as_csv([TITLES, *ROWS]),
    "colonnes en plus": as_csv([[*TITLES, "", ""], *([*row, "", ""] for row in ROWS)]),
    "classeur": as_xlsx(("SIAE", [["Liste des SIAE"], TITLES, *ROWS])),
    "json": as_json(ROWS),
    "json indenté": json.dumps(json.loads(as_json(ROWS)), indent=2, ensure_ascii=False).encode("utf-8-sig"),
    "json sous une clé": b'{"structures": ' + as_json(ROWS) + b"}",
    "une ligne chacun": b"\n\n".join(json.dumps(each).encode() for each in json.loads(as_json(ROWS))),
}


@pytest.mark.parametrize("content", FORMS.values(), ids=FORMS)
def test_the_same_rows_whatever_the_form(content):
    export = read_export(content, "liste", ["nom", "type"])
    assert (export.titres, [list(cells) for _, cells in export.lignes]) == (tuple(TITLES), ROWS)


FILES = [
    (b"", "E-FIC-02", ""),
    (b"\r\n;;\r\n", "E-FIC-02", ""),
    (b"%PDF-1.7", "E-FIC-21", ""),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "E-FIC-21", ""),
    (as_csv([TITLES, ROWS[0]]) + b'"P3;Testville\r\n', "E-FIC-06", ""),
    (b"PK\x03\x04 pas une archive", "E-FIC-14", ""),
    (as_csv([["12,5", "1"], ["13", "2"]]), "E-FIC-16", ""),
    (b"[", "E-FIC-20", "n’est pas comprise"),
    (b"[1, 2]", "E-FIC-20", "élément n° 1"),
    (b"[]", "E-FIC-20", "une liste d’objets"),
    (b"[{}]", "E-FIC-20", "une liste d’objets"),
    (b'{"a": 1}\n{"a": }\n', "E-FIC-20", "n’est pas comprise"),
    (b"[" * 100_000, "E-FIC-20", "emboîtés"),
    (b'[{"nom": "\xe9"}]', "E-FIC-20", "UTF-8"),
    (b'[{"nom": ' + b"9" * 5000 + b"}]", "E-FIC-20", "n’est pas comprise"),
]


@pytest.mark.parametrize(("content", "code", "words"), FILES, ids=range(len(FILES)))
def test_files_that_cannot_be_used(content, code, words):
    found = refusal(content)
    assert found.code == code
    assert words in found.message


def test_a_slip_names_its_line():
    assert refusal(FILES[4][0]).line == 3
    assert refusal(FILES[11][0]).line == 2
    assert refusal(b'[{"nom": "A"},\n{"nom": "B"\n]').line == 3


@pytest.mark.parametrize("form", ["csv", "json", "classeur"])
def test_too_many_rows_are_refused_at_once(form):
    rows = [["ACI", f"Essai {rank}", ""] for rank in range(60)]
    content = {"csv": as_csv([TITLES, *rows]), "json": as_json(rows), "classeur": as_xlsx(("S", [TITLES, *rows]))}[form]
    assert refusal(content, most=20).code == "E-FIC-22"
    assert len(read_export(content, "liste", most=60).lignes) == 60


def test_a_file_of_a_hundred_thousand_lines_is_not_cut_into_rows(monkeypatch):
    monkeypatch.setattr("clauses.storage.imports.sources.records", None)
    assert refusal(b"a;b\n" * 100_000).code == "E-FIC-22"


def test_files_too_large_are_not_read():
    assert refusal(as_csv([TITLES, *ROWS]), largest=10).code == "E-FIC-12"
    assert dict(refusal(b"PK\x03\x04" + bytes(10 * MEGABYTE)).params) == {"taille": 11, "maximum": 10}


# Workbooks


@pytest.mark.parametrize("keep", [0, 4, 30, 2000, -1])
def test_a_workbook_cut_short_is_not_a_workbook(keep):
    content = as_xlsx(("Suivi", [["Personne", "Heures"], ["P1", 151.67]] * 50))[:keep] if keep else b"PK\x03\x04"
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
def test_a_correspondance_is_read_whatever_the_editor(encoding):
    content = "table: structures\nfixes:\n  source: Été\n".encode(encoding)
    assert read_correspondance(content, "c.yml", STRUCTURES).fixes == {"source": "Été"}


@pytest.mark.parametrize(("content", "blank"), [(None, True), (b"", True), (b"\xef\xbb\xbf\r\n ", True), (b"t", False)])
def test_an_empty_correspondance_counts_as_absent(content, blank):
    """Finding 1: a redirection of the terminal makes the file before the program writes in it."""
    assert is_blank(content) is blank
