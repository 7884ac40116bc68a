"""Couverture: competent guichets of each commune, and coverage of a territory.

Everything is computed at commune level, never guessed from a département. The rule itself is in
:mod:`clauses.domain.statut`; definitions: ``docs/glossaire.md``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from clauses.domain.guichets import Guichet
from clauses.domain.perimetre import Niveau, PerimetreError
from clauses.domain.statut import RANGS, STATUTS, STATUTS_MONTRES, Statut, apport, concerns
from clauses.domain.territoires import Territoires


@dataclass(frozen=True, slots=True)
class Competence:
    """A guichet competent in a commune, the level of the token by which it is, the status that it alone gives it."""

    guichet: Guichet
    niveau: Niveau
    apport: Statut


@dataclass(frozen=True, slots=True)
class Zone:
    """Communes sharing the same guichets and status.

    Attributes
    ----------
    guichets : in the order of competence
    meneurs : those of them to call first: all that cover the zone, or else that give the status its meaning
    positions : its communes, as they index ``Territoires.communes``
    """

    id: str
    statut: Statut
    guichets: tuple[Guichet, ...]
    meneurs: tuple[Guichet, ...]
    positions: np.ndarray
    population: int

    @property
    def premier(self) -> Guichet | None:
        """Whom to call first."""
        return self.meneurs[0] if self.meneurs else None


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
    masques : guichets that a filter hides: where they alone serve, the status is « masqué », not « non documenté »

    """

    territoires: Territoires
    guichets: tuple[Guichet, ...]
    typologies_ordre: tuple[str, ...] = ()
    donneur_ordre: str | None = None
    inclure_a_confirmer: bool = False
    masques: tuple[Guichet, ...] = ()

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
        for guichet in self._concerned(self.guichets):
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
    def apports(self) -> np.ndarray:
        """int8 array, communes by ``ordered`` guichets: rank of the status that each alone gives to each commune."""
        ranks = np.array(
            [[RANGS[self.apport(guichet, niveau)] for niveau in Niveau] for guichet in self.ordered], np.int8
        ).reshape(-1, len(Niveau))
        return ranks[np.arange(len(self.ordered)), self.niveaux]

    @cached_property
    def statuts(self) -> np.ndarray:
        """int8 array: rank of the status of each commune, the best that a guichet gives it."""
        found = self.apports.min(axis=1, initial=RANGS[Statut.NON_DOCUMENTE])
        served = np.zeros(len(found), bool)
        for guichet in self._concerned(self.masques):
            served |= self._levels(guichet) > Niveau.AUCUN
        found[served & (found == RANGS[Statut.NON_DOCUMENTE])] = RANGS[Statut.MASQUE]
        return found

    def apport(self, guichet: Guichet, niveau: Niveau) -> Statut:
        """Status that a guichet alone gives to a commune it serves at this level, for the buyer asked for."""
        return apport(guichet, niveau, self.donneur_ordre, inclure_a_confirmer=self.inclure_a_confirmer)

    def statut(self, code: str) -> Statut:
        """Status of one commune (``KeyError`` for an unknown code)."""
        return STATUTS_MONTRES[self.statuts[self.territoires.positions[code]]]

    def competences(self, code: str) -> list[Competence]:
        """Competent guichets of a commune, in order (``KeyError`` for an unknown code)."""
        position = self.territoires.positions[code]
        levels, apports = self.niveaux[position], self.apports[position]
        return [
            Competence(self.ordered[rank], Niveau(levels[rank]), STATUTS[apports[rank]])
            for rank in np.flatnonzero(levels)
        ]

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
            ranks, statut = np.flatnonzero(row[1:]), STATUTS_MONTRES[row[0]]
            guichets = tuple(self.ordered[rank] for rank in ranks)
            apports = self.apports[members[0]]
            leading = tuple(self.ordered[rank] for rank in ranks if STATUTS[apports[rank]] in statut.meneurs)
            # The status is part of it: the same guichets may be local here and departmental next door.
            zone_id = "+".join([statut.value, *(guichet.id for guichet in guichets)])
            zones.append(Zone(zone_id, statut, guichets, leading, members, self.territoires.population(members)))
        zones.sort(key=lambda zone: (RANGS[zone.statut], -zone.population))
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
        """Communes and population of these communes, in all and by status; « masqué » only where some are hidden."""
        population = self.territoires.communes["population"].to_numpy()[positions]
        statuts = self.statuts[positions]
        summary = {"communes": len(positions), "population": int(population.sum())}
        for statut in STATUTS_MONTRES if self.masques else STATUTS:
            chosen = statuts == RANGS[statut]
            summary[f"communes_{statut}"] = int(chosen.sum())
            summary[f"population_{statut}"] = int(population[chosen].sum())
        return summary

    def _concerned(self, guichets: Iterable[Guichet]) -> Iterable[Guichet]:
        return (each for each in guichets if each.perimetre and concerns(each, self.donneur_ordre))

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
