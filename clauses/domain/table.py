"""Table: rows of one file as text, with their line numbers and the issues met while reading."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from clauses.domain import schema as schemas
from clauses.domain.issues import Issue
from clauses.domain.schema import Schema


@dataclass(frozen=True)
class Table:
    """One table as read.

    Attributes
    ----------
    schema : Schema
    frame : DataFrame
        Exactly the columns of the schema, in order, all text, trimmed, ``""`` for missing. Not to be modified.
    lines : tuple of int
        Line of the file where each row starts (the header is line 1).
    file : str
        Name to show in issues.
    issues : tuple of Issue
        Defects met while reading.
    absent : frozenset of str
        Columns the file does not have; they are empty in ``frame``.
    """

    schema: Schema
    frame: pd.DataFrame
    lines: tuple[int, ...]
    file: str
    issues: tuple[Issue, ...] = ()
    absent: frozenset[str] = field(default_factory=frozenset)

    @property
    def name(self) -> str:
        return self.schema.name

    @property
    def is_unread(self) -> bool:
        """True if the file gave no column at all: missing, empty, not a table."""
        return len(self.absent) == len(self.schema.fields)

    @property
    def is_incomplete(self) -> bool:
        """True if a required column is missing: its rows cannot be judged as a whole."""
        return any(self.schema.by_name[name].required for name in self.absent)

    def __len__(self) -> int:
        return len(self.lines)

    @cached_property
    def columns(self) -> dict[str, list[str]]:
        """Cells of each column as a list: several times faster to go through than a column of ``frame``."""
        return {name: self.frame[name].tolist() for name in self.schema.names}

    def records(self, *names: str) -> Iterator[tuple[Any, ...]]:
        """The line of each row, followed by its cells in the columns named."""
        return zip(self.lines, *(self.columns[name] for name in names), strict=True)

    def typed(self) -> pd.DataFrame:
        """Same rows with the types of the schema; see :func:`clauses.domain.schema.typed`."""
        return schemas.typed(self.frame, self.schema)


def empty_table(schema: Schema, file: str, *issues: Issue) -> Table:
    """A table without rows, in place of a file that cannot be read."""
    frame = pd.DataFrame({name: [] for name in schema.names}, dtype="str")
    return Table(schema, frame, (), file, issues, frozenset(schema.names))
