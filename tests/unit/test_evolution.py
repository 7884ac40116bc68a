"""Rules on what a change makes of the tables, at their limits."""

import pytest

from clauses.domain.evolution.regles import A_CONFIRMER, REGLES, validate_evolution
from clauses.domain.issues import AVERTISSEMENT, MESSAGES, severity
from clauses.domain.validation import LIMIT, validate_tables
from tests.donnees.tables import table


def guichet(id, perimetre="EPCI:900000001", **cells):
    return {"id": id, "nom": f"Guichet {id}", "perimetre": perimetre, **cells}


def judge(catalogue, before, after, name="guichets"):
    """Issues of a change of one table; rows are cells by column."""
    tables = ({name: table(name, *rows)} for rows in (before, after))
    return validate_evolution(*tables, catalogue.territoires)


def codes_of(issues):
    return [(found.code, found.line, found.column) for found in issues]


def params(found):
    return dict(found.params)


def test_every_rule_has_its_code_and_none_blocks():
    codes = [code for code in MESSAGES if code[2:5] == "EVO"]
    assert len(codes) == len(REGLES)
    assert {severity(code) for code in codes} == {AVERTISSEMENT}
    assert set(codes) >= A_CONFIRMER


def test_nothing_is_said_of_what_does_not_change(catalogue):
    rows = [guichet("a"), guichet("b", "", statut="a_confirmer")]
    assert judge(catalogue, rows, rows[::-1]) == []


def test_a_table_that_is_not_in_both_is_not_compared(catalogue):
    one = {"guichets": table("guichets", guichet("a"))}
    assert validate_evolution({}, one, catalogue.territoires) == []
    assert validate_evolution(one, {}, catalogue.territoires) == []


@pytest.mark.parametrize("absent", [("id",), table("guichets").schema.names])
def test_a_table_without_its_keys_is_not_compared(catalogue, absent):
    before = table("guichets", *(guichet(key) for key in "abcd"))
    after = table("guichets", absent=frozenset(absent))
    assert validate_evolution({"guichets": before}, {"guichets": after}, catalogue.territoires) == []


def test_a_perimeter_lost_says_the_one_it_had(catalogue):
    before = [guichet("a", "EPCI:900000001"), guichet("b", "EPCI:900000001")]
    (found,) = judge(catalogue, before, [guichet("b"), guichet("a", "")])
    assert codes_of([found]) == [("A-EVO-01", 3, "perimetre")]
    assert "Guichet a" in found.message
    assert "EPCI:900000001" in found.message


@pytest.mark.parametrize(("old", "new"), [("", ""), ("", "DEP:09"), ("DEP:09", "DEP:09 + DEP:98")])
def test_a_perimeter_that_comes_or_changes_is_not_lost(catalogue, old, new):
    before, after = guichet("a", old, statut="a_confirmer"), guichet("a", new, statut="a_confirmer")
    assert judge(catalogue, [before], [after]) == []


def test_a_perimeter_lost_with_its_identifier(catalogue):
    before = [guichet("a", "DEP:09"), guichet("b", "DEP:09")]
    found = judge(catalogue, before, [guichet("neuf", "", nom="Guichet a"), guichet("b", "DEP:09")])
    assert codes_of(found) == [("A-EVO-01", 2, "perimetre"), ("A-EVO-07", 2, "id")]
    assert "DEP:09" in found[0].message


REDUCED = {
    "one of six": ("DEP:09", "DEP:09 - COM:09002", None),
    "half": ("COM:09002 + COM:09003", "COM:09002", None),
    "more than half": ("DEP:09", "COM:09002", ("5", "6")),
    "elsewhere": ("DEP:09", "DEP:98", ("6", "6")),
    "unreadable": ("DEP:09", "Fiction", None),
    "unknown": ("DEP:09", "DEP:77", None),
    "nothing": ("DEP:09", "DEP:09 - DEP:09", None),
    "was unknown": ("DEP:77", "COM:09002", None),
    "wider": ("COM:09002", "DEP:09", None),
}


@pytest.mark.parametrize(("old", "new", "figures"), REDUCED.values(), ids=REDUCED)
@pytest.mark.parametrize("key", ["a", "neuf"])
def test_a_guichet_loses_most_of_its_communes(catalogue, old, new, figures, key):
    found = judge(catalogue, [guichet("a", old)], [guichet(key, new, nom="Guichet a")])
    found = [each for each in found if each.code == "A-EVO-08"]
    assert codes_of(found) == ([("A-EVO-08", 2, "perimetre")] if figures else [])
    if figures:
        assert (params(found[0])["perdues"], params(found[0])["total"]) == figures
    without = validate_evolution(
        {"guichets": table("guichets", guichet("a", old))}, {"guichets": table("guichets", guichet("a", new))}, None
    )
    assert "A-EVO-08" not in {each.code for each in without}


