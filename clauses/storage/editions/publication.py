"""Publish: write an edition aside, whole, then show it by replacing one pointer; at last refresh the tables beside it.

Killed at any instant, or on a full disk, what the atlas shows is the edition before or the new one.
"""

import json
import os
import shutil
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime, time
from pathlib import Path
from typing import Any

from clauses.storage.brouillons import sweep_brouillons
from clauses.storage.disque import check_writable
from clauses.storage.ecriture import ChangedFileError, read_or_none, replace_file, sweep, sync_folder
from clauses.storage.editions.depot import (
    ACTUELLE,
    DEPART,
    DESCRIPTION,
    FOLDER,
    MANIFESTE,
    RAFRAICHIE,
    Manifeste,
    edition_folder,
    fichiers_of,
    left_behind,
    next_numero,
    read_manifeste,
    read_reperes,
    set_aside,
    sha256,
)
from clauses.storage.editions.instantane import MOST_READ, Instantane, read_fichier, read_instantane
from clauses.storage.editions.journal import complete_journal
from clauses.storage.tables import parse_description, parse_package
from clauses.storage.textes import FOLDER as TEXTES
from clauses.storage.textes import list_textes

_LOCK = ".verrou"
PATIENCE_S = 10.0


class EditionEntreTempsError(RuntimeError):
    """What the atlas shows is no longer what the publication was prepared from; ``actuel`` is what it shows."""

    def __init__(self, actuel: Instantane) -> None:
        self.actuel = actuel
        super().__init__(actuel.numero)


class OccupeError(RuntimeError):
    """Another publication has been going on for too long."""


@dataclass(frozen=True)
class Entete:
    """Who publishes, when, why, what it changes in words (by table); for a restoration, the edition brought back."""

    auteur: str
    message: str
    date: datetime
    resume: Mapping[str, str]
    restaure: int | None = None


@dataclass(frozen=True)
class Publiee:
    """An edition just published, and the files of the data folder that could not be refreshed after it."""

    manifeste: Manifeste
    en_retard: tuple[str, ...]


def publish(
    folder: Path,
    contents: Mapping[str, bytes | None],
    base: str,
    entete: Entete,
    depart: Entete,
    step: Callable[[str], None] = lambda _name: None,
) -> Publiee:
    """Publish these files as the next edition; the others stay as the atlas shows them.

    Parameters
    ----------
    contents : new files by name, ``None`` for one to take away
    base : ``Instantane.cle`` of what they were prepared from
    depart : of the edition that keeps what was there before the first publication
    step : told the name of each step before it is taken

    Raises
    ------
    EditionEntreTempsError
        When the atlas shows something else than ``base``: nothing is written.
    OccupeError
        When someone else publishes and does not finish.
    OSError
        When the folder or the disk refuses, or its locks may not hold: nothing is published.
    """
    check_writable(folder)
    with locked(folder):
        actuel = read_instantane(folder)
        if actuel.cle != base:
            raise EditionEntreTempsError(actuel)
        _sweep(folder)
        set_aside(folder)
        if actuel.manifeste is None:
            actuel = _keep_start(folder, actuel, depart, step)
        numero = next_numero(folder)
        whole = _described({**actuel.contents, **contents}, numero, entete.date)
        manifeste = _manifeste(numero, entete, whole, actuel)
        _write(folder, manifeste, whole, step)
        _show(folder, numero, step)
        # From here on, the edition is published: what follows may fail without undoing it.
        return Publiee(manifeste, _finish(folder, manifeste, step))


def complete(folder: Path) -> tuple[str, ...]:
    """Refresh what an interrupted publication left; returns the files that still could not be. Never raises."""
    if not read_reperes(folder).is_en_cours:
        return ()
    try:
        check_writable(folder)
        with locked(folder):
            actuelle = read_reperes(folder).actuelle
            manifeste = None if actuelle is None else read_manifeste(folder, actuelle)
            return _finish(folder, manifeste, lambda _name: None) if manifeste else ()
    except (OSError, OccupeError):
        return (ACTUELLE,)


@contextmanager
def locked(folder: Path) -> Generator[None]:
    """One writer at a time, on this machine; the lock of a program that dies is let go."""
    # Only who publishes waits for it to load.
    from filelock import FileLock, Timeout

    (folder / FOLDER).mkdir(exist_ok=True)
    try:
        with FileLock(folder / FOLDER / _LOCK, timeout=PATIENCE_S):
            yield
    except Timeout as error:
        raise OccupeError from error


def _sweep(folder: Path) -> None:
    """Delete what programs that were killed left behind."""
    for path in left_behind(folder):
        _remove(path)
    sweep(folder)
    sweep(folder / FOLDER)
    for place in {(folder / name).parent for name in list_textes(folder)}:
        sweep(place)
    sweep_brouillons(folder)


def _keep_start(folder: Path, actuel: Instantane, entete: Entete, step: Callable[[str], None]) -> Instantane:
    """Before the first publication: make an edition of what there is, so that one can come back to it."""
    package = parse_package(actuel.contents[DESCRIPTION])
    numero = max(next_numero(folder), package.edition or 1)
    if package.actualisee_le:
        # That of the data: they were there before.
        entete = replace(entete, date=datetime.combine(package.actualisee_le, time(), entete.date.tzinfo))
    manifeste = _manifeste(numero, entete, actuel.contents, actuel, DEPART)
    _write(folder, manifeste, actuel.contents, step)
    _show(folder, numero, step)
    _point(folder, RAFRAICHIE, numero, step)
    return read_instantane(folder)


