"""The ``compte`` commands: who may sign in with a password."""

from typing import Annotated

import typer

from clauses.cli.francais import Commande, Groupe
from clauses.cli.sortie import AsJson, print_json

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
    """Crée un compte, ou rouvre un compte retiré. Le mot de passe, demandé deux fois, a 12 caractères au moins."""
    from clauses.cli import comptes_actions

    answer = comptes_actions.ajouter(identifiant, nom, stdin=stdin)
    _answer(answer, as_json, f"Compte créé : {answer['identifiant']} ({answer['nom']}).")


@comptes.command("lister", cls=Commande, rich_help_panel="Commandes")
def lister(as_json: AsJson = False) -> None:
    """Liste les comptes, et les sessions ouvertes, celles du fournisseur d’identité comprises."""
    from clauses.cli import comptes_actions

    found = comptes_actions.lister()
    if as_json:
        print_json(found)
    else:
        comptes_actions.show(found)


@comptes.command("mot-de-passe", cls=Commande, rich_help_panel="Commandes")
def mot_de_passe(identifiant: Identifiant, stdin: EntreeStandard = False, as_json: AsJson = False) -> None:
    """Change le mot de passe d’un compte, et ferme ses sessions."""
    from clauses.cli import comptes_actions

    answer = comptes_actions.changer(identifiant, stdin=stdin)
    _answer(answer, as_json, f"Mot de passe changé : {answer['identifiant']}. Ses sessions sont fermées.")


@comptes.command("retirer", cls=Commande, rich_help_panel="Commandes")
def retirer(
    identifiant: Identifiant,
    effacer: Annotated[
        bool, typer.Option("--effacer", metavar="", help="Efface aussi le nom et la date, au lieu de fermer le compte.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Ferme un compte et ses sessions, tout de suite. Les éditions déjà publiées gardent leur auteur."""
    from clauses.cli import comptes_actions

    answer = comptes_actions.retirer(identifiant, effacer=effacer)
    _answer(answer, as_json, f"Compte {'effacé' if effacer else 'retiré'} : {answer['identifiant']}.")


@comptes.command("deconnecter", cls=Commande, rich_help_panel="Commandes")
def deconnecter(
    identifiant: Annotated[
        str, typer.Argument(metavar="IDENTIFIANT", help="Nom du compte, ou courriel d’une personne venue par OpenID.")
    ],
    as_json: AsJson = False,
) -> None:
    """Ferme toutes les sessions d’une personne ; le compte reste."""
    from clauses.cli import comptes_actions

    answer = comptes_actions.deconnecter(identifiant)
    _answer(answer, as_json, f"Sessions fermées : {answer['sessions_fermees']}.")


def _answer(answer: dict[str, object], as_json: bool, sentence: str) -> None:
    if as_json:
        print_json(answer)
    else:
        from clauses.rendu.formats import typographic

        typer.echo(typographic(sentence))
