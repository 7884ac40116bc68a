"""Write the package: in a folder, one file at a time and never half of one, or as a ZIP."""

import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from clauses.diffusion.contenu import nom_paquet
from clauses.diffusion.fichiers import FICHIERS
from clauses.diffusion.lisezmoi import DESCRIPTION, README, Absent
from clauses.diffusion.paquet import Paquet, build_package
from clauses.domain.typographie import typographic
from clauses.donnees import Moment, kept
from clauses.storage.ecriture import read_or_none, replace_file

_ELSEWHERE = typographic(" : donnez un autre dossier.")
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first date that a ZIP can hold: its files have none."""
_REGULAR_FILE = 0o100644 << 16


class DestinationError(ValueError):
    """A folder where the package must not be written; the message says why, in French."""


@dataclass(frozen=True)
class Ecriture:
    """What was written: the package, the names of the files that changed, and those of an older edition that stay."""

    paquet: Paquet
    changes: frozenset[str]
    restes: tuple[str, ...]

    @property
    def absents(self) -> tuple[Absent, ...]:
        """Files left out, with the reason."""
        return self.paquet.absents


def write_package(moment: Moment, jour: date, destination: Path) -> Ecriture:
    """Write every file of a moment in a folder, made if needed; what has not changed is left alone.

    Each file is replaced in one step. Nothing is deleted, not even a file that this edition had to leave out.

    Raises
    ------
    DestinationError
        When the destination is not a folder, holds data to edit, or files of the same names that are not an export.
    OSError, ChangedFileError
        When the disk refuses, or when someone else writes there: each file is the old one or the new one.
    """
    destination = destination.resolve()
    check_destination(destination, moment.folder, nom_paquet(moment))
    paquet = build_package(moment, jour)
    changes = write_files(destination, paquet.contents)
    restes = tuple(absent.nom for absent in paquet.absents if (destination / absent.nom).exists())
    return Ecriture(paquet, changes, restes)


def write_files(destination: Path, contents: Mapping[str, bytes]) -> frozenset[str]:
    """Write files in a folder, in their order, each replaced in one step; the names of those that changed."""
    return frozenset(name for name, content in contents.items() if _write(destination / name, content))


def check_destination(destination: Path, folder: Path, nom: str) -> None:
    """Refuse a destination where writing would harm something; see :func:`write_package`."""
    check_folder(destination, folder)
    names = [DESCRIPTION, README, *(fichier.nom for fichier in FICHIERS)]
    check_names(destination, folder, names)
    found = next((name for name in names if (destination / name).exists()), "")
    if found and _package_name(destination) != nom:
        raise DestinationError(
            f"{destination} contient déjà {found}, qui ne vient pas d’un export de ces données{_ELSEWHERE}"
        )


def check_folder(destination: Path, folder: Path) -> None:
    """Refuse what is not a folder, or is one of data: its own, or another."""
    if destination.exists() and not destination.is_dir():
        raise DestinationError(f"{destination} {typographic('est un fichier : donnez un dossier.')}")
    if _is_within(destination, folder):
        raise DestinationError(f"{destination} est dans le dossier des données{_ELSEWHERE}")
    if (destination / "geo" / "communes.csv").exists():
        raise DestinationError(f"{destination} est un dossier de données{_ELSEWHERE}")


def check_names(destination: Path, folder: Path, names: Iterable[str]) -> None:
    """Refuse a folder where one of these names leads into the data folder."""
    led = next((name for name in names if _is_within(destination / name, folder)), "")
    if led:
        raise DestinationError(f"{destination / led} mène au dossier des données{_ELSEWHERE}")


@kept(2)
def load_zip(moment: Moment, jour: date) -> bytes:
    """The same files as one ZIP; the same data give the same bytes."""
    return zip_files(build_package(moment, jour).contents.items())


def zip_files(files: Iterable[tuple[str, bytes]]) -> bytes:
    """A ZIP of these files, in alphabetical order and without dates."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in sorted(files):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            # Otherwise they would be those of the system that writes.
            entry.create_system, entry.external_attr = 3, _REGULAR_FILE
            archive.writestr(entry, content)
    return buffer.getvalue()


def _write(path: Path, content: bytes) -> bool:
    """Replace a file that holds something else; whether it did."""
    before = read_or_none(path)
    if before == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, content, before)
    return True


def _is_within(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())


def _package_name(folder: Path) -> str:
    """Name of the package that a folder holds; empty when it holds none."""
    try:
        description = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    return str(description.get("name", "")) if isinstance(description, dict) else ""
