"""Passwords: hashes, duration of a try, rate limit."""

from pathlib import Path
from statistics import median
from time import process_time

import pytest
from argon2 import PasswordHasher

from clauses.acces import comptes
from clauses.acces.comptes import hash_password, sign_in
from clauses.storage.essais import ADRESSE, COMPTE, ORIGINE
from clauses.storage.registre import Registre

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
    assert attempt(registre, name, password) == comptes.Essai(restants=ORIGINE.seuil - 1)
    assert registre.compter_seances(NOW) == {}


def test_closed_account_opens_nothing(registre: Registre):
    registre.retirer_compte("lea")
    assert not attempt(registre, "lea", RIGHT).secret


def test_sixth_try_waits_even_if_it_is_right(registre: Registre):
    for rank in range(ORIGINE.seuil):
        assert attempt(registre, "lea", "faux").restants == ORIGINE.seuil - 1 - rank
    assert attempt(registre, "lea", RIGHT).attente == ORIGINE.premier
    assert attempt(registre, "lea", RIGHT, moment=NOW + ORIGINE.premier).secret


def test_wrong_passwords_for_a_person_do_not_close_her_account_elsewhere(registre: Registre):
    """S4: counted by person and address."""
    for _ in range(ORIGINE.seuil):
        attempt(registre, "lea", "faux", "203.0.113.9")
    assert attempt(registre, "lea", RIGHT, "203.0.113.9").attente > 0
    assert attempt(registre, "lea", RIGHT, "198.51.100.1").secret


def test_wrong_passwords_for_a_person_do_not_close_an_office(registre: Registre):
    """S4, finding 17: an address is slowed down by the number of names that it tries."""
    registre.ajouter_compte("jo", "Jo", HASH, NOW)
    for _ in range(ORIGINE.seuil + 2):
        attempt(registre, "lea", "faux")
    assert attempt(registre, "jo", RIGHT).secret


def test_address_that_tries_many_names_waits(registre: Registre):
    for rank in range(ADRESSE.seuil):
        registre.essayer(f"nom{rank}", "adresse 2001:db8::/64", NOW)
    assert attempt(registre, "lea", RIGHT, "2001:db8::ffff").attente > 0
    assert attempt(registre, "lea", RIGHT, "2001:db8:0:1::1").secret


def test_another_password_or_a_command_unlocks(registre: Registre):
    """S4, finding 17: the administrator does not have to wait."""
    for unlock in (
        lambda: registre.debloquer("lea"),
        lambda: registre.changer_mot_de_passe("lea", HASH),
    ):
        for _ in range(ORIGINE.seuil):
            attempt(registre, "lea", "faux")
        assert attempt(registre, "lea", RIGHT).attente > 0
        unlock()
        assert attempt(registre, "lea", RIGHT).secret


@pytest.fixture
def rapide(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Registre:
    """A registry whose passwords cost almost nothing to verify, and that does not wait for the disk."""
    connect = Registre._connect

    def hurry(self: Registre):
        base = connect(self)
        base.execute("PRAGMA synchronous = OFF")
        return base

    monkeypatch.setattr(Registre, "_connect", hurry)
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(comptes, "_HASHER", hasher)
    registre = Registre(tmp_path)
    registre.ajouter_compte("lea", "Léa Martin", hasher.hash(RIGHT), NOW)
    return registre


@pytest.mark.parametrize(("addresses", "most"), [(50, 160), (1, 50)])
def test_day_of_attack_lets_in_a_known_browser(rapide: Registre, addresses: int, most: int):
    """S4: a try each minute from fifty addresses, or 576 from one; the person signs in each half hour."""
    known = attempt(rapide, "lea", RIGHT, "198.51.100.1").navigateur
    tried = refused = 0
    pause = 150 if addresses == 1 else 60
    for rank in range(86_400 // pause):
        moment = NOW + rank * pause
        attack = attempt(rapide, "lea", f"faux{rank}", f"203.0.113.{rank % addresses}", moment)
        tried += not attack.attente
        if rank % (1800 // pause) == 0:
            # From the very address of the attack, and from her own.
            for place in ("203.0.113.0", "198.51.100.1"):
                essai = sign_in(rapide, "lea", RIGHT, place, moment, known)
                refused += not essai.secret
                known = essai.navigateur or known
    assert refused == 0
    assert COMPTE.seuil // 2 < tried <= most


def test_one_address_alone_leaves_a_new_browser_in_elsewhere(rapide: Registre):
    """S4: three days of tries without a pause from one address."""
    refused = 0
    for rank in range(3 * 12):
        moment = NOW + rank * 7200.0
        for _ in range(ORIGINE.seuil + 1):
            attempt(rapide, "lea", "faux", "203.0.113.9", moment)
        refused += not attempt(rapide, "lea", RIGHT, "198.51.100.1", moment).secret
    assert refused == 0


def test_time_does_not_tell_which_names_exist(registre: Registre):
    # Work of this process, whatever else the machine does meanwhile.
    def duration(name: str, rank: int) -> float:
        start = process_time()
        attempt(registre, name, "faux", f"203.0.113.{rank}", NOW + rank * (ORIGINE.premier + 1))
        return process_time() - start

    duration("personne", 100)
    known, unknown = [], []
    for rank in range(7):
        known.append(duration("lea", 2 * rank))
        unknown.append(duration("personne", 2 * rank + 1))
    assert abs(median(known) - median(unknown)) < 0.05
