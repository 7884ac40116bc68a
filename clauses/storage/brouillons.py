"""Brouillons: unfinished work of each person, kept on disk until it is published or dropped."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from clauses.storage.ecriture import ChangedFileError, read_or_none, replace_file, sweep
from clauses.storage.editions.depot import sha256
from clauses.storage.equipe import FOLDER as EQUIPE
from clauses.storage.equipe import MODELES, equipe_folder

_FOLDER = "brouillons"


@dataclass(frozen=True)
class BrouillonEnregistre:
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


def write_brouillon(folder: Path, personne: str, brouillon: BrouillonEnregistre, avant: str | None) -> str:
    """Keep a draft in place of the one with the hash ``avant`` (``None``: there was none); its own hash.

    Raises
    ------
    ChangedFileError
        When the same person wrote another one meanwhile, from another window: nothing is written.
    OSError
        When the disk refuses.
    """
    path = _path(folder, personne, brouillon.table)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    before = read_or_none(path)
    if sha256(before) != avant:
        raise ChangedFileError(path)
    content = json.dumps(asdict(brouillon), ensure_ascii=False).encode()
    replace_file(path, content, before)
    return sha256(content) or ""


def read_brouillon(folder: Path, personne: str, table: str) -> tuple[BrouillonEnregistre | None, str | None]:
    """The draft of a person for a table and its hash; no draft when there is none, or it cannot be read."""
    try:
        content = read_or_none(_path(folder, personne, table))
        brouillon = BrouillonEnregistre(**json.loads(content or b""))
    except OSError:
        return None, None
    except (ValueError, TypeError):
        return None, sha256(content)
    texts = (brouillon.table, brouillon.base, brouillon.lignes, brouillon.le)
    is_whole = brouillon.table == table and all(isinstance(text, str) for text in texts)
    return brouillon if is_whole else None, sha256(content)


def read_empreinte(folder: Path, personne: str, table: str) -> str | None:
    """Hash of the draft of a person for a table; ``None`` when there is none, or it cannot be read."""
    try:
        return sha256(read_or_none(_path(folder, personne, table)))
    except OSError:
        return None


def drop_brouillon(folder: Path, personne: str, table: str, avant: str | None) -> None:
    """Forget the draft with this hash; another one stays. ``OSError`` when the disk refuses."""
    path = _path(folder, personne, table)
    if avant is not None and sha256(read_or_none(path)) == avant:
        path.unlink(missing_ok=True)


def sweep_brouillons(folder: Path) -> None:
    """Delete what killed programs left beside the drafts of everybody and the models of lists; these stay."""
    for name in (_FOLDER, MODELES):
        for place in (folder / EQUIPE / name).glob("*/"):
            sweep(place)


def _path(folder: Path, personne: str, table: str) -> Path:
    return _folder(folder, personne) / f"{table}.json"


def _folder(folder: Path, personne: str) -> Path:
    # Names come from accounts and from outside providers: none of them makes a path.
    return equipe_folder(folder) / _FOLDER / hashlib.sha256(personne.encode()).hexdigest()[:32]
