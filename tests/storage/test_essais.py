"""Rate limit of passwords."""

import threading
from pathlib import Path

import pytest

from clauses.storage.essais import ADRESSE, COMPTE, MEMOIRE, ORIGINE, Verdict
from clauses.storage.registre import Registre

NOW = 1_000_000.0


@pytest.fixture
def registre(tmp_path: Path) -> Registre:
    return Registre(tmp_path)


def test_five_tries_then_a_quarter_of_an_hour_then_twice_as_long(registre: Registre):
    moment = NOW
    for wait in (900.0, 1800.0, 3600.0):
        for left in (4, 3, 2, 1):
            assert registre.essayer("lea", "adresse 1", moment) == Verdict(0.0, left)
        assert registre.essayer("lea", "adresse 1", moment) == Verdict(0.0, 0, wait)
        # Waiting is enough: refused tries do not count.
        assert registre.essayer("lea", "adresse 1", moment + wait - 1) == Verdict(1.0)
        moment += wait


def test_a_day_without_try_forgets(registre: Registre):
    for _ in range(ORIGINE.seuil):
        registre.essayer("lea", "adresse 1", NOW)
    assert registre.essayer("lea", "adresse 1", NOW + MEMOIRE).restants == ORIGINE.seuil - 1


def test_right_password_frees_this_person_from_this_origin(registre: Registre):
    for origine in ("adresse 1", "adresse 2"):
        for _ in range(ORIGINE.seuil):
            registre.essayer("lea", origine, NOW)
    registre.reussir("lea", "adresse 1")
    assert registre.essayer("lea", "adresse 1", NOW).attente == 0
    assert registre.essayer("lea", "adresse 2", NOW).attente > 0


def test_person_tried_from_everywhere_waits_longer_and_longer(registre: Registre):
    """S4: past fifty, the next try waits, wherever it comes from; a known browser does not."""
    for rank in range(COMPTE.seuil):
        assert registre.essayer("lea", f"adresse {rank}", NOW).attente == 0
    moment, waits = NOW, []
    for rank in range(12):
        waits.append(registre.essayer("lea", f"autre {rank}", moment).attente)
        moment += waits[-1]
        assert registre.essayer("lea", f"autre {rank}", moment).attente == 0
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]
    assert registre.essayer("lea", "navigateur 1", moment, connu=True).attente == 0


def test_address_waits_by_the_names_it_tries(registre: Registre):
    for rank in range(ADRESSE.seuil - 1):
        registre.essayer(f"nom {rank}", "adresse 1", NOW)
    # Another try for a name already tried weighs nothing.
    registre.essayer("nom 0", "adresse 1", NOW)
    assert registre.essayer("nom", "adresse 1", NOW) == Verdict(0.0, ORIGINE.seuil - 1, ADRESSE.premier)
    assert registre.essayer("lea", "adresse 1", NOW).attente == ADRESSE.premier
    assert registre.essayer("lea", "adresse 2", NOW).attente == 0


def test_known_browser_has_five_tries_too(registre: Registre):
    for _ in range(ORIGINE.seuil):
        assert registre.essayer("lea", "navigateur 1", NOW, connu=True).attente == 0
    assert registre.essayer("lea", "navigateur 1", NOW, connu=True).attente == ORIGINE.premier
    assert registre.essayer("lea", "adresse 1", NOW).attente == 0


def test_tries_sent_together_are_all_counted(registre: Registre):
    registre.essayer("un autre", "adresse 2", NOW)
    passed = []

    def one():
        if Registre(registre.folder).essayer("lea", "adresse 1", NOW).attente == 0:
            passed.append(1)

    threads = [threading.Thread(target=one) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(passed) == ORIGINE.seuil


def test_what_was_typed_is_not_in_the_file(registre: Registre):
    registre.essayer("un-nom-tres-reconnaissable", "adresse 203.0.113.9", NOW)
    content = registre.path.read_bytes()
    assert b"reconnaissable" not in content
    assert b"203.0.113.9" not in content
