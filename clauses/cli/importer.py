"""Imports from the command line: dry run, then the writing when asked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer
from rich.console import Console

from clauses.cli.refus import Refus
from clauses.cli.sortie import EMPTY as _EMPTY
from clauses.cli.sortie import MOST_ROWS as _MOST_ROWS
from clauses.cli.sortie import grid, output, print_json, safe, show_issues, waiting
from clauses.domain.changements import Changements, Disparition
from clauses.domain.imports.releve import Releve
from clauses.domain.issues import Issue, issue
from clauses.domain.liste_structures import lecture
from clauses.domain.liste_structures.changements import ReleveStructures
from clauses.rendu.formats import count, number
from clauses.storage.ecriture import ChangedFileError
from clauses.storage.files import data_dir
from clauses.storage.imports import Import, NoCorrespondanceError, write
from clauses.storage.imports import heures as follow_up
from clauses.storage.imports import structures as lists
from clauses.storage.limites import SourceError
from clauses.storage.refus_systeme import reason_of

_FIGURES = {
    "heures": "Heures",
    "beneficiaires": "Bénéficiaires",
    "contrats": "Contrats",
    "marches": "Marchés",
    "part_qpv": "QPV (%)",
}


@dataclass(frozen=True)
class Sorte:
    """Display of one kind of import: its noun, the columns of the rows added, the numeric columns."""

    singular: str
    titles: tuple[str, ...]
    cells: Callable[[dict[str, str]], Sequence[str]]
    numbers: int | None
    left_out: str


def _figure(cell: str) -> str:
    return cell.replace(".", ",") if "." in cell else number(int(cell)) if cell else _EMPTY


HEURES = Sorte(
    "chiffre", ("Identifiant", "Libellé", "Année", *_FIGURES.values()),
    lambda row: (row["id"], row.get("libelle", ""), row["annee"], *(_figure(row.get(name, "")) for name in _FIGURES)),
    3, " (hors des totaux)",
)  # fmt: skip
STRUCTURES = Sorte(
    "structure", ("Identifiant", "Nom", "Type", "Commune", "SIRET"),
    lambda row: (row["id"], *(row.get(name, _EMPTY) for name in ("nom", "type", "commune", "siret"))), None, "",
)  # fmt: skip

_MOTIFS = {
    lecture.FILTRE: "hors du filtre",
    lecture.REGION: "hors de la région",
    lecture.SANS_COMMUNE: "sans commune",
    lecture.INSERTION: "sans type d’insertion",
    lecture.DOUBLE: "en double",
}


def heures(path: Path, correspondance: Path | None, *, as_json: bool) -> Import:
    """Dry run of a follow-up file; refused when it, its correspondance or the data cannot be read."""
    return _prepared(
        lambda: follow_up.prepare(data_dir(), path, correspondance), "Lecture du fichier de suivi…", path, as_json
    )


def structures(path: Path, correspondance: Path | None, *, retirer: bool, as_json: bool) -> Import:
    """Dry run of a list of structures; refused likewise."""
    return _prepared(
        lambda: lists.prepare(data_dir(), path, correspondance, retire=retirer),
        "Lecture de la liste…",
        path,
        as_json,
    )


def _prepared(prepare: Callable[[], Import], message: str, path: Path, as_json: bool) -> Import:
    try:
        with waiting(message):
            return prepare()
    except NoCorrespondanceError as error:
        if not as_json:
            typer.echo(error.modele, nl=False)
        raise Refus(
            f"Il manque la correspondance entre les colonnes de {path} et l’atlas. En voici un modèle, à relire, à "
            f"compléter et à enregistrer sous {error.path}.",
            modele=error.modele,
        ) from error
    except SourceError as error:
        message = "\n".join(map(_line, error.issues))
        raise Refus(message, issues=[each.to_dict() for each in error.issues]) from error


def run(prepared: Import, sorte: Sorte, *, appliquer: bool, ignorer: bool, as_json: bool) -> bool:
    """Write when asked and allowed, and report; true if it is refused.

    Errors in the result prevent writing, and so do faulty rows not explicitly left out.
    """
    refused = not prepared.is_valid or (appliquer and prepared.releve.ecartees > 0 and not ignorer)
    ecrit = appliquer and not refused and bool(prepared.changements)
    if ecrit:
        _write(prepared)
    if as_json:
        print_json(to_dict(prepared, ecrit=ecrit))
    else:
        show(prepared, sorte, ecrit=ecrit, refused=refused)
    return refused


def _write(prepared: Import) -> None:
    try:
        write(prepared)
    except ChangedFileError as error:
        raise Refus(_line(issue("E-FIC-18", prepared.path.as_posix()))) from error
    except OSError as error:
        reason = f"{prepared.path} ne peut pas être écrit : {reason_of(error)}. Le fichier reste comme il était."
        raise Refus(reason) from error


def to_dict(prepared: Import, *, ecrit: bool) -> dict[str, Any]:
    """Plain values of an import."""
    releve, changements = prepared.releve, prepared.changements
    return {
        "lues": releve.lues,
        "retenues": releve.retenues,
        "filtrees": releve.filtrees,
        "ecartees": releve.ecartees,
        **(_of_structures(releve, changements) if isinstance(releve, ReleveStructures) else {}),
        "ajouts": list(changements.ajouts),
        "modifications": [
            {"id": each.id, "champs": {name: list(values) for name, values in each.champs.items()}}
            for each in changements.modifications
        ],
        "inchangees": list(changements.inchangees),
        "issues": [each.to_dict() for each in prepared.issues],
        "ecrit": ecrit,
    }


def _of_structures(releve: ReleveStructures, changements: Changements) -> dict[str, Any]:
    return {
        "motifs": {name: releve.motifs.get(name, 0) for name in _MOTIFS},
        "personnels": releve.personnels,
        "disparues": [{"id": each.id, "nom": each.nom} for each in changements.disparitions],
        "retirees": [each.id for each in changements.retraits],
    }


def show(prepared: Import, sorte: Sorte, *, ecrit: bool, refused: bool) -> None:
    """Print an import: rows read, rows left out and why, changes."""
    console = output()
    releve, changements = prepared.releve, prepared.changements
    console.print(safe(f"{releve.file} : {', '.join(_counts(releve, sorte))}.", "bold"))
    if prepared.issues:
        console.print()
        show_issues(prepared.issues)
    if changements.ajouts:
        rows = [sorte.cells(row) for row in changements.ajouts]
        _table(console, f"{count(len(rows), sorte.singular)} à ajouter", sorte.titles, rows, sorte.numbers)
    if changements.modifications:
        rows = [
            (each.id, name, old or _EMPTY, new or _EMPTY)
            for each in changements.modifications
            for name, (old, new) in each.champs.items()
        ]
        title = f"{count(len(changements.modifications), sorte.singular)} à modifier"
        _table(console, title, ("Identifiant", "Colonne", "Avant", "Après"), rows)
    if changements.disparitions:
        _show_disparitions(console, changements.disparitions, retire=changements.retire)
    console.print()
    if changements.inchangees:
        console.print(safe(f"{count(len(changements.inchangees), sorte.singular)} sans changement."))
    console.print(safe(_conclusion(prepared, ecrit=ecrit, refused=refused), "bold"))


def _counts(releve: Releve, sorte: Sorte) -> list[str]:
    parts = [count(releve.lues, "ligne lue", "lignes lues"), count(releve.retenues, "retenue")]
    motifs = releve.motifs if isinstance(releve, ReleveStructures) else {lecture.FILTRE: releve.filtrees}
    parts += [f"{number(motifs[name])} {words}" for name, words in _MOTIFS.items() if motifs.get(name)]
    parts += [f"{count(releve.ecartees, 'fautive')}{sorte.left_out}"] if releve.ecartees else []
    personnels = releve.personnels if isinstance(releve, ReleveStructures) else 0
    parts += [count(personnels, "contact personnel non repris", "contacts personnels non repris")] if personnels else []
    return parts


def _show_disparitions(console: Console, gone: Sequence[Disparition], *, retire: bool) -> None:
    title = f"{count(len(gone), 'structure')} de même source absente{'s' if len(gone) > 1 else ''} du fichier"
    title += ", à retirer" if retire else " (à retirer avec --retirer-les-disparues)"
    _table(console, title, ("Identifiant", "Nom"), [(each.id, each.nom) for each in gone])


def _table(
    console: Console, title: str, titles: Sequence[str], rows: Sequence[Sequence[str]], numbers: int | None = None
) -> None:
    console.print()
    console.print(safe(title, "bold"))
    table = grid(*titles, numbers=numbers)
    for row in rows[:_MOST_ROWS]:
        table.add_row(*map(safe, row))
    console.print(table)
    if len(rows) > _MOST_ROWS:
        console.print(safe(f"… et {number(len(rows) - _MOST_ROWS)} de plus, que --json donne."))


def _conclusion(prepared: Import, *, ecrit: bool, refused: bool) -> str:
    name = prepared.path.name
    if ecrit:
        return f"Écrit : {prepared.path}"
    if not prepared.is_valid:
        return f"Refusé : {name} reste comme il était."
    if refused:
        return (
            f"Refusé : {name} reste comme il était. Corrigez les lignes fautives, ou écartez-les avec "
            "--ignorer-les-lignes-fautives."
        )
    if not prepared.changements:
        return f"Rien à écrire : {name} dit déjà tout cela."
    return f"Rien n’est écrit : ajoutez --appliquer pour écrire {name}."


def _line(found: Issue) -> str:
    """« suivi.yml, ligne 4 : La clé… »."""
    place = f"{found.file}, ligne {found.line}" if found.line else found.file
    return f"{place} : {found.message}"
