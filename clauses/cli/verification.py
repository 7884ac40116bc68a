"""``verifier``: validation report of the data and of the contents."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from clauses.cli.refus import EXIT_CODE
from clauses.cli.sortie import AsJson, print_json, show_issues, waiting
from clauses.domain.issues import AVERTISSEMENT, ERREUR, Issue, has_errors, issue
from clauses.rendu.mots import commandes as mots
from clauses.storage import horloge


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
    from clauses.storage.files import data_dir
    from clauses.storage.verification import check_folder, is_unreadable

    with waiting(mots.VERIFICATION):
        issues = check_folder(data_dir(), fichiers) if fichiers else [*_problemes(), *_editions_issues()]
    if as_json:
        print_json(_to_dict(issues))
    else:
        show_issues(issues)
    raise typer.Exit(EXIT_CODE if is_unreadable(issues) else int(has_errors(issues)))


def _editions_issues() -> list[Issue]:
    """Issues of the editions kept, read whole: one that is damaged is noticed while a backup still has it."""
    from clauses.storage.editions.controle import find_abimees
    from clauses.storage.editions.depot import FOLDER, edition_folder
    from clauses.storage.files import data_dir

    folder = data_dir()
    return [
        issue("E-EDI-01", f"{FOLDER}/{edition_folder(folder, numero).name}/{name}", numero=numero)
        for numero, name in find_abimees(folder)
    ]


def _problemes() -> Sequence[Issue]:
    """Issues of the data and of the contents."""
    from clauses.donnees import TerritoiresError, load_contenus, load_problemes, read_moment
    from clauses.storage.files import data_dir
    from clauses.storage.verification import check_folder

    try:
        return load_problemes(read_moment(data_dir()), horloge.today().year)
    except TerritoiresError:
        return [*check_folder(data_dir()), *load_contenus().issues]


def _to_dict(issues: Sequence[Issue]) -> dict[str, Any]:
    """Issues as plain values, with how many of each severity."""
    counts = [sum(found.severity == severity for found in issues) for severity in (ERREUR, AVERTISSEMENT)]
    return {"erreurs": counts[0], "avertissements": counts[1], "issues": [found.to_dict() for found in issues]}
