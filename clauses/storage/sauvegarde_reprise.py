"""Put an archive of :mod:`clauses.storage.sauvegarde` back in an empty folder, whole or not at all.

An archive comes from outside: its names, its sizes and its kinds of members are checked before anything is written,
its contents before anything is shown.
"""

import gzip
import hashlib
import json
import os
import secrets
import shutil
import tarfile
import zlib
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from clauses.storage.ecriture import sync_folder
from clauses.storage.editions.depot import DESCRIPTION
from clauses.storage.editions.depot import FOLDER as EDITIONS
from clauses.storage.equipe import FOLDER as EQUIPE
from clauses.storage.limites import MEGABYTE
from clauses.storage.sauvegarde import (
    DONNEES,
    FORMAT,
    LARGEST_FILE,
    LARGEST_TOTAL,
    MANIFESTE,
    MOST_FILES,
    Sauvegarde,
    SauvegardeError,
    is_safe,
)
from clauses.storage.sauvegarde_droits import as_owner

ASIDE = ".reprise-"
"""Start of the name of the folder where an archive is unpacked before it is checked."""

_AT_ONCE = MEGABYTE
_LARGEST_MANIFESTE = 64 * MEGABYTE
_DAMAGED = "est incomplète ou abîmée"
_UNREADABLE = (tarfile.TarError, zlib.error, EOFError, gzip.BadGzipFile, UnicodeError)
_WRONG_HEADER = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What ``tarfile`` lets out for a header that its extensions (sparse files, PAX records) cannot be read from."""


def read_sauvegarde(archive: Path, folder: Path, step: Callable[[str], None] = lambda _name: None) -> Sauvegarde:
    """Restore an archive into a folder that is empty, or does not exist; returns its manifest.

    Stopped by force, it leaves at worst a hidden folder that the next try takes away; or, during the last instants, a
    folder that is not whole, where that hidden folder still stands and keeps the atlas from starting.

    Raises
    ------
    SauvegardeError
        When the folder is not empty, or the archive is not whole, or holds something else: nothing is left.
    OSError
        When the disk refuses: nothing is left.
    """
    existed = folder.exists()
    if existed and not folder.is_dir():
        raise SauvegardeError(f"{folder} n’est pas un dossier.")
    if existed and any(path.name != "lost+found" and not path.name.startswith(ASIDE) for path in folder.iterdir()):
        raise SauvegardeError(f"{folder} n’est pas vide : donnez un dossier vide, ou qui n’existe pas.")
    # Who restores may read the archive; the folder is its owner's.
    with archive.open("rb") as file:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            with as_owner(folder):
                return _fill(folder, archive, file, step)
        except BaseException:
            if not existed:
                with suppress(OSError):
                    folder.rmdir()
            raise


def _fill(folder: Path, archive: Path, file: BinaryIO, step: Callable[[str], None]) -> Sauvegarde:
    aside = folder / f"{ASIDE}{secrets.token_hex(8)}"
    moved: list[Path] = []
    try:
        for left in folder.glob(f"{ASIDE}*"):
            shutil.rmtree(left)
        aside.mkdir(mode=0o700)
        done = _unpack(archive, file, aside, step)
        step("mettre en place")
        for path in sorted(aside.iterdir(), key=lambda path: path.name == DESCRIPTION):
            target = folder / path.name
            path.rename(target)
            moved.append(target)
        sync_folder(folder)
        step("ranger")
        aside.rmdir()
    except BaseException:
        for path in [*moved, aside]:
            _remove(path)
        raise
    return done


def _unpack(archive: Path, file: BinaryIO, aside: Path, step: Callable[[str], None]) -> Sauvegarde:
    found: dict[str, tuple[int, str]] = {}
    manifeste: bytes | None = None
    try:
        with _Bounded(fileobj=file) as packed, _open(packed) as tar:
            for member, name in _members(tar, archive):
                if manifeste is not None:
                    raise SauvegardeError(f"{archive} contient des fichiers après son manifeste.")
                if name == MANIFESTE:
                    manifeste = b"".join(_chunks(tar, member))
                    continue
                step(f"écrire {name}")
                found[name] = _extract(tar, member, aside / name)
    except _UNREADABLE as error:
        raise SauvegardeError(f"{archive} {_DAMAGED}.") from error
    if manifeste is None:
        raise SauvegardeError(f"{archive} {_DAMAGED} : son manifeste manque.")
    step("vérifier")
    done = _parse(manifeste, archive)
    if done.fichiers != found:
        wrong = sorted(
            name for name in done.fichiers.keys() | found.keys() if done.fichiers.get(name) != found.get(name)
        )
        raise SauvegardeError(f"{archive} {_DAMAGED} : {wrong[0]} n’est pas celui du manifeste.")
    _set_modes(aside)
    return done


class _Bounded(gzip.GzipFile):
    """Never inflates much at once: a header may announce gigabytes."""

    def read(self, size: int | None = -1) -> bytes:
        if size is None or not 0 <= size <= _AT_ONCE:
            raise tarfile.ReadError("too large")
        return super().read(size)


def _members(tar: tarfile.TarFile, archive: Path) -> Iterator[tuple[tarfile.TarInfo, str]]:
    """Members with their names in the data folder, each checked before it is given."""
    seen: set[str] = set()
    total = 0
    while (member := _next(tar)) is not None:
        name = member.name if member.name == MANIFESTE else member.name.removeprefix(f"{DONNEES}/")
        is_ours = name == MANIFESTE or (member.name != name and is_safe(name))
        # The same on a disk that does not tell upper case from lower.
        if not member.isreg() or member.issparse() or not is_ours or name.casefold() in seen:
            raise SauvegardeError(f"{archive} contient « {member.name} », qui n’est pas d’une sauvegarde de l’atlas.")
        seen.add(name.casefold())
        total += member.size
        largest = _LARGEST_MANIFESTE if name == MANIFESTE else LARGEST_FILE
        if member.size > largest or total > LARGEST_TOTAL or len(seen) > MOST_FILES + 1:
            raise SauvegardeError(f"{archive} est trop lourde une fois décompressée.")
        yield member, name


def _open(packed: _Bounded) -> tarfile.TarFile:
    """Open an archive, its first header read."""
    with _header():
        return tarfile.open(fileobj=packed, mode="r:")


def _next(tar: tarfile.TarFile) -> tarfile.TarInfo | None:
    with _header():
        return tar.next()


@contextmanager
def _header() -> Generator[None]:
    try:
        yield
    except _WRONG_HEADER as error:
        raise tarfile.ReadError(str(error)) from error


def _extract(tar: tarfile.TarFile, member: tarfile.TarInfo, path: Path) -> tuple[int, str]:
    """Write a member in a place of its own; its size and hash."""
    path.parent.mkdir(parents=True, exist_ok=True)
    hashed, size = hashlib.sha256(), 0
    with path.open("xb") as file:
        for chunk in _chunks(tar, member):
            file.write(chunk)
            hashed.update(chunk)
            size += len(chunk)
        file.flush()
        os.fsync(file.fileno())
    return size, hashed.hexdigest()


def _chunks(tar: tarfile.TarFile, member: tarfile.TarInfo) -> Iterator[bytes]:
    content = tar.extractfile(member)
    while content is not None and (chunk := content.read(_AT_ONCE)):
        yield chunk


def _parse(manifeste: bytes, archive: Path) -> Sauvegarde:
    try:
        document = json.loads(manifeste)
        found = document["format"]
        if found == FORMAT:
            return _read_manifeste(document)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise SauvegardeError(f"{archive} {_DAMAGED} : son manifeste ne peut pas être lu.") from error
    raise SauvegardeError(f"{archive} a été faite par une autre version de l’atlas ({found}).")


def _read_manifeste(document: dict[str, Any]) -> Sauvegarde:
    """Parsed manifest; ``ValueError`` and the like when an atlas did not write it."""
    date, edition, comptes = document["date"], document["edition"], document["comptes"]
    is_number = isinstance(edition, int) and not isinstance(edition, bool) and edition > 0
    if not (isinstance(comptes, bool) and (edition is None or is_number) and datetime.fromisoformat(date).tzinfo):
        raise ValueError(document)
    fichiers = {name: (each["octets"], each["sha256"]) for name, each in document["fichiers"].items()}
    return Sauvegarde(date, edition, comptes, fichiers)


def _set_modes(aside: Path) -> None:
    """File modes: those of the atlas, never those recorded in the archive."""
    for path in aside.rglob("*"):
        parts = PurePosixPath(path.relative_to(aside)).parts
        if parts[0] == EQUIPE:
            path.chmod(0o700 if path.is_dir() else 0o600)
        elif parts[0] == EDITIONS and len(parts) > 2 and path.is_file():
            path.chmod(0o444)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()
