"""Write a table back without losing anything: rows nobody touched keep their very bytes, the file is replaced whole.

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
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from clauses.domain.schema import Schema
from clauses.storage.decode import decode
from clauses.storage.lignes import Record, delimiter_of, records

_TEMPORARY = re.compile(r"\..+\.[0-9a-f]{16}\.tmp")
_ABANDONED_S = 3600.0
"""Age of a temporary file that no program at work still holds: it takes an instant to write one."""


class PerteError(ValueError):
    """Something would be lost by writing the file again; ``raison`` names it, in French."""

    def __init__(self, raison: str) -> None:
        self.raison = raison
        super().__init__(raison)


class ChangedFileError(RuntimeError):
    """The file is no longer the one that was read."""


def edit_table(
    content: bytes,
    schema: Schema,
    changes: Mapping[int, Mapping[str, str]],
    additions: Sequence[Mapping[str, str]],
    removals: Collection[int] = (),
) -> bytes:
    """The bytes of a table with some cells changed, rows added at its end and rows taken away.

    Encoding, delimiter, ends of line, order of the columns and every other row stay as they are.

    Parameters
    ----------
    content : the file; empty for a new one
    changes : new cells by line of the file (:attr:`clauses.domain.table.Table.lines`) then by column
    additions : cells by column
    removals : lines of the file where the rows to take away start; none of them is also changed

    Raises
    ------
    PerteError
        When the file cannot be read entirely, or cannot hold a character.
    FormeError
        When its rows cannot be told apart.
    KeyError
        For a column that the file does not have, or a line where no row starts (that of the titles is not a row).
    """
    content = content or (",".join(schema.names) + "\n").encode()
    text = decode(content)
    encoded = b"" if text.damaged else text.content.encode(text.encoding)
    mark = content.removesuffix(encoded)
    if text.damaged or mark + encoded != content:
        raise PerteError("des caractères n’ont pas pu être lus")
    delimiter = delimiter_of(text.content, schema.names)
    rows = list(records(text.content, delimiter))
    header = next(record for record in rows if not record.is_blank)
    columns = {name.strip(): rank for rank, name in reversed(list(enumerate(header.cells)))}
    end = _end(header.text) or "\n"
    writer = _Writer(columns, len(header.cells), delimiter)
    gone = frozenset(removals)
    unknown = (changes.keys() | gone) - {record.line for record in rows if not record.is_blank}
    unknown |= gone & {header.line, *changes}
    if unknown:
        raise KeyError(min(unknown))
    kept = (record for record in rows if record.line not in gone)
    parts = [writer.changed(record, changes[record.line]) if record.line in changes else record.text for record in kept]
    if additions and not _end(parts[-1]):
        parts[-1] += end
    parts += [writer.row(writer.filled([], each)) + end for each in additions]
    try:
        return mark + "".join(parts).encode(text.encoding)
    except UnicodeEncodeError as error:
        raise PerteError(f"il ne peut pas contenir {error.object[error.start]}") from error


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


class _Writer(NamedTuple):
    """Row writer of one CSV file."""

    columns: Mapping[str, int]
    width: int
    delimiter: str

    def filled(self, cells: Sequence[str], values: Mapping[str, str]) -> list[str]:
        """The cells of a row, with these values put in their columns."""
        filled = [*cells, *[""] * (self.width - len(cells))]
        for name, value in values.items():
            filled[self.columns[name]] = plain_cell(value)
        return filled

    def changed(self, record: Record, values: Mapping[str, str]) -> str:
        """The text of a row whose cells change; its end of line stays as it is, even missing."""
        return self.row(self.filled(record.cells, values)) + _end(record.text)

    def row(self, cells: Sequence[str]) -> str:
        """Cells as text, without end of line."""
        buffer = io.StringIO(newline="")
        # Only characters of the end of line are put between quotes: both kinds must be.
        csv.writer(buffer, delimiter=self.delimiter, lineterminator="\r\n").writerow(cells)
        return buffer.getvalue().removesuffix("\r\n")


def _end(text: str) -> str:
    """The end of line of a record; empty at the end of a file that does not have it."""
    return text[len(text.rstrip("\r\n")) :]


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
