"""Accounts from the terminal."""

import io
import logging
import time

import pytest

from clauses.acces.comptes import sign_in
from clauses.domain.auteur import LONGEST_NAME
from clauses.storage.registre import Registre
from tests.cli.conftest import Run
from tests.storage.disques import read_only

RIGHT = "un mot de passe assez long"


@pytest.fixture
def taper(monkeypatch: pytest.MonkeyPatch):
    """Standard input of the command."""

    def taper(text: str = f"{RIGHT}\n") -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO(text))

    taper()
    return taper


@pytest.fixture
def ajouter(run: Run, taper):
    def ajouter(identifiant: str = "lea", nom: str = "Léa Martin", *more: str):
        return run("compte", "ajouter", identifiant, "--nom", nom, "--mot-de-passe-stdin", *more)

    return ajouter


def opens(password: str) -> bool:
    return bool(sign_in(Registre(), "lea", password, "adresse", time.time()).secret)


def test_add_then_sign_in(ajouter):
    result = ajouter("Lea", "  Léa   Martin ")
    assert (result.code, result.out) == (0, "Compte créé\u00a0: lea (Léa Martin).\n")
    assert opens(RIGHT)
    assert RIGHT not in result.out + result.err


def test_list_tells_nothing_of_passwords(run: Run, ajouter):
    assert run("compte", "lister", "--json").json == {"comptes": [], "autres_sessions": {}}
    assert "Aucun compte" in run("compte", "lister").out
    ajouter()
    opens(RIGHT)
    Registre().ouvrir_seance("s", "jo@region.example", "Jo", "oidc", time.time())
    found = run("compte", "lister", "--json")
    assert "argon2" not in found.out
    (account,) = found.json["comptes"]
    assert {key: account[key] for key in ("identifiant", "nom", "actif", "sessions")} == {
        "identifiant": "lea",
        "nom": "Léa Martin",
        "actif": True,
        "sessions": 1,
    }
    assert found.json["autres_sessions"] == {"jo@region.example": 1}
    shown = run("compte", "lister").out
    assert "Léa Martin" in shown
    assert "jo@region.example" in shown


@pytest.mark.parametrize("identifiant", ["", "léa", "a b", "a@b.example", "-lea", "poste-local", "x" * 65, "../lea"])
def test_names_that_accounts_may_not_have(ajouter, identifiant: str):
    assert ajouter(identifiant).code == 2
    assert Registre().comptes() == []


def test_name_holds_on_one_line_as_in_an_edition(ajouter, taper):
    assert ajouter("lea", "L\x1béa\n Martin\u202e\u200b").code == 0
    assert Registre().compte("lea").nom == "L éa Martin"
    taper()
    assert ajouter("jo", "x" * LONGEST_NAME).code == 0


@pytest.mark.parametrize("nom", ["", "  ", "x" * (LONGEST_NAME + 1), "\x1b\u200b", "\u202e"])
def test_names_that_people_may_not_have(ajouter, nom: str):
    assert ajouter("lea", nom).code == 2
    assert Registre().comptes() == []


@pytest.mark.parametrize("text", ["", "\n", "onze lettre\n", "x" * 1025])
def test_password_too_short_or_too_long(run: Run, taper, ajouter, text: str):
    taper(text)
    result = ajouter("lea", "Léa", "--json")
    assert result.code == 2
    assert result.json["erreur"].startswith("Mot de passe refusé")
    assert Registre().comptes() == []


@pytest.mark.parametrize(
    ("text", "why"),
    [("aaaaaaaaaaaa", "répétition"), ("123456789012", "premiers"), ("lea.martin123", "nom de la personne")],
)
def test_password_that_is_easily_found(run: Run, taper, ajouter, text: str, why: str):
    """S22: refused with its reason, for a new account as for another password."""
    taper(f"{text}\n")
    result = ajouter("lea.martin", "Léa Martin", "--json")
    assert result.code == 2
    assert why in result.json["erreur"]
    assert Registre().comptes() == []
    taper()
    ajouter("lea.martin")
    taper(f"{text}\n")
    assert why in run("compte", "mot-de-passe", "lea.martin", "--mot-de-passe-stdin").err


def test_unlock(run: Run, ajouter):
    """S4, finding 17: by a command; the account itself does not change."""
    ajouter()
    for _ in range(5):
        opens("faux")
    assert not opens(RIGHT)
    assert run("compte", "debloquer", "Lea", "--json").json == {"identifiant": "lea", "origines_oubliees": 1}
    assert opens(RIGHT)
    assert run("compte", "debloquer", "lea").out == "Aucun essai manqué n’était retenu contre lea.\n"


