import csv
import io
import json
import re
from datetime import date

import pytest
from openpyxl import load_workbook

from clauses.diffusion import FICHIERS, build_package, build_xlsx, load_inclusion
from clauses.diffusion.lisezmoi import DESCRIPTION, README
from clauses.diffusion.tableaux import COMPUTED
from clauses.domain.statut import STATUTS
from clauses.donnees import read_moment
from clauses.rendu.cartes.geojson import ADDED
from clauses.rendu.inclusion import PERTES
from clauses.storage.files import SHIPPED_DATA
from clauses.storage.tables import TABLES
from tests.diffusion.conftest import JOUR
from tests.donnees.hostile import CELLS
from tests.serveur import ROOT

NAMES = {
    "guichets.csv", "guichets.geojson", "perimetres.geojson", "couverture.csv", "couverture-departements.csv",
    "couverture-epci.csv", "heures.csv", "repartitions.csv", "structures.csv", "structures.geojson", "qpv.csv",
    "typologies.csv", "coefficients.csv", "relais.csv", "communes.csv", "data-inclusion/structures.json",
    "data-inclusion/services.json", "data-inclusion/non-repris.txt", DESCRIPTION, README,
}  # fmt: skip
DOC = (ROOT / "docs" / "donnees-ouvertes.md").read_text(encoding="utf-8")


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline=""), strict=True))


@pytest.fixture(scope="module")
def contents(shipped):
    return build_package(shipped, JOUR).contents


def test_names_do_not_change(contents):
    assert contents.keys() == NAMES


@pytest.mark.parametrize("name", TABLES)
def test_shipped_tables_are_already_in_the_form_published(contents, name):
    assert contents[f"{name}.csv"] == (SHIPPED_DATA / f"{name}.csv").read_bytes()


def test_coverage_of_communes(contents):
    table = {row["code"]: row for row in rows(contents["couverture.csv"])}
    assert len(table) == 4446
    assert table["34032"] == {
        "code": "34032", "nom": "Béziers", "code_epci": "243400769", "code_departement": "34", "population": "80341",
        "statut": "local", "guichets": "plie-beziers-mediterranee|departement-herault|pole-emploi-herault|mics-34",
    } | {"population": table["34032"]["population"]}  # fmt: skip
    assert (table["30032"]["statut"], table["30032"]["guichets"]) == ("non_documente", "")


@pytest.mark.parametrize(("name", "number"), [("departements", 13), ("epci", 163)])
def test_coverage_of_territories(contents, name, number):
    table = rows(contents[f"couverture-{name}.csv"])
    assert len(table) == number
    assert sum(int(row["communes"]) for row in table) == 4446
    for row in table:
        assert sum(int(row[f"population_{statut.value}"]) for statut in STATUTS) == int(row["population"])


def test_description_says_the_edition(contents):
    package = json.loads(contents[DESCRIPTION])
    assert (package["name"], package["version"], package["updated"]) == ("atlas-clauses-sociales", "1", "2026-11-23")
    assert package["licenses"][0]["name"] == "etalab-2.0"
    assert [resource["path"] for resource in package["resources"]] == [fichier.nom for fichier in FICHIERS]
    assert all(resource["bytes"] == len(contents[resource["path"]]) for resource in package["resources"])


def test_columns_are_those_described(contents):
    package = json.loads(contents[DESCRIPTION])
    for resource in package["resources"]:
        if resource["format"] == "csv":
            header = contents[resource["path"]].decode().partition("\n")[0]
            assert header.split(",") == [field["name"] for field in resource["schema"]["fields"]]
            for field in resource["schema"]["fields"]:
                assert field["description"].endswith(".")
                assert re.search(r" [:;!?»]|« ", field["description"]) is None


def test_presentation_names_every_file(contents):
    text = contents[README].decode()
    assert text.startswith("Atlas des clauses sociales d’Occitanie, édition n°\u00a01\n")
    assert all(f"- {name}\u00a0: " in text for name in NAMES - {README})
    assert "Licence Ouverte" in text
    assert re.search(r" [:;!?»]|« ", text.partition("Sources")[0]) is None


def test_data_without_licence_are_given_none(invented):
    text = build_package(invented, JOUR).contents[README].decode()
    assert "ne disent pas leur licence" in text
    assert "Licence Ouverte" not in text


def test_a_table_edited_by_hand_is_put_in_one_form(region):
    before = build_package(read_moment(region), JOUR).contents["guichets.csv"]
    path = region / "guichets.csv"
    text = path.read_text(encoding="utf-8")
    table = list(csv.reader(io.StringIO(text, newline="")))
    with path.open("w", encoding="cp1252", newline="") as file:
        csv.writer(file, delimiter=";").writerows([cell.replace("2.5", "2,5") for cell in row] for row in table)
    assert build_package(read_moment(region), JOUR).contents["guichets.csv"] == before


def test_formulas_are_neutralised_in_csv_only(region):
    path = region / "guichets.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("PLIE de Testville", "=1+1"), encoding="utf-8")
    contents = build_package(read_moment(region), JOUR).contents
    assert rows(contents["guichets.csv"])[0]["nom"] == "'=1+1"
    assert rows(contents["guichets.csv"])[0]["telephone"] == "05 61 00 00 00"
    assert json.loads(contents["guichets.geojson"])["features"][0]["properties"]["nom"] == "=1+1"


