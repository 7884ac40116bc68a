"""Journal: one line per publication, only ever added to. The editions themselves are the truth; this is their trace."""

import json
import os
from pathlib import Path

from clauses.storage.editions.depot import FOLDER, JOURNAL, Manifeste, list_manifestes, read_journal

_KEPT = ("numero", "date", "auteur", "message", "action", "restaure", "resume")


def complete_journal(folder: Path) -> None:
    """Append the editions missing from the journal; ``OSError`` when it cannot be written.

    After a crash, or a loss, what is missing comes back at the next publication.
    """
    told = [line.get("numero") for line in read_journal(folder)]
    missing = [manifeste for manifeste in reversed(list_manifestes(folder)) if manifeste.numero not in told]
    if missing:
        _append(folder / FOLDER / JOURNAL, "".join(map(_line, missing)).encode())


def _append(path: Path, lines: bytes) -> None:
    with path.open("a+b") as file:
        # A line cut by a crash must not swallow the next one.
        if file.tell() and not _ends_with_newline(file.fileno(), file.tell()):
            lines = b"\n" + lines
        file.write(lines)
        file.flush()
        os.fsync(file.fileno())


def _ends_with_newline(handle: int, size: int) -> bool:
    return os.pread(handle, 1, size - 1) == b"\n" if hasattr(os, "pread") else False


def _line(manifeste: Manifeste) -> str:
    document = manifeste.to_dict()
    return json.dumps({name: document[name] for name in _KEPT}, ensure_ascii=False) + "\n"
