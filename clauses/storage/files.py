"""Data folder, and stamps that reveal a changed file."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

DATA_VARIABLE = "CLAUSES_DATA"
SHIPPED_DATA = Path(__file__).resolve().parents[2] / "data"


def data_dir() -> Path:
    """Folder of the data: the environment variable ``CLAUSES_DATA``, otherwise ``data/`` beside ``app.py``."""
    chosen = os.environ.get(DATA_VARIABLE, "").strip()
    return Path(chosen).expanduser().resolve() if chosen else SHIPPED_DATA


@dataclass(frozen=True, slots=True)
class Stamp:
    """State of a file, equal as long as its content is the same. ``size`` is -1 when there is no file to read."""

    path: Path
    mtime_ns: int = 0
    size: int = -1
    inode: int = 0

    @property
    def exists(self) -> bool:
        return self.size >= 0


def stamp(path: Path) -> Stamp:
    """Stamp of a file, also when it is missing. The inode tells a replaced file from an edited one."""
    try:
        status = path.stat()
    except OSError:
        return Stamp(path)
    return Stamp(path, status.st_mtime_ns, status.st_size, status.st_ino)


class Source(NamedTuple):
    """A folder, and the state of its files: a text that changes as soon as one of them does (cache key)."""

    folder: Path
    state: str


def source(folder: Path, names: Iterable[str]) -> Source:
    """A folder with the state of these files."""
    stamps = (stamp(folder / name) for name in names)
    return Source(folder, "\n".join([str(folder), *(f"{each.mtime_ns} {each.size} {each.inode}" for each in stamps)]))
