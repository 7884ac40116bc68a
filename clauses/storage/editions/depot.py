"""Store of editions on disk, and their manifests.

::

    data/
      guichets.csv …          the tables that people open; publishing refreshes them last
      editions/
        ACTUELLE              number of the edition being shown, replaced in one step
        TABLES-A-JOUR         number of the last edition whose tables were all refreshed
        journal.jsonl         one line per publication, only ever added to
        0001/, 0002/ …        never changed: the tables, their description, the texts of the team, edition.json
        .0003/                being written, or left by a program that was killed
        0003-non-publiee/     whole, but neither pointer nor journal ever named it

An edition was published when its number is not beyond the pointer, or when the journal names it: the pointer may
have been put back by hand.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from clauses.storage import horloge
from clauses.storage.tables import TABLES
from clauses.storage.textes import is_texte

FOLDER = "editions"
ACTUELLE, RAFRAICHIE = "ACTUELLE", "TABLES-A-JOUR"
MANIFESTE, JOURNAL = "edition.json", "journal.jsonl"
DESCRIPTION, NOTES = "datapackage.json", "notes-carte.md"
FICHIERS = (*(f"{name}.csv" for name in TABLES), DESCRIPTION, NOTES)
"""Files that an edition holds, those that exist; the pages that the team wrote come with them."""

DEPART, PUBLICATION, RESTAURATION = "depart", "publication", "restauration"

UNREADABLE = (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError)
"""What reading a document that somebody damaged may raise."""

_NUMBER = re.compile(r"[0-9]{4,9}")
_LARGEST = 999_999_998
"""The next number has nine figures too: a wrong one beyond is not counted from."""
_ASIDE = re.compile(r"\.[0-9]{4,9}")
_NOT_PUBLISHED = "-non-publiee"


class EditionInconnueError(KeyError):
    """There is no such edition, or it is damaged; ``numero`` is the one asked for."""

    def __init__(self, numero: int) -> None:
        self.numero = numero
        super().__init__(numero)


@dataclass(frozen=True)
class Manifeste:
    """Manifest of an edition.

    Attributes
    ----------
    numero : 1, 2, 3…
    date : moment of the publication, ISO 8601 with its offset
    auteur, message : who, and why
    action : ``depart`` (what was there before the first publication), ``publication`` or ``restauration``
    restaure : the edition that a restoration brought back
    tables : names of the tables that differ from the edition before
    resume : what changed in them, in words, by table
    fichiers : sha256 of each file it holds
    remplace : sha256 of each file of the data folder when it was published; ``None`` for one that did not exist
    """

    numero: int
    date: str
    auteur: str
    message: str
    action: str
    restaure: int | None
    tables: tuple[str, ...]
    resume: Mapping[str, str]
    fichiers: Mapping[str, str]
    remplace: Mapping[str, str | None]

    @property
    def moment(self) -> datetime:
        """The date as a moment, by the team's clock; the data that precede the first edition have a day only."""
        written = datetime.fromisoformat(self.date)
        return written if self.action == DEPART else horloge.local(written)

    def to_dict(self) -> dict[str, Any]:
        """Plain values, for JSON."""
        return {**asdict(self), "tables": list(self.tables)}

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> "Manifeste":
        """Read what :meth:`to_dict` gives; ``KeyError``, ``TypeError`` or ``ValueError`` when it is something else."""
        values: dict[str, Any] = {field.name: document[field.name] for field in fields(cls)}
        values["tables"] = tuple(values["tables"])
        read = cls(**values)
        _ = read.moment, read.fichiers.items(), read.remplace.items(), read.resume.items(), read.numero + 1
        return read


def fichiers_of(contents: Iterable[str]) -> tuple[str, ...]:
    """Names of the files of an edition, among which the pages that these contents have."""
    return (*FICHIERS, *sorted(filter(is_texte, contents)))


class Reperes(NamedTuple):
    """Values of the two pointers; ``None`` for a pointer that is missing, cannot be read or leads nowhere."""

    actuelle: int | None
    rafraichie: int | None
    perdue: int | None = None
    """The edition that should be the current one, and is not there or cannot be read."""

    @property
    def is_en_cours(self) -> bool:
        """True if tables may still need refreshing. A later edition than the one shown: it was put back by hand."""
        return self.actuelle is not None and (self.rafraichie is None or self.rafraichie < self.actuelle)


def sha256(content: bytes | None) -> str | None:
    """Hash of a file's content; ``None`` for a file that does not exist."""
    return None if content is None else hashlib.sha256(content).hexdigest()


