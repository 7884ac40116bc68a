"""Read the tables: any CSV a spreadsheet writes becomes a table of text with the columns of its schema.

What is wrong in a file is an :class:`Issue` of the table, never an exception.
"""

import difflib
import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import pandas as pd

from clauses.domain.issues import ERREUR, Issue, issue
from clauses.domain.recherche import normalise
from clauses.domain.schema import Schema
from clauses.domain.table import Table, empty_table
from clauses.storage.decode import NotTextError, Text, decode
from clauses.storage.ecriture import read_or_none
from clauses.storage.lignes import LAST_LINE, LONGEST_CELL, FormeError, delimiter_of, records
from clauses.storage.limites import LARGEST_FILE, MOST_COLUMNS, SourceError, most_rows, read_limited, too_large

TABLES = ("guichets", "typologies", "heures", "repartitions", "qpv", "structures", "coefficients", "relais")
"""Tables kept by hand, one ``<name>.csv`` each in the data folder."""

FACULTATIVES = frozenset({"relais"})
"""Tables younger than some folders and editions, where they are missing: empty, without an error."""

_DELIMITERS = {",": "des virgules", ";": "des points-virgules", "\t": "des tabulations"}
_ENCODINGS = {"cp1252": "Windows-1252", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "utf-8": "UTF-8"}
_HEADER_SAMPLE = 10_000
_VERSION = re.compile("[0-9]{1,4}")
"""A version that is the number of an edition; a longer one is a date, or anything else."""
_MOST_ROWS_TOLD = 100
"""Rows of another width that are listed: beyond, one issue says that there are more."""

EMPTY: Mapping[str, Issue] = MappingProxyType({})
"""Nothing refused."""

Ligne = tuple[int, Sequence[str]]
"""Line of the file where a row starts, and its trimmed cells."""


class TropDeLignesError(ValueError):
    """A text has more rows than are accepted."""


class Package(NamedTuple):
    """Data Package description of the data folder."""

    titre: str
    edition: int | None
    actualisee_le: date | None


def parse_description(content: bytes | None) -> dict[str, Any]:
    """Parsed ``datapackage.json``, as written; empty when it is missing or cannot be read."""
    try:
        description = json.loads(content or b"")
    except (ValueError, RecursionError):
        return {}
    return description if isinstance(description, dict) else {}


def parse_package(content: bytes | None) -> Package:
    """Title, edition and date of ``datapackage.json``; what is missing or unreadable is empty or ``None``."""
    description = parse_description(content)
    version, updated = str(description.get("version", "")), str(description.get("updated", ""))
    try:
        day = date.fromisoformat(updated)
    except ValueError:
        day = None
    numero = int(version) if _VERSION.fullmatch(version) else None
    return Package(str(description.get("title", "")), numero or None, day)


def parse_tables(
    contents: Mapping[str, bytes | None], schemas: Mapping[str, Schema], refused: Mapping[str, Issue] = EMPTY
) -> dict[str, Table]:
    """The tables kept by hand, by name, from the bytes of their files; a missing or refused one is empty."""

    def parse(name: str, file: str) -> Table:
        content = contents.get(file)
        if content is None:
            missing = issue("A-FIC-06" if name in FACULTATIVES else "E-FIC-01", file)
            return empty_table(schemas[name], file, refused.get(file) or missing)
        table = parse_table(content, schemas[name], file)
        if len(table) and not content.rstrip(b"\x00").endswith((b"\n", b"\r")):
            table = replace(table, issues=(*table.issues, issue("A-FIC-03", file, table.lines[-1])))
        return table

    return {name: parse(name, f"{name}.csv") for name in TABLES}


def read_table(path: Path, schema: Schema, file: str | None = None) -> Table:
    """Read one file; ``file`` is the name shown in issues (default: that of the file)."""
    file = file or path.name
    try:
        return parse_table(read_limited(path, LARGEST_FILE, file), schema, file)
    except SourceError as error:
        return empty_table(schema, file, *error.issues)


