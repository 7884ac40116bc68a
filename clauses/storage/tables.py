"""Read the tables: any CSV a spreadsheet writes becomes a table of text with the columns of its schema.

What is wrong in a file is an :class:`Issue` of the table, never an exception.
"""

import csv
import difflib
import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from clauses.domain.issues import Issue, issue
from clauses.domain.recherche import normalise
from clauses.domain.schema import Schema
from clauses.domain.table import Table, empty_table
from clauses.storage.decode import NotTextError, Text, decode
from clauses.storage.files import SHIPPED_DATA

TABLES = ("guichets", "typologies", "heures", "repartitions", "qpv", "structures", "coefficients")
"""Tables kept by hand, one ``<name>.csv`` each in the data folder."""

_DELIMITERS = {",": "des virgules", ";": "des points-virgules", "\t": "des tabulations"}
_ENCODINGS = {"cp1252": "Windows-1252", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "utf-8": "UTF-8"}
_HEADER_SAMPLE = 10_000
_SEPARATOR_HINT = "sep="
"""Excel writes « sep=; » on a first line of its own."""


class Package(NamedTuple):
    """What the data folder says of itself."""

    titre: str
    edition: int | None
    actualisee_le: date | None


def read_schemas(folder: Path) -> dict[str, Schema]:
    """Schemas by table name, from ``schemas/*.json`` of a data folder; the shipped ones when it has none.

    Raises
    ------
    OSError, ValueError, KeyError
        When a schema cannot be read: it belongs to the program, not to the data.
    """
    return {name: Schema.from_dict(document) for name, document in read_schema_documents(folder).items()}


def read_schema_documents(folder: Path) -> dict[str, dict[str, Any]]:
    """The same schemas as they are written (Table Schema), by table name."""
    paths = sorted((folder / "schemas").glob("*.json")) or sorted((SHIPPED_DATA / "schemas").glob("*.json"))
    documents = (json.loads(path.read_text(encoding="utf-8")) for path in paths)
    return {document["name"]: document for document in documents}


def read_description(folder: Path) -> dict[str, Any]:
    """What ``datapackage.json`` says, as written; empty when it is missing or cannot be read."""
    try:
        description = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return description if isinstance(description, dict) else {}


def read_package(folder: Path) -> Package:
    """Title, edition and date of ``datapackage.json``; what is missing or unreadable is empty or ``None``."""
    description = read_description(folder)
    version, updated = str(description.get("version", "")), str(description.get("updated", ""))
    try:
        day = date.fromisoformat(updated)
    except ValueError:
        day = None
    return Package(str(description.get("title", "")), int(version) if version.isdecimal() else None, day)


def read_tables(folder: Path, schemas: Mapping[str, Schema]) -> dict[str, Table]:
    """The tables kept by hand, by name; a missing or unreadable one is empty and carries its issue."""
    return {name: read_table(folder / f"{name}.csv", schemas[name]) for name in TABLES}


def read_table(path: Path, schema: Schema, file: str | None = None) -> Table:
    """Read one file; ``file`` is the name shown in issues (default: that of the file)."""
    file = file or path.name
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return empty_table(schema, file, issue("E-FIC-01", file))
    except OSError:
        return empty_table(schema, file, issue("E-FIC-04", file))
    return parse_table(content, schema, file)


def parse_table(content: bytes, schema: Schema, file: str) -> Table:
    """Read the bytes of a file, as uploaded. Never raises: see :class:`Table` for what comes back."""
    try:
        text = decode(content)
    except NotTextError as error:
        return empty_table(schema, file, issue("E-FIC-03", file, nature=error.nature))
    delimiter = _delimiter(text.content, schema.names)
    rows = list(_rows(text.content, delimiter))
    if not rows:
        return empty_table(schema, file, issue("E-FIC-02", file))
    header, body = rows[0], rows[1:]
    columns = _Columns(header.cells, header.line, schema, file)
    if not columns.positions:
        return empty_table(schema, file, issue("E-FIC-07", file, colonnes=", ".join(schema.names)))
    found = [*_form_issues(text, delimiter, file), *columns.issues(body)]
    found += [
        issue("E-LIG-01", file, row.line, trouve=len(row.cells), attendu=columns.width)
        for row in body
        if len(row.cells) < columns.width or any(row.cells[columns.width :])
    ]
    frame, rewritten = _canonical(columns.frame(body), schema, [row.line for row in body], file)
    absent = frozenset(schema.names) - columns.positions.keys()
    return Table(schema, frame, tuple(row.line for row in body), file, (*found, *rewritten), absent)


