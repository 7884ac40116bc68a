"""Start of an installation: give the data folder what it lacks, then become `streamlit run app.py`.

Arguments go to Streamlit: ``python -m deploiement.demarrer --server.address 0.0.0.0``.

- A folder without ``datapackage.json`` is new: what comes with the program is copied there, that file last, so that a
  first start that was interrupted goes on. Nothing that exists is written over.
- The tables are then people's own: no version of the program touches them again.
- ``geo/`` and ``schemas/`` come with the program: a new version brings its own, each folder whole, as long as nobody
  changed a file of it. ``.origine.json`` remembers what was put there; without it, a file that differs was changed.
"""

import hashlib
import json
import os
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from clauses.storage.ecriture import ChangedFileError, read_or_none, replace_file
from clauses.storage.editions.depot import DESCRIPTION
from clauses.storage.editions.depot import FOLDER as EDITIONS
from clauses.storage.equipe import FOLDER as EQUIPE
from clauses.storage.files import SHIPPED_DATA, data_dir
from clauses.storage.refus_systeme import reason_of
from clauses.storage.sauvegarde import ORIGINE, is_safe
from clauses.storage.sauvegarde_reprise import ASIDE

APP = Path(__file__).parents[1] / "app.py"
_LOCK = ".demarrage.verrou"
_OF_THE_PROGRAM = ("geo", "schemas")
_PATIENCE_S = 60


class RepriseInterrompueError(RuntimeError):
    """The folder holds a part of a backup."""


def prepare(folder: Path, shipped: Path = SHIPPED_DATA) -> Iterator[str]:
    """Complete a data folder; return a report in French: what was added, and what was left as edited by hand.

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
    """
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.glob(f"{ASIDE}*")):
        # What is missing must not be taken from what comes with the program.
        raise RepriseInterrompueError(folder)
    # Two replicas may start together on one folder.
    with FileLock(folder / _LOCK, timeout=_PATIENCE_S):
        origine = _read_origine(folder)
        if not (folder / DESCRIPTION).exists():
            _fill(folder, shipped)
            yield f"Premier démarrage\u00a0: les données livrées avec l’atlas sont copiées dans {folder}."
        for name in _OF_THE_PROGRAM:
            yield from _renew(folder, shipped, name, origine)
        content = (json.dumps(origine, indent=2, sort_keys=True) + "\n").encode()
        if read_or_none(folder / ORIGINE) != content:
            _write(folder / ORIGINE, content)


def _fill(folder: Path, shipped: Path) -> None:
    names = [path.relative_to(shipped) for path in sorted(shipped.rglob("*")) if path.is_file()]
    tables = [name for name in names if name.parts[0] not in (*_OF_THE_PROGRAM, EDITIONS, EQUIPE)]
    for name in sorted(tables, key=lambda name: name.as_posix() == DESCRIPTION):
        if not (folder / name).exists():
            _write(folder / name, (shipped / name).read_bytes())


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


def _refusal(error: Exception, folder: Path) -> str:
    """Reason why the atlas cannot start, in French, and what to do."""
    match error:
        case RepriseInterrompueError():
            return (
                f"Une reprise de sauvegarde a été interrompue dans {folder}\u00a0: videz ce dossier "
                f"(find {shlex.quote(str(folder))} -mindepth 1 -delete), et recommencez-la."
            )
        case ChangedFileError():
            return f"Un autre programme écrit dans {folder}\u00a0: attendez qu’il finisse, puis redémarrez."
        # It is an OSError too.
        case Timeout():
            return (
                f"Un autre démarrage de l’atlas occupe {folder} depuis plus de {_PATIENCE_S} secondes\u00a0: "
                "attendez qu’il finisse, ou arrêtez-le."
            )
        case OSError():
            name = str(error.filename or folder)
            # The name of a temporary file would mean nothing to the person.
            return f"{folder if name.endswith('.tmp') else name} ne peut pas être écrit\u00a0: {reason_of(error)}."
    raise error


def main() -> None:
    """Prepare the data folder, then replace this process with Streamlit (exec), so that it receives signals."""
    folder = data_dir()
    if folder != SHIPPED_DATA:
        try:
            for sentence in prepare(folder):
                print(sentence, file=sys.stderr, flush=True)
        except (RepriseInterrompueError, ChangedFileError, OSError) as error:
            sys.exit(_refusal(error, folder))
    # Streamlit would otherwise ask an outside service for this machine's address, to print it.
    os.environ.setdefault("STREAMLIT_BROWSER_SERVER_ADDRESS", "localhost")
    command = [sys.executable, "-m", "streamlit", "run", str(APP), *sys.argv[1:]]
    os.chdir(APP.parent)
    os.execv(sys.executable, command)


if __name__ == "__main__":
    main()
