"""Changements: diff of a table, as rows added, modified or removed by an import or an edition.

A row is known by its key, the first column of ``Schema.primary_key``. One whose key is empty or repeated (an error of
the validation) cannot be told from its namesakes: it is never *modified*, only kept when an identical row is on the
other side, else added or taken away whole. So no row is ever lost, whatever the table.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

import pandas as pd

from clauses.domain.issues import Issue
from clauses.domain.perimetre import PerimetreError, parse
from clauses.domain.schema import Field, Schema
from clauses.domain.table import Table

Row = dict[str, str]
"""Cells of a row by column, every column of the schema."""

_NAMES = ("nom", "libelle")


@dataclass(frozen=True)
class Modification:
    """A row that changes: its identifier, its line, old and new value of each column that differs, its name if known.

    The line is that of the table edited for an import, of the table proposed for :func:`compare`.
    """

    id: str
    line: int
    champs: Mapping[str, tuple[str, str]]
    nom: str = ""


@dataclass(frozen=True)
class Disparition:
    """A row that is not given any more: its identifier, its line, its name, and its filled cells when compared."""

    id: str
    line: int
    nom: str
    cellules: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Changements:
    """Differences between an import and a table, or between two tables.

    Attributes
    ----------
    ajouts : new rows, columns filled only, in the order of the schema
    modifications : rows of which some columns change
    inchangees : identifiers of the rows that stay as they are
    issues : defects that prevent writing
    disparitions : rows of the same source that are not in the file; rows of the table before that are not in that after
    retire : whether these are taken away
    """

    ajouts: tuple[dict[str, str], ...]
    modifications: tuple[Modification, ...]
    inchangees: tuple[str, ...]
    issues: tuple[Issue, ...] = ()
    disparitions: tuple[Disparition, ...] = ()
    retire: bool = False

    def __bool__(self) -> bool:
        """True if the table changes."""
        return bool(self.ajouts or self.modifications or self.retraits)

    @property
    def retraits(self) -> tuple[Disparition, ...]:
        """Rows that are taken away."""
        return self.disparitions if self.retire else ()


def is_same(old: str, new: str, field: Field) -> bool:
    """« 12.50 » and « 12.5 » are one number, « DEP:34+DEP:30 » and « DEP:34 + DEP:30 » one territory."""
    if old == new:
        return True
    try:
        if field.is_numeric:
            return bool(old and new) and Decimal(old) == Decimal(new)
        return field.controle == "perimetre" and str(parse(old)) == str(parse(new))
    except (ArithmeticError, PerimetreError):
        return False


def compare(before: Table, after: Table) -> Changements:
    """Differences from one table to another.

    Additions are in the order of ``after``, modifications too, disparitions in that of ``before`` (``retire`` is
    true). Columns that ``after`` does not have are ignored.
    """
    old, new = lignes(before), lignes(after)
    known, kept = par_cle(old, before.schema), par_cle(new, after.schema)
    columns = [each for each in after.schema.fields if each.name not in after.absent]
    twins = _jumelles(old, new, known.keys() & kept.keys(), columns, cle(after.schema))
    added: list[Row] = []
    modified: list[Modification] = []
    same: list[str] = []
    found = set(twins.values())
    for rank, row in enumerate(new):
        key = row[cle(after.schema)]
        if rank in twins:
            same.append(key)
        elif key in known and key in kept:
            found.add(known[key])
            champs = differences(old[known[key]], row, columns)
            if champs:
                modified.append(Modification(key, after.lines[rank], champs, nom_de(row, after.schema)))
            else:
                same.append(key)
        else:
            added.append(filled(row))
    gone = tuple(
        Disparition(row[cle(before.schema)], before.lines[rank], nom_de(row, before.schema), filled(row))
        for rank, row in enumerate(old)
        if rank not in found
    )
    return Changements(tuple(added), tuple(modified), tuple(same), (), gone, retire=True)


def appliquer(table: Table, changements: Changements) -> list[Row]:
    """Rows of the table once changed, in its order, additions at the end.

    A row is found by its key; where several have it, the one to take away is that of the given line.
    """
    rows = lignes(table)
    known = par_cle(rows, table.schema)
    new = {each.id: {name: value for name, (_, value) in each.champs.items()} for each in changements.modifications}
    gone = {each.id for each in changements.retraits if each.id in known}
    gone_lines = {(each.id, each.line) for each in changements.retraits if each.id not in known}
    changed = []
    for line, row in zip(table.lines, rows, strict=True):
        key = row[cle(table.schema)]
        if key not in gone and (key, line) not in gone_lines:
            changed.append(row | new[key] if key in new and key in known else row)
    return changed + [dict.fromkeys(table.schema.names, "") | row for row in changements.ajouts]


def cle(schema: Schema) -> str:
    """The column by which a row is known."""
    return schema.primary_key[0] if schema.primary_key else schema.names[0]


def lignes(table: Table) -> list[Row]:
    """Rows of a table, in its order."""
    names = table.schema.names
    return [dict(zip(names, row, strict=True)) for _, *row in table.records(*names)]


def par_cle(rows: Sequence[Row], schema: Schema) -> dict[str, int]:
    """Rank of each row that its key names alone; those whose key is empty or repeated are left out."""
    column = cle(schema)
    counts = Counter(row[column] for row in rows)
    return {row[column]: rank for rank, row in enumerate(rows) if row[column] and counts[row[column]] == 1}


def completed(table: Table, other: Table, *, partiel: bool = False) -> Table:
    """A table whose missing columns are filled from ``other``: a file without a column leaves it unchanged.

    One that lacks a required column is returned as it is, since it cannot be published. That of a partial file may lack
    any but the key.
    """
    if not table.absent or (cle(table.schema) in table.absent if partiel else table.is_incomplete):
        return table
    rows = lignes(other)
    known, keys = par_cle(rows, table.schema), table.columns[cle(table.schema)]
    cells = {name: [rows[known[key]][name] if key in known else "" for key in keys] for name in table.absent}
    told = tuple(
        replace(each, code="A-COL-22") if each.code in ("A-COL-01", "E-COL-01") else each for each in table.issues
    )
    return replace(table, frame=table.frame.assign(**cells).astype("str"), absent=frozenset(), issues=told)


def joined(part: Table, whole: Table) -> Table:
    """A whole table with the rows of a partial file, completed, in place of those of the same key; the new ones last.

    Rows of the file keep their line; the other ones have lines after its last one.
    """
    if part.absent:
        return part
    rows, new = lignes(whole), lignes(part)
    first = {row[cle(part.schema)]: rank for rank, row in reversed(list(enumerate(new)))}
    after = max(part.lines, default=1) + 1
    kept: list[tuple[int, Row]] = []
    placed: set[int] = set()
    for rank, row in enumerate(rows):
        theirs = first.get(row[cle(part.schema)], -1) if row[cle(part.schema)] else -1
        if theirs < 0 or theirs in placed:
            kept.append((after + rank, row))
        else:
            placed.add(theirs)
            kept.append((part.lines[theirs], new[theirs]))
    kept += [(part.lines[rank], row) for rank, row in enumerate(new) if rank not in placed]
    frame = pd.DataFrame([row for _, row in kept], columns=list(part.schema.names), dtype="str")
    return replace(part, frame=frame, lines=tuple(line for line, _ in kept))


def differences(old: Row, new: Row, columns: Iterable[Field]) -> dict[str, tuple[str, str]]:
    """Old and new value of the columns in which two rows differ."""
    return {
        each.name: (old[each.name], new[each.name])
        for each in columns
        if not is_same(old[each.name], new[each.name], each)
    }


def nom_de(row: Mapping[str, str], schema: Schema) -> str:
    """Display name of a row: its name, its label, or its key.

    >>> nom_de({"id": "a", "nom": ""}, Schema("essai", "", "", (Field("id", "", ""),), ("id",)))
    'a'
    """
    return next((row[name] for name in (*_NAMES, cle(schema)) if row.get(name)), "")


def filled(row: Mapping[str, str]) -> Row:
    """The filled cells of a row."""
    return {name: value for name, value in row.items() if value}


def signature(row: Mapping[str, str], columns: Iterable[Field]) -> tuple[object, ...]:
    """Hash key equal for two rows exactly when no column differs: finds a row without comparing it with each."""
    return tuple(_valeur(row[each.name], each) for each in columns)


def _valeur(value: str, column: Field) -> object:
    """Comparison key of a cell (number, territory, else text): equal exactly when :func:`is_same` is true."""
    try:
        if column.is_numeric:
            number = Decimal(value)
            return number if number.is_finite() else value
        return str(parse(value)) if column.controle == "perimetre" else value
    except (ArithmeticError, PerimetreError):
        return value


def _jumelles(
    old: Sequence[Row], new: Sequence[Row], usable: Iterable[str], columns: Sequence[Field], key: str
) -> dict[int, int]:
    """Rank of an identical row before, for the rows after whose key is empty or repeated; each serves once."""
    usable = set(usable)
    waiting: dict[tuple[object, ...], list[int]] = {}
    for rank in reversed(range(len(old))):
        if old[rank][key] not in usable:
            waiting.setdefault(signature(old[rank], columns), []).append(rank)
    twins = {}
    for rank, row in enumerate(new):
        same = waiting.get(signature(row, columns), []) if row[key] not in usable else []
        if same:
            twins[rank] = same.pop()
    return twins
