"""``sauvegarder`` and ``reprendre``: back up the whole data folder, restore it."""

import re
import shlex
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from clauses.cli.refus import Refus
from clauses.cli.sortie import AsJson, bilan, print_json, safe, say, waiting
from clauses.domain.issues import Issue, has_errors
from clauses.rendu.formats import number
from clauses.rendu.mots import commandes
from clauses.rendu.mots import sauvegardes as mots
from clauses.storage import horloge
from clauses.storage.files import data_dir
from clauses.storage.limites import MEGABYTE
from clauses.storage.refus_systeme import reason_of

if TYPE_CHECKING:
    from clauses.storage.editions.controle import Abimee
    from clauses.storage.sauvegarde import Sauvegarde


_DATED = re.compile(r"atlas-\d{8}-\d{6}\.tar\.gz")
_LEFT_BEHIND = re.compile(r"\.atlas-\d{8}-\d{6}\.tar\.gz\.[0-9a-f]{16}\.tmp")


@dataclass(frozen=True)
class Faite:
    """Backup written, and the older ones deleted (rotation)."""

    path: Path
    sauvegarde: "Sauvegarde"
    octets: int
    supprimees: tuple[str, ...]

    @property
    def exit_code(self) -> int:
        """1 when an edition in it was damaged before."""
        return int(bool(self.sauvegarde.abimees))

    def to_dict(self) -> dict[str, Any]:
        """Plain values, for JSON."""
        return {
            "archive": str(self.path),
            "octets": self.octets,
            **_to_dict(self.sauvegarde),
            "laisses": list(self.sauvegarde.laisses),
            "editions_abimees": [each.numero for each in self.sauvegarde.abimees],
            "supprimees": list(self.supprimees),
        }


