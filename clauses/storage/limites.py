"""Bounds of the files that someone brings or writes: what passes them is refused at once, with little memory."""

from pathlib import Path
from typing import TYPE_CHECKING

from clauses.domain.issues import Issue, issue

if TYPE_CHECKING:
    from clauses.domain.schema import Schema

MEGABYTE = 1024 * 1024

LARGEST_FILE = 10 * MEGABYTE
"""Bytes of a table, sent or found in the data folder."""

MOST_ROWS, MOST_PERIMETERS = 50_000, 20_000
"""Rows of a table, titles apart: every structure of the country would fit.

A table that has perimeters takes fewer: as many different ones are checked within seconds.
"""

MOST_COLUMNS = 100


class SourceError(ValueError):
    """A file that cannot be used; ``issues`` gives the reasons."""

    def __init__(self, *issues: Issue) -> None:
        self.issues = issues
        super().__init__(*(each.message for each in issues))


def most_rows(schema: "Schema") -> int:
    """Rows accepted in a table."""
    return MOST_PERIMETERS if any(field.controle == "perimetre" for field in schema.fields) else MOST_ROWS


def too_large(size: int, largest: int, file: str) -> Issue:
    """Issue of a file of ``size`` bytes, when it may have ``largest``."""
    return issue("E-FIC-12", file, taille=-(-size // MEGABYTE), maximum=largest // MEGABYTE)


def read_limited(path: Path, largest: int, file: str = "") -> bytes:
    """The bytes of a file; :class:`SourceError` when it is missing, locked or too large.

    Parameters
    ----------
    file : name shown in issues; the path by default
    """
    file = file or path.as_posix()
    try:
        with path.open("rb") as opened:
            content = opened.read(largest + 1)
    except FileNotFoundError:
        raise SourceError(issue("E-FIC-01", file)) from None
    except OSError:
        raise SourceError(issue("E-FIC-04", file)) from None
    if len(content) > largest:
        raise SourceError(too_large(path.stat().st_size, largest, file))
    return content
