"""The editable grid: what it is given, what it gives back."""

import pytest

from clauses.domain.issues import issue
from clauses.rendu.grille import CHOIX, LISTE, MARQUE, NOMBRE, TEXTE, build_grille, edited_rows, kind, marks
from tests.donnees.tables import SCHEMAS

GUICHETS, HEURES = SCHEMAS["guichets"], SCHEMAS["heures"]
NN = "\u202f"


def row(schema, **cells: str) -> dict[str, str]:
    return dict.fromkeys(schema.names, "") | cells


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [("4,5", "4.5"), ("4.5", "4.5"), ("12 500", "12500"), (f"12{NN}500", "12500"), ("151,67", "151.67")],
)
def test_a_number_is_the_same_pasted_or_in_a_file(pasted: str, kept: str):
    """Finding 4: « 4,5 » pasted was 45, and « 12 500 » nothing."""
    kinds = {field.name: kind(field, {}) for field in HEURES.fields}
    grid = build_grille([row(HEURES, heures="600000")], HEURES, kinds, {}, frozenset())
    # A cell of text: the browser does not read the number, we do.
    assert (kinds["heures"], grid["heures"].dtype) == (NOMBRE, "str")
    rows, _ = edited_rows([row(HEURES)], {0: {"heures": pasted}}, HEURES, frozenset())
    assert rows[0]["heures"] == kept


def test_what_is_not_a_number_stays_as_typed():
    rows, _ = edited_rows([row(HEURES)], {0: {"heures": "environ 5"}}, HEURES, frozenset())
    assert rows[0]["heures"] == "environ 5"


def test_numbers_are_shown_in_french():
    """Finding 31: « 5.5 », « 600000 »."""
    given = [row(HEURES, heures="600000", etp_facilitateurs="5.5", annee="2016", part_qpv="")]
    kinds = {field.name: kind(field, {}) for field in HEURES.fields}
    grid = build_grille(given, HEURES, kinds, {}, frozenset())
    shown = grid[["heures", "etp_facilitateurs", "annee", "part_qpv"]].iloc[0].tolist()
    assert shown == [f"600{NN}000", "5,5", "2016", ""]
    typed = {0: {name: grid[name].iloc[0] for name in HEURES.names if kinds[name] != LISTE}}
    # What is shown, copied and pasted as it is, changes nothing.
    assert edited_rows([row(HEURES)], typed, HEURES, frozenset())[0] == given


def test_kinds_of_columns():
    kinds = {field.name: kind(field, {"typologie": {}}) for field in GUICHETS.fields}
    assert [kinds[name] for name in ("nom", "etp", "typologie", "donneurs_ordre")] == [TEXTE, NOMBRE, CHOIX, LISTE]


def test_row_nobody_filled_yet_is_not_at_fault():
    """Finding 28: eight red errors the second a row is added."""
    empty = [issue("E-VAL-01", "guichets.csv", 2, name) for name in ("nom", "statut")]
    advised = issue("A-VAL-01", "guichets.csv", 2, "telephone")
    blanks = {(2, "nom"), (2, "statut")}
    assert marks([*empty, advised], GUICHETS, blanks) == {2: "À remplir"}
    wrong = issue("E-VAL-02", "guichets.csv", 2, "depuis", valeur="x")
    assert marks([*empty, wrong], GUICHETS, blanks) == {2: "✖ depuis"}
    assert marks(empty, GUICHETS) == {2: "✖ nom, statut"}


def test_marks_are_a_column_of_the_grid():
    kinds = {field.name: kind(field, {}) for field in GUICHETS.fields}
    grid = build_grille([row(GUICHETS), row(GUICHETS)], GUICHETS, kinds, {3: "✖ nom"}, frozenset())
    assert grid[MARQUE].tolist() == ["", "✖ nom"]
