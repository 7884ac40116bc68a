"""Moments read from a data folder, now or as of an edition; editorial contents."""

from pathlib import Path

from clauses.domain.contenus import Contenus
from clauses.donnees.cache import kept
from clauses.donnees.geo import FOLDER as GEO_FOLDER
from clauses.donnees.geo import load_geo
from clauses.donnees.moment import Moment
from clauses.storage import contenus, files, horloge, schemas
from clauses.storage.editions.depot import ACTUELLE, FICHIERS, FOLDER, RAFRAICHIE
from clauses.storage.editions.instantane import read_instantane
from clauses.storage.geo import GEO_FILES
from clauses.storage.textes import textes_state

_REPERES = tuple(f"{FOLDER}/{name}" for name in (ACTUELLE, RAFRAICHIE))
_FILES = (
    *_REPERES,
    *FICHIERS,
    *schemas.FILES,
    *(f"{GEO_FOLDER}/{name}" for name in GEO_FILES),
)
_MOST_DIGITS = 10


def load_moment(numero: int | None = None, folder: Path | None = None) -> Moment:
    """The data now, or as of an edition: the same object until a file changes; see :func:`read_moment`.

    Every file is stamped (time, size, inode), so that a table rewritten on disk, or an edition published, shows without
    restart, expiry or clearing.
    """
    return _moment(_source(folder or files.data_dir()), numero, _annee())


def read_moment(folder: Path, numero: int | None = None) -> Moment:
    """Read a data folder: what it shows now, or showed at an edition.

    Raises
    ------
    TerritoiresError
        Without territories there is nothing to show. Any other missing or broken file is an issue of the moment.
    EditionInconnueError
        When the edition asked for does not exist, or is damaged.
    """
    return _read(_source(folder), numero, _annee())


def load_contenus() -> Contenus:
    """Editorial contents; read again when a file changes."""
    return _contenus(_contents_source(), files.data_dir())


def contenus_state() -> str:
    """State of the files of the contents: what is made of them is current as long as it is the same."""
    return _contents_source().state


def edition_number(text: str) -> int | None:
    """Number that an address gives; ``None`` when it gives none.

    >>> edition_number("3"), edition_number("-3"), edition_number("3" * 10)
    (3, None, None)
    """
    return int(text) if text.isascii() and text.isdecimal() and len(text) < _MOST_DIGITS else None


def _contents_source() -> files.Source:
    """Folder of the contents; its state is also that of what the team wrote, and of the editions that hold it."""
    found, folder = contenus.contents_source(contenus.contents_dir()), files.data_dir()
    return files.Source(found.folder, f"{found.state}\n{files.source(folder, _REPERES).state}\n{textes_state(folder)}")


def _source(folder: Path) -> files.Source:
    found = files.source(folder, _FILES)
    return files.Source(folder, f"{found.state}\n{textes_state(folder)}")


def _annee() -> int:
    return horloge.today().year


def _read(source: files.Source, numero: int | None, annee: int) -> Moment:
    folder = source.folder
    # Before the rest: an edition that does not exist is said to be so, whatever the territories.
    instantane = read_instantane(folder, numero)
    state = f"{source.state}\n{numero}\n{annee}"
    return Moment(state, instantane, schemas.read_documents(folder), load_geo(folder), annee, numero is not None)


_moment = kept(4)(_read)


@kept(2)
def _contenus(source: files.Source, folder: Path) -> Contenus:
    return contenus.read_contenus(source.folder, read_instantane(folder).textes)
