"""Any file written by a spreadsheet is read; what cannot be read is reported, never raised."""

import csv
import io
import random
from dataclasses import replace

import openpyxl
import pytest

from clauses.domain.issues import UNREADABLE
from clauses.domain.validation import validate_tables
from clauses.storage.decode import NotTextError, decode
from clauses.storage.ecriture import read_or_none
from clauses.storage.editions.instantane import read_instantane
from clauses.storage.files import SHIPPED_DATA
from clauses.storage.geo import read_territoires
from clauses.storage.lignes import LAST_LINE
from clauses.storage.limites import LARGEST_FILE, MOST_ROWS
from clauses.storage.schemas import read_schemas
from clauses.storage.tables import TABLES, parse_package, parse_table, parse_tables, read_table, recognise
from tests.donnees import REGION
from tests.donnees.hostile import CELLS

SCHEMAS = read_schemas(SHIPPED_DATA)
QPV = replace(SCHEMAS["qpv"], fields=SCHEMAS["qpv"].fields[:8])
"""The first columns are enough here."""
HEADER = ",".join(QPV.names)


def qpv(*rows, header=HEADER):
    """A small file of priority districts: ``rows`` are lines after the header."""
    return parse_table("\n".join([header, *rows, ""]).encode(), QPV, "qpv.csv")


def codes(table):
    return [(issue.code, issue.line, issue.column) for issue in table.issues]


