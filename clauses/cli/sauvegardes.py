"""The commands that keep everything safe: save the data folder whole, put it back."""

from pathlib import Path
from typing import Annotated

import typer

from clauses.cli.francais import Commande
from clauses.cli.sortie import AsJson, print_json

sauvegardes = typer.Typer(add_completion=False)


@sauvegardes.command(cls=Commande, rich_help_panel="Commandes")
def sauvegarder(
    destination: Annotated[
        Path,
        typer.Argument(
            metavar="FICHIER", help="Archive à écrire, en .tar.gz ; ou dossier, où elle prend la date pour nom."
        ),
    ],
    sans_comptes: Annotated[
        bool, typer.Option("--sans-comptes", metavar="", help="Laisse de côté les comptes et les brouillons.")
    ] = False,
    garder: Annotated[
        int | None,
        typer.Option(
            metavar="N", min=1, help="Dans un dossier : garde les N dernières sauvegardes, supprime les autres."
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Sauvegarde tout le dossier des données, atlas en marche : tables, éditions, territoires, comptes, brouillons.

    L’archive contient les empreintes des mots de passe : seul son propriétaire peut la lire. Les connexions ouvertes
    n’y sont pas. « reprendre » la remet en place.

    Code de sortie : 0 si c’est fait, 2 si c’est refusé, avec la raison.
    """
    from clauses.cli import sauvegarde_actions

    done = sauvegarde_actions.write(destination, comptes=not sans_comptes, garder=garder)
    if as_json:
        print_json(done.to_dict())
    else:
        sauvegarde_actions.show(done)


@sauvegardes.command(cls=Commande, rich_help_panel="Commandes")
def reprendre(
    fichier: Annotated[Path, typer.Argument(metavar="FICHIER", help="Archive faite par « sauvegarder ».")],
    dossier: Annotated[
        Path, typer.Argument(metavar="DOSSIER", help="Dossier de données à remplir : vide, ou qui n’existe pas.")
    ],
    as_json: AsJson = False,
) -> None:
    """Remet une sauvegarde dans un dossier vide, entière ou pas du tout, puis vérifie ce qu’elle contient.

    Code de sortie : 0 si c’est fait, 1 si les données reprises ont des erreurs, 2 si c’est refusé, avec la raison.
    """
    from clauses.cli import sauvegarde_actions

    reprise = sauvegarde_actions.bring_back(fichier, dossier)
    if as_json:
        print_json(reprise.to_dict())
    else:
        sauvegarde_actions.show_reprise(reprise)
    raise typer.Exit(reprise.exit_code)
