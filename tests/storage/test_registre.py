import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from clauses.storage.essais import ORIGINE
from clauses.storage.registre import DUREE_ATTENTE, DUREE_SEANCE, Registre, RegistreError, digest
from tests.serveur import ROOT

NOW = 1_000_000.0


@pytest.fixture
def registre(tmp_path: Path) -> Registre:
    return Registre(tmp_path)


@pytest.fixture
def lea(registre: Registre) -> Registre:
    assert registre.ajouter_compte("lea", "Léa Martin", "empreinte", NOW)
    return registre


def test_reading_makes_nothing(registre: Registre):
    assert registre.comptes() == []
    assert registre.compte("lea") is None
    assert registre.seance("x", NOW) is None
    assert registre.compter_seances(NOW) == {}
    assert registre.reprendre("x", NOW) is None
    assert not registre.path.parent.exists()


@pytest.mark.parametrize("damage", [None, "comptes", "essais"])
def test_empty_file_or_missing_table_is_completed(lea: Registre, damage: str | None):
    if damage is None:
        lea.path.write_bytes(b"")
    else:
        with sqlite3.connect(lea.path) as base:
            base.execute(f"DROP TABLE {damage}")
        base.close()
    assert [compte.identifiant for compte in lea.comptes()] == (["lea"] if damage == "essais" else [])
    assert lea.essayer("lea", "adresse 1", NOW).attente == 0
    assert lea.ajouter_compte("jo", "Jo", "e", NOW)
    assert lea.seance("s", NOW) is None


