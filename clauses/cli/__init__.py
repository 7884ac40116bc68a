"""Command line: the questions of the screens, for scripts and for checks.

With ``--json``, standard output holds one JSON document and nothing else; messages go to standard error. Commands
import what they need when they run, so that ``--help`` answers at once.
"""

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import TyperException

from clauses.cli.comptes import comptes
from clauses.cli.francais import Commande, Groupe, translate
from clauses.cli.importations import imports
from clauses.cli.impressions import impressions
from clauses.cli.publications import publications
from clauses.cli.refus import EXIT_CODE, Refus
from clauses.cli.sauvegardes import sauvegardes
from clauses.cli.sortie import JSON, AsJson, print_json

PROGRAM = "python -m clauses"

app = typer.Typer(
    cls=Groupe,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    subcommand_metavar="COMMANDE …",
    help="Atlas des clauses sociales : qui appeler dans une commune, qui couvre quoi, quelles données corriger.",
    epilog="Données : le dossier data/, ou celui que nomme la variable d’environnement CLAUSES_DATA.",
)


class Niveau(StrEnum):
    """Levels at which coverage can be told."""

    REGION = "region"
    DEPARTEMENT = "departement"
    EPCI = "epci"


DonneurOrdre = Annotated[
    str | None,
    typer.Option(metavar="CODE", help="Ne garde que les guichets qui servent ce type d’acheteur, comme « bailleurs »."),
]


@app.command(cls=Commande, rich_help_panel="Commandes")
def commune(
    code: Annotated[str, typer.Argument(metavar="CODE", help="Code INSEE de la commune, par exemple 34032.")],
    donneur_ordre: DonneurOrdre = None,
    as_json: AsJson = False,
) -> None:
    """Dit quels guichets sont compétents dans une commune, du plus local au plus large.

    En JSON, « departement » est le code du département (« 34 ») et « epci » le numéro SIREN de l’intercommunalité
    (null pour une commune qui n’en a pas) ; « niveau » est celui du territoire qui rend le guichet compétent :
    commune, epci, departement, region ou france.

    Un code inconnu donne le code de sortie 2 et des suggestions.
    """
    from clauses.cli import affichage, reponses

    moment = reponses.read()
    buyer = reponses.buyer(moment, donneur_ordre)
    found = reponses.code_commune(moment, code)
    if as_json:
        print_json(reponses.commune(moment, found, buyer))
    else:
        affichage.commune(moment, found, buyer)


@app.command(cls=Commande, rich_help_panel="Commandes")
def couverture(
    niveau: Annotated[
        Niveau, typer.Option(help="Territoires à détailler : region, departement ou epci.", metavar="NIVEAU")
    ] = Niveau.REGION,
    inclure_a_confirmer: Annotated[
        bool,
        typer.Option(
            "--inclure-a-confirmer", metavar="", help="Compte les guichets à confirmer comme s’ils étaient avérés."
        ),
    ] = False,
    donneur_ordre: DonneurOrdre = None,
    as_json: AsJson = False,
) -> None:
    """Compte les communes et les habitants par statut de couverture.

    Chaque commune compte une fois, avec le premier statut qui lui convient : local, departemental, sectoriel,
    coordination, a_confirmer, non_documente. Une intercommunalité à cheval sur deux régions compte pour sa partie
    située dans la région.
    """
    from clauses.cli import affichage, reponses

    moment = reponses.read()
    buyer = reponses.buyer(moment, donneur_ordre)
    table = reponses.couverture_table(moment, niveau, buyer, inclure_a_confirmer=inclure_a_confirmer)
    if as_json:
        print_json(reponses.couverture(niveau, table))
    else:
        affichage.couverture(table)


@app.command(cls=Commande, rich_help_panel="Commandes")
def fiche(
    territoire: Annotated[
        str, typer.Argument(metavar="TERRITOIRE", help="NIVEAU:CODE, par exemple EPCI:243100518, DEP:34 ou COM:34032.")
    ],
    sortie: Annotated[
        Path | None, typer.Option(metavar="FICHIER", help="Fichier PDF à écrire ; fiche-….pdf par défaut.")
    ] = None,
    adresse: Annotated[
        str, typer.Option(metavar="URL", help="Adresse publique de l’atlas, pour le QR code (sinon CLAUSES_ADRESSE).")
    ] = "",
    diviseur: Annotated[
        float, typer.Option(metavar="HEURES", min=1, help="Heures d’un équivalent temps plein, par an.")
    ] = 1607,
    as_json: AsJson = False,
) -> None:
    """Imprime la fiche d’un territoire : une page A4 en PDF, avec carte, chiffres, contacts et sources.

    Avec --json, les valeurs de la fiche vont sur la sortie standard, et le PDF n’est écrit que si --sortie est donné.
    """
    from clauses.cli import affichage, fiches, reponses

    moment = reponses.read()
    found = fiches.build(moment, fiches.find(moment, territoire))
    if as_json:
        print_json(fiches.to_dict(moment, found, diviseur))
    if sortie is not None or not as_json:
        path = sortie or Path(f"fiche-{str(found.territoire).replace(':', '-').lower()}.pdf")
        affichage.written(fiches.write_pdf(moment, found, path, adresse, diviseur))


