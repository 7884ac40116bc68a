"""What screens compute from the data, kept once per version: coverage, sheets, directories, what each draws."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import streamlit as st

from clauses.catalogue.etat import catalogue_of, current_state, folder_of
from clauses.domain.annuaire import Annuaire, Criteres, Entree, Mois
from clauses.domain.couverture import Couverture, Zone
from clauses.domain.fiche import Fiche, build_fiche
from clauses.domain.guichets import Guichet
from clauses.domain.selection import Selection
from clauses.domain.territoires import Territoire
from clauses.donnees import build_annuaire

if TYPE_CHECKING:
    from clauses.diffusion import Edition

Kept = TypeVar("Kept")
MOST_KEPT = 512
_NOTHING: Any = object()
_EVICTION = Lock()


@dataclass(frozen=True, eq=False)
class Vue:
    """What a selection shows: the coverage it makes, and the zones of the territory looked at."""

    couverture: Couverture
    positions: np.ndarray
    _kept: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def zones(self) -> list[Zone]:
        """Zones drawn on the map, most covered first."""
        return self.couverture.zones(self.positions)

    @cached_property
    def guichets(self) -> tuple[Guichet, ...]:
        """Guichets that serve at least one commune looked at, in the order of competence."""
        shown = {guichet.id for zone in self.zones for guichet in zone.guichets}
        return tuple(guichet for guichet in self.couverture.ordered if guichet.id in shown)

    def keep(self, name: str, build: Callable[[], Kept]) -> Kept:
        """What a screen draws from this vue, built once and kept as long as it is."""
        if name not in self._kept:
            self._kept[name] = build()
        return self._kept[name]


def load_vue(selection: Selection) -> Vue:
    """What these filters show; computed once per version of the data. ``KeyError`` for an unknown département."""
    return _vue(current_state(), selection)


def load_kept(name: tuple[Hashable, ...], build: Callable[[], Kept]) -> Kept:
    """What a screen draws from the data and a few choices, which make its name: built once per version of the data."""
    kept = _kept(current_state())
    value = kept.get(name, _NOTHING)
    if value is _NOTHING:
        value = build()
        with _EVICTION:
            while len(kept) >= MOST_KEPT:
                kept.pop(next(iter(kept)))
            kept[name] = value
    return value


def load_fiche(territoire: Territoire) -> Fiche:
    """The sheet of a territory, computed once per version of the data; ``KeyError`` when it does not exist."""
    return _fiche(current_state(), territoire)


def load_edition(jour: date) -> "Edition":
    """The data as an edition to publish, read once per version of the data and per day."""
    return _edition(current_state(), jour)


def load_annuaire(liste: str) -> Annuaire:
    """The directory of guichets or of structures; built once per version of the data. ``KeyError`` for another name."""
    return _annuaire(current_state(), liste)


def load_trouvees(liste: str, criteres: Criteres, aujourdhui: Mois) -> tuple[Entree, ...]:
    """Entries of a directory that meet criteria; looked for once per version of the data."""
    # The screen counts the types of what the other criteria find: looked for once.
    others = _trouvees(current_state(), liste, replace(criteres, types=frozenset()), aujourdhui)
    return tuple(entree for entree in others if entree.type in criteres.types) if criteres.types else others


@st.cache_resource(max_entries=32, show_spinner=False)
def _vue(state: str, selection: Selection) -> Vue:
    catalogue = catalogue_of(state)
    couverture = selection.couverture(catalogue.territoires, catalogue.guichets, tuple(catalogue.typologies))
    return Vue(couverture, selection.positions(catalogue.territoires))


@st.cache_resource(max_entries=2, show_spinner=False)
def _edition(state: str, jour: date) -> "Edition":
    # Only who downloads needs what makes files.
    from clauses.diffusion import Edition

    return Edition(catalogue_of(state), folder_of(state), jour).complete()


@st.cache_resource(max_entries=4, show_spinner=False)
def _annuaire(state: str, liste: str) -> Annuaire:
    return build_annuaire(catalogue_of(state), liste)


# Apart from what screens keep: anybody can ask anything.
@st.cache_resource(max_entries=64, show_spinner=False)
def _trouvees(state: str, liste: str, criteres: Criteres, aujourdhui: Mois) -> tuple[Entree, ...]:  # noqa: ARG001
    return load_annuaire(liste).find(criteres, aujourdhui)


@st.cache_resource(max_entries=2, show_spinner=False)
def _kept(state: str) -> dict[tuple[Hashable, ...], Any]:  # noqa: ARG001 (a new state, nothing kept)
    return {}


@st.cache_resource(max_entries=512, show_spinner=False)
def _fiche(state: str, territoire: Territoire) -> Fiche:
    catalogue = catalogue_of(state)
    return build_fiche(
        territoire, load_vue(Selection()).couverture, catalogue.heures, catalogue.qpv, catalogue.structures
    )
