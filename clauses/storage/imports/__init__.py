"""Import a file into a table: read it and its correspondance, dry run, then write."""

from dataclasses import dataclass
from pathlib import Path

from clauses.domain.changements import Changements
from clauses.domain.imports.releve import Releve
from clauses.domain.issues import Issue, has_errors, issue
from clauses.domain.schema import Schema
from clauses.domain.table import Table, empty_table
from clauses.domain.territoires import Territoires
from clauses.domain.validation import validate_tables
from clauses.storage.ecriture import PerteError, edit_table, read_or_none, replace_file
from clauses.storage.geo import TerritoiresError, read_territoires
from clauses.storage.lignes import FormeError
from clauses.storage.limites import LARGEST_FILE, SourceError
from clauses.storage.tables import parse_table


class NoCorrespondanceError(ValueError):
    """No correspondance was found; ``modele`` is one to complete, to be saved as ``path``."""

    def __init__(self, path: Path, modele: str) -> None:
        self.path, self.modele = path, modele
        super().__init__(str(path))


@dataclass(frozen=True)
class Cible:
    """The table to write, and the data its rows are checked against.

    Attributes
    ----------
    path, content : the file and its content; ``None`` when there is none
    table : its rows
    annee : current year
    """

    path: Path
    content: bytes | None
    table: Table
    territoires: Territoires
    annee: int

    @property
    def schema(self) -> Schema:
        """That of the table."""
        return self.table.schema


@dataclass(frozen=True)
class Import:
    """Dry run of an import.

    Attributes
    ----------
    path : the table to write
    before, after : its content now (``None``: there is no file) and then
    releve : rows read
    changements : differences with the table
    issues : defects of the rows, then of the result
    is_valid : whether the result may be written, faulty rows apart
    """

    path: Path
    before: bytes | None
    after: bytes
    releve: Releve
    changements: Changements
    issues: tuple[Issue, ...]
    is_valid: bool


def read_geo(folder: Path) -> Territoires:
    """Territories of a data folder; :class:`SourceError` when they cannot be read."""
    try:
        return read_territoires(folder / "geo")
    except TerritoiresError as error:
        raise SourceError(issue("E-FIC-08", (folder / "geo").as_posix())) from error


def read_cible(path: Path, schema: Schema, territoires: Territoires, annee: int) -> Cible:
    """The table to write; :class:`SourceError` when there is one that cannot be read."""
    try:
        before = read_or_none(path, LARGEST_FILE + 1)
    except OSError:
        raise SourceError(issue("E-FIC-04", path.name)) from None
    table = empty_table(schema, path.name) if before is None else parse_table(before, schema, path.name)
    if before is not None and table.is_unread:
        raise SourceError(*table.issues)
    return Cible(path, before, table, territoires, annee)


def finish(cible: Cible, releve: Releve, changements: Changements) -> Import:
    """Make the table as it would be, and check it."""
    after, wrong = _edited(cible, changements)
    wrong += changements.issues
    if not releve.retenues:
        wrong += (issue("E-FIC-17", releve.file),)
    known = set(_validated(_without(cible, changements), cible))
    # What was already to say of the table is not about this import, unless it prevents it.
    wrong += tuple(each for each in _validated(after, cible) if each not in known or has_errors([each]))
    return Import(
        cible.path, cible.content, after, releve, changements, (*releve.issues, *wrong), not has_errors(wrong)
    )


def _edited(cible: Cible, changements: Changements) -> tuple[bytes, tuple[Issue, ...]]:
    """The table as it would be; as it is when it cannot be edited, and why."""
    before = cible.content or b""
    if before and not changements:
        return before, ()
    changes = {each.line: {name: new for name, (_, new) in each.champs.items()} for each in changements.modifications}
    removals = [each.line for each in changements.retraits]
    try:
        return edit_table(before, cible.schema, changes, changements.ajouts, removals), ()
    except PerteError as error:
        return before, (issue("E-FIC-19", cible.path.name, raison=error.raison),)
    except (FormeError, KeyError):
        # A quote or a column is missing: the issues of the table itself say where.
        return before, ()


def _without(cible: Cible, changements: Changements) -> bytes:
    """The table as it is, without the rows to take away: the lines of the others are those of the result."""
    before = cible.content or b""
    if not changements.retraits:
        return before
    try:
        return edit_table(before, cible.schema, {}, (), [each.line for each in changements.retraits])
    except (PerteError, FormeError, KeyError):
        return before


def _validated(content: bytes, cible: Cible) -> list[Issue]:
    table = cible.table if content == (cible.content or b"") else parse_table(content, cible.schema, cible.path.name)
    return validate_tables({cible.schema.name: table}, cible.territoires, cible.annee)


def write(prepared: Import) -> None:
    """Write the table, whole or not at all; see :func:`clauses.storage.ecriture.replace_file` for what it raises."""
    replace_file(prepared.path, prepared.after, prepared.before)