def _described(contents: Mapping[str, bytes | None], numero: int, date: datetime) -> dict[str, bytes | None]:
    """The files, the description saying the number and the day of the edition."""
    description = parse_description(contents[DESCRIPTION])
    if not description:
        # Not written over: what is broken may be mended by hand, and the manifest says the number.
        return dict(contents)
    description |= {"version": str(numero), "updated": date.date().isoformat()}
    return {**contents, DESCRIPTION: (json.dumps(description, ensure_ascii=False, indent=2) + "\n").encode()}


def _manifeste(
    numero: int, entete: Entete, contents: Mapping[str, bytes | None], actuel: Instantane, action: str = ""
) -> Manifeste:
    names = fichiers_of(contents)
    changed = (name for name in names if sha256(contents[name]) != _before(actuel, name))
    tables = dict.fromkeys(
        TEXTES if name.endswith(".md") else name.removesuffix(".csv") for name in changed if name != DESCRIPTION
    )
    return Manifeste(
        numero=numero,
        date=entete.date.isoformat(timespec="seconds"),
        auteur=entete.auteur,
        message=entete.message,
        action=action or ("publication" if entete.restaure is None else "restauration"),
        restaure=entete.restaure,
        tables=tuple(tables),
        resume=entete.resume,
        fichiers={name: hash_ for name in names if (hash_ := sha256(contents[name]))},
        remplace=actuel.travail or {},
    )


def _before(actuel: Instantane, name: str) -> str | None:
    """Hash of a file in the last edition: what was edited by hand since then changes with this one."""
    if actuel.manifeste is None or name not in actuel.modifies:
        return sha256(actuel.contents.get(name))
    return actuel.manifeste.fichiers.get(name)


def _write(
    folder: Path, manifeste: Manifeste, contents: Mapping[str, bytes | None], step: Callable[[str], None]
) -> None:
    """Write an edition aside, then give it its name."""
    final = edition_folder(folder, manifeste.numero)
    aside = final.with_name(f".{final.name}")
    document = json.dumps(manifeste.to_dict(), ensure_ascii=False, indent=2) + "\n"
    files: dict[str, Any] = {**contents, MANIFESTE: document.encode()}
    try:
        step("dossier")
        aside.mkdir()
        for name, content in files.items():
            if content is not None:
                step(f"écrire {name}")
                (aside / name).parent.mkdir(parents=True, exist_ok=True)
                _write_file(aside / name, content)
        for place in {(aside / name).parent for name in files}:
            sync_folder(place)
        step("nommer")
        aside.rename(final)
        sync_folder(final.parent)
    except BaseException:
        _remove(aside)
        raise


def _write_file(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    # Nobody opens one by mistake, changes it and saves.
    path.chmod(0o444)


def _remove(path: Path) -> None:
    """Delete a folder of ours. What cannot be is left: the next publication has another number, and tries again."""
    for each in path.rglob("*"):
        # Some systems do not delete what may not be written.
        with suppress(OSError):
            each.chmod(0o755 if each.is_dir() else 0o644)
    shutil.rmtree(path, ignore_errors=True)


def _show(folder: Path, numero: int, step: Callable[[str], None]) -> None:
    """Publish an edition that is written; refused by the disk, it goes again."""
    try:
        _point(folder, ACTUELLE, numero, step)
    except OSError:
        _remove(edition_folder(folder, numero))
        raise


def _point(folder: Path, pointer: str, numero: int, step: Callable[[str], None]) -> None:
    step(f"repère {pointer}")
    path = folder / FOLDER / pointer
    replace_file(path, f"{numero:04d}\n".encode(), read_or_none(path))


def _finish(folder: Path, manifeste: Manifeste, step: Callable[[str], None]) -> tuple[str, ...]:
    """Refresh the tables beside the editions; those edited meanwhile by hand stay, and show as such."""
    names = fichiers_of({*manifeste.fichiers, *manifeste.remplace})
    late = [name for name in names if not _refresh(folder, manifeste, name, step)]
    with suppress(OSError):
        if not late:
            _point(folder, RAFRAICHIE, manifeste.numero, step)
        step("journal")
        complete_journal(folder)
    return tuple(late)


def _refresh(folder: Path, manifeste: Manifeste, name: str, step: Callable[[str], None]) -> bool:
    """Whether a file of the data folder is as it must be."""
    path = folder / name
    try:
        before = read_or_none(path, MOST_READ)
        if sha256(before) != manifeste.remplace.get(name) or sha256(before) == manifeste.fichiers.get(name):
            return True
        step(f"rafraîchir {name}")
        content = read_fichier(folder, manifeste, name)
        if content is None:
            path.unlink(missing_ok=True)
        else:
            path.parent.mkdir(exist_ok=True, parents=True)
            replace_file(path, content, before, MOST_READ)
    except ChangedFileError:
        return True
    except (OSError, KeyError):
        return False
    return True
