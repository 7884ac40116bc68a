"""Write a file without losing anything: it is replaced whole.

A kill, a full disk or a refused folder leaves the file as it was. Two programs that write at once: the second one
notices that the file is no longer the one it read.
"""

import csv
import io
import os
import re
import secrets
import stat
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from clauses.domain.schema import Schema

_TEMPORARY = re.compile(r"\..+\.[0-9a-f]{16}\.tmp")
_ABANDONED_S = 3600.0
"""Age of a temporary file that no program at work still holds: it takes an instant to write one."""


class ChangedFileError(RuntimeError):
    """The file is no longer the one that was read."""


def render_table(schema: Schema, rows: Iterable[Mapping[str, str]]) -> bytes:
    r"""The file of a table in the form of the project: UTF-8, commas, LF, quotes where they are needed.

    Parameters
    ----------
    rows : cells by column; the missing ones are empty, those of other columns are left out

    >>> from clauses.domain.schema import Field
    >>> fields = (Field("id", "", ""), Field("nom", "", ""))
    >>> render_table(Schema("t", "", "", fields), [{"id": "a", "nom": "b, c"}, {"nom": "deux\r\nlignes"}])
    b'id,nom\na,"b, c"\n,"deux\nlignes"\n'
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(schema.names)
    writer.writerows([plain_cell(row.get(name, "")) for name in schema.names] for row in rows)
    # Half of a character cannot be written.
    return buffer.getvalue().encode("utf-8", errors="replace")


def plain_cell(value: str) -> str:
    """A cell as this project writes it: one kind of end of line, no null character.

    Such a character would have the whole file taken for another encoding.
    """
    return value.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")


def replace_file(path: Path, content: bytes, before: bytes | None, most: int | None = None) -> None:
    """Replace a file in one step: a reader sees the old content or the new one, whole.

    Parameters
    ----------
    before : content on which the new one is based; ``None`` when there was no file
    most : bytes of it that were read, when not all of them

    Raises
    ------
    ChangedFileError
        When the file does not hold ``before`` any more: nothing is written.
    OSError
        When the folder or the disk refuses: the file is as it was, and nothing is left beside it.
    """
    # A link stays a link: what it leads to is replaced.
    path = path.resolve()
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(8)}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if read_or_none(path, most) != before:
            raise ChangedFileError(path)
        if before is not None:
            temporary.chmod(stat.S_IMODE(path.stat().st_mode))
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sweep(folder: Path) -> None:
    """Delete the temporary files that killed writers left in a folder; what cannot be is left for the next time."""
    with suppress(OSError):
        for path in folder.iterdir():
            if _TEMPORARY.fullmatch(path.name) and path.lstat().st_mtime < time.time() - _ABANDONED_S:
                path.unlink(missing_ok=True)


def read_or_none(path: Path, most: int | None = None) -> bytes | None:
    """The bytes of a file, or the ``most`` first ones; ``None`` without file, ``OSError`` when it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(most)
    except FileNotFoundError:
        return None


def sync_folder(folder: Path) -> None:
    """Have the new names in a folder written on the disk. Some systems cannot: the files are already safe."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