@app.command(cls=Commande, rich_help_panel="Commandes")
def calcul(
    montant: Annotated[float, typer.Option(metavar="EUROS", min=0, help="Montant du marché, hors taxes.")],
    main_oeuvre: Annotated[
        float | None, typer.Option(metavar="%", min=0, max=100, help="Part de main-d’œuvre dans le montant.")
    ] = None,
    cout: Annotated[float | None, typer.Option(metavar="EUROS", min=0.01, help="Coût d’une heure de travail.")] = None,
    insertion: Annotated[
        float | None, typer.Option(metavar="%", min=0, max=100, help="Part des heures réservée à l’insertion.")
    ] = None,
    heures: Annotated[
        float | None, typer.Option(metavar="HEURES", min=0, help="Heures visées : donne la part d’insertion.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Calcule les heures d’insertion qu’un marché peut porter, ou la part qui donne un nombre d’heures.

    Ce qui n’est pas donné vient de data/coefficients.csv, et la réponse dit d’où.
    """
    from clauses.cli import affichage, calculs, reponses

    answer = calculs.calcul(reponses.read(), montant, main_oeuvre, cout, insertion, heures)
    if as_json:
        print_json(answer)
    else:
        affichage.calcul(answer)


@app.command(cls=Commande, rich_help_panel="Commandes")
def verifier(
    fichiers: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[FICHIER…]", help="Tables à vérifier avant de les publier ; sans fichier, celles des données."
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Vérifie les données et les textes, ligne par ligne, avec les règles de la mise à jour.

    Code de sortie : 0 sans erreur (avertissements possibles), 1 avec des erreurs, 2 si un fichier est illisible.
    """
    from clauses.cli import affichage, reponses

    with affichage.waiting("Vérification des données…"):
        issues = reponses.issues(fichiers or [])
    if as_json:
        print_json(reponses.verification(issues))
    else:
        affichage.verification(issues)
    raise typer.Exit(reponses.exit_code(issues))


@app.command("exporter", cls=Commande, rich_help_panel="Commandes")
def exporter_atlas(
    dossier: Annotated[Path, typer.Argument(metavar="DOSSIER", help="Dossier où écrire ; créé s’il n’existe pas.")],
    archive: Annotated[
        Path | None, typer.Option("--zip", metavar="FICHIER", help="Écrit aussi les mêmes fichiers dans un ZIP.")
    ] = None,
    sans_donnees: Annotated[
        bool, typer.Option("--sans-donnees", metavar="", help="L’atlas seul : ce qui va sur une clé USB.")
    ] = False,
    sans_atlas: Annotated[bool, typer.Option("--sans-atlas", metavar="", help="Les données ouvertes seules.")] = False,
    adresse: Annotated[
        str, typer.Option(metavar="URL", help="Adresse publique de l’atlas complet (sinon CLAUSES_ADRESSE).")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Écrit l’atlas à ouvrir d’un double-clic, sans serveur ni connexion, et les données ouvertes à côté.

    L’atlas : index.html, avec la carte, l’annuaire, les heures et la présentation (docs/atlas-autonome.md). Les données
    ouvertes : CSV, GeoJSON, schéma data·inclusion et leur description, datapackage.json (docs/donnees-ouvertes.md).

    Les noms et les colonnes ne changent pas d’une édition à l’autre. Un fichier inchangé n’est pas réécrit, et rien
    n’est supprimé.

    Code de sortie : 0 si tout est écrit, 1 si un fichier a dû être laissé de côté, 2 si le dossier est refusé.
    """
    from clauses.cli import exporter

    done = exporter.write(dossier, archive, donnees=not sans_donnees, atlas=not sans_atlas, adresse=adresse)
    if as_json:
        print_json(exporter.to_dict(done, dossier, archive))
    else:
        exporter.show(done, dossier, archive)
    raise typer.Exit(exporter.exit_code(done))


app.add_typer(imports, name="importer", rich_help_panel="Commandes")
app.add_typer(comptes, name="compte", rich_help_panel="Commandes")
app.add_typer(impressions)
app.add_typer(publications)
app.add_typer(sauvegardes)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; what the person got wrong is said in French, without traceback."""
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    try:
        return app(arguments, prog_name=PROGRAM, standalone_mode=False) or 0
    except TyperException as error:
        refus = Refus(f"{translate(error.format_message())}\nPour l’aide : {PROGRAM} --help")
    except Refus as error:
        refus = error
    typer.echo(refus.message, err=True)
    if JSON in arguments:
        print_json(refus.to_dict())
    return EXIT_CODE
