"""Known browsers: whose cookie is believed."""

import pytest

from clauses.acces.navigateurs import PERSONNES, mark, recognise

EMPREINTE = "$argon2id$invente"


def test_browser_is_known_of_who_signed_in_there():
    """S4: of this person, as long as her password is the same."""
    value = mark("", "lea", EMPREINTE)
    assert recognise(value, "lea", EMPREINTE)
    assert not recognise(value, "jo", EMPREINTE)
    assert not recognise(value, "lea", "$argon2id$un-autre")


def test_shared_browser_is_known_of_each_and_stays_the_same():
    value = mark("", "lea", EMPREINTE)
    both = mark(value, "jo", EMPREINTE)
    assert recognise(both, "lea", EMPREINTE) == recognise(both, "jo", EMPREINTE) == recognise(value, "lea", EMPREINTE)
    assert sorted(mark(both, "lea", EMPREINTE).split(".")) == sorted(both.split("."))
    for rank in range(PERSONNES):
        both = mark(both, f"nom{rank}", EMPREINTE)
    assert len(both.split(".")) == PERSONNES + 1
    assert not recognise(both, "lea", EMPREINTE)


def test_two_browsers_are_not_the_same():
    assert len({mark("", "lea", EMPREINTE) for _ in range(2)}) == 2


@pytest.mark.parametrize("value", ["", ".", "x" * 66, "x" * 22, f"{'x' * 22}.{'y' * 43}", "é.é", "x" * 100_000])
def test_made_up_cookie_is_not_believed_and_gives_way(value: str):
    assert not recognise(value, "lea", EMPREINTE)
    assert recognise(mark(value, "lea", EMPREINTE), "lea", EMPREINTE)
