"""The ``importer`` commands: dry run of an external file against the data, then the writing when asked."""

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
    help="Importe un fichier dans les données : montre ce qui changerait, puis l’écrit si on le demande.",
)

Correspondance = Annotated[
    Path | None,
    typer.Option(metavar="FICHIER", help="Ce que dit chaque colonne (YAML) ; sinon FICHIER.yml, à côté."),
]
Appliquer = Annotated[
    bool, typer.Option("--appliquer", metavar="", help="Écrit la table ; sans cette option, rien n’est écrit.")
]
Ignorer = Annotated[
    bool,
    typer.Option("--ignorer-les-lignes-fautives", metavar="", help="Écrit même si des lignes fautives sont écartées."),
]


@imports.command("heures", cls=Commande, rich_help_panel="Commandes")
def importer_heures(
    fichier: Annotated[
        Path, typer.Argument(metavar="FICHIER", help="Export du logiciel de suivi : CSV de tout tableur, ou XLSX.")
    ],
    correspondance: Correspondance = None,
    appliquer: Appliquer = False,
    ignorer: Ignorer = False,
    as_json: AsJson = False,
) -> None:
    """Additionne un fichier de suivi par territoire et par année, et montre ce qui changerait dans heures.csv.

    Les lignes fautives sont nommées et laissées hors des totaux. Les personnes sont comptées, jamais écrites. La
    correspondance est décrite dans docs/import-heures.md ; s’il n’y en a pas, un modèle à compléter est affiché.

    Code de sortie : 0 si c’est fait (ou montré), 1 si le résultat est refusé, 2 si un fichier est illisible.
    """
    from clauses.cli import importer

    prepared = importer.heures(fichier, correspondance, as_json=as_json)
    refused = importer.run(prepared, importer.HEURES, appliquer=appliquer, ignorer=ignorer, as_json=as_json)
    raise typer.Exit(int(refused))


@imports.command("structures", cls=Commande, rich_help_panel="Commandes")
def importer_structures(
    fichier: Annotated[
        Path,
        typer.Argument(metavar="FICHIER", help="Liste de structures : CSV de tout tableur, XLSX, ou JSON."),
    ],
    correspondance: Correspondance = None,
    appliquer: Appliquer = False,
    ignorer: Ignorer = False,
    retirer: Annotated[
        bool,
        typer.Option(
            "--retirer-les-disparues", metavar="", help="Retire les structures de même source absentes du fichier."
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Lit une liste de structures d’insertion, et montre ce qui changerait dans structures.csv.

    Les colonnes de structures.csv et celles de data·inclusion sont reconnues ; pour une autre liste, la correspondance
    est décrite dans docs/import-structures.md, et un modèle à compléter est affiché s’il n’y en a pas. Les lignes
    fautives sont nommées et laissées de côté. Les noms, courriels et mobiles de personnes ne sont jamais repris.

    Code de sortie : 0 si c’est fait (ou montré), 1 si le résultat est refusé, 2 si un fichier est illisible.
    """
    from clauses.cli import importer

    prepared = importer.structures(fichier, correspondance, retirer=retirer, as_json=as_json)
    refused = importer.run(prepared, importer.STRUCTURES, appliquer=appliquer, ignorer=ignorer, as_json=as_json)
    raise typer.Exit(int(refused))
