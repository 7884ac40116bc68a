"""Couverture: which guichets are competent in a commune, and what that makes of a territory.

Everything is computed at commune level, never guessed from a département. Definitions: ``docs/glossaire.md``.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np
import pandas as pd

from clauses.domain.guichets import Guichet
from clauses.domain.perimetre import Niveau, PerimetreError
from clauses.domain.territoires import DEPARTEMENT, Territoires


class Statut(StrEnum):
    """Coverage status of a commune: the first that applies, in this order."""

    LOCAL = "local"
    DEPARTEMENTAL = "departemental"
    SECTORIEL = "sectoriel"
    COORDINATION = "coordination"
    A_CONFIRMER = "a_confirmer"
    NON_DOCUMENTE = "non_documente"

    @property
    def is_couvert(self) -> bool:
        """A general guichet answers there."""
        return self in (Statut.LOCAL, Statut.DEPARTEMENTAL)


STATUTS = tuple(Statut)
_CODES = {statut: code for code, statut in enumerate(STATUTS)}


@dataclass(frozen=True, slots=True)
class Competence:
    """A guichet competent in a commune, and the level of the token by which it is."""

    guichet: Guichet
    niveau: Niveau


@dataclass(frozen=True, slots=True)
class Zone:
    """Communes sharing the same guichets and status.

    ``guichets`` are in the order of competence; ``positions`` index ``Territoires.communes``.
    """

    id: str
    statut: Statut
    guichets: tuple[Guichet, ...]
    positions: np.ndarray
    population: int


@dataclass(frozen=True)
class Couverture:
    """Guichets laid over the communes of a region.

    Parameters
    ----------
    territoires : the region
    guichets : those considered; a filter is a shorter list
    typologies_ordre : rank of each typology, the last tie-break between equal perimeters
    donneur_ordre : a buyer type, or ``None`` for all; guichets that do not serve it are left out
    inclure_a_confirmer : count unproven guichets as if they were proven

    """

    territoires: Territoires
    guichets: tuple[Guichet, ...]
    typologies_ordre: tuple[str, ...] = ()
    donneur_ordre: str | None = None
    inclure_a_confirmer: bool = False

    @property
    def ordered(self) -> tuple[Guichet, ...]:
        """Guichets with a known perimeter, in the order of competence.

        From the most local perimeter to the widest (by population), guichets before coordination, proven before
        unproven; a guichet that does not serve the buyer asked for is left out.
        """
        return self._resolved[0]

    @property
    def niveaux(self) -> np.ndarray:
        """int8 array, communes by ``ordered`` guichets: level by which each serves each (0: does not)."""
        return self._resolved[1]

    @cached_property
    def _resolved(self) -> tuple[tuple[Guichet, ...], np.ndarray]:
        """Guichets in order, and their perimeters resolved once."""
        ranks = {code: rank for rank, code in enumerate(self.typologies_ordre)}
        entries = []
        for guichet in filter(self._is_kept, self.guichets):
            levels = self._levels(guichet)
            if levels.any():
                key = (
                    self.territoires.population(np.flatnonzero(levels)),
                    not guichet.is_guichet,
                    not guichet.is_avere,
                    ranks.get(guichet.typologie, len(ranks)),
                    guichet.id,
                )
                entries.append((key, guichet, levels))
        entries.sort(key=lambda entry: entry[0])
        columns = [levels for _, _, levels in entries]
        matrix = np.column_stack(columns) if columns else np.zeros((len(self.territoires.communes), 0), np.int8)
        return tuple(guichet for _, guichet, _ in entries), matrix

    @cached_property
    def statuts(self) -> np.ndarray:
        """int8 array: index in :data:`STATUTS` of the status of each commune."""
        proven = np.array([self._is_proven(g) for g in self.ordered], dtype=bool)
        general = np.array([g.is_general(self.donneur_ordre) for g in self.ordered], dtype=bool)
        guichet = np.array([g.is_guichet for g in self.ordered], dtype=bool)
        levels = self.niveaux
        local = (levels > Niveau.AUCUN) & (levels <= Niveau.EPCI)
        covered = levels > Niveau.AUCUN
        conditions = [
            local[:, proven & general].any(axis=1),
            covered[:, proven & general].any(axis=1),
            covered[:, proven & guichet].any(axis=1),
            covered[:, proven].any(axis=1),
            covered.any(axis=1),
        ]
        return np.select(conditions, range(len(conditions)), default=_CODES[Statut.NON_DOCUMENTE]).astype(np.int8)

    def statut(self, code: str) -> Statut:
        """Status of one commune (``KeyError`` for an unknown code)."""
        return STATUTS[self.statuts[self.territoires.positions[code]]]

    def competences(self, code: str) -> list[Competence]:
        """Competent guichets of a commune, in order (``KeyError`` for an unknown code)."""
        levels = self.niveaux[self.territoires.positions[code]]
        return [Competence(self.ordered[rank], Niveau(levels[rank])) for rank in np.flatnonzero(levels)]

    def zones(self, positions: np.ndarray | None = None) -> list[Zone]:
        """Communes grouped by identical set of guichets and status, most covered first.

        ``positions`` restricts the region, to a département for instance.
        """
        everything = np.arange(len(self.territoires.communes)) if positions is None else positions
        signature = np.column_stack([self.statuts[everything], self.niveaux[everything] > Niveau.AUCUN])
        rows, inverse = np.unique(signature, axis=0, return_inverse=True)
        zones = []
        for index, row in enumerate(rows):
            members = everything[inverse.ravel() == index]
            guichets = tuple(self.ordered[rank] for rank in np.flatnonzero(row[1:]))
            statut = STATUTS[row[0]]
            # The status is part of it: the same guichets may be local here and departmental next door.
            zone_id = "+".join([statut.value, *(guichet.id for guichet in guichets)])
            zones.append(Zone(zone_id, statut, guichets, members, self.territoires.population(members)))
        zones.sort(key=lambda zone: (_CODES[zone.statut], -zone.population))
        return zones

    def table(self, level: str) -> pd.DataFrame:
        """Communes and population by coverage status, for each territory of a level.

        Returns
        -------
        DataFrame with ``code``, ``nom``, ``communes``, ``population``, then ``communes_<statut>`` and
        ``population_<statut>`` for each status.

        """
        members = self.territoires.members
        codes = sorted(code for member_level, code in members if member_level == level)
        return pd.DataFrame(
            [
                {"code": code, "nom": self.territoires.name(level, code), **self.summary(members[level, code])}
                for code in codes
            ]
        )

    def summary(self, positions: np.ndarray) -> dict[str, int]:
        """Communes and population of these communes, in all and by status."""
        population = self.territoires.communes["population"].to_numpy()[positions]
        statuts = self.statuts[positions]
        summary = {"communes": len(positions), "population": int(population.sum())}
        for statut in STATUTS:
            chosen = statuts == _CODES[statut]
            summary[f"communes_{statut}"] = int(chosen.sum())
            summary[f"population_{statut}"] = int(population[chosen].sum())
        return summary

    def nearest(self, code: str) -> tuple[Guichet, float] | None:
        """Nearest proven general guichet by its seat, with the distance in km between town halls (great circle)."""
        communes = self.territoires.communes
        origin = communes.loc[code]
        best: tuple[Guichet, float] | None = None
        for guichet in self.ordered:
            if not (guichet.is_avere and guichet.is_general(self.donneur_ordre)):
                continue
            if guichet.commune_siege not in self.territoires.positions:
                continue
            seat = communes.loc[guichet.commune_siege]
            distance = distance_km(origin["lon"], origin["lat"], seat["lon"], seat["lat"])
            if best is None or distance < best[1]:
                best = (guichet, distance)
        return best

    def coordinations(self, departement: str) -> list[Guichet]:
        """Proven coordinating bodies that serve part of a département, the most local first."""
        members = self.territoires.members[DEPARTEMENT, departement]
        present = self.niveaux[members].any(axis=0)
        serving = (self.ordered[rank] for rank in np.flatnonzero(present))
        return [guichet for guichet in serving if guichet.is_avere and not guichet.is_guichet]

    def _is_kept(self, guichet: Guichet) -> bool:
        # A coordination body is kept whatever the buyer: it directs people, it does not treat requests.
        return bool(guichet.perimetre) and (
            self.donneur_ordre is None or guichet.serves(self.donneur_ordre) or not guichet.is_guichet
        )

    def _is_proven(self, guichet: Guichet) -> bool:
        return guichet.is_avere or self.inclure_a_confirmer

    def _levels(self, guichet: Guichet) -> np.ndarray:
        """Levels of its perimeter; all zero where it names a territory that does not exist here (an issue says so)."""
        try:
            return guichet.perimetre.niveaux(self.territoires)
        except PerimetreError:
            return np.zeros(len(self.territoires.communes), np.int8)


def distance_km(lon_a: float, lat_a: float, lon_b: float, lat_b: float) -> float:
    """Great-circle distance in kilometres (haversine, mean Earth radius 6 371 km).

    >>> round(distance_km(2.35, 48.85, 1.44, 43.60))
    588
    """
    return float(distances_km(lon_a, lat_a, np.array(lon_b), np.array(lat_b)))


def distances_km(longitude: float, latitude: float, longitudes: np.ndarray, latitudes: np.ndarray) -> np.ndarray:
    """As :func:`distance_km`, from one place to many."""
    lat_1, lat_2 = np.radians(latitude), np.radians(latitudes)
    half = np.sin((lat_2 - lat_1) / 2) ** 2
    half += np.cos(lat_1) * np.cos(lat_2) * np.sin(np.radians(longitudes - longitude) / 2) ** 2
    return 2 * 6371 * np.arcsin(np.sqrt(half))
