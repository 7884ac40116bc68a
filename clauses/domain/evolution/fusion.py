"""Fusion: one's own changes made again on a table that someone else changed meanwhile.

Three tables: the base both started from, the one in force, the one proposed. What only one side changed is kept, the
same change on both sides is no conflict, and where the sides differ the value in force stays until one is chosen.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from clauses.domain.changements import (
    Changements,
    Row,
    cle,
    compare,
    is_same,
    lignes,
    nom_de,
    par_cle,
    signature,
)
from clauses.domain.schema import Field
from clauses.domain.table import Table

ACTUEL, PROPOSE = "actuel", "propose"

Signature = tuple[object, ...]

Choix = Mapping[tuple[str, str], str]
"""« actuel » or « propose » by (key of the row, column; empty for the whole row)."""


@dataclass(frozen=True, slots=True)
class Conflit:
    """What both sides changed differently.

    ``colonne`` is empty for a whole row: removed by one and changed by the other, or added differently by both. The
    values are then the name of the row where it is, empty where it is not.
    """

    id: str
    colonne: str
    base: str
    actuel: str
    propose: str


@dataclass(frozen=True)
class Fusion:
    """Rows of the table once merged, and how.

    Attributes
    ----------
    lignes : rows in the order of the table in force, those added by the proposition at the end
    miens : what the proposition changes in the base
    leurs : what the table in force changed in it
    conflits : every conflict, chosen or not, in the order of the rows
    choix : what was chosen
    """

    lignes: list[Row]
    miens: Changements
    leurs: Changements
    conflits: tuple[Conflit, ...]
    choix: Choix = field(default_factory=dict)

    @cached_property
    def ouverts(self) -> tuple[Conflit, ...]:
        """Conflicts without a choice: the value in force stays there."""
        return tuple(each for each in self.conflits if (each.id, each.colonne) not in self.choix)


def fusionner(base: Table, actuel: Table, propose: Table, choix: Choix | None = None) -> Fusion:
    """Make the changes from ``base`` to ``propose`` again on ``actuel``.

    A row whose key is empty, or repeated in one of the tables, is taken whole: the rows proposed that are not in the
    base are added, those of the base that are not proposed are taken away where they are still identical.

    Raises
    ------
    ValueError
        For a choice that is neither « actuel » nor « propose ».

    >>> import pandas as pd
    >>> from clauses.domain.schema import Schema
    >>> schema = Schema("essai", "", "", (Field("id", "", ""), Field("nom", "", ""), Field("lieu", "", "")), ("id",))
    >>> def table(*rows):
    ...     frame = pd.DataFrame(rows, columns=["id", "nom", "lieu"], dtype="str")
    ...     return Table(schema, frame, tuple(range(2, len(rows) + 2)), "essai.csv")
    >>> base, actuel = table(["a", "Un", "ici"]), table(["a", "Un", "là"], ["b", "Deux", ""])
    >>> [list(row.values()) for row in fusionner(base, actuel, table(["a", "Premier", "ici"])).lignes]
    [['a', 'Premier', 'là'], ['b', 'Deux', '']]
    >>> fusion = fusionner(base, actuel, table(["a", "Un", "ailleurs"]))
    >>> fusion.lignes[0]["lieu"], fusion.ouverts
    ('là', (Conflit(id='a', colonne='lieu', base='ici', actuel='là', propose='ailleurs'),))
    >>> fusionner(base, actuel, table(["a", "Un", "ailleurs"]), {("a", "lieu"): "propose"}).lignes[0]["lieu"]
    'ailleurs'
    """
    wrong = set((choix or {}).values()) - {ACTUEL, PROPOSE}
    if wrong:
        raise ValueError(f"unknown choice: {sorted(wrong)}")
    merge = _Fusion(base, actuel, propose, choix or {})
    rows = [*merge.kept(), *merge.brought()]
    return Fusion(rows, compare(base, propose), compare(base, actuel), tuple(merge.conflits), choix or {})


class _Fusion:
    """The merge of three tables as it goes, row by row."""

    def __init__(self, base: Table, actuel: Table, propose: Table, choix: Choix) -> None:
        self.schema, self.choix = actuel.schema, choix
        self.columns = [each for each in self.schema.fields if each.name not in propose.absent]
        self.base, self.actuel, self.propose = lignes(base), lignes(actuel), lignes(propose)
        self.column = cle(self.schema)
        self.conflits: list[Conflit] = []
        found, repeated = [], {""}
        for rows in (self.base, self.actuel, self.propose):
            known = {key: rows[rank] for key, rank in par_cle(rows, self.schema).items()}
            repeated |= {row[self.column] for row in rows} - known.keys()
            found.append(known)
        self.old, self.theirs, self.mine = found
        self.vague = repeated

    def kept(self) -> list[Row]:
        """Rows in force, changed or taken away as proposed; what both sides took away is not taken away twice."""
        before = self._counts(self.base)
        leaving = before - self._counts(self.propose) - (before - self._counts(self.actuel))
        rows = []
        for row in self.actuel:
            key = row[self.column]
            if key not in self.vague:
                merged = self._merged(key, row, self.mine.get(key))
                rows += [] if merged is None else [merged]
            elif not _take(leaving, signature(row, self.columns)):
                rows.append(row)
        return rows

    def brought(self) -> list[Row]:
        """Rows proposed that are not in force; one that both sides added comes once."""
        before = self._counts(self.base)
        coming = self._counts(self.propose) - before - (self._counts(self.actuel) - before)
        rows = []
        for row in self.propose:
            key = row[self.column]
            if key in self.vague:
                rows += [row] if _take(coming, signature(row, self.columns)) else []
            elif key not in self.theirs and self._comes(key, row):
                rows.append(self._complete(row, self.old.get(key, row)))
        return rows

    def _merged(self, key: str, theirs: Row, mine: Row | None) -> Row | None:
        """A row in force once merged; ``None`` when it is taken away."""
        old = self.old.get(key)
        if old is None:
            if mine is None or self._same(theirs, mine) or not self._conflict(key, None, theirs, mine):
                return theirs
            return self._complete(mine, theirs)
        if mine is None:
            return None if self._same(old, theirs) or self._conflict(key, old, theirs, None) else theirs
        changed = [each for each in self.columns if self._is_mine(key, each, old, theirs, mine)]
        return theirs | {each.name: mine[each.name] for each in changed}

    def _is_mine(self, key: str, column: Field, *rows: Row) -> bool:
        """Whether the cell is that of the proposition."""
        old, theirs, mine = (row[column.name] for row in rows)
        if is_same(old, mine, column) or is_same(theirs, mine, column):
            return False
        if is_same(old, theirs, column):
            return True
        self.conflits.append(Conflit(key, column.name, old, theirs, mine))
        return self.choix.get((key, column.name)) == PROPOSE

    def _comes(self, key: str, mine: Row) -> bool:
        """Whether a row proposed that is not in force comes in: new, or chosen though it was taken away."""
        old = self.old.get(key)
        return old is None or (not self._same(old, mine) and self._conflict(key, old, None, mine))

    def _conflict(self, key: str, *rows: Row | None) -> bool:
        """Note a conflict about a whole row (base, in force, proposed); whether the proposition was chosen."""
        old, theirs, mine = (nom_de(row, self.schema) if row else "" for row in rows)
        self.conflits.append(Conflit(key, "", old, theirs, mine))
        return self.choix.get((key, "")) == PROPOSE

    def _same(self, one: Row, other: Row) -> bool:
        return all(is_same(one[each.name], other[each.name], each) for each in self.columns)

    def _complete(self, row: Row, other: Row) -> Row:
        """A row proposed; the columns of which it says nothing are those of another."""
        return other | {each.name: row[each.name] for each in self.columns}

    def _counts(self, rows: list[Row]) -> Counter[Signature]:
        """How many times each row comes, among those whose key says too little."""
        return Counter(signature(row, self.columns) for row in rows if row[self.column] in self.vague)


def _take(stock: Counter[Signature], wanted: Signature) -> bool:
    """Whether there is one left, which is taken."""
    if not stock[wanted]:
        return False
    stock[wanted] -= 1
    return True