@pytest.mark.parametrize(
    ("filled", "emptied", "warned"), [(10, 5, False), (10, 6, True), (3, 2, False), (3, 3, True), (2, 2, False)]
)
def test_a_column_is_emptied(catalogue, filled, emptied, warned):
    rows = [row | {"effectif": "4", "commune": ""} for row in structures(filled)] + structures(20)[filled:]
    after = [row | {"effectif": ""} if rank < emptied else row for rank, row in enumerate(rows)]
    found = judge(catalogue, rows, after, "structures")
    assert codes_of(found) == ([("A-EVO-09", None, "effectif")] if warned else [])
    if warned:
        assert f"{emptied} sur {filled}" in found[0].message


def test_a_column_that_is_not_given_is_not_emptied(catalogue):
    before = {"structures": table("structures", *(row | {"effectif": "4"} for row in structures(9)))}
    after = {"structures": table("structures", *structures(9), absent=frozenset({"effectif"}))}
    assert validate_evolution(before, after, catalogue.territoires) == []


def test_a_proven_guichet_becomes_unproven(catalogue):
    before = [guichet("a"), guichet("b")]
    (found,) = judge(catalogue, before, [guichet("a", statut="a_confirmer"), guichet("b")])
    assert codes_of([found]) == [("A-EVO-02", 2, "statut")]
    assert judge(catalogue, [guichet("a", statut="a_confirmer")], [guichet("a")]) == []


LOST = {
    "taken away": [],
    "unproven": [guichet("a", "DEP:09 + DEP:98", statut="a_confirmer")],
    "sectoral": [guichet("a", "DEP:09 + DEP:98", donneurs_ordre="bailleurs")],
    "coordination": [guichet("a", "DEP:09 + DEP:98", role="coordination")],
    "unknown code": [guichet("a", "EPCI:000000000")],
}


@pytest.mark.parametrize("after", LOST.values(), ids=LOST)
def test_coverage_lost_is_counted_by_departement(catalogue, after):
    found = judge(catalogue, [guichet("a", "DEP:09 + DEP:98"), guichet("b", "EPCI:900000001")],
                  [*after, guichet("b", "EPCI:900000001")])  # fmt: skip
    (found,) = (each for each in found if each.code == "A-EVO-03")
    assert (found.file, found.line) == ("guichets.csv", None)
    assert params(found) == {
        "communes": "9",
        "habitants": "8\u202f535",
        "departements": ("Fiction 6 (8\u202f235\u00a0hab.)", "Exemple 3 (300\u00a0hab.)"),
    }
    assert "8\u202f535\u00a0habitants" in found.message or "8\u202f535 habitants" in found.message


KEPT = {
    "another answers": [guichet("b", "DEP:09")],
    "wider": [guichet("a", "REG:R9")],
    "same": [guichet("a", nom="Autre nom")],
}


@pytest.mark.parametrize("after", KEPT.values(), ids=KEPT)
def test_coverage_kept_otherwise(catalogue, after):
    assert "A-EVO-03" not in {each.code for each in judge(catalogue, [guichet("a")], after)}


def test_coverage_is_not_judged_without_territories_or_columns(catalogue):
    before, after = {"guichets": table("guichets", guichet("a"))}, {"guichets": table("guichets")}
    assert validate_evolution(before, after, None) == []
    partial = {"guichets": table("guichets", guichet("a", ""), absent=frozenset({"perimetre", "role"}))}
    assert validate_evolution(before, partial, catalogue.territoires) == []


def test_coverage_lost_with_a_whole_optional_column_is_told(catalogue):
    before = {"guichets": table("guichets", guichet("a"))}
    after = {"guichets": table("guichets", guichet("a", ""), absent=frozenset({"perimetre"}))}
    assert "A-EVO-03" in {each.code for each in validate_evolution(before, after, catalogue.territoires)}


@pytest.mark.parametrize(
    ("old", "new", "sens"),
    [
        ("1000", "9999", None),
        ("1000", "10000", "plus"),
        ("1000", "100", "moins"),
        ("1000", "101", None),
        ("0", "10000", None),
        ("", "10000", None),
        ("1000", "", None),
        ("1000", "beaucoup", None),
        ("-1000", "10000", None),
    ],
)
def test_a_figure_ten_times_what_it_was(catalogue, old, new, sens):
    row = {"id": "a", "annee": "2020"}
    found = judge(catalogue, [row | {"heures": old}], [row | {"heures": new}], "heures")
    assert codes_of(found) == ([("A-EVO-04", 2, "heures")] if sens else [])
    if sens:
        assert params(found[0]) == {"ancien": old, "valeur": new, "sens": sens}


@pytest.mark.parametrize(
    ("name", "column", "warned"),
    [
        ("guichets", "etp", True),
        ("guichets", "constate_en", False),
        ("structures", "effectif", True),
        ("typologies", "ordre", False),
        ("coefficients", "valeur", True),
    ],
)
def test_figures_are_numbers_that_measure_something(catalogue, name, column, warned):
    row = {"id": "a", "code": "a", "nom": "A", "perimetre": ""}
    row = {key: value for key, value in row.items() if key in table(name).schema.names}
    found = judge(catalogue, [row | {column: "200"}], [row | {column: "2000"}], name)
    assert [each.column for each in found] == ([column] if warned else [])