def recognise(path: Path, schemas: Mapping[str, Schema]) -> Schema | None:
    """Which table a file holds: by its name, otherwise the schema that shares more than half of its columns."""
    if path.stem.lower() in schemas:
        return schemas[path.stem.lower()]
    try:
        text = decode(path.read_bytes()).content
    except (OSError, NotTextError):
        return None
    return max(
        (schema for schema in schemas.values() if _shared(text, schema) > len(schema.fields) / 2),
        key=lambda schema: _shared(text, schema) / len(schema.fields),
        default=None,
    )


class _Row(NamedTuple):
    line: int
    cells: list[str]


class _Columns:
    """Which cell of a row goes to which column of the schema."""

    def __init__(self, header: Sequence[str], line: int, schema: Schema, file: str) -> None:
        self.header, self.line, self.schema, self.file = header, line, schema, file
        self.width = len(header)
        self.positions = {name: header.index(name) for name in schema.names if name in header}

    def issues(self, body: Sequence[_Row]) -> Iterator[Issue]:
        missing = [name for name in self.schema.names if name not in self.positions]
        for name, count in Counter(filter(None, self.header)).items():
            if name not in self.schema.by_name:
                guess = _closest_name(name, missing)
                missing = [other for other in missing if other != guess]
                yield issue("E-COL-02", self.file, self.line, name, colonne=name, suggestion=guess)
            elif count > 1:
                yield issue("E-COL-03", self.file, self.line, name, colonne=name)
        for name in missing:
            yield issue("E-COL-01", self.file, self.line, name, colonne=name)
        for position, name in enumerate(self.header):
            if not name and any(len(row.cells) > position and row.cells[position] for row in body):
                yield issue("E-COL-04", self.file, self.line, rang=position + 1)

    def frame(self, body: Sequence[_Row]) -> pd.DataFrame:
        """Columns of the schema, in order; the missing ones and the missing cells empty."""
        padded = (row.cells + [""] * (self.width - len(row.cells)) for row in body)
        columns = list(zip(*(cells[: self.width] for cells in padded), strict=True))
        empty = ("",) * len(body)
        data = {
            name: columns[self.positions[name]] if columns and name in self.positions else empty
            for name in self.schema.names
        }
        return pd.DataFrame(data, dtype="str")


def _rows(text: str, delimiter: str) -> Iterator[_Row]:
    """Rows with the line where each starts: a quoted cell may span several. Blank rows are left out."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    try:
        for cells in reader:
            cells = list(map(str.strip, cells))
            if any(cells) and not (line == 1 and cells[0].lower().startswith(_SEPARATOR_HINT)):
                yield _Row(line, cells)
            line = reader.line_num + 1
    except csv.Error:
        # A cell beyond the limit of the csv module: a quote was never closed, which _form_issues reports.
        return


def _form_issues(text: Text, delimiter: str, file: str) -> Iterator[Issue]:
    if (text.encoding, delimiter) != ("utf-8", ","):
        yield issue("A-FIC-01", file, encodage=_ENCODINGS[text.encoding], separateur=_DELIMITERS[delimiter])
    if text.damaged:
        yield issue("A-FIC-02", file)
    reader = csv.reader(io.StringIO(text.content, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for _ in reader:
            line = reader.line_num + 1
    except csv.Error:
        yield issue("E-FIC-06", file, line)


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


def _delimiter(text: str, names: Sequence[str]) -> str:
    """The delimiter that recognises most columns in the header, or cuts it in most cells."""

    def score(delimiter: str) -> tuple[int, int]:
        header = next(_rows(text[:_HEADER_SAMPLE], delimiter), None)
        cells = header.cells if header else []
        return len(set(cells) & set(names)), len(cells)

    return max(_DELIMITERS, key=score)


def _shared(text: str, schema: Schema) -> int:
    """Number of columns of the schema found in the header."""
    header = next(_rows(text[:_HEADER_SAMPLE], _delimiter(text, schema.names)), None)
    return len(set(header.cells) & set(schema.names)) if header else 0


def _closest_name(name: str, candidates: Sequence[str]) -> str:
    """The missing column an unknown one most likely stands for, or nothing."""
    plain = {normalise(candidate): candidate for candidate in candidates}
    close = difflib.get_close_matches(normalise(name), plain, n=1, cutoff=0.7)
    return plain[close[0]] if close else ""
