"""Reprise: a table of the edition shown in place of the one in the data folder, which an accident took or cut.

A hand edit is shown: it can be read, and has most of its rows. Anything else is no edit that somebody would publish
without being asked first.
"""

from collections.abc import Mapping
from pathlib import Path

from clauses.domain.evolution.bornes import is_collapsed
from clauses.domain.issues import Issue, issue
from clauses.domain.schema import Schema
from clauses.domain.table import Table
from clauses.storage.editions.depot import DESCRIPTION
from clauses.storage.schemas import read_schemas
from clauses.storage.tables import TABLES, parse_description, parse_table

_ENDS = (b"\n", b"\r")
_OF_THE_FILE = "E-FIC-"
"""Errors of a file that gave nothing, or was read askew."""


def why_replaced(
    folder: Path, file: str, content: bytes | None, refused: Issue | None, published: bytes
) -> Issue | None:
    """Why the edition's file is shown instead of the one in the data folder; ``None`` when that one is.

    Parameters
    ----------
    content, refused : the file as it is on disk; why it cannot be read
    published : the edition's
    """
    if refused is not None:
        return refused
    if content is None:
        # Notes may be taken away.
        return issue("E-FIC-01", file) if file == DESCRIPTION or _table(file) else None
    if file == DESCRIPTION:
        return issue("E-FIC-28", file) if parse_description(published) and not parse_description(content) else None
    return _why_table(file, content, published, read_schemas(folder)) if _table(file) else None


def _why_table(file: str, content: bytes, published: bytes, schemas: Mapping[str, Schema]) -> Issue | None:
    schema = schemas[_table(file)]
    before, now = parse_table(published, schema, file), parse_table(content, schema, file)
    if before.is_unread:
        return None
    if _is_cut(content, published) and not now.is_unread:
        return issue("E-FIC-26", file)
    fault = _fault(now)
    if fault and (now.is_unread or not _fault(before)):
        return fault
    if is_collapsed(len(before), len(now)):
        return issue("E-FIC-27", file, nombre=len(now), total=len(before))
    return None


def _fault(table: Table) -> Issue | None:
    return next((found for found in table.issues if found.code.startswith(_OF_THE_FILE)), None)


def _is_cut(content: bytes, published: bytes) -> bool:
    """True if it is the beginning of the other, up to the middle of a line."""
    rest = published[len(content) :]
    in_a_line = bool(rest) and not rest.startswith(_ENDS) and not content.endswith(_ENDS)
    return in_a_line and published.startswith(content)


def _table(file: str) -> str:
    """Name of the table that a file holds; empty for another file."""
    name = file.removesuffix(".csv")
    return name if name in TABLES else ""
