"""Sauvegarde: everything a data folder holds, in one archive that may be made while the atlas runs.

::

    donnees/guichets.csv, geo/, schemas/, editions/ …    the files, as they are
    donnees/equipe/                                      accounts and drafts, unless excluded
    sauvegarde.json                                      what there is: comes last, so that a cut archive lacks it

Nobody publishes meanwhile: the lock of publications is held; on a read-only disk, the pointers are compared instead.
Open sessions are not kept: after a loss, everybody signs in again, and a session that was closed since cannot come back
to life. Editions are checked on the way: older archives may be the last to hold what is damaged now.
"""

import errno
import gzip
import hashlib
import io
import json
import os
import re
import secrets
import sqlite3
import stat
import tarfile
import tempfile
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from clauses.storage.ecriture import sync_folder
from clauses.storage.editions.controle import Abimee, find_abimees
from clauses.storage.editions.depot import FOLDER as EDITIONS
from clauses.storage.editions.depot import read_reperes
from clauses.storage.editions.publication import locked
from clauses.storage.equipe import FOLDER as EQUIPE
from clauses.storage.limites import MEGABYTE
from clauses.storage.registre import REGISTRE_FILE
from clauses.storage.sauvegarde_droits import as_owner, give_to_owner
from clauses.storage.textes import FOLDER as TEXTES

FORMAT = "atlas-sauvegarde/1"
MANIFESTE, DONNEES = "sauvegarde.json", "donnees"
FOLDERS = (EDITIONS, EQUIPE, TEXTES, "geo", "schemas")
ORIGINE = ".origine.json"
"""What the program put in the folder; the only hidden file that is kept."""

LARGEST_FILE = 256 * MEGABYTE
LARGEST_TOTAL = 4096 * MEGABYTE
MOST_FILES = 100_000
DEEPEST = 8

_REGISTRE = f"{EQUIPE}/{REGISTRE_FILE}"
_NAME = re.compile(r"[^/\\:\x00-\x1f]{1,200}")
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)


class SauvegardeError(ValueError):
    """An archive that cannot be made or used; ``raison`` is in French."""

    def __init__(self, raison: str) -> None:
        self.raison = raison
        super().__init__(raison)


@dataclass(frozen=True)
class Sauvegarde:
    """Manifest of a backup archive.

    Attributes
    ----------
    date : when it was made, ISO 8601 with its offset
    edition : number of the edition shown then; ``None`` when none was published
    comptes : whether the private folder of the team is in it
    fichiers : size and sha256 of each file, by its path in the data folder
    laisses : folders found among the data that are not of the atlas, hence not in it; the caller reports them
    abimees : editions that were damaged before; the caller reports them too
    """

    date: str
    edition: int | None
    comptes: bool
    fichiers: Mapping[str, tuple[int, str]]
    laisses: tuple[str, ...] = ()
    abimees: tuple[Abimee, ...] = ()

    @property
    def octets(self) -> int:
        """Size of all files."""
        return sum(size for size, _ in self.fichiers.values())