@dataclass(frozen=True)
class Reprise:
    """Restored folder, and its verification; ``edition`` is the one found in it, whatever the manifest has."""

    folder: Path
    sauvegarde: "Sauvegarde"
    edition: int | None
    editions: int
    abimees: "tuple[Abimee, ...]"
    issues: tuple[Issue, ...]

    @property
    def exit_code(self) -> int:
        """1 when something needs attention."""
        return int(bool(self.abimees) or has_errors(self.issues))

    def to_dict(self) -> dict[str, Any]:
        """Plain values, for JSON."""
        return {
            "dossier": str(self.folder),
            **_to_dict(self.sauvegarde),
            "edition": self.edition,
            "editions": self.editions,
            "editions_abimees": [each.numero for each in self.abimees],
            "problemes": [issue.to_dict() for issue in self.issues],
        }


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
    n’y sont pas. « reprendre » la remet en place. Chaque édition est comparée à ses sommes de contrôle : si l’une est
    abîmée, l’archive est faite quand même, mais --garder ne supprime aucune des anciennes.

    Code de sortie : 0 si c’est fait, 1 si une édition est abîmée, 2 si c’est refusé, avec la raison.
    """
    done = _write(destination, comptes=not sans_comptes, garder=garder)
    if as_json:
        print_json(done.to_dict())
    else:
        _show(done)
    raise typer.Exit(done.exit_code)


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
    reprise = _bring_back(fichier, dossier)
    if as_json:
        print_json(reprise.to_dict())
    else:
        _show_reprise(reprise)
    raise typer.Exit(reprise.exit_code)


def _write(destination: Path, *, comptes: bool, garder: int | None) -> Faite:
    """Back up the data folder to a file, or to a folder under a dated name."""
    from clauses.storage.sauvegarde import write_sauvegarde

    date = horloge.now()
    if garder is not None and not destination.is_dir():
        raise Refus(mots.GARDER)
    path = destination / f"atlas-{date:%Y%m%d-%H%M%S}.tar.gz" if destination.is_dir() else destination
    with waiting(mots.SAUVEGARDE), _refused(path):
        done = write_sauvegarde(data_dir(), path, date, comptes=comptes)
        # An older archive may be the last to hold what is damaged now.
        removed = () if garder is None or done.abimees else _rotate(path, garder)
        return Faite(path, done, path.stat().st_size, removed)


def _bring_back(archive: Path, folder: Path) -> Reprise:
    """Restore an archive, then read every edition and check the tables."""
    from clauses.storage.editions.controle import find_abimees
    from clauses.storage.editions.depot import list_numeros, read_reperes
    from clauses.storage.sauvegarde_reprise import read_sauvegarde
    from clauses.storage.verification import check_folder

    with waiting(mots.REPRISE), _refused(folder):
        done = read_sauvegarde(archive, folder)
    with waiting(commandes.VERIFICATION):
        damaged, issues = find_abimees(folder), tuple(check_folder(folder))
    return Reprise(folder, done, read_reperes(folder).actuelle, len(list_numeros(folder)), damaged, issues)


def _show(done: Faite) -> None:
    """Print a backup."""
    sauvegarde = done.sauvegarde
    words = mots.sauvegarde(done.path, len(sauvegarde.fichiers), _weight(done.octets), comptes=sauvegarde.comptes)
    say(words, "bold", whole=True)
    if sauvegarde.laisses:
        say(mots.laisses(sauvegarde.laisses), "yellow", whole=True)
    for abimee in sauvegarde.abimees:
        say(mots.abimee(abimee.numero, abimee.fichier), "red", whole=True)
    if done.supprimees:
        say(mots.supprimees(done.supprimees))


def _show_reprise(done: Reprise) -> None:
    """Print what was restored."""
    from clauses.storage.sauvegarde_droits import is_administrator

    say(mots.reprise(horloge.local(datetime.fromisoformat(done.sauvegarde.date)), done.folder), "bold", whole=True)
    say(mots.editions(done.edition, done.editions))
    if not done.sauvegarde.comptes:
        say(mots.SANS_COMPTES)
    if is_administrator() and done.folder.stat().st_uid == 0:
        say(mots.dossier_de_root(f"chown -R atlas: {shlex.quote(str(done.folder))}"), "yellow", whole=True)
    for abimee in done.abimees:
        say(mots.edition_abimee(abimee.numero, abimee.fichier), "yellow")
    say(mots.verification(bilan(done.issues)), "red" if has_errors(done.issues) else "green")


@contextmanager
def _refused(path: Path) -> Generator[None]:
    """Turn an error into its reason, in French."""
    from clauses.storage.editions.publication import OccupeError
    from clauses.storage.sauvegarde import SauvegardeError
    from clauses.storage.sauvegarde_reprise import ASIDE

    try:
        yield
    except SauvegardeError as error:
        # Names in an archive come from outside.
        raise Refus(safe(error.raison).plain) from error
    except OccupeError as error:
        raise Refus(mots.PUBLICATION_EN_COURS) from error
    except sqlite3.Error as error:
        raise Refus(mots.COMPTES_ILLISIBLES) from error
    except OSError as error:
        name = str(error.filename or path)
        # The name of a temporary file would mean nothing to the person.
        shown = path if ASIDE in name or name.endswith(".tmp") else name
        raise Refus(mots.empeche(shown, reason_of(error))) from error


def _rotate(made: Path, kept: int) -> tuple[str, ...]:
    """Rotation: delete the oldest archives, and leftovers of killed backups; nothing else is ever touched."""
    names = sorted(path.name for path in made.parent.iterdir())
    # By name. Never the one just made, even on a machine whose clock went back.
    dated = [name for name in names if _DATED.fullmatch(name) and name != made.name]
    old = dated[: max(0, len(dated) - kept + 1)]
    for name in [*old, *filter(_LEFT_BEHIND.fullmatch, names)]:
        made.with_name(name).unlink(missing_ok=True)
    return tuple(old)


def _to_dict(sauvegarde: "Sauvegarde") -> dict[str, Any]:
    return {
        "date": sauvegarde.date,
        "edition": sauvegarde.edition,
        "comptes": sauvegarde.comptes,
        "fichiers": len(sauvegarde.fichiers),
    }


def _weight(octets: int) -> str:
    if octets < MEGABYTE:
        return f"{number(-(-octets // 1024))} ko"
    return f"{number(octets / MEGABYTE, 1)} Mo"