def edition_folder(folder: Path, numero: int) -> Path:
    """Folder of an edition, whether it exists or not."""
    return folder / FOLDER / f"{numero:04d}"


def read_reperes(folder: Path) -> Reperes:
    """Both pointers of a data folder; the first one, lost or leading to nothing whole, is the last whole edition."""
    pointed, rafraichie = _pointed(folder), _read_number(folder / FOLDER / RAFRAICHIE)
    numbers = (numero for numero in _numbers(folder) if pointed is None or numero <= pointed)
    actuelle = next((numero for numero in numbers if read_manifeste(folder, numero)), None)
    if rafraichie is not None and not edition_folder(folder, rafraichie).is_dir():
        rafraichie = None
    return Reperes(actuelle, rafraichie, None if pointed == actuelle else pointed)


def read_manifeste(folder: Path, numero: int) -> Manifeste | None:
    """Manifest of an edition, published or not; ``None`` when it does not exist or cannot be read."""
    try:
        document = json.loads((edition_folder(folder, numero) / MANIFESTE).read_text(encoding="utf-8"))
        manifeste = Manifeste.from_dict(document)
    except UNREADABLE:
        return None
    return manifeste if manifeste.numero == numero else None


def find_manifeste(folder: Path, numero: int) -> Manifeste:
    """Manifest of a published edition; ``EditionInconnueError`` for any other."""
    manifeste = read_manifeste(folder, numero) if _is_published(folder)(numero) else None
    if manifeste is None:
        raise EditionInconnueError(numero)
    return manifeste


def list_manifestes(folder: Path) -> list[Manifeste]:
    """Editions published, the latest first. What a crash left behind was never published."""
    return [manifeste for numero in list_numeros(folder) if (manifeste := read_manifeste(folder, numero))]


def list_numeros(folder: Path) -> list[int]:
    """Numbers of the editions published, the latest first, those that cannot be read included."""
    return list(filter(_is_published(folder), _numbers(folder)))


def read_journal(folder: Path) -> list[dict[str, Any]]:
    """Lines of the journal, the oldest first; those that cannot be read, half written for instance, are left out."""
    try:
        lines = (folder / FOLDER / JOURNAL).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    read = (_parse(line) for line in lines)
    return [line for line in read if line]


def next_numero(folder: Path) -> int:
    """A number beyond all those that were ever given, as far as the folder knows."""
    return max((numero for numero in _given(folder) if numero <= _LARGEST), default=0) + 1


def left_behind(folder: Path) -> list[Path]:
    """Folders that were being written when everything stopped, not even named."""
    return [path for path in _folders(folder) if _ASIDE.fullmatch(path.name)]


def set_aside(folder: Path) -> None:
    """Rename the editions that were never published, as far as one knows; ``OSError`` when the disk refuses.

    The next one would make them look published. Nothing is deleted: whoever lost the journal may know better.
    """
    is_published = _is_published(folder)
    for numero in _numbers(folder):
        if not is_published(numero):
            path = edition_folder(folder, numero)
            path.rename(path.with_name(path.name + _NOT_PUBLISHED))


def _is_published(folder: Path) -> Callable[[int], bool]:
    """True if an edition with this number was published."""
    pointed = _pointed(folder)
    last = (read_reperes(folder).actuelle or 0) if pointed is None else pointed
    told = _told(folder)
    return lambda numero: numero <= last or numero in told


def _pointed(folder: Path) -> int | None:
    return _read_number(folder / FOLDER / ACTUELLE)


def _given(folder: Path) -> set[int]:
    names = (path.name.removesuffix(_NOT_PUBLISHED) for path in _folders(folder))
    return {_pointed(folder) or 0, *_told(folder), *(int(name) for name in names if _is_number(name))}


def _told(folder: Path) -> set[int]:
    """Numbers recorded in the journal."""
    return {line["numero"] for line in read_journal(folder) if type(line.get("numero")) is int}


def _folders(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in (folder / FOLDER).iterdir() if path.is_dir())
    except OSError:
        return []


def _numbers(folder: Path) -> list[int]:
    """Numbers of the editions there are, the greatest first."""
    return sorted((int(path.name) for path in _folders(folder) if _is_number(path.name)), reverse=True)


def _read_number(path: Path) -> int | None:
    try:
        text = path.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return None
    return int(text) if _is_number(text) else None


def _parse(line: str) -> dict[str, Any] | None:
    try:
        document = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, dict) else None


def _is_number(text: str) -> bool:
    """True if it is a number as editions write it: four figures, more when it takes more; never zero."""
    return bool(_NUMBER.fullmatch(text)) and text == f"{int(text):04d}" != "0000"