def write_sauvegarde(
    folder: Path,
    path: Path,
    date: datetime,
    *,
    comptes: bool = True,
    step: Callable[[str], None] = lambda _name: None,
) -> Sauvegarde:
    """Write the archive of a data folder, readable by its owner alone: it may hold hashes of passwords.

    Parameters
    ----------
    comptes : whether to keep the private folder of the team
    step : called with the name of each step before it starts

    Raises
    ------
    SauvegardeError
        When the archive exists or would be in the folder, or something could not be kept or put back.
    OccupeError
        When somebody publishes and does not finish.
    OSError, sqlite3.Error
        When a file cannot be read, or the disk refuses: no archive is left.
    """
    if path.resolve().is_relative_to(folder.resolve()):
        raise SauvegardeError(f"{path} est dans le dossier des données : donnez un autre emplacement.")
    if path.exists():
        raise SauvegardeError(f"{path} existe déjà : donnez un autre nom.")
    aside = path.with_name(f".{path.name}.{secrets.token_hex(8)}.tmp")
    try:
        with os.fdopen(os.open(aside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            with as_owner(folder), _still(folder):
                done = _archive(folder, file, date, comptes, step)
            file.flush()
            give_to_owner(file.fileno(), path.parent, folder)
            os.fsync(file.fileno())
        step("nommer")
        aside.replace(path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
    return done


@contextmanager
def _still(folder: Path) -> Generator[None]:
    """Nobody publishes meanwhile."""
    with ExitStack() as stack:
        try:
            stack.enter_context(locked(folder))
        except OSError as error:
            # A disk that protects itself by refusing to be written is when one needs a copy.
            if error.errno != errno.EROFS:
                raise
        before = read_reperes(folder)
        yield
        # What is read-only here may be written from elsewhere: the folder of a container, for instance.
        if read_reperes(folder) != before:
            raise SauvegardeError("Quelqu’un a publié pendant la sauvegarde : recommencez.")


def is_safe(name: str) -> bool:
    """True if a path is a safe relative path of the data folder, on any system (no path traversal).

    >>> [name for name in ("guichets.csv", "geo/epci.geojson", ".origine.json", "editions/0001/x.csv") if is_safe(name)]
    ['guichets.csv', 'geo/epci.geojson', '.origine.json', 'editions/0001/x.csv']
    >>> [name for name in ("../x", "geo/../../x", "autre/x", "geo", "geo//x", "c:x", ".x", "nul") if is_safe(name)]
    []
    """
    parts = name.split("/")
    top, is_deep = parts[0], len(parts) > 1
    return (
        len(parts) <= DEEPEST
        and all(_NAME.fullmatch(part) and part not in (".", "..") and not _RESERVED.fullmatch(part) for part in parts)
        and (top in FOLDERS if is_deep else top not in FOLDERS)
        and (top == ORIGINE or not top.startswith("."))
    )


def _archive(
    folder: Path, file: io.BufferedIOBase, date: datetime, comptes: bool, step: Callable[[str], None]
) -> Sauvegarde:
    fichiers: dict[str, tuple[int, str]] = {}
    total = 0
    with (
        gzip.GzipFile("", "wb", 6, file, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        for name, path in _listed(folder, comptes=comptes):
            step(f"écrire {name}")
            content = _read(name, path)
            if content is None:
                continue
            total += len(content)
            # What could not be put back is not a safety copy.
            if not is_safe(name):
                raise SauvegardeError(f"« {name} » n’est pas un nom que la reprise accepte : renommez ce fichier.")
            if len(content) > LARGEST_FILE or total > LARGEST_TOTAL or len(fichiers) >= MOST_FILES:
                raise SauvegardeError(f"{name} : trop lourd, ou trop de fichiers, pour une sauvegarde de l’atlas.")
            fichiers[name] = (len(content), hashlib.sha256(content).hexdigest())
            _add(archive, f"{DONNEES}/{name}", content, date)
        moment, edition = date.isoformat(timespec="seconds"), read_reperes(folder).actuelle
        abimees = find_abimees(folder, lambda name: fichiers.get(name, (0, None))[1])
        done = Sauvegarde(moment, edition, comptes, fichiers, _left_out(folder), abimees)
        step("manifeste")
        _add(archive, MANIFESTE, _document(done), date)
    return done


def _listed(folder: Path, *, comptes: bool) -> Iterator[tuple[str, Path]]:
    """Files to keep, by name: neither locks nor what was being written when something stopped."""
    for path in sorted(folder.iterdir()):
        if not path.is_dir() and (path.name == ORIGINE or not path.name.startswith(".")):
            yield path.name, path
    for top in FOLDERS if comptes else (each for each in FOLDERS if each != EQUIPE):
        for place, folders, names in os.walk(folder / top, onerror=_refuse):
            folders[:] = sorted(each for each in folders if not each.startswith("."))
            here = PurePosixPath(top, Path(place).relative_to(folder / top))
            for name in folders:
                # It would be passed over, and what it leads to would be lost.
                if Path(place, name).is_symlink():
                    raise SauvegardeError(
                        f"« {here / name} » est un lien : mettez à sa place le dossier auquel il mène."
                    )
            for name in sorted(names):
                if not name.startswith(".") and not name.startswith(f"{REGISTRE_FILE}-"):
                    yield (here / name).as_posix(), Path(place, name)


def _left_out(folder: Path) -> tuple[str, ...]:
    known = (*FOLDERS, "lost+found")
    found = (path.name for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
    return tuple(sorted(name for name in found if name not in known))


def _refuse(error: OSError) -> None:
    # A folder that does not exist holds nothing; one that cannot be read would be lost.
    if not isinstance(error, FileNotFoundError):
        raise error


def _read(name: str, path: Path) -> bytes | None:
    """Content of a file; ``None`` for a draft that was dropped since it was listed: nobody locks those."""
    try:
        # A pipe would be waited for, and publications with it.
        if not stat.S_ISREG(path.stat().st_mode):
            raise SauvegardeError(f"« {name} » n’est pas un fichier : enlevez-le du dossier des données.")
        return _registre(path) if name == _REGISTRE else path.read_bytes()
    except FileNotFoundError:
        if name.startswith(f"{EQUIPE}/") and not path.is_symlink():
            return None
        raise


def _registre(path: Path) -> bytes:
    """The registry as it is between two transactions, without what is only good for a few hours."""
    with tempfile.TemporaryDirectory() as temporary:
        copy = Path(temporary) / REGISTRE_FILE
        address = f"{path.absolute().as_uri()}?mode=rw"
        with (
            closing(sqlite3.connect(address, uri=True, timeout=5)) as source,
            closing(sqlite3.connect(copy, isolation_level=None)) as target,
        ):
            source.backup(target)
            tables = {name for (name,) in target.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            for table in tables & {"seances", "essais", "attentes"}:
                target.execute(f"DELETE FROM {table}")
            target.execute("VACUUM")
        return copy.read_bytes()


def _add(archive: tarfile.TarFile, name: str, content: bytes, date: datetime) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode, member.mtime = len(content), 0o600, int(date.timestamp())
    archive.addfile(member, io.BytesIO(content))


def _document(done: Sauvegarde) -> bytes:
    fichiers = {name: {"octets": size, "sha256": hash_} for name, (size, hash_) in done.fichiers.items()}
    head = {"format": FORMAT, "date": done.date, "edition": done.edition, "comptes": done.comptes}
    return (json.dumps({**head, "fichiers": fichiers}, ensure_ascii=False, indent=1) + "\n").encode()