def heures(id, annee, value, **cells):
    return {"id": id, "annee": annee, "heures": value, "territoire": "DEP:09 + DEP:98", **cells}


NEW = {
    "ten times": (heures("n", "2021", "10000"), "2020"),
    "a tenth": (heures("n", "2021", "100"), "2020"),
    "near": (heures("n", "2021", "9999"), None),
    "the nearest earlier year": (heures("n", "2016", "300000"), "2015"),
    "before everything": (heures("n", "2010", "1"), None),
    "same year": (heures("n", "2020", "10000"), "2015"),
    "elsewhere": (heures("n", "2021", "10000", territoire="DEP:09"), None),
    "same place written otherwise": (heures("n", "2021", "10000", territoire="DEP:09+DEP:98"), "2020"),
    "not comparable": (heures("n", "2021", "10000", comparable="non"), None),
    "unreadable place": (heures("n", "2021", "10000", territoire="Fiction"), None),
    "no year": (heures("n", "", "10000"), None),
    "endless year": (heures("n", "9" * 5000, "10000"), None),
}


@pytest.mark.parametrize(("row", "year"), NEW.values(), ids=NEW)
def test_a_new_figure_is_compared_with_the_nearest_earlier_one(catalogue, row, year):
    before = [heures("v", "2015", "1200"), heures("w", "2020", "1000"), heures("x", "2020", "1", comparable="non")]
    if year == "2015":
        before[0]["heures"] = "999"
    found = judge(catalogue, before, [*before, row], "heures")
    assert codes_of(found) == ([("A-EVO-05", 5, "heures")] if year else [])
    if year:
        assert params(found[0])["annee"] == year
        assert row["heures"] in found[0].message
        assert params(found[0])["ancien"] in found[0].message


def test_each_measure_has_its_own_past(catalogue):
    before = [heures("v", "2018", "1000", beneficiaires="10"), heures("w", "2019", "1000")]
    found = judge(catalogue, before, [*before, heures("n", "2020", "1000", beneficiaires="100")], "heures")
    assert [(each.column, params(each)["annee"]) for each in found] == [("beneficiaires", "2018")]


def test_rows_that_were_there_are_not_judged_again(catalogue):
    before = [heures("v", "2018", "1000"), heures("w", "2019", "90000")]
    assert judge(catalogue, before, [*before, heures("n", "2020", "90000")], "heures") == []


def structures(count):
    return [{"id": f"s{rank}", "nom": f"Structure {rank}"} for rank in range(count)]


@pytest.mark.parametrize(
    ("total", "gone", "warned"),
    [(10, 2, False), (10, 3, True), (15, 3, False), (14, 3, True), (2, 2, False), (3, 3, True), (100, 20, False)],
)
def test_many_rows_taken_away(catalogue, total, gone, warned):
    rows = structures(total)
    found = judge(catalogue, rows, rows[gone:], "structures")
    assert codes_of(found) == ([("A-EVO-06", None, None)] if warned else [])
    if warned:
        assert "Structure 0" in found[0].message
        assert f"{gone} sur {total}" in found[0].message


def test_an_identifier_that_changes(catalogue):
    before = structures(4)
    after = [*before[:2], {"id": "nouveau", "nom": "Structure 2"}, {"id": "autre", "nom": "Autre"}]
    (found,) = judge(catalogue, before, after, "structures")
    assert codes_of([found]) == [("A-EVO-07", 4, "id")]
    assert params(found) == {"nom": "Structure 2", "ancien": "s2", "suggestion": "s2"}


def test_homonyms_are_paired_once(catalogue):
    before = [{"id": key, "nom": "Régie"} for key in "ab"]
    after = [{"id": key, "nom": "Régie"} for key in "cdb"]
    found = judge(catalogue, before, after, "structures")
    assert [(each.line, params(each)["ancien"]) for each in found] == [(2, "a")]


def test_a_key_given_twice_did_not_disappear(catalogue):
    before = [{"id": "a", "nom": "Régie"}]
    after = [{"id": key, "nom": "Régie"} for key in "aab"]
    assert judge(catalogue, before, after, "structures") == []


def test_issues_of_a_rule_are_capped(catalogue):
    before = [heures(f"h{rank}", "2020", "1", territoire=f"COM:{rank:05}") for rank in range(LIMIT + 50)]
    found = judge(catalogue, before, [row | {"heures": "10"} for row in before], "heures")
    assert [each.code for each in found] == ["A-EVO-04"] * LIMIT + ["A-VAL-04"]


def test_a_typology_in_use_cannot_disappear(catalogue):
    tables = {
        "guichets": table("guichets", guichet("a", typologie="mde")),
        "typologies": table("typologies", {"code": "plie", "libelle": "PLIE"}),
    }
    found = [each for each in validate_tables(tables, catalogue.territoires) if each.code == "E-REF-01"]
    assert [(each.file, each.line, each.column) for each in found] == [("guichets.csv", 2, "typologie")]
