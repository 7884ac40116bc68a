"""Check the files of a data folder, or files that someone wants to put there."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from clauses.domain.issues import UNREADABLE, Issue, issue
from clauses.domain.schema import Schema
from clauses.domain.table import Table
from clauses.domain.territoires import Territoires
from clauses.domain.validation import validate_tables
from clauses.storage.geo import read_territoires
from clauses.storage.tables import read_schemas, read_table, read_tables, recognise


def check_folder(folder: Path, files: Sequence[Path] = (), *, annee: int | None = None) -> list[Issue]:
    """Issues of the tables of ``folder``, or only those of ``files`` checked against the other tables of ``folder``.

    Parameters
    ----------
    files : each recognised by its name, otherwise by its columns
    annee : current year; today's by default
    """
    annee = date.today().year if annee is None else annee  # noqa: DTZ011 - the day here, not a moment
    schemas = read_schemas(folder)
    tables = read_tables(folder, schemas)
    territoires, found = _territoires(folder)
    if not files:
        return [*found, *validate_tables(tables, territoires, annee)]
    for path in files:
        found += _check_file(path, schemas, tables, territoires, annee)
    return found


def is_unreadable(issues: Sequence[Issue]) -> bool:
    """Whether a file could not be read at all (missing, not a table, of no known kind)."""
    return any(found.code in UNREADABLE for found in issues)


def _check_file(
    path: Path,
    schemas: Mapping[str, Schema],
    tables: Mapping[str, Table],
    territoires: Territoires | None,
    annee: int,
) -> list[Issue]:
    name = path.as_posix()
    schema = recognise(path, schemas)
    if schema is None:
        # Reading it as any table tells a file that is missing or not text from one of no known kind.
        blank = read_table(path, next(iter(schemas.values())), name)
        reasons = [found for found in blank.issues if found.code in UNREADABLE - {"E-FIC-07"}]
        return reasons or [issue("E-FIC-05", name, tables=", ".join(tables))]
    table = read_table(path, schema, name)
    issues = validate_tables({**tables, schema.name: table}, territoires, annee)
    return [found for found in issues if found.file == name]


def _territoires(folder: Path) -> tuple[Territoires | None, list[Issue]]:
    try:
        return read_territoires(folder / "geo"), []
    except (OSError, ValueError, KeyError, IndexError) as error:
        return None, [issue("E-FIC-04", "geo", raison=f"territoires : {type(error).__name__}")]
