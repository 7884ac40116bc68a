"""Cache of filtered views and territory sheets: computed once per state of the data."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from clauses.domain.couverture import Couverture, Zone
from clauses.domain.fiche import Fiche, build_fiche
from clauses.domain.guichets import Guichet
from clauses.domain.reponse import Reponse, repondre
from clauses.domain.selection import Selection
from clauses.domain.territoires import Territoire
from clauses.donnees import Moment, kept


@dataclass(frozen=True, eq=False)
class Vue:
    """View of a selection: its coverage, the zones of the territory in view, the guichets of no known territory."""

    couverture: Couverture
    positions: np.ndarray
    perdus: tuple[Guichet, ...] = ()

    @cached_property
    def zones(self) -> list[Zone]:
        """Zones drawn on the map, most covered first."""
        return self.couverture.zones(self.positions)

    @cached_property
    def guichets(self) -> tuple[Guichet, ...]:
        """Guichets that serve at least one commune looked at, in the order of competence."""
        shown = {guichet.id for zone in self.zones for guichet in zone.guichets}
        return tuple(guichet for guichet in self.couverture.ordered if guichet.id in shown)

    @property
    def connus(self) -> tuple[Guichet, ...]:
        """Guichets known there, to be listed and counted: those of no known territory too."""
        return (*self.guichets, *self.perdus)


@kept(32)
def load_vue(moment: Moment, selection: Selection) -> Vue:
    """View of these filters; ``KeyError`` for an unknown département."""
    if selection.is_whole:
        couverture = moment.couverture
    else:
        couverture = selection.couverture(moment.territoires, moment.guichets, tuple(moment.typologies))
    perdus = tuple(guichet for guichet in moment.guichets if selection.loses(guichet, moment.territoires))
    return Vue(couverture, selection.positions(moment.territoires), perdus)


@kept(512)
def load_fiche(moment: Moment, territoire: Territoire, donneur_ordre: str | None = None) -> Fiche:
    """The sheet of a territory, for a buyer or for all of them; ``KeyError`` when it does not exist."""
    couverture = load_vue(moment, Selection(donneur_ordre=donneur_ordre)).couverture
    return build_fiche(territoire, couverture, moment.heures, moment.qpv, moment.structures, moment.index_relais)


@kept(512)
def load_reponse(moment: Moment, code: str, donneur_ordre: str | None = None) -> Reponse:
    """The answer for a commune and a buyer (``None``: all of them); ``KeyError`` for an unknown commune.

    It does not depend on the types of structure ticked on the map: hiding a layer must not hide a guichet from the
    person who needs it.
    """
    couverture = load_vue(moment, Selection(donneur_ordre=donneur_ordre)).couverture
    return repondre(couverture, code, moment.index_relais)
