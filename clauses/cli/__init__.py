"""Command-line interface: the answers of the screens, for scripts and for checks.

With ``--json``, standard output holds one JSON document and nothing else; messages go to standard error. A command is
one function, declared and done in one file; files import what is heavy inside functions, so that ``--help`` answers at
once.
"""

import sys
from collections.abc import Sequence

import typer
from typer.exceptions import TyperException

from clauses.cli.calculs import calcul
from clauses.cli.cartes import carte
from clauses.cli.comptes import comptes
from clauses.cli.couverture import commune, couverture
from clauses.cli.export import exporter
from clauses.cli.fiches import fiche
from clauses.cli.francais import Commande, Groupe, translate
from clauses.cli.historique import editions, restaurer
from clauses.cli.importations import imports
from clauses.cli.publications import publier
from clauses.cli.refus import EXIT_CODE, Refus
from clauses.cli.sauvegardes import reprendre, sauvegarder
from clauses.cli.sortie import JSON, print_json
from clauses.cli.verification import verifier
from clauses.rendu.mots.commandes import AIDE, PROGRAM
from clauses.storage import horloge

COMMANDS = (
    *(commune, couverture, fiche, carte, calcul, verifier, exporter),
    *(publier, editions, restaurer, sauvegarder, reprendre),
)
"""In the order of ``--help``."""

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
for command in COMMANDS:
    app.command(cls=Commande, rich_help_panel="Commandes")(command)
app.add_typer(imports, name="importer", rich_help_panel="Commandes")
app.add_typer(comptes, name="compte", rich_help_panel="Commandes")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; user errors are printed in French, without traceback."""
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    try:
        _check_settings()
        return app(arguments, prog_name=PROGRAM, standalone_mode=False) or 0
    except TyperException as error:
        refus = Refus(f"{translate(error.format_message())}\n{AIDE}")
    except Refus as error:
        refus = error
    except RuntimeError as error:
        from clauses.cli.lecture import TerritoiresError, sans_territoires

        if not isinstance(error, TerritoiresError):
            raise
        refus = sans_territoires(error)
    typer.echo(refus.message, err=True)
    if JSON in arguments:
        print_json(refus.to_dict())
    return EXIT_CODE


def _check_settings() -> None:
    try:
        horloge.fuseau()
    except ValueError as error:
        raise Refus(str(error)) from error
