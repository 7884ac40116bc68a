"""Import a follow-up file into ``heures.csv``: read it and its correspondance, tell what would change, then write."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from clauses.domain.issues import Issue, has_errors, issue
from clauses.domain.schema import Schema
from clauses.domain.suivi.changements import Changements, compare
from clauses.domain.suivi.correspondance import TABLE, Correspondance
from clauses.domain.suivi.export import find_columns
from clauses.domain.suivi.modele import build_modele
from clauses.domain.suivi.totaux import Releve, add_up
from clauses.domain.table import Table, empty_table
from clauses.domain.territoires import Territoires
from clauses.domain.validation import validate_tables
from clauses.storage.ecriture import FormeError, PerteError, edit_table, read_or_none, replace_file
from clauses.storage.geo import read_territoires
from clauses.storage.imports.correspondances import read_correspondance_file
from clauses.storage.imports.sources import SourceError, read_export
from clauses.storage.tables import parse_table, read_schemas


class NoCorrespondanceError(ValueError):
    """No correspondance was found; ``modele`` is one to complete, to be saved as ``path``."""

    def __init__(self, path: Path, modele: str) -> None:
        self.path, self.modele = path, modele
        super().__init__(str(path))


@dataclass(frozen=True)
class Import:
    """What importing a file would do.

    Attributes
    ----------
    path : the table to write
    before, after : its content now (``None``: there is no file) and then
    releve : what was read
    changements : what would change
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


def correspondance_path(path: Path) -> Path:
    """Where the correspondance of a file is looked for: ``suivi.csv.yml``, otherwise ``suivi.yml``."""
    beside = path.with_name(f"{path.name}.yml")
    return beside if beside.exists() else path.with_suffix(".yml")


def prepare(folder: Path, path: Path, correspondance: Path | None = None, annee: int | None = None) -> Import:
    """Read a follow-up file and tell what importing it into ``heures.csv`` would do. Nothing is written.

    Parameters
    ----------
    folder : data folder
    correspondance : by default the one beside the file
    annee : current year; today's by default

    Raises
    ------
    SourceError
        When the file, its correspondance, the table or the territories cannot be read.
    NoCorrespondanceError
        When there is no correspondance.
    """
    annee = date.today().year if annee is None else annee  # noqa: DTZ011 - the day here, not a moment
    schema = read_schemas(folder)[TABLE]
    try:
        territoires = read_territoires(folder / "geo")
    except (OSError, ValueError, KeyError, IndexError) as error:
        raise SourceError(issue("E-FIC-08", (folder / "geo").as_posix())) from error
    chosen = correspondance or correspondance_path(path)
    if correspondance is None and not chosen.exists():
        export = read_export(path)
        raise NoCorrespondanceError(chosen, build_modele(export, schema))
    found = read_correspondance_file(chosen, schema, territoires)
    export = read_export(path, found.titres, found.feuille)
    positions, missing = find_columns(export, found)
    if missing:
        raise SourceError(*missing)
    releve = add_up(export, positions, found, schema, territoires, annee)
    return _import(folder / f"{TABLE}.csv", schema, territoires, annee, found, releve)


def _import(
    path: Path, schema: Schema, territoires: Territoires, annee: int, found: Correspondance, releve: Releve
) -> Import:
    try:
        before = read_or_none(path)
    except OSError:
        raise SourceError(issue("E-FIC-04", path.name)) from None
    table = empty_table(schema, path.name) if before is None else parse_table(before, schema, path.name)
    if before is not None and table.is_unread:
        raise SourceError(*table.issues)
    changements = compare(table, releve.totaux, found)
    after, wrong = _edited(before, table, changements)
    wrong += changements.issues
    if not releve.retenues:
        wrong += (issue("E-FIC-17", releve.file),)
    known = set(validate_tables({TABLE: table}, territoires, annee))
    result = validate_tables({TABLE: parse_table(after, schema, path.name)}, territoires, annee)
    # What was already to say of the table is not about this import, unless it prevents it.
    wrong += tuple(each for each in result if each not in known or has_errors([each]))
    return Import(path, before, after, releve, changements, (*releve.issues, *wrong), not has_errors(wrong))


def _edited(before: bytes | None, table: Table, changements: Changements) -> tuple[bytes, tuple[Issue, ...]]:
    """The table as it would be; as it is when it cannot be edited, and why."""
    if before is not None and not changements:
        return before, ()
    changes = {each.line: {name: new for name, (_, new) in each.champs.items()} for each in changements.modifications}
    try:
        return edit_table(before or b"", table.schema, changes, changements.ajouts), ()
    except PerteError as error:
        return before or b"", (issue("E-FIC-19", table.file, raison=error.raison),)
    except (FormeError, KeyError):
        # A quote or a column is missing: the issues of the table itself say where.
        return before or b"", ()


def write(prepared: Import) -> None:
    """Write the table, whole or not at all; see :func:`clauses.storage.ecriture.replace_file` for what it raises."""
    replace_file(prepared.path, prepared.after, prepared.before)
