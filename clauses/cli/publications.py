"""The commands of the team: publish a table, list and compare editions, restore one."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from clauses.cli.francais import Commande
from clauses.cli.sortie import AsJson

publications = typer.Typer(add_completion=False)

CONFLICT = 3


class Nom(StrEnum):
    """Tables that can be published."""

    GUICHETS = "guichets"
    TYPOLOGIES = "typologies"
    HEURES = "heures"
    STRUCTURES = "structures"


Auteur = Annotated[str, typer.Option(metavar="NOM", help="Qui publie : ce nom reste dans l’historique.")]
Essai = Annotated[bool, typer.Option("--essai", metavar="", help="Montre ce qui changerait, sans rien écrire.")]


@publications.command(cls=Commande, rich_help_panel="Commandes")
def publier(
    table: Annotated[Nom, typer.Argument(metavar="TABLE", help="guichets, typologies, heures ou structures.")],
    fichier: Annotated[
        Path, typer.Argument(metavar="FICHIER", help="La table entière : CSV de tout tableur, ou XLSX.")
    ],
    auteur: Auteur = "",
    message: Annotated[str, typer.Option(metavar="TEXTE", help="Ce qui change, et pourquoi.")] = "",
    feuille: Annotated[str, typer.Option(metavar="NOM", help="Feuille du classeur ; la première par défaut.")] = "",
    depuis: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, help="Édition dont part le fichier ; un classeur de l’atlas le dit lui-même."),
    ] = None,
    confirmer: Annotated[
        bool,
        typer.Option(
            "--confirmer",
            metavar="",
            help="Publie même si la couverture se réduit, si un périmètre se perd ou si beaucoup de lignes partent.",
        ),
    ] = False,
    essai: Essai = False,
    as_json: AsJson = False,
) -> None:
    """Publie une table : la vérifie, montre ce qui change, et en fait une nouvelle édition.

    Ce que d’autres ont publié depuis l’édition dont part le fichier est gardé. S’ils ont changé les mêmes
    informations, rien n’est publié, et les deux versions sont montrées.

    Code de sortie : 0 si c’est fait (ou montré), 1 si c’est refusé, 2 si un fichier est illisible, 3 en cas de conflit.
    """
    from clauses.cli import publier as command

    asked = command.Demande(auteur, message, confirmer=confirmer, essai=essai)
    raise typer.Exit(command.run(table.value, fichier, feuille, depuis, asked, as_json=as_json))


@publications.command(cls=Commande, rich_help_panel="Commandes")
def editions(
    comparer: Annotated[
        tuple[int, int] | None, typer.Option(metavar="A B", help="Montre ce qui change de l’édition A à l’édition B.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Liste les éditions publiées : qui, quand, pourquoi, quoi."""
    from clauses.cli import editions as command

    if comparer is None:
        command.list_all(as_json=as_json)
    else:
        command.compare(*comparer, as_json=as_json)


@publications.command(cls=Commande, rich_help_panel="Commandes")
def restaurer(
    numero: Annotated[int, typer.Argument(metavar="N", min=1, help="Numéro de l’édition à remettre en place.")],
    auteur: Auteur = "",
    message: Annotated[str, typer.Option(metavar="TEXTE", help="Pourquoi ; une phrase par défaut.")] = "",
    essai: Essai = False,
    as_json: AsJson = False,
) -> None:
    """Remet en place une édition, par une nouvelle édition : rien de l’historique ne se perd.

    Code de sortie : 0 si c’est fait (ou montré), 1 si c’est refusé, 2 si l’édition n’existe pas, 3 en cas de conflit.
    """
    from clauses.cli import editions as command

    raise typer.Exit(command.restore(numero, auteur, message, essai=essai, as_json=as_json))
