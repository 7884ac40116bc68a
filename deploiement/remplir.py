"""Filling of a data folder before the atlas is served: what it lacks, and nothing that is people's own.

- A folder without ``datapackage.json`` is new: what comes with the program is copied there, that file last, so that a
  first start that was interrupted goes on. Nothing that exists is written over.
- The tables, and the pages of ``textes/``, are then people's own: no version of the program touches them again.
- Once something was published, a table that is missing was lost: it comes from the last edition that is whole, never
  from the program.
- ``geo/`` and ``schemas/`` come with the program: a new version brings its own, each folder whole, as long as nobody
  changed a file of it. ``.origine.json`` remembers what was put there; without it, a file that differs was changed.
"""

import errno
import hashlib
import json
import os
import shlex
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from filelock import FileLock

from clauses.storage.ecriture import read_or_none, replace_file, sweep
from clauses.storage.editions.depot import (
    DESCRIPTION,
    FICHIERS,
    EditionInconnueError,
    fichiers_of,
    list_numeros,
    read_reperes,
)
from clauses.storage.editions.depot import FOLDER as EDITIONS
from clauses.storage.editions.instantane import Instantane, read_instantane
from clauses.storage.equipe import FOLDER as EQUIPE
from clauses.storage.files import SHIPPED_DATA
from clauses.storage.sauvegarde import ORIGINE, is_safe
from clauses.storage.sauvegarde_reprise import ASIDE
from clauses.storage.textes import FOLDER as TEXTES

PATIENCE_S = 60
ATTENDUES = "CLAUSES_DONNEES_ATTENDUES"
"""Setting that says that the folder has been filled: found empty, it was lost, or its disk is not there."""

_LOCK = ".demarrage.verrou"
_OF_THE_PROGRAM = ("geo", "schemas")


class RepriseInterrompueError(RuntimeError):
    """The folder holds a part of a backup."""


class DonneesAbsentesError(RuntimeError):
    """The folder should hold data, and there are none."""


class EditionsAbimeesError(RuntimeError):
    """The tables are lost, and no edition can give them back."""


def prepare(folder: Path, shipped: Path = SHIPPED_DATA, *, attendues: bool = False) -> Iterator[str]:
    """Complete a data folder; return a report in French: what was added, and what was left as edited by hand.

    On a read-only disk, a folder that holds tables is served as it is.

    Parameters
    ----------
    attendues : whether the folder must already hold data

    Raises
    ------
    Timeout
        When another start holds the folder and does not finish.
    ChangedFileError
        When somebody writes there meanwhile.
    OSError
        When the folder cannot be written; run again, it goes on where it was.
    RepriseInterrompueError
        When a backup was being put back there.
    DonneesAbsentesError
        When the folder holds neither tables nor editions, although it must.
    EditionsAbimeesError
        When the tables are lost, and none of the editions there is whole.
    """
    if any(folder.glob(f"{ASIDE}*")):
        # What is missing must not be taken from what comes with the program.
        raise RepriseInterrompueError(folder)
    is_filled = (folder / DESCRIPTION).exists() or _has_editions(folder)
    if attendues and not is_filled:
        raise DonneesAbsentesError(folder)
    try:
        yield from _complete(folder, shipped)
    except OSError as error:
        if error.errno != errno.EROFS or not is_filled:
            raise
        yield (
            f"Le disque de {folder} est en lecture seule\u00a0: les données sont servies telles quelles, mais rien ne "
            "peut y être publié, et personne ne peut se connecter."
        )


def _complete(folder: Path, shipped: Path) -> Iterator[str]:
    folder.mkdir(parents=True, exist_ok=True)
    # Two replicas may start together on one folder.
    with FileLock(folder / _LOCK, timeout=PATIENCE_S):
        origine = _read_origine(folder)
        is_new, is_published = not (folder / DESCRIPTION).exists(), _has_editions(folder)
        edition = _last_whole(folder)
        if is_new and is_published and edition is None:
            raise EditionsAbimeesError(folder)
        if is_new:
            _fill(folder, shipped, is_published)
        if edition is not None:
            yield from _bring_back(folder, edition)
        if is_new and not is_published:
            yield (
                f"Premier démarrage\u00a0: les données livrées avec l’atlas sont copiées dans {folder}. Donnez "
                f"maintenant le réglage {ATTENDUES}=oui\u00a0: si ce dossier se vide un jour, l’atlas refusera de "
                "démarrer au lieu de recommencer avec elles."
            )
        for name in _OF_THE_PROGRAM:
            sweep(folder / name)
            yield from _renew(folder, shipped, name, origine)
        content = (json.dumps(origine, indent=2, sort_keys=True) + "\n").encode()
        if read_or_none(folder / ORIGINE) != content:
            _write(folder / ORIGINE, content)


