"""Comparaison: diff of two moments of the data."""

from dataclasses import dataclass
from functools import cached_property

from clauses.domain.changements import Changements, compare
from clauses.domain.contenus.textes import TEXTES
from clauses.domain.evolution.effet import Effet
from clauses.donnees import Moment, kept, load_table


@dataclass(frozen=True, eq=False)
class Comparaison:
    """Two moments of the data, and their differences."""

    avant: Moment
    apres: Moment

    @cached_property
    def changements(self) -> dict[str, Changements]:
        """Changes by table, texts last; unchanged ones are left out."""
        noms = (*self.avant.tables, TEXTES)
        found = {nom: compare(load_table(self.avant, nom), load_table(self.apres, nom)) for nom in noms}
        return {nom: changements for nom, changements in found.items() if changements}

    @cached_property
    def effet(self) -> Effet:
        """Effect on the coverage."""
        return Effet(self.avant.couverture, self.apres.couverture)


@kept(8)
def compare_moments(avant: Moment, apres: Moment) -> Comparaison:
    """Comparison of two moments."""
    return Comparaison(avant, apres)