def written(frame, encoding="utf-8", delimiter=",", newline="\r\n", bom=b""):
    """The bytes a spreadsheet would save."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator=newline)
    writer.writerow(frame.columns)
    writer.writerows(frame.itertuples(index=False))
    return bom + buffer.getvalue().encode(encoding)


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize(
    ("encoding", "delimiter", "newline", "bom"),
    [
        ("utf-8", ",", "\n", b""),
        ("utf-8", ",", "\r\n", b"\xef\xbb\xbf"),
        ("utf-8", ";", "\r\n", b"\xef\xbb\xbf"),
        ("utf-8", "\t", "\n", b""),
        ("cp1252", ";", "\r\n", b""),
        ("cp1252", ";", "\r", b""),
        ("utf-16-le", "\t", "\r\n", b"\xff\xfe"),
        ("utf-16-be", ";", "\r\n", b"\xfe\xff"),
        ("utf-16-le", ";", "\r\n", b""),
    ],
)
def test_same_table_whatever_the_spreadsheet(name, encoding, delimiter, newline, bom):
    expected = read_table(REGION / f"{name}.csv", SCHEMAS[name])
    content = written(expected.frame.map(lambda cell: cell.replace("’", "'")), encoding, delimiter, newline, bom)
    table = parse_table(content, SCHEMAS[name], "essai.csv")
    assert table.frame.equals(expected.frame)
    assert table.lines == expected.lines
    assert [issue.code for issue in table.issues] == ([] if (encoding, delimiter) == ("utf-8", ",") else ["A-FIC-01"])


def test_message_names_the_encoding_and_the_separator():
    frame = read_table(REGION / "qpv.csv", QPV).frame
    sentence = parse_table(written(frame, "cp1252", ";"), QPV, "qpv.csv").issues[0].message
    assert "Windows-1252" in sentence
    assert "des points-virgules" in sentence


def test_french_numbers_are_put_in_the_form_of_the_project():
    schema = SCHEMAS["heures"]
    cells = dict.fromkeys(schema.names, "") | {
        "heures": "600\u202f000",
        "part_qpv": "38,2",
        "annee": "2016,0",
        "portee": "1,5",
    }
    content = ";".join(schema.names) + "\n" + ";".join(cells.values()) + "\n"
    table = parse_table(content.encode(), schema, "heures.csv")
    row = table.frame.iloc[0]
    assert (row["heures"], row["part_qpv"], row["annee"], row["portee"]) == ("600000", "38.2", "2016", "1,5")
    assert codes(table)[1:] == [("A-VAL-02", 2, "annee"), ("A-VAL-02", 2, "heures"), ("A-VAL-02", 2, "part_qpv")]


def test_lines_are_those_of_the_file():
    table = qpv('"Nom sur\ndeux lignes",09001,09,,,,avere,a', "", ",,,,,,,", "Autre,09001,09,,,,avere,b")
    assert table.lines == (2, 6)
    assert table.frame["nom"].tolist() == ["Nom sur\ndeux lignes", "Autre"]
    assert table.issues == ()


def test_cells_are_trimmed_and_columns_put_in_order():
    table = qpv(" b , a\u00a0", header="source,nom")
    assert table.frame[["nom", "source"]].values.tolist() == [["a", "b"]]
    assert tuple(table.frame.columns) == QPV.names


def test_missing_columns_are_named_and_empty():
    table = qpv("Centre,09001", header="nom,communes")
    found = {(code, column) for code, _, column in codes(table)}
    required, optional = {"departement", "source", "statut"}, {"population", "code", "code_2015"}
    assert found == {("E-COL-01", name) for name in required} | {("A-COL-01", name) for name in optional}
    assert table.absent == frozenset(QPV.names) - {"nom", "communes"}
    assert table.frame["statut"].tolist() == [""]


@pytest.mark.parametrize("name", ["Population", "populations", "POPULATION", "populatoin"])
def test_misspelt_column_is_one_warning_with_a_suggestion(name):
    table = qpv("Centre,09001,09,,,,avere,a", header=HEADER.replace("population", name))
    assert codes(table) == [("A-COL-02", 1, name)]
    assert "vouliez-vous dire «\u00a0population\u00a0»" in table.issues[0].message.lower()
    assert "population" in table.absent


def test_misspelt_column_that_is_required_is_missing_too():
    table = qpv("Centre,09001,09,,,,avere,a", header=HEADER.replace("departement", "departemnt"))
    assert codes(table) == [("A-COL-02", 1, "departemnt"), ("E-COL-01", 1, "departement")]
    assert "vouliez-vous dire «\u00a0departement\u00a0»" in table.issues[0].message.lower()


def test_unknown_duplicate_and_untitled_columns():
    table = qpv("Centre,09001,09,,,,avere,a,autre,x,y", header=HEADER + ",nom,zzz,")
    assert codes(table) == [("E-COL-03", 1, "nom"), ("A-COL-02", 1, "zzz"), ("A-COL-04", 1, None)]
    assert table.frame["nom"].tolist() == ["Centre"]
    assert "Vouliez-vous" not in table.issues[1].message


def test_empty_columns_of_a_spreadsheet_are_ignored():
    assert qpv("Centre,09001,09,,,,avere,a,,", header=HEADER + ",,").issues == ()


def test_rows_of_another_width():
    table = qpv("Centre,09001,09,,,,avere,a", "Trop,09001,09,,,,avere,a,b", "Peu,09001", "Juste,09001,09,,,,avere,a,,")
    assert codes(table) == [("E-LIG-01", 3, None), ("E-LIG-01", 4, None)]
    assert table.frame["nom"].tolist() == ["Centre", "Trop", "Peu", "Juste"]
    assert table.frame["source"].tolist() == ["a", "a", "", "a"]


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        (["Un,09001,09,,,,avere,a", '"Deux,09001,09,,,,avere,a', "Trois,09001,09,,,,avere,a"], 3),
        (["Un,09001,09,,,,avere,a", '"De"ux,09001,09,,,,avere,a'], 3),
        (['"' + "x" * 200_000], 2),
    ],
)
def test_stray_quote_names_its_line(rows, line):
    assert ("E-FIC-06", line, None) in codes(qpv(*rows))


def test_separator_hint_of_excel_is_skipped():
    table = parse_table(f"sep=;\n{HEADER.replace(',', ';')}\nCentre;09001;09;;;;avere;a\n".encode(), QPV, "qpv.csv")
    assert table.lines == (2,)
    assert [issue.code for issue in table.issues] == ["A-FIC-01"]


def workbook():
    buffer = io.BytesIO()
    openpyxl.Workbook().save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"", "E-FIC-02", "vide"),
        (b"\xef\xbb\xbf\r\n\r\n", "E-FIC-02", "vide"),
        (workbook(), "E-FIC-03", "classeur Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(200), "E-FIC-03", "ancien classeur"),
        (b"%PDF-1.7\n", "E-FIC-03", "PDF"),
        (b"<!DOCTYPE html><html></html>", "E-FIC-03", "page web"),
        (b'{"type": "FeatureCollection"}', "E-FIC-03", "JSON"),
        (bytes(range(256)) * 20, "E-FIC-03", "binaire"),
        (b"Liste des quartiers;;\n", "E-FIC-07", "titres de colonnes"),
    ],
)
def test_what_is_not_a_table_is_one_clear_issue(content, code, words):
    table = parse_table(content, QPV, "qpv.csv")
    assert [issue.code for issue in table.issues] == [code]
    assert words in table.issues[0].message
    assert code in UNREADABLE
    assert table.is_unread
    assert len(table) == 0
    assert table.typed().dtypes["population"] == "Int64"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (HEADER.encode() + b"\n" * LARGEST_FILE, "E-FIC-12"),
        (HEADER.encode() + b"\n" * (LAST_LINE + 1), "E-FIC-22"),
        (HEADER.encode() + b"\na" * (MOST_ROWS + 1), "E-FIC-22"),
        (HEADER.encode() + b",x" * 100 + b"\n", "E-FIC-23"),
    ],
)
def test_files_of_the_folder_have_the_bounds_of_those_sent(content, code):
    """S15."""
    table = parse_table(content, QPV, "qpv.csv")
    assert ([issue.code for issue in table.issues], len(table)) == ([code], 0)


def test_a_last_line_without_end_is_told():
    """S7: nothing else says that its last cell is cut."""
    whole = f"{HEADER}\nC,09001,09,,,,avere,a\n".encode()
    for content, expected in ((whole, []), (whole[:-1], [("A-FIC-03", 2)])):
        table = parse_tables({"qpv.csv": content}, SCHEMAS)["qpv"]
        assert [(issue.code, issue.line) for issue in table.issues if issue.code == "A-FIC-03"] == expected


def test_missing_and_unreadable_files(tmp_path):
    assert codes(read_table(tmp_path / "qpv.csv", QPV)) == [("E-FIC-01", None, None)]
    (tmp_path / "dossier.csv").mkdir()
    assert codes(read_table(tmp_path / "dossier.csv", QPV)) == [("E-FIC-04", None, None)]


def test_unreadable_bytes_are_replaced_and_said():
    table = parse_table(f"{HEADER}\nC\x00entre\x81,09001,09,,,,avere,a\n".encode("latin-1") + b"\xe9", QPV, "qpv.csv")
    assert "A-FIC-02" in [issue.code for issue in table.issues]
    assert table.frame["nom"].iloc[0] == "C\ufffdentre\ufffd"


def test_header_alone_is_an_empty_table():
    table = qpv()
    assert (len(table), table.issues, table.absent) == (0, (), frozenset())


def test_hostile_cell_is_read_as_it_is(subtests):
    for name, cell in CELLS.items():
        with subtests.test(name):
            schema = SCHEMAS["structures"]
            frame = read_table(REGION / "structures.csv", schema).frame.copy()
            frame["remarque"] = cell
            table = parse_table(written(frame), schema, "structures.csv")
            assert table.frame["remarque"].tolist() == [cell.strip().replace("\x00", "\ufffd")] * len(frame)
            assert not {issue.code for issue in table.issues} - {"A-FIC-02"}


def test_damaged_files_never_raise():
    """Real files cut, shuffled and flipped at random: always a table, and validation of it never fails either."""
    draw = random.Random(8)
    territoires = read_territoires(REGION / "geo")
    tables = parse_tables(read_instantane(REGION).contents, SCHEMAS)
    outcomes = set()
    for _ in range(60):
        name = draw.choice(TABLES)
        content = bytearray((REGION / f"{name}.csv").read_bytes())
        for _ in range(draw.randint(1, 30)):
            content[draw.randrange(len(content))] = draw.choice(b"\x00\xff\xe9\",;\n\r\t'=-+|0129aZ ")
        if draw.random() < 0.2:
            content = content[: draw.randrange(len(content))]
        table = parse_table(bytes(content), SCHEMAS[name], f"{name}.csv")
        assert tuple(table.frame.columns) == SCHEMAS[name].names
        assert len(table.frame) == len(table.lines)
        issues = validate_tables({**tables, name: table}, territoires, 2026)
        outcomes |= {issue.code for issue in issues if issue.message}
    assert len(outcomes) > 15


def test_decode_refuses_what_is_not_text():
    with pytest.raises(NotTextError, match="classeur"):
        decode(b"PK\x03\x04")


@pytest.mark.parametrize(
    ("file_name", "content", "expected"),
    [
        ("guichets.csv", b"", "guichets"),
        ("Guichets.CSV", b"", "guichets"),
        ("envoi.csv", (REGION / "heures.csv").read_bytes(), "heures"),
        ("envoi.csv", (REGION / "structures.csv").read_bytes(), "structures"),
        ("envoi.csv", (REGION / "guichets.csv").read_bytes(), "guichets"),
        ("envoi.csv", (REGION / "geo" / "communes.csv").read_bytes(), "communes"),
        ("envoi.csv", b"id,nom\n", None),
        ("envoi.csv", b"", None),
        ("envoi.csv", b"PK\x03\x04", None),
    ],
)
def test_table_is_recognised_by_name_then_by_columns(tmp_path, file_name, content, expected):
    path = tmp_path / file_name
    path.write_bytes(content)
    schema = recognise(path, SCHEMAS)
    assert (schema and schema.name) == expected


def test_schemas_of_the_folder_and_the_shipped_ones_for_what_it_lacks(tmp_path):
    assert read_schemas(tmp_path) == SCHEMAS
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / "essai.json").write_text('{"name": "essai", "fields": [{"name": "a"}]}', encoding="utf-8")
    assert read_schemas(tmp_path).keys() == {*SCHEMAS, "essai"}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (None, ("", None, None)),
        ("pas du JSON", ("", None, None)),
        ("[]", ("", None, None)),
        ('{"title": "T", "version": "1.2", "updated": "hier"}', ("T", None, None)),
    ],
)
def test_package_that_says_little(tmp_path, content, expected):
    if content is not None:
        (tmp_path / "datapackage.json").write_text(content, encoding="utf-8")
    assert tuple(parse_package(read_or_none(tmp_path / "datapackage.json"))) == expected


def test_package_of_the_region():
    package = parse_package((REGION / "datapackage.json").read_bytes())
    assert (package.titre, package.edition) == ("Atlas d’essai", 3)
    assert package.actualisee_le.isoformat() == "2024-02-29"
