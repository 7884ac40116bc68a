"""The ``compte`` commands: password accounts, and their sessions."""

import getpass
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from clauses.cli.francais import Commande, Groupe
from clauses.cli.refus import Refus
from clauses.cli.sortie import AsJson, output, print_json, safe, say
from clauses.domain.auteur import LONGEST_NAME, clean_name
from clauses.rendu.formats import day
from clauses.rendu.mots import commandes as mots
from clauses.storage import horloge
from clauses.storage.traces import Evenement, trace

if TYPE_CHECKING:
    from clauses.storage.registre import Registre

comptes = typer.Typer(
    cls=Groupe,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    subcommand_metavar="COMMANDE …",
    help="Tient les comptes de l’équipe : qui se connecte avec un mot de passe pour mettre les données à jour.",
    epilog="Ces comptes servent quand CLAUSES_EQUIPE contient « comptes » (docs/connexion.md).",
)

Identifiant = Annotated[str, typer.Argument(metavar="IDENTIFIANT", help="Nom du compte, comme lea.martin.")]
Nom = Annotated[str, typer.Option(metavar="NOM", help="Nom affiché, qui signe les éditions.")]
EntreeStandard = Annotated[
    bool,
    typer.Option(
        "--mot-de-passe-stdin", metavar="", help="Lit le mot de passe sur l’entrée standard (une ligne), sans question."
    ),
]


@comptes.command("ajouter", cls=Commande, rich_help_panel="Commandes")
def ajouter(identifiant: Identifiant, nom: Nom, stdin: EntreeStandard = False, as_json: AsJson = False) -> None:
    """Crée un compte, ou rouvre un compte retiré. Le mot de passe, demandé deux fois, a 12 caractères au moins.

    Un mot de passe connu de tous, une suite de touches ou le nom de la personne sont refusés.
    """
    from clauses.acces.comptes import hash_password, is_identifiant, normalise

    identifiant, nom = normalise(identifiant), clean_name(nom)
    if not is_identifiant(identifiant):
        raise Refus(mots.IDENTIFIANT_IMPOSSIBLE, identifiant=identifiant)
    if not nom or len(nom) > LONGEST_NAME:
        raise Refus(mots.nom_impossible(LONGEST_NAME))
    with _registre() as registre:
        found = registre.compte(identifiant)
        if found is not None and found.actif:
            raise _exists(identifiant)
        if not registre.ajouter_compte(identifiant, nom, hash_password(_ask(stdin, identifiant, nom)), time.time()):
            raise _exists(identifiant)
    answer = {"identifiant": identifiant, "nom": nom}
    _answer(Evenement.AJOUT, answer, as_json, mots.compte_cree(identifiant, nom))


@comptes.command("lister", cls=Commande, rich_help_panel="Commandes")
def lister(as_json: AsJson = False) -> None:
    """Liste les comptes, et les sessions ouvertes, celles du fournisseur d’identité comprises."""
    found = _liste()
    if as_json:
        print_json(found)
    else:
        _show(found)


@comptes.command("mot-de-passe", cls=Commande, rich_help_panel="Commandes")
def mot_de_passe(identifiant: Identifiant, stdin: EntreeStandard = False, as_json: AsJson = False) -> None:
    """Change le mot de passe d’un compte, ferme ses sessions, et lève l’attente après des essais manqués."""
    from clauses.acces.comptes import hash_password, normalise

    identifiant = normalise(identifiant)
    with _registre() as registre:
        found = registre.compte(identifiant)
        if found is None or not found.actif:
            raise _unknown(identifiant)
        registre.changer_mot_de_passe(identifiant, hash_password(_ask(stdin, identifiant, found.nom)))
    answer = {"identifiant": identifiant}
    _answer(Evenement.MOT_DE_PASSE, answer, as_json, mots.mot_de_passe_change(identifiant))


@comptes.command("debloquer", cls=Commande, rich_help_panel="Commandes")
def debloquer(identifiant: Identifiant, as_json: AsJson = False) -> None:
    """Oublie les essais manqués d’un compte : la personne n’a plus à attendre pour se connecter."""
    from clauses.acces.comptes import normalise

    identifiant = normalise(identifiant)
    with _registre() as registre:
        found = registre.compte(identifiant)
        if found is None or not found.actif:
            raise _unknown(identifiant)
        origins = registre.debloquer(identifiant)
    answer = {"identifiant": identifiant, "origines_oubliees": origins}
    _answer(Evenement.DEBLOCAGE, answer, as_json, mots.compte_debloque(identifiant, origins))