def test_commands_are_logged(run: Run, taper, ajouter, caplog: pytest.LogCaptureFixture):
    """S16: each command that changes accounts, one line."""
    with caplog.at_level(logging.INFO, "atlas.traces"):
        ajouter()
        taper("un autre mot de passe\n")
        run("compte", "mot-de-passe", "lea", "--mot-de-passe-stdin")
        for command in ("debloquer", "deconnecter", "retirer", "lister"):
            run("compte", command, *(["lea"] if command != "lister" else []))
    assert [line.partition(" ")[0] for line in caplog.messages] == [
        *("compte-ajoute", "mot-de-passe-change", "compte-debloque", "sessions-fermees", "compte-retire")
    ]
    assert all("'lea'" in line and "passe'" not in line for line in caplog.messages)


def test_account_that_exists(taper, ajouter):
    ajouter()
    taper("un autre mot de passe\n")
    result = ajouter("lea", "Une autre", "--json")
    assert (result.code, result.json) == (
        2,
        {"erreur": "Le compte «\u00a0lea\u00a0» existe déjà.", "identifiant": "lea"},
    )
    assert opens(RIGHT)


def test_another_password_closes_sessions(run: Run, taper, ajouter):
    ajouter()
    opens(RIGHT)
    taper("un autre mot de passe\n")
    assert run("compte", "mot-de-passe", "lea", "--mot-de-passe-stdin").code == 0
    assert Registre().compter_seances(time.time()) == {}
    assert not opens(RIGHT)
    assert opens("un autre mot de passe")


def test_close_then_open_again(run: Run, taper, ajouter):
    ajouter()
    opens(RIGHT)
    assert run("compte", "retirer", "lea").out == "Compte retiré\u00a0: lea.\n"
    assert Registre().compter_seances(time.time()) == {}
    assert not opens(RIGHT)
    assert "retiré" in run("compte", "lister").out
    assert run("compte", "retirer", "lea").code == 2
    taper()
    assert ajouter("lea", "Léa M.").code == 0
    assert opens(RIGHT)


def test_erase(run: Run, ajouter):
    ajouter()
    assert run("compte", "retirer", "lea", "--effacer", "--json").json == {"identifiant": "lea", "efface": True}
    assert Registre().comptes() == []


def test_sign_out_everywhere(run: Run, ajouter):
    ajouter()
    opens(RIGHT)
    opens(RIGHT)
    assert run("compte", "deconnecter", "lea", "--json").json == {"identifiant": "lea", "sessions_fermees": 2}
    assert run("compte", "deconnecter", "personne").code == 0
    assert Registre().compte("lea").actif


@pytest.mark.parametrize(
    "command", [("mot-de-passe", "x", "--mot-de-passe-stdin"), ("retirer", "x"), ("debloquer", "x")]
)
def test_unknown_account(run: Run, taper, command: tuple[str, ...]):
    result = run("compte", *command, "--json")
    assert (result.code, result.json["identifiant"]) == (2, "x")
    assert not Registre().path.exists()


def test_without_a_terminal_the_option_is_named(run: Run, taper):
    result = run("compte", "ajouter", "lea", "--nom", "Léa")
    assert result.code == 2
    assert "--mot-de-passe-stdin" in result.err


def test_typed_twice_without_echo(run: Run, taper, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    answers = iter([RIGHT, "autre chose", RIGHT, RIGHT])
    monkeypatch.setattr("getpass.getpass", lambda _: next(answers))
    assert "diffèrent" in run("compte", "ajouter", "lea", "--nom", "Léa").err
    assert Registre().comptes() == []
    assert run("compte", "ajouter", "lea", "--nom", "Léa").code == 0
    assert opens(RIGHT)


def test_registry_out_of_reach(run: Run, ajouter):
    ajouter()
    Registre().path.write_bytes(b"abime" * 1000)
    for command in (("lister",), ("deconnecter", "lea")):
        result = run("compte", *command)
        assert result.code == 2
        assert "liste des comptes" in result.err


def test_read_only_disk_says_so(ajouter, monkeypatch: pytest.MonkeyPatch):
    """S14."""
    read_only(monkeypatch)
    result = ajouter()
    assert result.code == 2
    assert "le disque est en lecture seule" in result.err
