"""Passwords: hashes, duration of a try, rate limit."""

from pathlib import Path
from statistics import median
from time import process_time

import pytest

from clauses.acces import comptes
from clauses.acces.comptes import hash_password, sign_in
from clauses.storage.registre import BLOCAGE, ESSAIS, Registre

NOW = 1_000_000.0
RIGHT = "un mot de passe assez long"
HASH = hash_password(RIGHT)


@pytest.fixture
def registre(tmp_path: Path) -> Registre:
    registre = Registre(tmp_path)
    registre.ajouter_compte("lea", "Léa Martin", HASH, NOW)
    return registre


def attempt(registre: Registre, name: str, password: str, place: str = "203.0.113.9", moment: float = NOW):
    return sign_in(registre, name, password, place, moment)


def test_password_is_kept_as_argon2id_with_its_own_salt():
    first, second = hash_password(RIGHT), hash_password(RIGHT)
    assert first != second
    assert first.startswith("$argon2id$")
    assert "m=65536" in first


@pytest.mark.parametrize("name", ["lea", " LEA "])
def test_right_password_opens_a_session(registre: Registre, name: str):
    essai = attempt(registre, name, RIGHT)
    assert len(essai.secret) >= 43
    assert registre.seance(essai.secret, NOW).nom == "Léa Martin"


@pytest.mark.parametrize(
    ("name", "password"),
    [("lea", "autre"), ("lea", ""), ("personne", RIGHT), ("", ""), ("lea", RIGHT + " "), ("lea", "x" * 100_000)],
)
def test_wrong_ones_open_nothing(registre: Registre, name: str, password: str):
    assert attempt(registre, name, password) == comptes.Essai()
    assert registre.compter_seances(NOW) == {}


def test_closed_account_opens_nothing(registre: Registre):
    registre.retirer_compte("lea")
    assert not attempt(registre, "lea", RIGHT).secret


def test_sixth_try_waits_even_if_it_is_right(registre: Registre):
    for rank in range(ESSAIS):
        assert attempt(registre, "lea", "faux", f"203.0.113.{rank}").attente == 0
    assert attempt(registre, "lea", RIGHT, "198.51.100.1").attente == BLOCAGE
    assert attempt(registre, "lea", RIGHT, "198.51.100.1", NOW + BLOCAGE).secret


def test_address_that_tries_many_names_waits(registre: Registre):
    for rank in range(ESSAIS):
        attempt(registre, f"nom{rank}", "faux", f"2001:db8::{rank}")
    assert attempt(registre, "lea", RIGHT, "2001:db8::ffff").attente == BLOCAGE
    assert attempt(registre, "lea", RIGHT, "2001:db8:0:1::1").secret


def test_time_does_not_tell_which_names_exist(registre: Registre):
    # Work of this process, whatever else the machine does meanwhile.
    def duration(name: str, rank: int) -> float:
        start = process_time()
        attempt(registre, name, "faux", f"203.0.113.{rank}", NOW + rank * (BLOCAGE + 1))
        return process_time() - start

    duration("personne", 100)
    known, unknown = [], []
    for rank in range(7):
        known.append(duration("lea", 2 * rank))
        unknown.append(duration("personne", 2 * rank + 1))
    assert abs(median(known) - median(unknown)) < 0.05
