"""Numbers in the fields of a form, written and read as in French."""

import pytest

from clauses.web.traductions import READ_NUMBER, WRITE_NUMBER
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