def parse_table(content: bytes, schema: Schema, file: str) -> Table:
    """Read the bytes of a file. Never raises: see :class:`Table` for what comes back."""
    most = most_rows(schema)
    if len(content) > LARGEST_FILE:
        return empty_table(schema, file, too_large(len(content), LARGEST_FILE, file))
    try:
        rows, found = read_rows(decode(content), schema.names, file, most + 1)
    except NotTextError as error:
        return empty_table(schema, file, issue("E-FIC-03", file, nature=error.nature))
    except TropDeLignesError:
        return empty_table(schema, file, issue("E-FIC-22", file, maximum=most))
    if rows and len(rows[0][1]) > MOST_COLUMNS:
        return empty_table(schema, file, issue("E-FIC-23", file, maximum=MOST_COLUMNS))
    return build_table(rows, schema, file, found)


def read_rows(
    text: Text, names: Collection[str], file: str, most: int | None = None
) -> tuple[list[Ligne], list[Issue]]:
    """Rows of a text, blank ones left out, and issues of form.

    Parameters
    ----------
    names : names of columns, by which the delimiter is recognised
    most : rows it may have, titles included; as many as it has by default

    Raises
    ------
    TropDeLignesError
        When it has more, or more lines than a sheet, even blank ones.
    """
    delimiter = delimiter_of(text.content, names)
    rows, broken = _cut(text.content, delimiter, most)
    found = []
    if text.encoding != "utf-8" or (delimiter != "," and any(len(cells) > 1 for _, cells in rows)):
        found.append(issue("A-FIC-01", file, encodage=_ENCODINGS[text.encoding], separateur=_DELIMITERS[delimiter]))
    if text.damaged:
        found.append(issue("A-FIC-02", file))
    if broken:
        found.append(
            issue("E-FIC-24", file, broken.line, maximum=LONGEST_CELL)
            if broken.trop_long
            else issue("E-FIC-06", file, broken.line)
        )
    return rows, found


def build_table(rows: Sequence[Ligne], schema: Schema, file: str, found: Sequence[Issue] = ()) -> Table:
    """The table that rows make, the first one being the titles; ``found`` holds the issues already found."""
    if not rows:
        too_long = [each for each in found if each.code == "E-FIC-24"]
        return empty_table(schema, file, *(too_long or [*_errors(found), issue("E-FIC-02", file)]))
    (line, header), body = rows[0], rows[1:]
    columns = _Columns(header, line, schema, file)
    if not columns.positions:
        return empty_table(schema, file, *_errors(found), issue("E-FIC-07", file, colonnes=", ".join(schema.names)))
    found = [*found, *columns.issues(body), *columns.misshapen(body)]
    lines = tuple(line for line, _ in body)
    frame, rewritten = _canonical(columns.frame(body), schema, lines, file)
    absent = frozenset(schema.names) - columns.positions.keys()
    return Table(schema, frame, lines, file, (*found, *rewritten), absent)


def recognise(path: Path, schemas: Mapping[str, Schema]) -> Schema | None:
    """Which table a file holds: by its name, otherwise the schema that shares more than half of its columns."""
    if path.stem.lower() in schemas:
        return schemas[path.stem.lower()]
    try:
        text = decode(read_or_none(path, LARGEST_FILE) or b"").content
    except (OSError, NotTextError):
        return None
    return max(
        (schema for schema in schemas.values() if _shared(text, schema) > len(schema.fields) / 2),
        key=lambda schema: _shared(text, schema) / len(schema.fields),
        default=None,
    )


