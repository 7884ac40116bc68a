"""Comparaison: what differs between two editions."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from clauses.domain.changements import Changements, compare
from clauses.domain.evolution.effet import Effet
from clauses.edition.etat import Etat, read_etat


@dataclass(frozen=True, eq=False)
class Comparaison:
    """Two moments of the data, and what turns one into the other."""

    avant: Etat
    apres: Etat

    @cached_property
    def changements(self) -> dict[str, Changements]:
        """What changes in each table, those that do not change left out."""
        found = {nom: compare(table, self.apres.tables[nom]) for nom, table in self.avant.tables.items()}
        return {nom: changements for nom, changements in found.items() if changements}

    @cached_property
    def effet(self) -> Effet:
        """What it makes of the coverage."""
        return Effet(self.avant.couverture, self.apres.couverture)


def compare_editions(folder: Path, avant: int | None, apres: int | None) -> Comparaison:
    """Compare two editions, ``None`` being what the atlas shows now.

    Raises
    ------
    EditionInconnueError
        When one of them does not exist, or is damaged.
    TerritoiresError
        When the territories cannot be read.
    """
    return Comparaison(read_etat(folder, avant), read_etat(folder, apres))
