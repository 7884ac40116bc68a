"""Rows of a CSV text: the only place that cuts one."""

import csv
import io
import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from itertools import islice
from typing import NamedTuple

from clauses.domain.recherche import normalise
from clauses.domain.tableur import FIRST_ROWS

DELIMITERS = (";", "\t", ",")
"""The most telling first: commas are also in sentences and numbers."""

LONGEST_CELL = csv.field_size_limit()
"""Characters of a cell, beyond which a text is not cut."""

LAST_LINE = 1_048_576
"""Line below which no spreadsheet writes."""

_FIRST_CELLS = 500
"""Where titles are looked for in a row."""

_SEPARATOR_HINT = re.compile(r"\ufeff?sep=(.)\s*?(?:\r\n|\r|\n|\Z)", re.IGNORECASE)
"""A first line of its own, which Excel writes and never shows: its first line is the next one."""


class FormeError(ValueError):
    """The record that starts at ``line`` cannot be cut.

    A quote is misplaced or never closed in it, or one of its cells is ``trop_long``.
    """

    def __init__(self, line: int, *, trop_long: bool = False) -> None:
        self.line, self.trop_long = line, trop_long
        super().__init__(line)


class Record(NamedTuple):
    """One row of a CSV text: the line where it starts (0 for the hint of Excel), its whole text, its cells."""

    line: int
    text: str
    cells: list[str]

    @property
    def is_blank(self) -> bool:
        """Nothing but spaces, or the hint of Excel."""
        return self.line == 0 or not any(map(str.strip, self.cells))


def records(text: str, delimiter: str, *, strict: bool = True) -> Iterator[Record]:
    """Rows of a CSV text, blank ones included: joined, their texts are the whole text again.

    Parameters
    ----------
    strict : whether a quote out of place is an error; otherwise it is read as it can be

    Raises
    ------
    FormeError
        At the first quote out of place, or the first cell too long to be one.
    """
    taken: list[str] = []

    def lines() -> Iterator[str]:
        for each in io.StringIO(text, newline=""):
            taken.append(each)
            yield each

    reader = csv.reader(lines(), delimiter=delimiter, strict=strict)
    first = line = 0 if _SEPARATOR_HINT.match(text) else 1
    try:
        for cells in reader:
            yield Record(line, "".join(taken), cells)
            taken.clear()
            line = reader.line_num + first
    except csv.Error as error:
        # Without a quote that opens it, nothing but its length can be wrong with a cell.
        raise FormeError(line, trop_long=not any('"' in each for each in taken)) from error


def delimiter_of(text: str, names: Collection[str] = ()) -> str:
    r"""The delimiter that recognises most of these column names in the first rows, or cuts them in most cells.

    >>> delimiter_of("Nom;Heures, en tout\na;1,5")
    ';'
    """
    hint = _SEPARATOR_HINT.match(text)
    if hint and hint[1] in DELIMITERS:
        return hint[1]
    wanted = set(map(normalise, names))

    def score(delimiter: str) -> tuple[int, int]:
        rows: list[list[str]] = []
        # A quote out of place further on must not have another delimiter chosen.
        with suppress(FormeError):
            rows += (record.cells for record in islice(records(text, delimiter), FIRST_ROWS))
        known = (len({normalise(cell) for cell in cells[:_FIRST_CELLS]} & wanted) for cells in rows)
        return max(known, default=0), max(map(len, rows), default=0)

    return max(DELIMITERS, key=score)
