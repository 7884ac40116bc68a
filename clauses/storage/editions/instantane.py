"""Instantane: bytes of the files of the data folder at one instant, never half of one edition and half of another.

The tables beside ``editions/`` are what people open and edit. A publication refreshes them after its edition is in
place: as long as it has not finished, those it has not reached yet are read from the edition. So are those that an
accident took or cut (see :mod:`clauses.storage.editions.reprise`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from clauses.domain.issues import Issue, issue
from clauses.storage.ecriture import read_or_none
from clauses.storage.editions.depot import (
    FICHIERS,
    EditionInconnueError,
    Manifeste,
    Reperes,
    edition_folder,
    find_manifeste,
    read_manifeste,
    read_reperes,
    sha256,
)
from clauses.storage.editions.reprise import why_replaced
from clauses.storage.limites import LARGEST_FILE, too_large

MOST_READ = LARGEST_FILE + 1
"""Bytes read of a file of the data folder: one more than is accepted."""


@dataclass(frozen=True)
class Instantane:
    """Bytes of the files at one instant: nothing here reads them.

    Attributes
    ----------
    folder : the data folder
    contents : bytes of each file; ``None`` when it does not exist
    refused : files that exist and cannot be read, and why
    manifeste : the edition they come from; ``None`` when none was ever published
    modifies : files edited by hand since that edition
    reprises : files shown as that edition has them, and why those of the data folder are not
    travail : sha256 of each file of the data folder as it is on disk
    perdue : number of the edition that should be that of ``manifeste``, when it cannot be read any more
    """

    folder: Path
    contents: Mapping[str, bytes | None]
    refused: Mapping[str, Issue]
    manifeste: Manifeste | None
    modifies: tuple[str, ...] = ()
    reprises: Mapping[str, Issue] = field(default_factory=dict)
    travail: Mapping[str, str | None] | None = None
    perdue: int | None = None

    @cached_property
    def cle(self) -> str:
        """Equal for the same contents, whatever the times: what a draft remembers of what it was made from."""
        return sha256("\n".join(f"{name} {sha256(self.contents[name])}" for name in FICHIERS).encode()) or ""

    @property
    def issues(self) -> tuple[Issue, ...]:
        """What is wrong with the files that are not shown, and what is shown instead."""
        return tuple(
            each
            for name, reason in self.reprises.items()
            for each in (reason, issue("A-EDI-02", name, numero=self.numero))
        )

    @property
    def numero(self) -> int | None:
        """Number of the edition; ``None`` when none was ever published."""
        return self.manifeste.numero if self.manifeste else None


def read_instantane(folder: Path, numero: int | None = None) -> Instantane:
    """Snapshot of the files shown now, or at an edition.

    Raises
    ------
    EditionInconnueError
        When the edition asked for does not exist, or one of its files is not what it was. A file of the data folder
        that is missing or cannot be read is a part of what is returned.
    """
    if numero is not None:
        return _read_edition(folder, numero)
    while True:
        before = read_reperes(folder)
        read = _read_current(folder, before)
        # Published meanwhile: what was read may belong to both editions.
        if read_reperes(folder) == before:
            return read


def read_fichier(folder: Path, manifeste: Manifeste, name: str) -> bytes | None:
    """A file of an edition, ``None`` when it has none; ``EditionInconnueError`` when it is not what it was."""
    expected = manifeste.fichiers.get(name)
    if expected is None:
        return None
    try:
        content = read_or_none(edition_folder(folder, manifeste.numero) / name)
    except OSError as error:
        raise EditionInconnueError(manifeste.numero) from error
    if sha256(content) != expected:
        raise EditionInconnueError(manifeste.numero)
    return content


def _read_edition(folder: Path, numero: int) -> Instantane:
    manifeste = find_manifeste(folder, numero)
    contents = {name: read_fichier(folder, manifeste, name) for name in FICHIERS}
    return Instantane(folder, contents, {}, manifeste)


def _read_current(folder: Path, reperes: Reperes) -> Instantane:
    manifeste = None if reperes.actuelle is None else read_manifeste(folder, reperes.actuelle)
    contents: dict[str, bytes | None] = {}
    travail: dict[str, str | None] = {}
    refused: dict[str, Issue] = {}
    modified: list[str] = []
    reprises: dict[str, Issue] = {}
    for name in FICHIERS:
        working = _read_working(folder, name)
        contents[name], travail[name] = working.content, working.hash
        if working.refused:
            refused[name] = working.refused
        if manifeste is None or (working.hash == manifeste.fichiers.get(name) and not working.refused):
            continue
        try:
            published = read_fichier(folder, manifeste, name)
        except EditionInconnueError:
            # What is beside it rather than nothing.
            published = working.content
        if reperes.is_en_cours and not working.refused and working.hash == manifeste.remplace.get(name):
            contents[name] = published
            continue
        reason = None if published is None else why_replaced(folder, name, working.content, working.refused, published)
        if reason:
            contents[name], reprises[name] = published, reason
            refused.pop(name, None)
        elif not working.refused:
            modified.append(name)
    return Instantane(folder, contents, refused, manifeste, tuple(modified), reprises, travail, reperes.perdue)


class _Working(NamedTuple):
    """A file of the data folder: its bytes, their hash, why it cannot be read."""

    content: bytes | None
    hash: str | None
    refused: Issue | None = None


def _read_working(folder: Path, name: str) -> _Working:
    """Read a file of the data folder, of any size: beyond what is accepted, its beginning stands for it."""
    path = folder / name
    try:
        content = read_or_none(path, MOST_READ)
        size = 0 if content is None or len(content) < MOST_READ else path.stat().st_size
    except OSError:
        return _Working(None, None, issue("E-FIC-04", name))
    if size:
        return _Working(None, sha256(content), too_large(size, LARGEST_FILE, name))
    return _Working(content, sha256(content))
