"""Changements: what an import would add to a table, change in it or take away from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from clauses.domain.issues import Issue
from clauses.domain.perimetre import PerimetreError, parse
from clauses.domain.schema import Field


@dataclass(frozen=True)
class Modification:
    """A row that changes: its identifier, its line in the table, old and new value of each column that differs."""

    id: str
    line: int
    champs: Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class Disparition:
    """A row of the table that the same source does not give any more: its identifier, its line, its name."""

    id: str
    line: int
    nom: str


@dataclass(frozen=True)
class Changements:
    """What differs between an import and a table.

    Attributes
    ----------
    ajouts : new rows, columns filled only, in the order of the schema
    modifications : rows of which some columns change
    inchangees : identifiers of the rows that stay as they are
    issues : what forbids to write the whole
    disparitions : rows of the same source that are not in the file
    retire : whether these are taken away
    """

    ajouts: tuple[dict[str, str], ...]
    modifications: tuple[Modification, ...]
    inchangees: tuple[str, ...]
    issues: tuple[Issue, ...] = ()
    disparitions: tuple[Disparition, ...] = ()
    retire: bool = False

    def __bool__(self) -> bool:
        """Whether the table changes."""
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
