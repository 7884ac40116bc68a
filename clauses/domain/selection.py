"""Selection: filters of the map, and the filtered couverture."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from clauses.domain.couverture import Couverture
from clauses.domain.guichets import Guichet
from clauses.domain.statut import concerns
from clauses.domain.territoires import DEPARTEMENT, EPCI, Territoire, Territoires


@dataclass(frozen=True, slots=True)
class Selection:
    """Filters of the map; hashable, so as to be a cache key.

    Attributes
    ----------
    typologies : codes kept, or ``None`` for all of them
    donneur_ordre : a buyer type, or ``None``
    a_confirmer : show unproven guichets
    departement, epci : code of the département or of the EPCI looked at; the region without either
    """

    typologies: frozenset[str] | None = None
    donneur_ordre: str | None = None
    a_confirmer: bool = True
    departement: str | None = None
    epci: str | None = None

    @property
    def narrows(self) -> bool:
        """True if it looks at less than the region."""
        return bool(self.departement or self.epci)

    @property
    def is_whole(self) -> bool:
        """True if it leaves no guichet out, wherever it looks."""
        return self == Selection(departement=self.departement, epci=self.epci)

    def at(self, territoire: Territoire) -> "Selection":
        """The same, looking at a département, an EPCI or the region.

        >>> Selection(departement="98").at(Territoire("EPCI", "E1"))
        Selection(typologies=None, donneur_ordre=None, a_confirmer=True, departement=None, epci='E1')
        """
        level, code = territoire.level, territoire.code
        return replace(self, departement=code if level == DEPARTEMENT else None, epci=code if level == EPCI else None)

    def keeps(self, guichet: Guichet) -> bool:
        """True if this guichet is shown.

        >>> Selection(typologies=frozenset({"plie"})).keeps(Guichet("g", "Essai", typologie="mde"))
        False
        """
        return (self.typologies is None or guichet.typologie in self.typologies) and (
            self.a_confirmer or guichet.is_avere
        )

    def loses(self, guichet: Guichet, territoires: Territoires) -> bool:
        """True if this guichet is shown although no territory of it is known: where its seat is, and in the region."""
        if guichet.perimetre or not self.keeps(guichet) or not concerns(guichet, self.donneur_ordre):
            return False
        seat = territoires.positions.get(guichet.commune_siege)
        return not self.narrows or seat in self.positions(territoires)

    def couverture(
        self, territoires: Territoires, guichets: Iterable[Guichet], typologies_ordre: tuple[str, ...] = ()
    ) -> Couverture:
        """Coverage of the region by the guichets kept, which knows those that are hidden."""
        known = tuple(guichets)
        shown = tuple(guichet for guichet in known if self.keeps(guichet))
        hidden = tuple(guichet for guichet in known if not self.keeps(guichet))
        return Couverture(territoires, shown, typologies_ordre, self.donneur_ordre, masques=hidden)

    def territoire(self, territoires: Territoires) -> Territoire:
        """The territory looked at, whether or not it exists."""
        if self.epci:
            return Territoire(EPCI, self.epci)
        return Territoire(DEPARTEMENT, self.departement) if self.departement else territoires.region

    def positions(self, territoires: Territoires) -> np.ndarray:
        """Positions of the communes looked at."""
        return territoires.of(self.territoire(territoires))
