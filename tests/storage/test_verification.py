"""Defects put one at a time in the invented region: each is found, where it is, and nothing else."""

import csv
import io
import shutil

import pytest

from clauses.domain.issues import MESSAGES
from clauses.domain.validation import validate_tables
from clauses.storage.editions.instantane import read_instantane
from clauses.storage.files import SHIPPED_DATA
from clauses.storage.geo import read_territoires
from clauses.storage.schemas import read_schemas
from clauses.storage.tables import parse_table, parse_tables
from clauses.storage.verification import check_folder, is_unreadable
from tests.donnees import REGION

SCHEMAS = read_schemas(SHIPPED_DATA)
YEAR = 2026

# table, line, column, value put there, code expected, suggestion
DEFECTS = [
    ("guichets", 2, "id", "PLIE Testville", "E-VAL-07", "plie-testville"),
    ("guichets", 3, "id", "plie-testville", "E-VAL-09", ""),
    ("guichets", 4, "nom", "", "E-VAL-01", ""),
    ("guichets", 2, "typologie", "pile", "E-REF-01", "plie"),
    ("guichets", 2, "role", "guichets", "E-VAL-06", "guichet"),
    ("guichets", 6, "statut", "À confirmer", "E-VAL-06", "a_confirmer"),
    ("guichets", 6, "perimetre", "EPCI:243400769", "E-PER-02", ""),
    ("guichets", 6, "perimetre", "EPCY:900000002", "E-PER-01", "EPCI:900000002"),
    ("guichets", 6, "perimetre", "COM:9001", "E-PER-01", "COM:09001"),
    ("guichets", 6, "perimetre", "DEP:09 - DEP:09", "E-PER-03", ""),
    ("guichets", 5, "donneurs_ordre", "bailleur", "E-VAL-06", "bailleurs"),
    ("guichets", 5, "donneurs_ordre", "bailleurs, etat", "E-VAL-06", "bailleurs|etat"),
    ("guichets", 5, "donneurs_ordre", "bailleurs||etat", "E-VAL-08", "bailleurs|etat"),
    ("guichets", 5, "donneurs_ordre", "etat|etat", "A-VAL-03", ""),
    ("guichets", 2, "donneurs_ordre", "tous|etat", "A-GUI-03", "tous"),
    ("guichets", 4, "perimetre", "EPCI:900000001", "A-GUI-04", ""),
    ("guichets", 2, "remplace_par", "testville-agglo", "A-GUI-05", ""),
    ("typologies", 2, "couleur", "#FFFFFF", "E-COU-01", ""),
    ("typologies", 2, "couleur", "#123456", "A-COU-01", ""),
    ("guichets", 2, "commune_siege", "09013", "E-COM-02", "09003"),
    ("guichets", 2, "commune_siege", "9001", "E-COM-01", "09001"),
    ("guichets", 2, "commune_siege", "Saint Essai", "E-COM-01", "09003"),
    ("guichets", 2, "commune_siege", "90001", "E-COM-01", "09001"),
    ("guichets", 2, "telephone", "561000000", "E-TEL-01", "05 61 00 00 00"),
    ("guichets", 2, "telephone", "06 12 34 56 78", "A-TEL-01", ""),
    ("guichets", 2, "courriel", "contact(at)testville.example", "E-MEL-01", ""),
    ("guichets", 2, "courriel", "prenom.nom@testville.example", "A-MEL-01", ""),
    ("guichets", 2, "contact_portee", "", "A-TEL-02", ""),
    ("guichets", 2, "contact_portee", "services", "E-VAL-06", "service"),
    ("guichets", 2, "contact_annee", "", "A-TEL-03", ""),
    ("guichets", 2, "contact_annee", "2031", "E-VAL-11", ""),
    ("guichets", 2, "site", "plie.testville.example", "E-URL-01", "https://plie.testville.example"),
    ("guichets", 2, "site", "javascript:alert(1)", "E-URL-01", ""),
    ("guichets", 2, "source", "Rapport ; javascript:alert(1)", "E-URL-01", ""),
    ("guichets", 2, "source", "", "E-VAL-01", ""),
    ("guichets", 2, "etp", "deux", "E-VAL-03", ""),
    ("guichets", 2, "etp", "2.5 ETP", "E-VAL-03", "2.5"),
    ("guichets", 2, "etp", "-1", "E-VAL-05", ""),
    ("guichets", 2, "etp", "2,5", "A-VAL-02", ""),
    ("guichets", 2, "depuis", "20l0", "E-VAL-04", ""),
    ("guichets", 2, "constate_en", "2031", "E-VAL-11", ""),
    ("guichets", 2, "constate_en", "2009", "A-ANN-01", ""),
    ("guichets", 2, "perimetre", "", "A-GUI-01", ""),
    ("guichets", 2, "remarque", "AgglomÃ©ration", "E-TXT-01", "Agglomération"),
    ("guichets", 2, "remarque", "=1+1", "A-TXT-01", ""),
    ("guichets", 2, "remarque", "<b>gras</b>", "A-TXT-02", ""),
    ("guichets", 2, "remarque", "a\u200bb", "A-TXT-03", ""),
    ("guichets", 2, "remarque", "x" * 2001, "A-TXT-04", ""),
    ("heures", 2, "heures", "40 00", "E-VAL-02", "40"),
    ("heures", 2, "nature", "prevues", "E-HEU-01", ""),
    ("heures", 2, "heures", "", "E-HEU-02", ""),
    ("heures", 10, "beneficiaires", "", "E-HEU-03", ""),
    ("heures", 6, "annee_debut", "2022", "E-HEU-04", ""),
    ("heures", 8, "nature", "", "A-HEU-01", ""),
    ("heures", 3, "annee", "2019", "A-HEU-02", ""),
    ("heures", 2, "territoire", "DEP:9", "E-PER-01", "DEP:09"),
    ("heures", 4, "qualificatif", "Plus de", "E-VAL-06", "plus de"),
    ("repartitions", 4, "part", "100.5", "E-VAL-12", ""),
    ("repartitions", 3, "part", "10", "A-REP-01", ""),
    ("repartitions", 3, "modalite", "Bâtiment", "E-VAL-10", ""),
    ("qpv", 2, "code", "qn00901m", "E-VAL-07", "QN00901M"),
    ("qpv", 4, "communes", "98002|98999", "E-COM-01", ""),
    ("qpv", 4, "communes", "98002;98003", "E-COM-01", ""),
    ("qpv", 2, "departement", "9", "E-VAL-07", "09"),
    ("qpv", 2, "departement", "98", "E-QPV-01", "09"),
    ("structures", 2, "siret", "73282932000075", "E-SIR-02", ""),
    ("structures", 2, "siret", "7,32829E+13", "E-SIR-03", ""),
    ("structures", 2, "siret", "732 829 320 00074", "E-SIR-01", "73282932000074"),
    ("structures", 2, "type", "E.I.", "E-VAL-06", "EI"),
    ("structures", 2, "type", "", "A-VAL-01", ""),
    ("structures", 2, "effectif_insertion", "30", "E-STR-01", ""),
    ("relais", 3, "id", "entre-deux", "E-VAL-09", ""),
    ("relais", 3, "perimetre", "DEP:9", "E-PER-01", "DEP:09"),
    ("relais", 3, "perimetre", "", "E-VAL-01", ""),
    ("relais", 3, "telephone", "561000009", "E-TEL-01", "05 61 00 00 09"),
    ("relais", 3, "contact_annee", "", "A-TEL-03", ""),
    ("relais", 3, "contact_annee", "2031", "E-VAL-11", ""),
    ("typologies", 2, "couleur", "CC6677", "E-VAL-07", "#CC6677"),
    ("typologies", 3, "lettre", "P", "E-VAL-09", ""),
    ("typologies", 2, "motif", "point", "E-VAL-06", "points"),
    ("typologies", 2, "ordre", "1.5", "E-VAL-02", ""),
]


