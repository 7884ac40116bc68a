"""Content of the map: zones and their look, guichets and their numbers. Independent of paper and ink."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from clauses.domain.couverture import Couverture, Zone
from clauses.domain.guichets import Guichet, Typologie
from clauses.domain.notes import Note, notes_about
from clauses.domain.selection import Selection
from clauses.domain.territoires import Territoires
from clauses.donnees import Moment
from clauses.rendu.cartes.aspect import UNKNOWN, Aspect, aspect, shape


@dataclass(frozen=True, slots=True)
class GuichetNumerote:
    """A guichet of the list, with its number on the map."""

    numero: int
    guichet: Guichet
    typologie: Typologie

    @property
    def forme(self) -> str:
        """Shape of its marker."""
        return shape(self.guichet)


@dataclass(frozen=True)
class Contenu:
    """Data shown by a selection."""

    moment: Moment
    selection: Selection

    @property
    def territoires(self) -> Territoires:
        return self.moment.territoires

    @cached_property
    def couverture(self) -> Couverture:
        """Coverage by the guichets kept."""
        moment = self.moment
        return self.selection.couverture(moment.territoires, moment.guichets, tuple(moment.typologies))

    @property
    def notes(self) -> list[Note]:
        """Notes about the territory looked at."""
        return notes_about(self.moment.notes, self.territoires, self.selection.territoire(self.territoires))

    @cached_property
    def positions(self) -> np.ndarray:
        """Communes looked at; ``KeyError`` for a département that does not exist."""
        return self.selection.positions(self.territoires)

    @cached_property
    def zones(self) -> list[Zone]:
        """Zones drawn, most covered first."""
        return self.couverture.zones(self.positions)

    @cached_property
    def entrees(self) -> tuple[GuichetNumerote, ...]:
        """Guichets by type of structure, then by the département of their seat: numbers in a row share a colour."""
        found = {guichet.id: guichet for zone in self.zones for guichet in zone.guichets}
        lost = (each for each in self.moment.guichets if self.selection.loses(each, self.territoires))
        found |= {guichet.id: guichet for guichet in lost}
        kinds = list(self.moment.typologies)
        ranks = {code: rank for rank, code in enumerate(kinds)}

        def order(guichet: Guichet) -> tuple:
            rank = ranks.get(guichet.typologie, len(kinds))
            return (rank, not guichet.commune_siege, guichet.commune_siege[:2], guichet.nom, guichet.id)

        return tuple(
            GuichetNumerote(number, guichet, self.moment.typologies.get(guichet.typologie, UNKNOWN))
            for number, guichet in enumerate(sorted(found.values(), key=order), 1)
        )

    def aspect(self, zone: Zone) -> Aspect:
        """Look of a zone, as on screen."""
        return aspect(zone, self.moment.typologies)
