"""The command that prints the map."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from clauses.cli.francais import Commande
from clauses.cli.sortie import AsJson, print_json

impressions = typer.Typer(add_completion=False)


class Papier(StrEnum):
    """Sizes of paper."""

    A4 = "a4"
    A3 = "a3"


class Sens(StrEnum):
    """Which side of the paper is up."""

    PAYSAGE = "paysage"
    PORTRAIT = "portrait"


@impressions.command(cls=Commande, rich_help_panel="Commandes")
def carte(
    departement: Annotated[
        str | None, typer.Option(metavar="CODE", help="Département à cadrer, par exemple 34 ; sinon toute la région.")
    ] = None,
    papier: Annotated[Papier, typer.Option("--format", metavar="PAPIER", help="a4 ou a3.")] = Papier.A4,
    orientation: Annotated[Sens, typer.Option(metavar="SENS", help="paysage ou portrait.")] = Sens.PAYSAGE,
    sortie: Annotated[
        Path | None,
        typer.Option(metavar="FICHIER", help="Fichier à écrire : .pdf, .svg ou .png ; carte-….pdf par défaut."),
    ] = None,
    adresse: Annotated[
        str, typer.Option(metavar="URL", help="Adresse publique de l’atlas, pour le QR code (sinon CLAUSES_ADRESSE).")
    ] = "",
    edition: Annotated[
        int | None, typer.Option(metavar="NUMÉRO", min=1, help="Édition à imprimer ; sinon les données d’aujourd’hui.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Imprime la carte des guichets : PDF, SVG ou PNG (300 points par pouce), lisible en noir et blanc.

    Avec titre, légende, sièges numérotés et leur liste, échelle, nord, notes, sources, date et édition
    (docs/carte-imprimee.md). Une liste trop longue pour la page continue sur une autre, en PDF.
    """
    from clauses.cli import affichage, cartes
    from clauses.impression import Feuille, Format, Orientation

    moment = cartes.load(edition)
    chosen = cartes.selection(moment, departement)
    feuille = Feuille(Format(papier.value), Orientation(orientation.value))
    path = sortie or cartes.default_path(chosen, feuille)
    answer = cartes.write(moment, chosen, feuille, path, adresse)
    if as_json:
        print_json(answer)
    else:
        affichage.written(path)
