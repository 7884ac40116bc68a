"""What the map shows: zones and their look, guichets and their numbers. Nothing here knows of paper nor ink."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from clauses.domain.couverture import Couverture, Statut, Zone
from clauses.domain.guichets import Guichet, Typologie
from clauses.domain.selection import Selection
from clauses.domain.territoires import Territoires
from clauses.donnees import Moment
from clauses.rendu.cartes.couches import UNKNOWN, shape

MOST_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Aspect:
    """How a zone looks.

    Attributes
    ----------
    statut : of its communes
    typologie : of its most local guichet, ``None`` without any
    suivante : of the next proven guichet open to all, where there is one
    lettres : « I+D », « M ? » (to be confirmed), « (B) » (some buyers only)
    """

    statut: Statut
    typologie: Typologie | None
    suivante: Typologie | None
    lettres: str


@dataclass(frozen=True, slots=True)
class Entree:
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
    """What a selection shows of the data."""

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

    @cached_property
    def positions(self) -> np.ndarray:
        """Communes looked at; ``KeyError`` for a département that does not exist."""
        return self.selection.positions(self.territoires)

    @cached_property
    def zones(self) -> list[Zone]:
        """Zones drawn, most covered first."""
        return self.couverture.zones(self.positions)

    @cached_property
    def entrees(self) -> tuple[Entree, ...]:
        """Guichets by type of structure, then by the département of their seat: numbers in a row share a colour."""
        found = {guichet.id: guichet for zone in self.zones for guichet in zone.guichets}
        found |= {guichet.id: guichet for guichet in self.moment.guichets if self._is_lost(guichet)}
        kinds = list(self.moment.typologies)
        ranks = {code: rank for rank, code in enumerate(kinds)}

        def order(guichet: Guichet) -> tuple:
            rank = ranks.get(guichet.typologie, len(kinds))
            return (rank, not guichet.commune_siege, guichet.commune_siege[:2], guichet.nom, guichet.id)

        return tuple(
            Entree(number, guichet, self.moment.typologies.get(guichet.typologie, UNKNOWN))
            for number, guichet in enumerate(sorted(found.values(), key=order), 1)
        )

    def aspect(self, zone: Zone) -> Aspect:
        """Look of a zone, as on screen."""
        buyer = self.selection.donneur_ordre
        general = [guichet for guichet in zone.guichets if guichet.is_avere and guichet.is_general(buyer)]
        kinds = [self.moment.typologies.get(each.typologie, UNKNOWN) for each in general or zone.guichets]
        if not kinds:
            return Aspect(zone.statut, None, None, "")
        second = kinds[1] if len(general) > 1 and zone.statut.is_couvert else None
        return Aspect(zone.statut, kinds[0], second, _letters(zone.statut, kinds))

    def _is_lost(self, guichet: Guichet) -> bool:
        """It covers nothing that is known: in the list all the same, where its seat is."""
        if guichet.perimetre or not self.selection.keeps(guichet):
            return False
        if self.selection.donneur_ordre and not guichet.serves(self.selection.donneur_ordre):
            return False
        if self.selection.departement is None:
            return True
        position = self.territoires.positions.get(guichet.commune_siege)
        return position is not None and bool((self.positions == position).any())


def _letters(statut: Statut, kinds: Sequence[Typologie]) -> str:
    if statut is Statut.SECTORIEL:
        return f"({kinds[0].lettre})"
    if statut is Statut.A_CONFIRMER:
        return f"{kinds[0].lettre}\u00a0?"
    letters = list(dict.fromkeys(kind.lettre for kind in kinds)) if statut.is_couvert else [kinds[0].lettre]
    return "+".join(letters[:MOST_LETTERS]) + ("+…" if len(letters) > MOST_LETTERS else "")