@pytest.fixture(scope="module")
def region():
    tables = parse_tables(read_instantane(REGION).contents, SCHEMAS)
    territoires = read_territoires(REGION / "geo")
    return tables, territoires, set(validate_tables(tables, territoires, YEAR))


def changed(name, line, column, value):
    """The bytes of a table of the region with one cell changed. Its rows take one line each."""
    rows = list(csv.reader(io.StringIO((REGION / f"{name}.csv").read_text(encoding="utf-8"), newline="")))
    rows[line - 1][rows[0].index(column)] = value
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    return buffer.getvalue().encode()


def new_issues(region, name, content):
    tables, territoires, before = region
    table = parse_table(content, SCHEMAS[name], f"{name}.csv")
    return [found for found in validate_tables({**tables, name: table}, territoires, YEAR) if found not in before]


@pytest.mark.parametrize(("name", "line", "column", "value", "code", "suggestion"), DEFECTS)
def test_defect_is_found_where_it_is(region, name, line, column, value, code, suggestion):
    found = new_issues(region, name, changed(name, line, column, value))
    # A rule on several cells points at one of them, a rule on several rows at the first one.
    column = {"E-HEU-01": "comparable", "E-VAL-10": "territoire", "E-HEU-03": "heures", "A-HEU-02": "territoire"}.get(
        code, column
    )
    line = {"A-REP-01": 2}.get(code, line)
    assert [(issue.code, issue.file, issue.line, issue.column) for issue in found] == [
        (code, f"{name}.csv", line, column)
    ]
    assert dict(found[0].params).get("suggestion", "") == suggestion