class _Columns:
    """Which cell of a row goes to which column of the schema."""

    def __init__(self, header: Sequence[str], line: int, schema: Schema, file: str) -> None:
        self.header, self.line, self.schema, self.file = header, line, schema, file
        self.width = len(header)
        self.positions = {name: header.index(name) for name in schema.names if name in header}

    def issues(self, body: Sequence[Ligne]) -> Iterator[Issue]:
        missing = [field for field in self.schema.fields if field.name not in self.positions]
        for name, count in Counter(filter(None, self.header)).items():
            if name not in self.schema.by_name:
                guess = _closest_name(name, [field.name for field in missing])
                # What is required stays missing, however it is spelt.
                missing = [field for field in missing if field.required or field.name != guess]
                yield issue("A-COL-02", self.file, self.line, name, colonne=name, suggestion=guess)
            elif count > 1:
                yield issue("E-COL-03", self.file, self.line, name, colonne=name)
        for field in missing:
            code = "E-COL-01" if field.required else "A-COL-01"
            yield issue(code, self.file, self.line, field.name, colonne=field.name)
        for position, name in enumerate(self.header):
            if not name and any(len(cells) > position and cells[position] for _, cells in body):
                yield issue("A-COL-04", self.file, self.line, rang=position + 1)

    def misshapen(self, body: Sequence[Ligne]) -> Iterator[Issue]:
        """Rows that do not have as many cells as there are titles."""
        width = self.width
        wrong = ((line, cells) for line, cells in body if len(cells) < width or any(cells[width:]))
        for rank, (line, cells) in enumerate(wrong):
            if rank == _MOST_ROWS_TOLD:
                yield issue("A-LIG-21", self.file, line, limite=_MOST_ROWS_TOLD)
                return
            yield issue("E-LIG-01", self.file, line, trouve=len(cells), attendu=width)

    def frame(self, body: Sequence[Ligne]) -> pd.DataFrame:
        """Columns of the schema, in order; the missing ones and the missing cells empty."""
        data = {name: self._column(body, self.positions.get(name)) for name in self.schema.names}
        return pd.DataFrame(data, dtype="str")

    @staticmethod
    def _column(body: Sequence[Ligne], position: int | None) -> list[str]:
        if position is None:
            return [""] * len(body)
        return [cells[position] if len(cells) > position else "" for _, cells in body]


def _cut(text: str, delimiter: str, most: int | None = None) -> tuple[list[Ligne], FormeError | None]:
    """Rows of a text, as far as they can be separated, and the issues that prevent a correct reading."""
    rows: list[Ligne] = []
    broken = None
    for strict in (True, False):
        rows.clear()
        try:
            for record in records(text, delimiter, strict=strict):
                if not record.is_blank:
                    rows.append((record.line, tuple(map(str.strip, record.cells))))
                if most is not None and (len(rows) > most or record.line > LAST_LINE):
                    raise TropDeLignesError
        except FormeError as error:
            broken = broken or error
        else:
            break
    return rows, broken


def _errors(found: Iterable[Issue]) -> list[Issue]:
    """For an unreadable file, only the issues that make it so are kept."""
    return [each for each in found if each.severity == ERREUR]


def _canonical(
    frame: pd.DataFrame, schema: Schema, lines: Sequence[int], file: str
) -> tuple[pd.DataFrame, list[Issue]]:
    """Numbers written the French way put in the form of the project, with one warning per column."""
    found = []
    for field in schema.fields:
        if not field.is_numeric:
            continue
        column = frame[field.name]
        canonical = {value: field.canonical(value) for value in column.unique()}
        changed = [position for position, value in enumerate(column) if canonical[value] != value]
        if changed:
            frame[field.name] = column.map(canonical).astype("str")
            first = column.iloc[changed[0]]
            found.append(
                issue(
                    "A-VAL-02", file, lines[changed[0]], field.name,
                    nombre=len(changed), valeur=first, lu=canonical[first],
                )
            )  # fmt: skip
    return frame, found


def _shared(text: str, schema: Schema) -> int:
    """Number of columns of the schema found in the header."""
    sample = text[:_HEADER_SAMPLE]
    rows, _ = _cut(sample, delimiter_of(sample, schema.names))
    return len(set(rows[0][1]) & set(schema.names)) if rows else 0


def _closest_name(name: str, candidates: Sequence[str]) -> str:
    """The missing column an unknown one most likely stands for, or nothing."""
    plain = {normalise(candidate): candidate for candidate in candidates}
    close = difflib.get_close_matches(normalise(name), plain, n=1, cutoff=0.7)
    return plain[close[0]] if close else ""
