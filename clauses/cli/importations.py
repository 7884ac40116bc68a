"""The ``importer`` commands: dry run of a list that someone brings, then an edition when asked."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from clauses.cli.francais import Commande, Groupe
from clauses.cli.sortie import AsJson

imports = typer.Typer(
    cls=Groupe,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    subcommand_metavar="COMMANDE …",
    help="Importe un fichier dans les données : montre ce qui changerait, puis en fait une édition si on le demande.",
)


class Jumelles(StrEnum):
    """Answer to all the rows that look like a known one."""

    MEMES = "memes"
    DIFFERENTES = "differentes"


Fichier = Annotated[Path, typer.Argument(metavar="FICHIER", help="Tableau de tout tableur (CSV, classeur), ou JSON.")]
Modele = Annotated[
    Path | None,
    typer.Option(
        metavar="FICHIER",
        help="Ce que dit chaque colonne (YAML) ; écrit s’il n’existe pas. Par défaut FICHIER.yml, à côté.",
    ),
]
Feuille = Annotated[str, typer.Option(metavar="NOM", help="Feuille du classeur ; la première par défaut.")]
Appliquer = Annotated[
    bool, typer.Option("--appliquer", metavar="", help="Publie le résultat ; sans cette option, rien n’est écrit.")
]
Auteur = Annotated[str, typer.Option(metavar="NOM", help="Qui publie : ce nom reste dans l’historique.")]
Message = Annotated[str, typer.Option(metavar="TEXTE", help="Ce qui change, et pourquoi.")]
Confirmer = Annotated[
    bool,
    typer.Option("--confirmer", metavar="", help="Publie même si la couverture se réduit ou si des lignes partent."),
]
Ignorer = Annotated[
    bool,
    typer.Option("--ignorer-les-lignes-fautives", metavar="", help="Publie même si des lignes fautives sont écartées."),
]
Corriger = Annotated[
    bool, typer.Option("--corriger", metavar="", help="Écrit ce qui est proposé à la place des cellules fautives.")
]
Retirer = Annotated[
    bool,
    typer.Option(
        "--retirer-les-disparues", metavar="", help="Retire les lignes de même source que le fichier ne donne plus."
    ),
]
Ressemblances = Annotated[
    Jumelles | None,
    typer.Option(metavar="REPONSE", help="memes ou differentes : pour les lignes qui ressemblent à une fiche connue."),
]


def _command(nom: str, doc: str) -> Callable[..., None]:
    def importer(
        fichier: Fichier,
        modele: Modele = None,
        feuille: Feuille = "",
        appliquer: Appliquer = False,
        auteur: Auteur = "",
        message: Message = "",
        confirmer: Confirmer = False,
        ignorer: Ignorer = False,
        corriger: Corriger = False,
        retirer: Retirer = False,
        jumelles: Ressemblances = None,
        as_json: AsJson = False,
    ) -> None:
        from clauses.cli.importer import Demande, run

        reponse = jumelles.value if jumelles else ""
        demande = Demande(
            nom, fichier, modele, feuille, appliquer, auteur, message, confirmer, ignorer, corriger, retirer, reponse
        )
        raise typer.Exit(run(demande, as_json=as_json))

    importer.__doc__ = doc
    return importer


_CODES = """
    Code de sortie : 0 si c’est fait (ou montré), 1 si c’est refusé, 2 si un fichier est illisible, 3 en cas de conflit.
"""

_COMMANDES = {
    "heures": """Additionne un suivi par territoire et par année, et montre ce qui changerait dans heures.csv.

    Les lignes fautives sont nommées et laissées hors des totaux. Les personnes sont comptées, jamais écrites. La
    correspondance est décrite dans docs/import-heures.md ; s’il n’y en a pas, un modèle à compléter est affiché.
    """,
    "structures": """Lit une liste de structures d’insertion, et montre ce qui changerait dans structures.csv.

    Les colonnes de structures.csv et celles de data·inclusion sont reconnues ; pour une autre liste, la correspondance
    est décrite dans docs/import-structures.md, et un modèle à compléter est affiché s’il n’y en a pas. Les lignes
    fautives sont nommées et laissées de côté. Les noms, courriels et mobiles de personnes ne sont jamais repris.
    """,
    "guichets": """Lit une liste de guichets, et montre ce qui changerait dans guichets.csv.

    Les colonnes de guichets.csv sont reconnues ; pour une autre liste, la correspondance est décrite dans
    docs/import-guichets.md, et un modèle à compléter est affiché s’il n’y en a pas. Les territoires servis s’écrivent
    par leur nom ou leur code. Les lignes fautives sont nommées et laissées de côté.
    """,
}

for _nom, _doc in _COMMANDES.items():
    imports.command(_nom, cls=Commande, rich_help_panel="Commandes")(_command(_nom, _doc + _CODES))
