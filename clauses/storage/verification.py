"""Check the files of a data folder, or files that someone wants to put there."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from clauses.domain.issues import UNREADABLE, Issue, issue
from clauses.domain.schema import Schema
from clauses.domain.table import Table
from clauses.domain.territoires import Territoires
from clauses.domain.validation import validate_tables
from clauses.storage import horloge
from clauses.storage.editions.depot import DESCRIPTION
from clauses.storage.editions.instantane import Instantane, read_instantane
from clauses.storage.geo import TerritoiresError, find_damaged, read_layer, read_territoires
from clauses.storage.schemas import Schemas, read_documents
from clauses.storage.tables import TABLES, parse_description, parse_tables, read_table, recognise


def check_folder(folder: Path, files: Sequence[Path] = (), *, annee: int | None = None) -> list[Issue]:
    """Issues of the tables of ``folder``, or only those of ``files``, checked as if they replaced its tables.

    Parameters
    ----------
    files : each recognised by its name, otherwise by its columns
    annee : current year; today's by default
    """
    annee = horloge.today().year if annee is None else annee
    lus = read_documents(folder)
    schemas = {name: Schema.from_dict(document) for name, document in lus.documents.items()}
    instantane = read_instantane(folder)
    tables = parse_tables(instantane.contents, schemas, instantane.refused)
    territoires, found = _territoires(folder)
    if not files:
        geo = folder / "geo"
        damaged = find_damaged(geo, lambda layer: read_layer(geo, layer, territoires)) if territoires else []
        return check(lus, instantane, tables, territoires, [*found, *damaged], annee)
    given: list[Table] = []
    for path in files:
        read = _read_file(path, schemas)
        if isinstance(read, Table):
            given.append(read)
        else:
            found.append(read)
    tables |= {table.name: table for table in given}
    for table in given:
        issues = validate_tables({**tables, table.name: table}, territoires, annee)
        found += [issue_ for issue_ in issues if issue_.file == table.file]
    return found


def check(
    schemas: Schemas,
    instantane: Instantane,
    tables: Mapping[str, Table],
    territoires: Territoires | None,
    geo: Sequence[Issue],
    annee: int,
) -> list[Issue]:
    """Issues of what was read of a data folder: schemas, territories (``geo``), files not shown, tables."""
    description = instantane.contents[DESCRIPTION]
    broken = [issue("E-FIC-28", DESCRIPTION)] if description and not parse_description(description) else []
    return [*schemas.issues, *geo, *instantane.issues, *broken, *validate_tables(tables, territoires, annee)]


def is_unreadable(issues: Sequence[Issue]) -> bool:
    """True if a file could not be read at all (missing, not a table, of no known kind)."""
    return any(found.code in UNREADABLE for found in issues)


def _read_file(path: Path, schemas: Mapping[str, Schema]) -> Table | Issue:
    """The table a file holds, or why it holds none."""
    name = path.as_posix()
    schema = recognise(path, schemas)
    if schema is not None:
        return read_table(path, schema, name)
    # Read as any table: a file that is missing or not text says so, any other is of no known kind.
    attempt = read_table(path, schemas["guichets"], name)
    reasons = [found for found in attempt.issues if found.code in UNREADABLE and found.code != "E-FIC-07"]
    return reasons[0] if reasons else issue("E-FIC-05", name, tables=", ".join(TABLES))


def _territoires(folder: Path) -> tuple[Territoires | None, list[Issue]]:
    try:
        return read_territoires(folder / "geo"), []
    except TerritoiresError as error:
        return None, [issue("E-FIC-08", f"geo/{error.fichier}")]
