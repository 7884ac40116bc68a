"""Import of follow-up files from the command line: what would change, then, when asked, the writing."""

from pathlib import Path
from typing import Any

import typer

from clauses.cli.affichage import grid, output, safe, verification, waiting
from clauses.cli.refus import Refus
from clauses.domain.issues import Issue, issue
from clauses.storage.ecriture import ChangedFileError
from clauses.storage.files import data_dir
from clauses.storage.imports import Import, NoCorrespondanceError, prepare, write
from clauses.storage.imports.sources import SourceError
from clauses.views.formats import count, number

_FIGURES = {
    "heures": "Heures",
    "beneficiaires": "Bénéficiaires",
    "contrats": "Contrats",
    "marches": "Marchés",
    "part_qpv": "QPV (%)",
}
_EMPTY = "–"


def heures(path: Path, correspondance: Path | None, *, as_json: bool) -> Import:
    """What importing a file would do; refused when it, its correspondance or the data cannot be read."""
    try:
        with waiting("Lecture du fichier de suivi…"):
            return prepare(data_dir(), path, correspondance)
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


def is_refused(prepared: Import, *, appliquer: bool, ignorer: bool) -> bool:
    """Whether something forbids to write: errors in the result, or faulty rows that nobody chose to leave out."""
    return not prepared.is_valid or (appliquer and prepared.releve.ecartees > 0 and not ignorer)


def ecrire(prepared: Import) -> None:
    """Write the table; refused when the disk does not want it, or when it changed meanwhile."""
    try:
        write(prepared)
    except ChangedFileError as error:
        raise Refus(_line(issue("E-FIC-18", prepared.path.as_posix()))) from error
    except OSError as error:
        reason = f"{prepared.path} ne peut pas être écrit : {error.strerror}. Le fichier reste comme il était."
        raise Refus(reason) from error


def to_dict(prepared: Import, *, ecrit: bool) -> dict[str, Any]:
    """Plain values of an import."""
    releve, changements = prepared.releve, prepared.changements
    return {
        "lues": releve.lues,
        "retenues": releve.retenues,
        "filtrees": releve.filtrees,
        "ecartees": releve.ecartees,
        "ajouts": list(changements.ajouts),
        "modifications": [
            {"id": each.id, "champs": {name: list(values) for name, values in each.champs.items()}}
            for each in changements.modifications
        ],
        "inchangees": list(changements.inchangees),
        "issues": [each.to_dict() for each in prepared.issues],
        "ecrit": ecrit,
    }


def show(prepared: Import, *, ecrit: bool, refused: bool) -> None:
    """Tell an import: what was read, what was left out and why, what changes."""
    console = output()
    releve, changements = prepared.releve, prepared.changements
    parts = [count(releve.lues, "ligne lue", "lignes lues"), count(releve.retenues, "retenue")]
    parts += [f"{number(releve.filtrees)} hors du filtre"] if releve.filtrees else []
    parts += [f"{count(releve.ecartees, 'fautive')} (hors des totaux)"] if releve.ecartees else []
    console.print(safe(f"{releve.file} : {', '.join(parts)}.", "bold"))
    if prepared.issues:
        console.print()
        verification(prepared.issues)
    if changements.ajouts:
        console.print()
        console.print(safe(f"{count(len(changements.ajouts), 'chiffre')} à ajouter", "bold"))
        table = grid("Identifiant", "Libellé", "Année", *_FIGURES.values(), numbers=3)
        for row in changements.ajouts:
            cells = (_figure(row.get(name, "")) for name in _FIGURES)
            table.add_row(*map(safe, (row["id"], row.get("libelle", ""), row["annee"], *cells)))
        console.print(table)
    if changements.modifications:
        console.print()
        console.print(safe(f"{count(len(changements.modifications), 'chiffre')} à modifier", "bold"))
        table = grid("Identifiant", "Colonne", "Avant", "Après")
        for each in changements.modifications:
            for name, (old, new) in each.champs.items():
                table.add_row(*map(safe, (each.id, name, old or _EMPTY, new or _EMPTY)))
        console.print(table)
    console.print()
    if changements.inchangees:
        console.print(safe(f"{count(len(changements.inchangees), 'chiffre')} sans changement."))
    console.print(safe(_conclusion(prepared, ecrit=ecrit, refused=refused), "bold"))


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


def _figure(cell: str) -> str:
    return cell.replace(".", ",") if "." in cell else number(int(cell)) if cell else _EMPTY


def _line(found: Issue) -> str:
    """« suivi.yml, ligne 4 : La clé… »."""
    place = f"{found.file}, ligne {found.line}" if found.line else found.file
    return f"{place} : {found.message}"
