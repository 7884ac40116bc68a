"""Save the data folder, put it back: what is done, and how it is told."""

import re
import shlex
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from clauses.cli.affichage import output, safe, waiting
from clauses.cli.publier import now
from clauses.cli.refus import Refus
from clauses.domain.issues import ERREUR, Issue, has_errors
from clauses.rendu.formats import NO_BREAK, count, number
from clauses.storage.editions.depot import EditionInconnueError, list_manifestes, read_reperes
from clauses.storage.editions.instantane import read_instantane
from clauses.storage.editions.publication import OccupeError
from clauses.storage.files import data_dir
from clauses.storage.limites import MEGABYTE
from clauses.storage.refus_systeme import reason_of
from clauses.storage.sauvegarde import Sauvegarde, SauvegardeError, write_sauvegarde
from clauses.storage.sauvegarde_droits import is_administrator
from clauses.storage.sauvegarde_reprise import ASIDE, read_sauvegarde
from clauses.storage.verification import check_folder

_DATED = re.compile(r"atlas-\d{8}-\d{6}\.tar\.gz")
_LEFT_BEHIND = re.compile(r"\.atlas-\d{8}-\d{6}\.tar\.gz\.[0-9a-f]{16}\.tmp")


@dataclass(frozen=True)
class Faite:
    """An archive written, and the older ones taken away."""

    path: Path
    sauvegarde: Sauvegarde
    octets: int
    supprimees: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Plain values, for JSON."""
        return {
            "archive": str(self.path),
            "octets": self.octets,
            **_to_dict(self.sauvegarde),
            "laisses": list(self.sauvegarde.laisses),
            "supprimees": list(self.supprimees),
        }


@dataclass(frozen=True)
class Reprise:
    """A folder filled again, and what its verification says; ``edition`` is the one found there, whatever was told."""

    folder: Path
    sauvegarde: Sauvegarde
    edition: int | None
    editions: int
    abimees: tuple[int, ...]
    issues: tuple[Issue, ...]

    @property
    def exit_code(self) -> int:
        """1 when something must be looked at."""
        return int(bool(self.abimees) or has_errors(self.issues))

    def to_dict(self) -> dict[str, Any]:
        """Plain values, for JSON."""
        return {
            "dossier": str(self.folder),
            **_to_dict(self.sauvegarde),
            "edition": self.edition,
            "editions": self.editions,
            "editions_abimees": list(self.abimees),
            "problemes": [issue.to_dict() for issue in self.issues],
        }


def write(destination: Path, *, comptes: bool, garder: int | None) -> Faite:
    """Save the data folder in a file, or in a folder under a name that tells the date."""
    date = now()
    if garder is not None and not destination.is_dir():
        raise Refus("--garder demande un dossier, pas un fichier.")
    path = destination / f"atlas-{date:%Y%m%d-%H%M%S}.tar.gz" if destination.is_dir() else destination
    with waiting("Sauvegarde…"), _refused(path):
        done = write_sauvegarde(data_dir(), path, date, comptes=comptes)
        removed = () if garder is None else _rotate(path, garder)
        return Faite(path, done, path.stat().st_size, removed)


def bring_back(archive: Path, folder: Path) -> Reprise:
    """Fill a folder from an archive, then read every edition and check the tables."""
    with waiting("Reprise…"), _refused(folder):
        done = read_sauvegarde(archive, folder)
    numbers = [manifeste.numero for manifeste in list_manifestes(folder)]
    damaged = tuple(numero for numero in numbers if _is_damaged(folder, numero))
    with waiting("Vérification des données…"):
        issues = tuple(check_folder(folder))
    return Reprise(folder, done, read_reperes(folder).actuelle, len(numbers), damaged, issues)


def show(done: Faite) -> None:
    """Tell a backup."""
    sauvegarde = done.sauvegarde
    accounts = "" if sauvegarde.comptes else ", sans les comptes ni les brouillons"
    console = output()
    words = f"{done.path} : {count(len(sauvegarde.fichiers), 'fichier')}, {_weight(done.octets)}{accounts}."
    console.print(safe(words, "bold"), soft_wrap=True)
    if sauvegarde.laisses:
        names = ", ".join(f"{name}/" for name in sauvegarde.laisses)
        console.print(safe(f"Laissé de côté, car ce n’est pas de l’atlas : {names}", "yellow"), soft_wrap=True)
    if done.supprimees:
        console.print(safe(f"Supprimées : {', '.join(done.supprimees)}."))


def show_reprise(done: Reprise) -> None:
    """Tell what was put back."""
    sauvegarde = done.sauvegarde
    moment = datetime.fromisoformat(sauvegarde.date)
    console = output()
    console.print(safe(f"Sauvegarde du {moment:%d/%m/%Y à %H:%M} reprise dans {done.folder}.", "bold"), soft_wrap=True)
    shown = "aucune" if done.edition is None else f"n°{NO_BREAK}{done.edition}"
    console.print(safe(f"Édition montrée : {shown} ; {count(done.editions, 'édition')} en tout."))
    if not sauvegarde.comptes:
        console.print(
            safe("Elle ne contenait pas les comptes : recréez-les avec « python -m clauses compte ajouter ».")
        )
    if is_administrator() and done.folder.stat().st_uid == 0:
        owner = (
            f"Ce dossier est à root. Donnez-le au compte de l’atlas : chown -R atlas: {shlex.quote(str(done.folder))}"
        )
        console.print(safe(owner, "yellow"), soft_wrap=True)
    for numero in done.abimees:
        console.print(safe(f"L’édition n°{NO_BREAK}{numero} était déjà abîmée au moment de la sauvegarde.", "yellow"))
    errors = sum(issue.severity == ERREUR for issue in done.issues)
    found = f"{count(errors, 'erreur')}, {count(len(done.issues) - errors, 'avertissement')}"
    console.print(safe(f"Vérification des données : {found}.", "red" if errors else "green"))


@contextmanager
def _refused(path: Path) -> Generator[None]:
    """Say in French what keeps it from being done."""
    try:
        yield
    except SauvegardeError as error:
        # Names in an archive come from outside.
        raise Refus(safe(error.raison).plain) from error
    except OccupeError as error:
        raise Refus("Une publication est en cours : recommencez dans un instant.") from error
    except sqlite3.Error as error:
        raise Refus(
            "Les comptes ne peuvent pas être lus : leur registre est abîmé, ou un autre programme le tient. "
            "Avec --sans-comptes, le reste se sauvegarde."
        ) from error
    except OSError as error:
        name = str(error.filename or path)
        # That of a file being written tells nothing to anybody.
        shown = path if ASIDE in name or name.endswith(".tmp") else name
        raise Refus(f"{shown} : {reason_of(error)}. Rien n’est laissé à moitié fait.") from error


def _rotate(made: Path, kept: int) -> tuple[str, ...]:
    """Take away the oldest archives, and what backups stopped by force left; nothing else is ever touched."""
    names = sorted(path.name for path in made.parent.iterdir())
    # By their names. Never the one just made, even on a machine whose clock went back.
    dated = [name for name in names if _DATED.fullmatch(name) and name != made.name]
    old = dated[: max(0, len(dated) - kept + 1)]
    for name in [*old, *filter(_LEFT_BEHIND.fullmatch, names)]:
        made.with_name(name).unlink(missing_ok=True)
    return tuple(old)


def _is_damaged(folder: Path, numero: int) -> bool:
    try:
        read_instantane(folder, numero)
    except EditionInconnueError:
        return True
    return False


def _to_dict(sauvegarde: Sauvegarde) -> dict[str, Any]:
    return {
        "date": sauvegarde.date,
        "edition": sauvegarde.edition,
        "comptes": sauvegarde.comptes,
        "fichiers": len(sauvegarde.fichiers),
    }


def _weight(octets: int) -> str:
    if octets < MEGABYTE:
        return f"{number(-(-octets // 1024))}{NO_BREAK}ko"
    return f"{number(octets / MEGABYTE, 1)}{NO_BREAK}Mo"
