"""Context of the rules on a change: the tables before and after, their differences, the communes served."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from clauses.domain.cellules import split
from clauses.domain.changements import Changements, cle, compare
from clauses.domain.guichets import TOUS, open_rows
from clauses.domain.regles.contexte import Contexte
from clauses.domain.table import Table
from clauses.domain.territoires import Territoires


@dataclass(frozen=True)
class Evolution:
    """The tables before and after a change.

    Attributes
    ----------
    avant, apres : tables by name; those that are not in both, or have no keys after, are not compared
    territoires : ``None`` when they are not available; the rules that need them are then silent
    """

    avant: Mapping[str, Table]
    apres: Mapping[str, Table]
    territoires: Territoires | None = None

    @cached_property
    def changements(self) -> dict[str, Changements]:
        """Changes by table; unchanged tables are left out."""
        found = {
            name: compare(self.avant[name], after)
            for name, after in self.apres.items()
            if name in self.avant and self.avant[name] is not after and cle(after.schema) not in after.absent
        }
        return {name: each for name, each in found.items() if each}

    @cached_property
    def contexte(self) -> Contexte:
        """Context of the rules on a single state, here the one after."""
        return Contexte(self.apres, self.territoires)

    def couvertes(self, tables: Mapping[str, Table]) -> np.ndarray:
        """Bool array, one value per commune: whether a proven general guichet answers there.

        The same as :func:`clauses.domain.evolution.effet.couvertes`, without a column per guichet: the table of a
        file that somebody sends may have any number of rows.
        """
        territoires = self.territoires
        found = np.zeros(0 if territoires is None else len(territoires.communes), dtype=bool)
        rows = tables["guichets"].records("statut", "role", "donneurs_ordre", "perimetre")
        for expression in {
            perimetre
            for (_, statut, role, buyers, perimetre), is_open in zip(rows, open_rows(tables["guichets"]), strict=True)
            if is_open
            and statut in ("", "avere")
            and role in ("", "guichet")
            and TOUS in (split(buyers, "|") or (TOUS,))
        }:
            found[self.contexte.positions(expression)] = True
            if found.all():
                break
        return found