def test_hostile_cells_stay_in_their_cell(region):
    path = region / "structures.csv"
    with path.open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header)
        writer.writeheader()
        for rank, cell in enumerate(CELLS.values()):
            writer.writerow({"id": f"s-{rank}", "nom": cell.replace("\x00", ""), "confiance": "faible", "source": "x"})
    written = rows(build_package(read_moment(region), JOUR).contents["structures.csv"])
    expected = [cell.replace("\x00", "").replace("\r\n", "\n").strip() for cell in CELLS.values()]
    assert [row["nom"].removeprefix("'") for row in written] == expected


@pytest.mark.parametrize(
    ("broken", "absent"),
    [
        ("heures.csv", {"heures.csv"}),
        ("structures.csv", {name for name in NAMES if "structures" in name} | {
            "data-inclusion/services.json", "data-inclusion/non-repris.txt",
        }),
        ("geo/communes.geojson", {"perimetres.geojson"}),
        ("guichets.csv", {
            "guichets.csv", "guichets.geojson", "perimetres.geojson", "couverture.csv", "couverture-departements.csv",
            "couverture-epci.csv", *(name for name in NAMES if name.startswith("data-inclusion/")),
        }),
    ],
)  # fmt: skip
@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04\x00\x00", b'id,nom\n"jamais ferm'])
def test_what_cannot_be_read_is_left_out_and_said(region, broken, absent, content):
    path = region / broken
    path.unlink() if content is None else path.write_bytes(content)
    paquet = build_package(read_moment(region), JOUR)
    assert {each.nom for each in paquet.absents} == absent
    assert all(each.raison.endswith(".") for each in paquet.absents)
    assert paquet.contents.keys() == NAMES - absent
    listed = {resource["path"] for resource in json.loads(paquet.contents[DESCRIPTION])["resources"]}
    assert listed == NAMES - absent - {DESCRIPTION, README}
    assert "Fichiers absents de cette édition" in paquet.contents[README].decode()


def test_a_table_without_its_key_is_left_out(region):
    path = region / "heures.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("id", "numero", 1), encoding="utf-8")
    assert [each.nom for each in build_package(read_moment(region), JOUR).absents] == ["heures.csv"]


def test_outlines_of_other_communes_are_not_used(region):
    path = region / "geo" / "communes.geojson"
    document = json.loads(path.read_text(encoding="utf-8"))
    document["features"].reverse()
    path.write_text(json.dumps(document), encoding="utf-8")
    assert [each.nom for each in build_package(read_moment(region), JOUR).absents] == ["perimetres.geojson"]


@pytest.mark.parametrize("description", ["", "[]", '{"name": 3, "licenses": "x", "sources": [1, {"title": "T"}]}'])
def test_a_description_that_says_little_is_enough(region, description):
    (region / "datapackage.json").write_text(description, encoding="utf-8")
    contents = build_package(read_moment(region), JOUR).contents
    assert json.loads(contents[DESCRIPTION])["name"] == "atlas-clauses-sociales"
    assert contents[README].decode().startswith("Atlas des clauses sociales\nDonnées non datées.\n")


def test_dates_never_pass_the_edition_nor_today(region):
    moment = read_moment(region)
    days = {record["date_maj"] for record in load_inclusion(moment, date(2020, 1, 1)).structures}
    assert max(days) == "2020-01-01"
    assert max(record["date_maj"] for record in load_inclusion(moment, JOUR).structures) == "2024-02-29"


@pytest.mark.parametrize("name", [*TABLES, *COMPUTED])
def test_every_table_is_a_workbook(invented, name):
    sheet = load_workbook(io.BytesIO(build_xlsx(invented, name))).active
    assert sheet.max_row > 1


def test_codes_stay_texts_and_numbers_are_numbers(shipped):
    sheet = load_workbook(io.BytesIO(build_xlsx(shipped, "couverture"))).active
    header, first = ([cell.value for cell in row] for row in sheet.iter_rows(max_row=2))
    values = dict(zip(header, first, strict=True))
    assert (values["code"], values["code_departement"], type(values["population"])) == ("09001", "09", int)
    codes = {sheet.cell(row, 4).value for row in range(2, sheet.max_row + 1)}
    assert "34" in codes
    assert 34 not in codes


def test_files_are_documented():
    for name in NAMES:
        assert f"| `{name}` |" in DOC


def test_columns_and_properties_of_its_own_are_documented(contents):
    for column in contents["couverture.csv"].decode().partition("\n")[0].split(","):
        assert f"| `{column}` |" in DOC
    for layer, properties in ADDED.items():
        for name in properties:
            assert f"| `{layer}.geojson` | `{name}` |" in DOC


def test_losses_are_documented():
    plain = " ".join(DOC.split())
    for sentence in PERTES:
        assert " ".join(sentence.split()) in plain


def test_links_lead_to_the_right_table():
    titles = re.findall(r"^#+ (.*)$", (ROOT / "docs" / "donnees.md").read_text(encoding="utf-8") + DOC, re.MULTILINE)
    anchors = {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}
    wanted = re.findall(r"\((?:donnees\.md)?#([^)]+)\)", DOC)
    assert wanted
    assert set(wanted) <= anchors
