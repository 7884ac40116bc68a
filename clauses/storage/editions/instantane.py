"""Instantane: bytes of the files of the data folder at one instant, never half of one edition and half of another.

The tables beside ``editions/`` are what people open and edit. A publication refreshes them after its edition is in
place: as long as it has not finished, those it has not reached yet are read from the edition.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

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


@dataclass(frozen=True)
class Instantane:
    """Bytes of the files at one instant: nothing here reads them.

    Attributes
    ----------
    folder : the data folder
    contents : bytes of each file; ``None`` when it does not exist
    refused : files that exist and cannot be read
    manifeste : the edition they come from; ``None`` when none was ever published
    modifies : files edited by hand since that edition
    travail : sha256 of each file of the data folder as it is on disk
    perdue : number of the edition that should be that of ``manifeste``, when it cannot be read any more
    """

    folder: Path
    contents: Mapping[str, bytes | None]
    refused: frozenset[str]
    manifeste: Manifeste | None
    modifies: tuple[str, ...] = ()
    travail: Mapping[str, str | None] | None = None
    perdue: int | None = None

    @cached_property
    def cle(self) -> str:
        """Equal for the same contents, whatever the times: what a draft remembers of what it was made from."""
        return sha256("\n".join(f"{name} {sha256(self.contents[name])}" for name in FICHIERS).encode()) or ""

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
    return Instantane(folder, contents, frozenset(), manifeste)


def _read_current(folder: Path, reperes: Reperes) -> Instantane:
    manifeste = None if reperes.actuelle is None else read_manifeste(folder, reperes.actuelle)
    contents: dict[str, bytes | None] = {}
    travail: dict[str, str | None] = {}
    refused: set[str] = set()
    modified: list[str] = []
    for name in FICHIERS:
        try:
            content = read_or_none(folder / name)
        except OSError:
            content = None
            refused.add(name)
        contents[name], travail[name] = content, sha256(content)
        if manifeste is None or name in refused or travail[name] == manifeste.fichiers.get(name):
            continue
        if reperes.is_en_cours and travail[name] == manifeste.remplace.get(name):
            contents[name] = _of_edition(folder, manifeste, name, content)
        else:
            modified.append(name)
    return Instantane(folder, contents, frozenset(refused), manifeste, tuple(modified), travail, reperes.perdue)


def _of_edition(folder: Path, manifeste: Manifeste, name: str, otherwise: bytes | None) -> bytes | None:
    """The file of an edition; what is beside it, rather than nothing, when the edition is damaged."""
    try:
        return read_fichier(folder, manifeste, name)
    except EditionInconnueError:
        return otherwise
