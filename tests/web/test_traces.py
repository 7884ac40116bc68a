"""What the sign-in leaves in the log, and what fail2ban makes of it."""

import configparser
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.types import Receive, Scope, Send

from clauses.acces.comptes import hash_password
from clauses.storage.registre import Registre
from clauses.storage.traces import standard_error, trace
from tests.serveur import ROOT
from tests.web.navigateur import Navigateur, application

ADDRESS = "203.0.113.9"
RIGHT = "un mot de passe assez long"
FILTRE = ROOT / "deploiement" / "fail2ban-filtre.conf"


@pytest.fixture
def navigateur(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Navigateur:
    monkeypatch.setenv("CLAUSES_DATA", str(tmp_path))
    Registre().ajouter_compte("lea", "Léa Martin", hash_password(RIGHT), time.time())
    app = application({"CLAUSES_EQUIPE": "comptes"})

    async def from_elsewhere(scope: Scope, receive: Receive, send: Send) -> None:
        await app(scope | {"client": (ADDRESS, 40_000)}, receive, send)

    return Navigateur(from_elsewhere)


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Callable[[Callable[[], object]], list[str]]:
    """Lines that the server writes while something is done."""

    def lines(act: Callable[[], object]) -> list[str]:
        capsys.readouterr()
        with standard_error():
            act()
        return capsys.readouterr().err.splitlines()

    return lines


def events(lines: list[str]) -> list[str]:
    return [re.sub(r"^\S+ INFO atlas\.traces: ", "", line) for line in lines]


def test_way_in_and_out_is_logged(navigateur: Navigateur, lines):
    """S16: who came in, from where, and left; nothing of the password."""
    assert events(lines(lambda: navigateur.sign_in("Lea", RIGHT))) == [
        f"connexion adresse='{ADDRESS}' voie='comptes' compte='lea'"
    ]
    assert events(lines(lambda: navigateur.send("/deconnexion"))) == [
        f"deconnexion adresse='{ADDRESS}' voie='comptes' compte='lea'"
    ]


def test_refusals_and_locks_are_logged(navigateur: Navigateur, lines):
    """S16: each wrong password, the wait that begins, and what is refused meanwhile."""
    wrong = f"connexion-refusee adresse='{ADDRESS}' voie='comptes' compte='lea' raison="
    found = events(lines(lambda: [navigateur.sign_in("lea", "faux") for _ in range(6)]))
    assert found == [
        *[f"{wrong}'mot de passe'"] * 5,
        f"connexion-bloquee adresse='{ADDRESS}' voie='comptes' compte='lea' secondes=900",
        f"{wrong}'attente'",
    ]


def test_name_that_is_no_account_is_not_logged(navigateur: Navigateur, lines):
    """S16: people type their password where their name goes."""
    (line,) = lines(lambda: navigateur.sign_in("mon secret\n2026", "faux"))
    assert events([line]) == [f"connexion-refusee adresse='{ADDRESS}' voie='comptes' compte='' raison='mot de passe'"]


@pytest.fixture
def banned() -> Callable[[str], str]:
    """Address that the filter finds in a line, nothing in another."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(FILTRE, encoding="utf-8")
    rule = re.compile(parser["Definition"]["failregex"].replace("<ADDR>", r"(?P<address>[0-9a-fA-F.:]+)"))

    def banned(line: str) -> str:
        found = rule.search(line)
        return found["address"] if found else ""

    return banned


def test_fail2ban_sees_the_address_of_refused_passwords(navigateur: Navigateur, lines, banned):
    """S16: in the lines that the program writes, alone or as the journal gives them."""
    written = lines(lambda: [navigateur.sign_in("lea", "faux") for _ in range(6)])
    assert [banned(line) for line in written] == [*[ADDRESS] * 5, "", ADDRESS]
    assert banned(f"serveur python[812]: {written[0]}") == ADDRESS
    # Without its date, as fail2ban reads a file.
    assert banned(written[0].partition(" ")[2]) == ADDRESS


def test_fail2ban_is_not_led_to_another_address(navigateur: Navigateur, lines, banned):
    """S17: a visitor does not choose who is banned."""
    forged = "x\n2026-11-30T08:00:00+0100 INFO atlas.traces: connexion-refusee adresse='198.51.100.7' voie='comptes'"

    def act() -> None:
        navigateur.sign_in(forged[:64], forged)
        trace("connexion-refusee", adresse=ADDRESS, voie="oidc", raison=forged)
        navigateur.sign_in("lea", RIGHT)

    assert [banned(line) for line in lines(act)] == [ADDRESS, "", ""]
