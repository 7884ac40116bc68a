"""Instantane: bytes of the files of the data folder at one instant, never half of one edition and half of another.

The tables beside ``editions/`` are what people open and edit. A publication refreshes them after its edition is in
place: as long as it has not finished, those it has not reached yet are read from the edition. So are those that an
accident took or cut (see :mod:`clauses.storage.editions.reprise`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from clauses.domain.issues import Issue, issue
from clauses.storage.ecriture import read_or_none
from clauses.storage.editions.depot import (
    DESCRIPTION,
    EditionInconnueError,
    Manifeste,
    Reperes,
    edition_folder,
    fichiers_of,
    find_manifeste,
    read_manifeste,
    read_reperes,
    sha256,
)
from clauses.storage.editions.reprise import why_replaced
from clauses.storage.limites import LARGEST_FILE, too_large
from clauses.storage.textes import FOLDER as TEXTES
from clauses.storage.textes import list_textes

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
        lines = (f"{name} {sha256(self.contents[name])}" for name in fichiers_of(self.contents))
        return sha256("\n".join(lines).encode()) or ""

    @cached_property
    def textes(self) -> dict[str, bytes]:
        """Pages that the team wrote, by their name in a folder of contents; an empty one takes a page away."""
        names = fichiers_of(self.contents)
        found = {name.removeprefix(f"{TEXTES}/"): self.contents[name] for name in names if name.startswith(TEXTES)}
        return {name: content for name, content in found.items() if content is not None}

    @property
    def issues(self) -> tuple[Issue, ...]:
        """What is wrong with the files that are not shown, and what is shown in their place."""
        replaced = ((reason, issue("A-EDI-02", name, numero=self.numero)) for name, reason in self.reprises.items())
        # Refused tables say it themselves.
        others = (reason for name, reason in self.refused.items() if name == DESCRIPTION or name.endswith(".md"))
        return (*chain.from_iterable(replaced), *others)

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
    contents = {name: read_fichier(folder, manifeste, name) for name in fichiers_of(manifeste.fichiers)}
    return Instantane(folder, contents, {}, manifeste)


class _Fichier(NamedTuple):
    """A file of the data folder: the bytes shown for it, the hash of its own, why it cannot be read."""

    content: bytes | None
    hash: str | None
    refused: Issue | None = None
    is_modified: bool = False
    reprise: Issue | None = None


def _read_current(folder: Path, reperes: Reperes) -> Instantane:
    manifeste = None if reperes.actuelle is None else read_manifeste(folder, reperes.actuelle)
    names = {*list_textes(folder), *(manifeste.fichiers if manifeste else ())}
    read = {name: _read_working(folder, name) for name in fichiers_of(names)}
    if manifeste is not None:
        read = {name: _shown(folder, name, each, manifeste, reperes) for name, each in read.items()}
    return Instantane(
        folder,
        {name: each.content for name, each in read.items()},
        {name: each.refused for name, each in read.items() if each.refused},
        manifeste,
        tuple(name for name, each in read.items() if each.is_modified),
        {name: each.reprise for name, each in read.items() if each.reprise},
        {name: each.hash for name, each in read.items()},
        reperes.perdue,
    )


def _read_working(folder: Path, name: str) -> _Fichier:
    """Read a file as it is, of any size: beyond what is accepted, its beginning stands for it."""
    path = folder / name
    try:
        content = read_or_none(path, MOST_READ)
        size = 0 if content is None or len(content) < MOST_READ else path.stat().st_size
    except OSError:
        return _Fichier(None, None, issue("E-FIC-04", name))
    if size:
        return _Fichier(None, sha256(content), too_large(size, LARGEST_FILE, name))
    return _Fichier(content, sha256(content))


def _shown(folder: Path, name: str, working: _Fichier, manifeste: Manifeste, reperes: Reperes) -> _Fichier:
    """The file as it is, or the edition's in its place."""
    if working.hash == manifeste.fichiers.get(name) and not working.refused:
        return working
    is_late = reperes.is_en_cours and not working.refused and working.hash == manifeste.remplace.get(name)
    edited = working._replace(is_modified=not (is_late or working.refused))
    try:
        published = read_fichier(folder, manifeste, name)
    except EditionInconnueError:
        # What is beside it, rather than nothing.
        return edited
    if is_late:
        return working._replace(content=published)
    reason = None if published is None else why_replaced(folder, name, working.content, working.refused, published)
    return working._replace(content=published, refused=None, reprise=reason) if reason else edited