def test_overlap_is_told_on_the_second_guichet(region):
    found = new_issues(region, "guichets", changed("guichets", 3, "typologie", "plie"))
    assert [(issue.code, issue.line, issue.column) for issue in found] == [("A-GUI-02", 3, "perimetre")]
    assert "ligne 2 (PLIE de Testville)" in found[0].message


def test_every_code_has_its_defect():
    """Codes of the reading and of a single case are tested beside it: :mod:`tests.storage.test_tables` and below."""
    reading = {code for code in MESSAGES if code[2:5] in ("FIC", "COL", "LIG", "CON")}
    reading |= {code for code in MESSAGES if code[2:5] == "STR" and int(code[6:]) > 10}  # import of structures
    reading |= {code for code in MESSAGES if code[2:5] in ("EVO", "EDI")}  # against another state of the table
    assert {code for *_, code, _ in DEFECTS} | reading | {"A-GUI-02", "A-GUI-06", "A-VAL-04", "E-GUI-01"} == set(
        MESSAGES
    )


def test_region_has_no_error():
    assert [issue.code for issue in check_folder(REGION, annee=YEAR)] == [
        "A-GUI-04",
        "A-ANN-01",
        "A-HEU-01",
        "A-VAL-01",
    ]


@pytest.fixture
def folder(tmp_path):
    copy = tmp_path / "donnees"
    shutil.copytree(REGION, copy)
    return copy


def test_file_from_elsewhere_is_checked_against_the_folder(folder, tmp_path):
    path = tmp_path / "envoi.csv"
    path.write_bytes(changed("guichets", 2, "typologie", "pile"))
    (folder / "heures.csv").unlink()
    found = check_folder(folder, [path], annee=YEAR)
    assert [(issue.code, issue.file, issue.line) for issue in found] == [
        ("E-REF-01", path.as_posix(), 2),
        ("A-GUI-04", path.as_posix(), 3),
        ("A-ANN-01", path.as_posix(), 3),
    ]
    assert not is_unreadable(found)


def test_files_given_together_are_checked_together(folder, tmp_path):
    guichets, typologies = tmp_path / "guichets.csv", tmp_path / "typologies.csv"
    guichets.write_bytes(changed("guichets", 2, "typologie", "nouvelle"))
    typologies.write_bytes(changed("typologies", 2, "code", "nouvelle"))
    assert [issue.code for issue in check_folder(folder, [guichets], annee=YEAR)] == [
        "E-REF-01",
        "A-GUI-04",
        "A-ANN-01",
    ]
    found = check_folder(folder, [guichets, typologies], annee=YEAR)
    # The guichet that still names the typology renamed is now the one at fault.
    assert [(issue.code, issue.line) for issue in found] == [("A-GUI-04", 3), ("A-ANN-01", 3), ("E-REF-01", 8)]


