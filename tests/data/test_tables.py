"""The shipped tables: complete, valid for this project and for any tool that reads Data Packages."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from clauses.domain.guichets import DONNEURS_ORDRE
from clauses.domain.issues import MESSAGES
from clauses.domain.qpv import count_by_statut
from clauses.domain.regles.contexte import Contexte
from clauses.domain.statut import part_couverte
from clauses.domain.validation import CONTROLES, FORM_RULES
from clauses.donnees import read_moment
from clauses.storage.ecriture import render_table
from clauses.storage.editions.instantane import read_instantane
from clauses.storage.files import SHIPPED_DATA
from clauses.storage.schemas import read_schemas
from clauses.storage.tables import TABLES, parse_package, parse_tables
from clauses.storage.verification import check_folder
from scripts.build_docs import PAGE, dictionary
from tests.donnees import REGION
from tests.donnees.build import build

SCHEMAS = read_schemas(SHIPPED_DATA)
ROWS = {
    "guichets": 20,
    "typologies": 7,
    "heures": 29,
    "repartitions": 43,
    "qpv": 108,
    "structures": 17,
    "coefficients": 29,
    "relais": 32,
}
FIELDS = [(schema.name, field) for schema in SCHEMAS.values() for field in schema.fields]
PACKAGE = json.loads((SHIPPED_DATA / "datapackage.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def tables():
    return parse_tables(read_instantane(SHIPPED_DATA).contents, SCHEMAS)


def test_every_row_is_there(tables):
    assert {name: len(table) for name, table in tables.items()} == ROWS


def test_no_error_and_only_the_known_warnings():
    found = check_folder(SHIPPED_DATA)
    assert [(issue.code, issue.file, issue.line, issue.column) for issue in found] == [
        ("A-GUI-04", "guichets.csv", 12, "perimetre"),
        ("A-TEL-03", "guichets.csv", 12, "contact_annee"),
        ("A-HEU-01", "heures.csv", 27, "nature"),
        ("A-VAL-01", "structures.csv", 17, "type"),
        ("A-VAL-01", "structures.csv", 18, "type"),
        ("A-TEL-03", "relais.csv", 9, "contact_annee"),
    ]


def test_frictionless_agrees():
    command = [sys.executable, "-m", "frictionless", "validate", "data/datapackage.json", "--json"]
    done = subprocess.run(command, cwd=SHIPPED_DATA.parent, capture_output=True, text=True, check=False)
    report = json.loads(done.stdout)
    assert report["valid"], [error["message"] for task in report["tasks"] for error in task["errors"]]
    assert {task["name"]: task["stats"]["rows"] for task in report["tasks"]} == ROWS | {"communes": 4446}


def test_package_describes_every_table():
    paths = {resource["name"]: resource["path"] for resource in PACKAGE["resources"]}
    assert paths == {name: f"{name}.csv" for name in TABLES} | {"communes": "geo/communes.csv"}
    assert {resource["schema"] for resource in PACKAGE["resources"]} == {f"schemas/{name}.json" for name in SCHEMAS}
    assert parse_package((SHIPPED_DATA / "datapackage.json").read_bytes()).edition >= 1
    assert parse_package((SHIPPED_DATA / "datapackage.json").read_bytes()).actualisee_le is not None


@pytest.mark.parametrize("name", TABLES)
def test_files_are_in_the_form_the_project_writes(name, tables):
    content = (SHIPPED_DATA / f"{name}.csv").read_bytes().decode("utf-8")
    assert not content.startswith("\ufeff")
    assert "\r" not in content
    assert content.endswith("\n")
    assert tuple(content.splitlines()[0].split(",")) == SCHEMAS[name].names
    assert tables[name].issues == ()


@pytest.mark.parametrize("name", TABLES)
def test_files_are_those_that_the_project_would_write(name, tables):
    content = (SHIPPED_DATA / f"{name}.csv").read_bytes()
    assert render_table(SCHEMAS[name], tables[name].frame.to_dict("records")) == content


def test_only_whole_territories_over_one_year_are_comparable(tables):
    frame = tables["heures"].frame
    assert frame.loc[frame["comparable"] == "oui", "id"].tolist() == ["herault-2016", "herault-2017"]


def test_the_districts_are_the_official_ones(tables):
    """The 108 of 2024 in Occitanie, by code, with their inhabitants of 2020."""
    frame = tables["qpv"].typed()
    assert frame["population"].sum() == 393_069
    assert frame["code"].is_unique
    assert frame["code"].str.fullmatch("QN[0-9]{5}[IMN]").all()
    assert set(frame["statut"]) == {"avere"}
    assert set(frame["annee_population"]) == {2020}
    assert frame["departement"].nunique() == 13
    assert not frame["nom"].str.contains(" - |- |Coeur| (?:De|Du|Et) ").any()


def test_every_contact_of_a_guichet_says_whose_it_is(tables):
    frame = tables["guichets"].frame
    reached = frame[(frame["telephone"] != "") | (frame["courriel"] != "")]
    assert len(reached) == 13
    assert set(reached["contact_portee"]) == {"organisme"}


@pytest.fixture(scope="module")
def moment():
    return read_moment(SHIPPED_DATA)


def test_every_commune_has_its_departement_and_its_region_as_relays(moment):
    found = {code: moment.index_relais.find(code) for code in moment.territoires.positions}
    assert len(found) == 4446
    for code, relais in found.items():
        assert [str(each.perimetre) for each in relais[-2:]] == [f"DEP:{code[:2]}", "REG:76"]


def test_nearly_everybody_has_a_number_that_is_not_the_region_s(moment):
    """Finding 1: at least 96 % of the inhabitants have the number of a guichet, of an EPCI or of a Département."""
    inhabitants = moment.territoires.communes["population"]
    reached = [
        any(each.guichet.telephone for each in moment.couverture.competences(code))
        or any(relais.telephone for relais in moment.index_relais.find(code)[:-1])
        for code in inhabitants.index
    ]
    assert inhabitants[reached].sum() / inhabitants.sum() > 0.96


def test_the_districts_are_better_served_than_the_region(moment):
    """The figures of the trial, recomputed: 74 % of the inhabitants of the districts against 53 % of all."""
    everywhere = moment.territoires.of(moment.territoires.region)
    counts = count_by_statut(moment.qpv, moment.couverture, everywhere)
    assert (counts.by_statut.total(), counts.population.total(), counts.sans_population) == (108, 393_069, 0)
    assert round(counts.part_couverte, 2) == 0.74
    assert round(part_couverte(moment.couverture.summary(everywhere)), 2) == 0.53


def test_every_typology_is_used_and_looks_different(tables):
    typologies = tables["typologies"].frame
    assert set(typologies["code"]) == set(tables["guichets"].frame["typologie"])
    for column in ("couleur", "lettre", "motif", "ordre"):
        assert typologies[column].is_unique, column


def test_buyer_types_are_those_of_the_screens():
    assert dict(SCHEMAS["guichets"].by_name["donneurs_ordre"].categories) == DONNEURS_ORDRE


@pytest.mark.parametrize(("table", "field"), FIELDS, ids=[f"{table}-{field.name}" for table, field in FIELDS])
def test_field_is_described(table, field):
    assert field.title[0].isupper()
    assert field.description.endswith(".")
    assert re.search(r" [:;!?»]|« ", field.description) is None, "missing no-break space"
    assert not field.controle or field.controle in CONTROLES
    rules = [*FORM_RULES, *([CONTROLES[field.controle]] if field.controle else [])]
    problems = [rule(field, field.example, Contexte({})) for rule in rules if field.example]
    assert not any(problems)
    assert field.pattern is None or field.pattern.fullmatch(field.example)


@pytest.mark.parametrize("path", sorted((SHIPPED_DATA / "schemas").glob("*.json")), ids=lambda path: path.stem)
def test_schema_file_says_the_same_thing_twice(path):
    """Values are listed for validators (``enum``, ``pattern``) and with their labels (``categories``)."""
    description = json.loads(path.read_text(encoding="utf-8"))
    assert description["name"] == path.stem
    for field in description["fields"]:
        values = [item["value"] for item in field.get("categories", [])]
        constraints = field.get("constraints", {})
        if values and not field.get("separateur"):
            assert constraints["enum"] == values
        elif values:
            assert re.fullmatch(constraints["pattern"], field["separateur"].join(values))
            assert not re.fullmatch(constraints["pattern"], "inconnu")
        else:
            assert "enum" not in constraints


def test_dictionary_is_current_and_complete():
    page = PAGE.read_text(encoding="utf-8")
    assert page == dictionary(), "run python -m scripts.build_docs"
    for code in MESSAGES:
        assert f"| `{code}` |" in page
    for table, field in FIELDS:
        assert f"| `{field.name}` | {field.title} |" in page, table


def test_invented_region_is_what_its_script_writes(tmp_path):
    build(tmp_path)
    written = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert written == {path.name: path.read_bytes() for path in (REGION / "geo").iterdir()}
    assert len(written) == 9


def test_folder_of_the_data_is_explained():
    readme = (SHIPPED_DATA / "README.md").read_text(encoding="utf-8")
    for path in [*SHIPPED_DATA.glob("*.csv"), SHIPPED_DATA / "datapackage.json"]:
        assert f"`{Path(path).name}`" in readme