def _has_editions(folder: Path) -> bool:
    """True if something was published there, even if nothing of it can be read."""
    return any((folder / EDITIONS).glob("[!.]*"))


def _last_whole(folder: Path) -> Instantane | None:
    """The edition shown, or the last one before it whose files are all what was published."""
    actuelle = read_reperes(folder).actuelle or 0
    for numero in list_numeros(folder):
        if numero <= actuelle:
            with suppress(EditionInconnueError):
                return read_instantane(folder, numero)
    return None


def _fill(folder: Path, shipped: Path, is_published: bool) -> None:
    """Copy what comes with the program; but for the tables, where editions hold them."""
    names = [path.relative_to(shipped) for path in sorted(shipped.rglob("*")) if path.is_file()]
    left = (*_OF_THE_PROGRAM, EDITIONS, EQUIPE, *((*FICHIERS, TEXTES) if is_published else ()))
    tables = [name for name in names if name.parts[0] not in left]
    for name in sorted(tables, key=lambda name: name.as_posix() == DESCRIPTION):
        if not (folder / name).exists():
            _write(folder / name, (shipped / name).read_bytes())


def _bring_back(folder: Path, edition: Instantane) -> Iterator[str]:
    """Give back the tables that an edition holds and the folder has lost, the description last."""
    names = sorted(fichiers_of(edition.contents), key=lambda name: name == DESCRIPTION)
    held = [name for name in names if edition.contents[name] is not None]
    lost = [name for name in held if not os.path.lexists(folder / name)]
    for name in lost:
        _write(folder / name, edition.contents[name] or b"")
    if lost:
        reperes = read_reperes(folder)
        last = reperes.actuelle if reperes.perdue is None else reperes.perdue
        why = "" if last == edition.numero else f", car l’édition n°\u00a0{last} est abîmée"
        source = f"repris de l’édition n°\u00a0{edition.numero}{why}"
        yield f"Absent de {folder}, et {source}\u00a0: {', '.join(sorted(lost))}."


def _renew(folder: Path, shipped: Path, name: str, origine: dict[str, str]) -> Iterator[str]:
    """Update a folder of the program to this version; ``origine``, the record of the files copied, is kept in step."""
    new = {f"{name}/{path.name}": path.read_bytes() for path in sorted((shipped / name).iterdir()) if path.is_file()}
    # A file that this version no longer brings was put there by another one.
    known = new.keys() | {key for key in origine if key.startswith(f"{name}/") and is_safe(key)}
    found = {key: content for key in known if (content := read_or_none(folder / key)) is not None}
    is_changed = any(content != new.get(key) and _hash(content) != origine.get(key) for key, content in found.items())
    if is_changed:
        yield (
            f"{name}/ a été modifié dans {folder}\u00a0: il est gardé tel quel. "
            f"La version livrée avec l’atlas est dans {shipped / name}. "
            f"Pour la prendre\u00a0: rm -r {shlex.quote(str(folder / name))}, puis redémarrez."
        )
        return
    different = [key for key, content in new.items() if found.get(key) != content]
    for key in different:
        _write(folder / key, new[key])
    dropped = [key for key in found if key not in new]
    for key in dropped:
        (folder / key).unlink()
    for key in known - new.keys():
        del origine[key]
    origine |= {key: _hash(content) for key, content in new.items()}
    if (different or dropped) and found:
        yield f"{name}/ est à jour de cette version de l’atlas ({len(different) + len(dropped)} fichiers)."


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, content, read_or_none(path))


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _read_origine(folder: Path) -> dict[str, str]:
    try:
        document = json.loads((folder / ORIGINE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return document if isinstance(document, dict) else {}