@pytest.mark.parametrize(
    ("content", "code"),
    [(None, "E-FIC-01"), (b"PK\x03\x04", "E-FIC-03"), (b"", "E-FIC-02"), (b"a,b\n1,2\n", "E-FIC-05")],
)
def test_unreadable_files_are_told_apart(folder, tmp_path, content, code):
    path = tmp_path / "envoi.csv"
    if content is not None:
        path.write_bytes(content)
    found = check_folder(folder, [path], annee=YEAR)
    assert [issue.code for issue in found] == [code]
    assert is_unreadable(found)


def test_missing_table_leaves_the_others_checked(folder):
    (folder / "typologies.csv").unlink()
    found = check_folder(folder, annee=YEAR)
    assert [issue.code for issue in found if issue.severity == "erreur"] == ["E-FIC-01"]
    assert "A-HEU-01" in [issue.code for issue in found]


@pytest.mark.parametrize(("table", "code"), [("guichets", "E-GUI-01"), ("structures", "A-FIC-04")])
def test_a_table_reduced_to_its_titles_is_told(folder, table, code):
    """S19: a region without guichets would pass for one where nothing is documented."""
    path = folder / f"{table}.csv"
    path.write_bytes(path.read_bytes().split(b"\n")[0] + b"\n")
    assert (code, f"{table}.csv") in {(issue.code, issue.file) for issue in check_folder(folder, annee=YEAR)}


@pytest.mark.parametrize("name", ["communes.geojson", "contexte.geojson", "libelles.csv"])
def test_a_damaged_file_of_a_map_is_named(folder, name):
    """S27: the tables can still be checked."""
    path = folder / "geo" / name
    path.write_bytes(path.read_bytes()[:-20])
    found = check_folder(folder, annee=YEAR)
    assert [(issue.code, issue.file) for issue in found if issue.severity == "erreur"] == [("E-FIC-29", f"geo/{name}")]


def test_a_description_that_is_no_json_is_told(folder):
    (folder / "datapackage.json").write_text("{", encoding="utf-8")
    found = check_folder(folder, annee=YEAR)
    assert [(each.code, each.file) for each in found if each.severity == "erreur"] == [("E-FIC-28", "datapackage.json")]


def test_an_origin_that_cannot_be_read_is_told(folder):
    path = folder / "geo" / "millesime.json"
    path.write_bytes(path.read_bytes()[:-5])
    assert ("A-FIC-05", "geo/millesime.json") in {
        (issue.code, issue.file) for issue in check_folder(folder, annee=YEAR)
    }


@pytest.mark.parametrize("name", ["communes.csv", "communes_anciennes.csv", "epci.geojson", "region.geojson"])
def test_a_damaged_file_of_the_territories_is_named(folder, name):
    """S27: a table of communes that is cut must not make a smaller region."""
    path = folder / "geo" / name
    path.write_bytes(path.read_bytes()[:-9])
    found = check_folder(folder, annee=YEAR)
    assert ("E-FIC-08", f"geo/{name}") in {(issue.code, issue.file) for issue in found}


@pytest.mark.parametrize(
    "content", ["{", '{"name": "guichets", "fields": []}', "[]", '{"name": "autre", "fields": []}']
)
def test_a_broken_schema_is_told_and_the_shipped_one_used(folder, content):
    (folder / "schemas").mkdir()
    (folder / "schemas" / "guichets.json").write_text(content, encoding="utf-8")
    found = check_folder(folder, annee=YEAR)
    assert [(issue.code, issue.file) for issue in found if issue.severity == "erreur"] == [
        ("E-FIC-25", "schemas/guichets.json")
    ]


def test_missing_territories_leave_the_tables_checked(folder):
    shutil.rmtree(folder / "geo")
    (folder / "qpv.csv").write_bytes(changed("qpv", 2, "departement", "9"))
    found = check_folder(folder, annee=YEAR)
    assert [(issue.code, issue.file) for issue in found if issue.severity == "erreur"] == [
        ("E-FIC-08", "geo/communes.csv"),
        ("E-VAL-07", "qpv.csv"),
    ]