def test_private_to_the_server_whatever_the_umask(registre: Registre):
    former = os.umask(0)
    try:
        registre.ajouter_compte("lea", "Léa", "e", NOW)
    finally:
        os.umask(former)
    assert stat.S_IMODE(registre.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(registre.path.parent.stat().st_mode) == 0o700
    assert [path.name for path in registre.path.parent.iterdir()] == ["registre.sqlite"]


def test_identifier_of_a_session_is_not_in_the_file(lea: Registre):
    lea.ouvrir_seance("un-secret-tres-reconnaissable", "lea", "Léa", "comptes", NOW)
    content = lea.path.read_bytes()
    assert b"un-secret-tres-reconnaissable" not in content
    assert digest("un-secret-tres-reconnaissable").encode() in content


def test_session_lasts_eight_hours(lea: Registre):
    lea.ouvrir_seance("s", "lea", "Léa Martin", "comptes", NOW)
    assert DUREE_SEANCE == 8 * 3600
    assert lea.seance("s", NOW + DUREE_SEANCE - 1).nom == "Léa Martin"
    assert lea.seance("s", NOW + DUREE_SEANCE) is None
    assert lea.seance("autre", NOW) is None


def test_expired_sessions_go(lea: Registre):
    lea.ouvrir_seance("a", "lea", "Léa", "comptes", NOW)
    lea.ouvrir_seance("b", "lea", "Léa", "comptes", NOW + DUREE_SEANCE + 1)
    with sqlite3.connect(lea.path) as base:
        assert base.execute("SELECT count(*) FROM seances").fetchone() == (1,)
    base.close()


def test_revoking_one_or_all(lea: Registre):
    for secret in "abc":
        lea.ouvrir_seance(secret, "lea", "Léa", "comptes", NOW)
    assert lea.compter_seances(NOW) == {"lea": 3}
    assert lea.fermer_seance("a")
    assert not lea.fermer_seance("a")
    assert lea.seance("a", NOW) is None
    assert lea.seance("b", NOW) is not None
    assert lea.fermer_seances("lea") == 2
    assert lea.seance("b", NOW) is None


@pytest.mark.parametrize(
    "act",
    [
        lambda registre: registre.retirer_compte("lea"),
        lambda registre: registre.retirer_compte("lea", effacer=True),
        lambda registre: registre.changer_mot_de_passe("lea", "autre"),
    ],
    ids=["closed", "erased", "password"],
)
def test_sessions_end_with_their_account(lea: Registre, act):
    lea.ouvrir_seance("s", "lea", "Léa", "comptes", NOW)
    assert act(lea)
    assert lea.seance("s", NOW) is None


def test_session_of_an_account_gone_otherwise_is_refused(lea: Registre):
    """Even if its row stayed, by an older backup or by hand."""
    lea.ouvrir_seance("s", "lea", "Léa", "comptes", NOW)
    with sqlite3.connect(lea.path) as base:
        base.execute("DELETE FROM comptes")
    base.close()
    assert lea.seance("s", NOW) is None


def test_person_of_a_provider_needs_no_account(lea: Registre):
    lea.ouvrir_seance("s", "a@b.example", "A B", "oidc", NOW, jeton="jeton")
    seance = lea.seance("s", NOW)
    assert (seance.identifiant, seance.nom, seance.methode, seance.jeton) == ("a@b.example", "A B", "oidc", "jeton")


def test_closed_account_opens_again_and_an_open_one_is_not_replaced(lea: Registre):
    assert not lea.ajouter_compte("lea", "Une autre", "x", NOW)
    assert lea.compte("lea").nom == "Léa Martin"
    assert lea.retirer_compte("lea")
    assert not lea.retirer_compte("lea")
    assert not lea.compte("lea").actif
    assert not lea.changer_mot_de_passe("lea", "x")
    assert lea.ajouter_compte("lea", "Léa M.", "x", NOW)
    assert lea.compte("lea").nom == "Léa M."
    assert lea.retirer_compte("lea", effacer=True)
    assert lea.compte("lea") is None


def test_registry_of_an_earlier_version_goes_on(lea: Registre):
    """S4: its accounts stay, its table of tries gives way to the new one."""
    with sqlite3.connect(lea.path) as base:
        base.execute("DROP TABLE essais")
        base.execute(
            "CREATE TABLE echecs (cle TEXT PRIMARY KEY, nombre INTEGER NOT NULL, dernier REAL NOT NULL) STRICT"
        )
    base.close()
    assert lea.essayer("lea", "adresse 1", NOW).attente == 0
    assert lea.compte("lea").nom == "Léa Martin"
    with sqlite3.connect(lea.path) as base:
        tables = {name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    base.close()
    assert tables == {"comptes", "seances", "essais", "attentes"}


@pytest.mark.parametrize("ahead", [86_400, 365 * 86_400], ids=["a day", "a year"])
def test_clock_put_right_after_having_been_ahead(lea: Registre, ahead: float):
    """S12: nothing outlives what it would have lived."""
    lea.ouvrir_seance("s", "lea", "Léa", "comptes", NOW + ahead)
    lea.attendre("un-state", {"nonce": "n"}, NOW + ahead)
    for _ in range(ORIGINE.seuil):
        lea.essayer("lea", "adresse 1", NOW + ahead)
    assert lea.seance("s", NOW) is None
    assert lea.compter_seances(NOW) == {}
    assert lea.reprendre("un-state", NOW) is None
    assert lea.essayer("lea", "adresse 1", NOW).attente == 0


def test_clock_put_back_by_seconds_changes_nothing(lea: Registre):
    """S12: processes do not take the time and write in the same order."""
    lea.ouvrir_seance("s", "lea", "Léa", "comptes", NOW + 2)
    for _ in range(ORIGINE.seuil):
        lea.essayer("lea", "adresse 1", NOW + 2)
    assert lea.seance("s", NOW) is not None
    assert lea.essayer("lea", "adresse 1", NOW).attente == ORIGINE.premier


def test_several_processes_make_the_file_together(tmp_path: Path):
    code = (
        "import sys; from pathlib import Path; from clauses.storage.registre import Registre\n"
        "for n in range(10): Registre(Path(sys.argv[1])).ajouter_compte(f'{sys.argv[2]}-{n}', 'N', 'e', 1.0)"
    )
    processes = [
        subprocess.Popen([sys.executable, "-c", code, str(tmp_path), str(rank)], cwd=ROOT) for rank in range(3)
    ]
    assert [process.wait(timeout=60) for process in processes] == [0, 0, 0]
    assert len(Registre(tmp_path).comptes()) == 30
    assert [path.name for path in (tmp_path / "equipe").iterdir()] == ["registre.sqlite"]


def test_file_system_without_links(registre: Registre, monkeypatch: pytest.MonkeyPatch):
    def refuse(*_):
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    assert registre.ajouter_compte("lea", "Léa", "e", NOW)
    assert registre.compte("lea") is not None


def test_sign_in_under_way_serves_once_and_ten_minutes(registre: Registre):
    registre.attendre("un-state", {"nonce": "n"}, NOW)
    registre.attendre("vieux", {"nonce": "n"}, NOW)
    assert registre.reprendre("inconnu", NOW) is None
    assert registre.reprendre("un-state", NOW + 1) == {"nonce": "n"}
    assert registre.reprendre("un-state", NOW + 1) is None
    assert registre.reprendre("vieux", NOW + DUREE_ATTENTE) is None
    assert b"un-state" not in registre.path.read_bytes()


def test_damaged_file_is_an_error_of_the_registry(lea: Registre):
    lea.path.write_bytes(b"pas une base" * 1000)
    with pytest.raises(RegistreError, match=r"registre\.sqlite"):
        lea.seance("s", NOW)
    with pytest.raises(RegistreError):
        lea.ouvrir_seance("s", "lea", "Léa", "comptes", NOW)


def test_folder_that_cannot_be_written(tmp_path: Path):
    (tmp_path / "equipe").write_text("un fichier")
    with pytest.raises(RegistreError):
        Registre(tmp_path).ajouter_compte("lea", "Léa", "e", NOW)


def test_what_fails_half_way_changes_nothing(lea: Registre):
    lea.ouvrir_seance("a", "lea", "Léa", "comptes", NOW)
    lea.ouvrir_seance("b", "lea", "Léa", "comptes", NOW + 1)
    with pytest.raises(RegistreError):
        # The expired one goes first, then this identifier is already taken.
        lea.ouvrir_seance("b", "lea", "Léa", "comptes", NOW + DUREE_SEANCE)
    assert lea.compter_seances(NOW) == {"lea": 2}
