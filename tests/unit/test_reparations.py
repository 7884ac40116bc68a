"""What a spreadsheet did to a cell is put right when it is certain, and said once; what nobody changed stays."""

import pytest

from clauses.domain.corrections import Correction, Genre, find_corrections
from clauses.domain.regles.contexte import Contexte
from clauses.domain.reparations import repair
from clauses.domain.territoires import example_territoires
from clauses.storage.files import SHIPPED_DATA
from clauses.storage.geo import read_territoires
from tests.donnees.tables import table

CONTEXTE = Contexte({}, example_territoires())
SIRET = "73282932000074"
NONE = table("structures")


@pytest.fixture(scope="module")
def region() -> Contexte:
    return Contexte({}, read_territoires(SHIPPED_DATA / "geo"))


def repaired(name, column, value, base=""):
    """The cell, and the codes of what is said, of a row that may be published already."""
    before = table(name, {"id": "a", column: base}) if base else table(name)
    after = repair(table(name, {"id": "a", column: value}), before, CONTEXTE)
    return after.columns[column][0], [each.code for each in after.issues]


@pytest.mark.parametrize(
    ("column", "value", "expected", "code"),
    [
        ("telephone", "561000000", "05 61 00 00 00", "A-COL-23"),
        ("telephone", "0521951525", "05 21 95 15 25", "A-COL-24"),
        ("telephone", "+33 (0)5 61 02 40 92", "05 61 02 40 92", "A-COL-24"),
        ("telephone", "33561024092", "05 61 02 40 92", "A-COL-24"),
        ("telephone", "05 61 02 40 92 (accueil)", "05 61 02 40 92 (accueil)", None),
        ("telephone", "3949", "3949", None),
        ("siret", "732 829 320 00074", SIRET, "A-COL-25"),
        ("siret", "73282932000075", "73282932000075", None),
        ("nom", " Régie\u00a0 du\u200b  centre", "Régie du centre", "A-COL-25"),
        ("nom", "Régie du centre\u00a0: deux", "Régie du centre\u00a0: deux", None),
    ],
)
def test_a_cell_of_structures(column, value, expected, code):
    """Findings 5 and 22: zeros, telephones in French pairs, spaces; the rest is for a person to say."""
    assert repaired("structures", column, value) == (expected, [code] if code else [])


def test_communes_get_their_zero_back(region: Contexte):
    """Finding 5: fifteen communes had lost their zero."""
    after = repair(table("structures", {"id": "a", "commune": "9122"}), NONE, region)
    assert after.columns["commune"] == ["09122"]


def test_perimeters_get_their_zero_back(region: Contexte):
    """Finding 5: « DEP:9 » was told, without a button."""
    row = {"id": "a", "perimetre": "DEP:9 + COM:9122 - DEP:34"}
    after = repair(table("guichets", row), table("guichets"), region)
    assert after.columns["perimetre"] == ["DEP:09 + COM:09122 - DEP:34"]


@pytest.mark.parametrize("value", ["7,32829E+13", "7.32829E+13", "73282900000000"])
def test_a_rounded_siret_is_the_published_one_of_the_same_row(value):
    """Finding 6: the row keeps its identifier, and the edition knows the SIRET."""
    assert repaired("structures", "siret", value, SIRET) == (SIRET, ["A-COL-26"])
    assert repaired("structures", "siret", value) == (value, [])
    assert repaired("structures", "siret", value.replace("7", "8", 1), SIRET)[1] == []


def test_a_percentage_is_a_number():
    assert repaired("heures", "part_qpv", "44,4 %") == ("44.4", ["A-COL-27"])


def test_what_nobody_changed_stays_as_it_is():
    for value in ("0521951525", "Deux  espaces"):
        column = "telephone" if value.isdigit() else "nom"
        assert repaired("structures", column, value, value) == (value, [])
    # Written otherwise, it is still what is published.
    assert repaired("structures", "telephone", "521951525", "0521951525") == ("0521951525", ["A-COL-23"])


def test_a_repair_is_said_once_for_a_column_with_its_count():
    """Finding 5: 208 cells were listed a hundred at a time, each with its button."""
    rows = [{"id": f"s{rank}", "telephone": f"5610000{rank:02}"} for rank in range(50)]
    (told,) = repair(table("structures", *rows), NONE, CONTEXTE).issues
    assert (told.line, told.column, dict(told.params)["nombre"]) == (2, "telephone", 50)
    assert "(50)" in told.message


def test_corrections_of_a_kind_are_all_there(region: Contexte):
    """Finding 5: one button for a kind; the count does not stop at a hundred, and lists and perimeters have theirs."""
    rows = [{"id": f"g{rank}", "commune_siege": "9122"} for rank in range(150)]
    rows[0] |= {"perimetre": "DEPT:09 + COM:9122", "donneurs_ordre": "bailleur|etta"}
    rows[1] |= {"perimetre": "tout près d’ici"}
    found = find_corrections(table("guichets", *rows), region)
    assert len(found[Genre("E-COM-01", "commune_siege")]) == 150
    assert found[Genre("E-PER-01", "perimetre")] == [Correction(2, "DEPT:09 + COM:9122", "DEP:09 + COM:09122")]
    assert found[Genre("E-VAL-06", "donneurs_ordre")] == [Correction(2, "bailleur|etta", "bailleurs|etat")]


def test_a_rounded_siret_is_corrected_in_the_page_too():
    """Finding 6."""
    base = table("structures", {"id": "a", "siret": SIRET})
    draft = table("structures", {"id": "a", "siret": "7,32829E+13"}, {"id": "b", "siret": "7,32829E+13"})
    found = find_corrections(draft, CONTEXTE, base)
    assert found == {Genre("E-SIR-03", "siret"): [Correction(2, "7,32829E+13", SIRET)]}
