"""Brouillons: unfinished work of each person, kept on disk until it is published or dropped."""

import hashlib
import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from clauses.storage.ecriture import read_or_none, replace_file
from clauses.storage.equipe import equipe_folder

_FOLDER = "brouillons"


@dataclass(frozen=True)
class Brouillon:
    """A table being edited.

    Attributes
    ----------
    table : its name
    numero : the edition it was made from; ``None`` before the first
    base : the table it was made from, as CSV
    lignes : the table as it is edited, as CSV
    le : moment of the last change, ISO 8601
    """

    table: str
    numero: int | None
    base: str
    lignes: str
    le: str


def write_brouillon(folder: Path, personne: str, brouillon: Brouillon) -> None:
    """Keep a draft in place of the one this person had for the table; ``OSError`` when the disk refuses."""
    path = _path(folder, personne, brouillon.table)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    content = json.dumps(asdict(brouillon), ensure_ascii=False).encode()
    replace_file(path, content, read_or_none(path))


def read_brouillon(folder: Path, personne: str, table: str) -> Brouillon | None:
    """The draft of a person for a table; ``None`` when there is none, or it cannot be read."""
    try:
        document = json.loads(_path(folder, personne, table).read_text(encoding="utf-8"))
        brouillon = Brouillon(**document)
    except (OSError, ValueError, TypeError):
        return None
    texts = (brouillon.table, brouillon.base, brouillon.lignes, brouillon.le)
    return brouillon if brouillon.table == table and all(isinstance(text, str) for text in texts) else None


def list_brouillons(folder: Path, personne: str) -> list[Brouillon]:
    """Drafts of a person, the latest first."""
    paths = sorted(_folder(folder, personne).glob("*.json"))
    found = (read_brouillon(folder, personne, path.stem) for path in paths)
    return sorted(filter(None, found), key=lambda brouillon: brouillon.le, reverse=True)


def drop_brouillon(folder: Path, personne: str, table: str) -> None:
    """Forget a draft; ``OSError`` when the disk refuses."""
    with suppress(FileNotFoundError):
        _path(folder, personne, table).unlink()


def _path(folder: Path, personne: str, table: str) -> Path:
    return _folder(folder, personne) / f"{table}.json"


def _folder(folder: Path, personne: str) -> Path:
    # Names come from accounts and from outside providers: none of them makes a path.
    return equipe_folder(folder) / _FOLDER / hashlib.sha256(personne.encode()).hexdigest()[:32]
