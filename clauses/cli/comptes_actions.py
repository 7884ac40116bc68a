"""What the ``compte`` commands do, and how the list is shown."""

import getpass
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from rich.table import Table

from clauses.acces.comptes import LONGEST, SHORTEST, hash_password, is_identifiant, normalise
from clauses.cli import affichage
from clauses.cli.refus import Refus
from clauses.domain.auteur import LONGEST_NAME, clean_name
from clauses.rendu.formats import day
from clauses.storage.registre import Registre, RegistreError


def ajouter(identifiant: str, nom: str, *, stdin: bool) -> dict[str, Any]:
    """Open an account."""
    identifiant, nom = normalise(identifiant), clean_name(nom)
    if not is_identifiant(identifiant):
        raise Refus(
            "Identifiant impossible : des lettres sans accent, des chiffres, « . », « - » ou « _ », 64 au plus.",
            identifiant=identifiant,
        )
    if not nom or len(nom) > LONGEST_NAME:
        raise Refus(f"Nom impossible : il est affiché et signe les éditions ({LONGEST_NAME} caractères au plus).")
    with _registre() as registre:
        found = registre.compte(identifiant)
        if found is not None and found.actif:
            raise _exists(identifiant)
        if not registre.ajouter_compte(identifiant, nom, hash_password(_ask(stdin)), time.time()):
            raise _exists(identifiant)
    return {"identifiant": identifiant, "nom": nom}


def changer(identifiant: str, *, stdin: bool) -> dict[str, Any]:
    """Change a password."""
    identifiant = normalise(identifiant)
    with _registre() as registre:
        found = registre.compte(identifiant)
        if found is None or not found.actif:
            raise _unknown(identifiant)
        registre.changer_mot_de_passe(identifiant, hash_password(_ask(stdin)))
    return {"identifiant": identifiant}


def retirer(identifiant: str, *, effacer: bool) -> dict[str, Any]:
    """Close an account, or erase it."""
    identifiant = normalise(identifiant)
    with _registre() as registre:
        if registre.compte(identifiant) is None or not registre.retirer_compte(identifiant, effacer=effacer):
            raise _unknown(identifiant)
    return {"identifiant": identifiant, "efface": effacer}


def deconnecter(identifiant: str) -> dict[str, Any]:
    """Close the sessions of a person."""
    identifiant = normalise(identifiant)
    with _registre() as registre:
        closed = registre.fermer_seances(identifiant) if registre.path.exists() else 0
    return {"identifiant": identifiant, "sessions_fermees": closed}


def lister() -> dict[str, Any]:
    """Accounts and open sessions; nothing of the passwords."""
    with _registre() as registre:
        sessions = registre.compter_seances(time.time())
        accounts = registre.comptes()
    names = {account.identifiant for account in accounts}
    return {
        "comptes": [
            {
                "identifiant": account.identifiant,
                "nom": account.nom,
                "cree_le": datetime.fromtimestamp(account.cree, UTC).date().isoformat(),
                "actif": account.actif,
                "sessions": sessions.get(account.identifiant, 0),
            }
            for account in accounts
        ],
        "autres_sessions": {name: number for name, number in sessions.items() if name not in names},
    }


def show(found: dict[str, Any]) -> None:
    """The list, for people."""
    console = affichage.output()
    table = Table(box=None, header_style="bold")
    for title in ("Identifiant", "Nom", "Créé le", "État", "Sessions ouvertes"):
        table.add_column(title)
    for each in found["comptes"]:
        created = day(datetime.fromisoformat(each["cree_le"]).date())
        state = "ouvert" if each["actif"] else "retiré"
        table.add_row(*map(affichage.safe, (each["identifiant"], each["nom"], created, state, str(each["sessions"]))))
    for name, number in found["autres_sessions"].items():
        table.add_row(*map(affichage.safe, (name, "", "", "fournisseur d’identité", str(number))))
    console.print(table if table.row_count else affichage.safe("Aucun compte."))


def _ask(stdin: bool) -> str:
    """The new password, long enough; it is never shown nor taken from the command line, which others may read."""
    if stdin:
        password = sys.stdin.readline().rstrip("\r\n")
    elif not sys.stdin.isatty():
        raise Refus("Le mot de passe se tape dans un terminal. Ailleurs : --mot-de-passe-stdin.")
    else:
        password = getpass.getpass("Mot de passe : ")
        if getpass.getpass("Encore une fois : ") != password:
            raise Refus("Les deux mots de passe diffèrent : rien n’a changé.")
    if not SHORTEST <= len(password) <= LONGEST:
        raise Refus(f"Mot de passe refusé : {SHORTEST} caractères au moins. Une phrase se retient bien.")
    return password


@contextmanager
def _registre() -> Generator[Registre, None, None]:
    try:
        yield Registre()
    except RegistreError as error:
        raise Refus(f"La liste des comptes ne peut être lue ou écrite : {error}.") from error


def _exists(identifiant: str) -> Refus:
    return Refus(f"Le compte « {identifiant} » existe déjà.", identifiant=identifiant)


def _unknown(identifiant: str) -> Refus:
    return Refus(f"Aucun compte ouvert ne s’appelle « {identifiant} ».", identifiant=identifiant)