@comptes.command("retirer", cls=Commande, rich_help_panel="Commandes")
def retirer(
    identifiant: Identifiant,
    effacer: Annotated[
        bool, typer.Option("--effacer", metavar="", help="Efface aussi le nom et la date, au lieu de fermer le compte.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Ferme un compte et ses sessions, tout de suite. Les éditions déjà publiées gardent leur auteur."""
    from clauses.acces.comptes import normalise

    identifiant = normalise(identifiant)
    with _registre() as registre:
        if registre.compte(identifiant) is None or not registre.retirer_compte(identifiant, effacer=effacer):
            raise _unknown(identifiant)
    answer = {"identifiant": identifiant, "efface": effacer}
    _answer(Evenement.RETRAIT, answer, as_json, mots.compte_retire(identifiant, efface=effacer))


@comptes.command("deconnecter", cls=Commande, rich_help_panel="Commandes")
def deconnecter(
    identifiant: Annotated[
        str, typer.Argument(metavar="IDENTIFIANT", help="Nom du compte, ou courriel d’une personne venue par OpenID.")
    ],
    as_json: AsJson = False,
) -> None:
    """Ferme toutes les sessions d’une personne ; le compte reste."""
    from clauses.acces.comptes import normalise

    identifiant = normalise(identifiant)
    with _registre() as registre:
        closed = registre.fermer_seances(identifiant) if registre.path.exists() else 0
    answer = {"identifiant": identifiant, "sessions_fermees": closed}
    _answer(Evenement.FERMETURE, answer, as_json, mots.sessions_fermees(closed))


def _answer(evenement: Evenement, answer: dict[str, Any], as_json: bool, sentence: str) -> None:
    trace(evenement, **answer)
    if as_json:
        print_json(answer)
    else:
        say(sentence)


def _liste() -> dict[str, Any]:
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
                "cree_le": horloge.local(datetime.fromtimestamp(account.cree, UTC)).date().isoformat(),
                "actif": account.actif,
                "sessions": sessions.get(account.identifiant, 0),
            }
            for account in accounts
        ],
        "autres_sessions": {name: number for name, number in sessions.items() if name not in names},
    }


def _show(found: dict[str, Any]) -> None:
    """The list, as text."""
    table = Table(box=None, header_style="bold")
    for title in ("Identifiant", "Nom", "Créé le", "État", "Sessions ouvertes"):
        table.add_column(title)
    for each in found["comptes"]:
        created = day(datetime.fromisoformat(each["cree_le"]).date())
        state = "ouvert" if each["actif"] else "retiré"
        table.add_row(*map(safe, (each["identifiant"], each["nom"], created, state, str(each["sessions"]))))
    for name, number in found["autres_sessions"].items():
        table.add_row(*map(safe, (name, "", "", "fournisseur d’identité", str(number))))
    output().print(table if table.row_count else safe(mots.AUCUN_COMPTE))


def _ask(stdin: bool, identifiant: str, nom: str) -> str:
    """The new password, strong enough; it is never shown nor taken from the command line, which others may read."""
    from clauses.acces.mots_de_passe import SHORTEST, weakness

    if stdin:
        password = sys.stdin.readline().rstrip("\r\n")
    elif not sys.stdin.isatty():
        raise Refus(mots.PAS_DE_TERMINAL)
    else:
        password = getpass.getpass(mots.MOT_DE_PASSE)
        if getpass.getpass(mots.ENCORE) != password:
            raise Refus(mots.DIFFERENTS)
    found = weakness(password, identifiant, nom)
    if found is not None:
        raise Refus(mots.mot_de_passe_refuse(found.value, SHORTEST))
    return password


@contextmanager
def _registre() -> "Generator[Registre]":
    from clauses.storage.registre import Registre, RegistreError

    try:
        yield Registre()
    except RegistreError as error:
        raise Refus(mots.comptes_illisibles(error.raison or error)) from error


def _exists(identifiant: str) -> Refus:
    return Refus(mots.compte_existe(identifiant), identifiant=identifiant)


def _unknown(identifiant: str) -> Refus:
    return Refus(mots.compte_inconnu(identifiant), identifiant=identifiant)
