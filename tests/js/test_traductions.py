"""What our translation puts in Streamlit's scripts, run: numbers of a form, the lost connection."""

import pytest

from clauses.web.traductions import COMPARE_CELLS, FRAGMENTS, READ_NUMBER, SHORTCUTS_IN_FIELDS, SIZE, WRITE_NUMBER
from tests.js.moteur import Moteur


@pytest.fixture(scope="module")
def moteur() -> Moteur:
    return Moteur()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("44.9", "44,9"),
        ("500000", "500\u202f000"),
        ("1234567.25", "1\u202f234\u202f567,25"),
        ("-1000", "-1\u202f000"),
        ("0", "0"),
    ],
)
def test_numbers_are_written_as_in_french_and_read_back(moteur: Moteur, text: str, shown: str):
    """S49: the fields said « 44.9 » and « 500000 » beside sentences that said « 44,9 » and « 500 000 »."""
    assert moteur.ask(WRITE_NUMBER, text) == shown
    assert moteur.ask(READ_NUMBER, shown) == text


@pytest.mark.parametrize("typed", ["44,9", "44.9", " 44,9 "])
def test_a_comma_and_a_point_are_read_alike(moteur: Moteur, typed: str):
    assert moteur.ask(READ_NUMBER, typed) == "44.9"


@pytest.mark.parametrize(
    ("less", "more"),
    [("300", "12\u202f500"), ("4,25", "4,5"), ("-5", "4"), ("Été", "Fanjeaux"), ("Lot 2", "Lot 10"), ("", "1")],
)
def test_cells_are_sorted_by_what_they_say(moteur: Moteur, less: str, more: str):
    """Finding 31: numbers of the grid are written in French, and still in their order."""
    assert moteur.ask(f"(([a,b])=>[{COMPARE_CELLS}(a,b)<0,{COMPARE_CELLS}(b,a)>0])", [less, more]) == [True, True]


@pytest.mark.parametrize(
    ("size", "unit", "decimals", "shown"), [(10, "mb", 0, "10\u00a0Mo"), (1.5, "kb", 1, "1,5\u00a0ko")]
)
def test_sizes_of_files_are_french(moteur: Moteur, size: float, unit: str, decimals: int, shown: str):
    """Finding 31: « 10MB par fichier »."""
    number, written_unit = SIZE.values()
    assert moteur.ask(f"(([e,t,n])=>{number}+{written_unit})", [size, unit, decimals]) == shown


@pytest.mark.parametrize(("key", "is_taken"), [("z", False), ("Z", False), ("s", True)])
def test_undo_of_a_field_is_its_own(moteur: Moteur, key: str, is_taken: bool):
    """Finding 29: Ctrl+Z undoes a change of the draft, never behind the back of somebody who writes a message."""
    pressed = {"key": key, "ctrlKey": True, "metaKey": False, "altKey": False}
    assert bool(moteur.ask(f"(e=>{SHORTCUTS_IN_FIELDS})", pressed)) == is_taken


LOST = [after for before, after in FRAGMENTS["index"].items() if before.startswith("{message:")]


@pytest.mark.parametrize("said", LOST)
@pytest.mark.parametrize(("path", "is_told"), [("/mise-a-jour", True), ("/", False), ("/annuaire", False)])
def test_lost_connection_says_to_the_team_that_the_draft_is_safe(moteur: Moteur, said: str, path: str, is_told: bool):
    """Finding 39: the dialogue asked about the network, and nothing else."""
    message = moteur.ask(f"(path=>{{const location={{pathname:path}};return ({said}).message}})", path)
    assert "La page reprendra d’elle-même." in message
    assert ("Votre brouillon est gardé" in message) == is_told


def test_lost_connection_is_told_in_french_on_ones_own_computer_too():
    """Finding 39: through « localhost », it was « Is Streamlit still running? », and a command that is not ours."""
    assert len(LOST) == 2
