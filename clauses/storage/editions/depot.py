"""Where editions are kept, and what each says of itself.

::

    data/
      guichets.csv …          the tables that people open; publishing refreshes them last
      editions/
        ACTUELLE              number of the edition being shown, replaced in one step
        TABLES-A-JOUR         number of the last edition whose tables were all refreshed
        journal.jsonl         one line per publication, only ever added to
        0001/, 0002/ …        never changed: the tables, their description, edition.json
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from clauses.storage.tables import TABLES

FOLDER = "editions"
ACTUELLE, RAFRAICHIE = "ACTUELLE", "TABLES-A-JOUR"
MANIFESTE = "edition.json"
DESCRIPTION, NOTES = "datapackage.json", "notes-carte.md"
FICHIERS = (*(f"{name}.csv" for name in TABLES), DESCRIPTION, NOTES)
"""Files that an edition holds, those that exist."""

DEPART, PUBLICATION, RESTAURATION = "depart", "publication", "restauration"

_NUMBER = re.compile(r"[0-9]{4,9}")


class EditionInconnueError(KeyError):
    """There is no such edition, or it is damaged; ``numero`` is the one asked for."""

    def __init__(self, numero: int) -> None:
        self.numero = numero
        super().__init__(numero)


@dataclass(frozen=True)
class Manifeste:
    """What an edition says of itself.

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
        """The date as a moment."""
        return datetime.fromisoformat(self.date)

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


class Reperes(NamedTuple):
    """What the two pointers say; ``None`` for a pointer that is missing or cannot be read."""

    actuelle: int | None
    rafraichie: int | None


def sha256(content: bytes | None) -> str | None:
    """Hash of a file's content; ``None`` for a file that does not exist."""
    return None if content is None else hashlib.sha256(content).hexdigest()


def edition_folder(folder: Path, numero: int) -> Path:
    """Folder of an edition, whether it exists or not."""
    return folder / FOLDER / f"{numero:04d}"


def read_reperes(folder: Path) -> Reperes:
    """Both pointers of a data folder. A pointer that was lost is the last whole edition: it is the one shown."""
    actuelle, rafraichie = (_read_number(folder / FOLDER / name) for name in (ACTUELLE, RAFRAICHIE))
    if actuelle is None:
        actuelle = next((numero for numero in _numbers(folder) if read_manifeste(folder, numero)), None)
    return Reperes(actuelle, rafraichie)


def read_manifeste(folder: Path, numero: int) -> Manifeste | None:
    """What an edition says of itself; ``None`` when it does not exist or cannot be read."""
    try:
        document = json.loads((edition_folder(folder, numero) / MANIFESTE).read_text(encoding="utf-8"))
        manifeste = Manifeste.from_dict(document)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return manifeste if manifeste.numero == numero else None


def list_manifestes(folder: Path) -> list[Manifeste]:
    """Editions published, the latest first. What a crash left behind was never published."""
    last = read_reperes(folder).actuelle or 0
    found = (read_manifeste(folder, numero) for numero in _numbers(folder) if numero <= last)
    return [manifeste for manifeste in found if manifeste]


def left_behind(folder: Path) -> Iterator[Path]:
    """Folders of editions that were being written when everything stopped."""
    last = read_reperes(folder).actuelle or 0
    for path in sorted((folder / FOLDER).glob("*")):
        if path.is_dir() and (path.name.startswith(".") or (_is_number(path.name) and int(path.name) > last)):
            yield path


def _numbers(folder: Path) -> list[int]:
    """Numbers of the folders there are, the greatest first."""
    try:
        names = [path.name for path in (folder / FOLDER).iterdir()]
    except OSError:
        return []
    return sorted((int(name) for name in names if _is_number(name)), reverse=True)


def _read_number(path: Path) -> int | None:
    try:
        text = path.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return None
    return int(text) if _is_number(text) else None


def _is_number(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text))
