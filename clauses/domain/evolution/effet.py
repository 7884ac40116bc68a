"""Effet: diff of two coverages of one region; sentences, maps, tables and simulation all read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np

from clauses.domain.couverture import Couverture
from clauses.domain.guichets import Guichet
from clauses.domain.statut import COUVERTS, RANGS, STATUTS, Statut
from clauses.domain.territoires import COMMUNE, DEPARTEMENT, EPCI, REGION, Territoire, Territoires

_NOTHING = RANGS[Statut.NON_DOCUMENTE]


class Nature(StrEnum):
    """Kind of change for a commune."""

    GAIN = "gain"
    PERTE = "perte"
    ECHANGE = "echange"
    """One guichet more and another less, or one that does better and another worse."""


@dataclass(frozen=True, eq=False)
class Etendue:
    """Some communes, counted and named; ``positions`` index ``Territoires.communes``."""

    positions: np.ndarray
    region: Territoires

    def __bool__(self) -> bool:
        return self.communes > 0

    @property
    def communes(self) -> int:
        """Number of communes."""
        return len(self.positions)

    @cached_property
    def habitants(self) -> int:
        """Their inhabitants."""
        return self.region.population(self.positions)

    @cached_property
    def territoires(self) -> tuple[Territoire, ...]:
        """The fewest territories that name them: region, départements and EPCI there whole, then the communes left."""
        return tuple(resume_territoires(self.positions, self.region))


@dataclass(frozen=True, slots=True)
class Passage:
    """Change of a guichet in a place: the status that it alone gives, before and after (none: not documented)."""

    guichet: Guichet
    avant: Statut
    apres: Statut

    @property
    def is_gain(self) -> bool:
        """True if its status improves."""
        return RANGS[self.apres] < RANGS[self.avant]


@dataclass(frozen=True, slots=True, eq=False)
class Changement:
    """Communes of one status before and one after, to which the same happens."""

    passages: tuple[Passage, ...]
    avant: Statut
    apres: Statut
    etendue: Etendue

    @property
    def nature(self) -> Nature:
        """Kind of change there."""
        gains = {passage.is_gain for passage in self.passages}
        return Nature.ECHANGE if len(gains) == 2 else Nature.GAIN if gains == {True} else Nature.PERTE


@dataclass(frozen=True, slots=True, eq=False)
class EffetGuichet:
    """Territory that a guichet gains and loses; the guichet is as it becomes, or as it was when it is taken away."""

    guichet: Guichet
    gagne: Etendue
    perdu: Etendue


@dataclass(frozen=True, slots=True)
class Bilan:
    """Coverage of one territory before and after, see ``Couverture.summary``."""

    territoire: Territoire
    avant: Mapping[str, int]
    apres: Mapping[str, int]


@dataclass(frozen=True, eq=False)
class Effet:
    """Effect of a change on the coverage of a region, computed lazily.

    Raises
    ------
    ValueError
        When both coverages are not about the same communes.
    """

    avant: Couverture
    apres: Couverture

    def __post_init__(self) -> None:
        if not self.territoires.communes.index.equals(self.avant.territoires.communes.index):
            raise ValueError("the coverages are not about the same communes")

    def __bool__(self) -> bool:
        """True if the coverage changes anywhere."""
        return bool(self.changees)

    @property
    def territoires(self) -> Territoires:
        """The region."""
        return self.apres.territoires

    def bilan(self, territoire: Territoire) -> Bilan:
        """Communes and inhabitants of a territory by status, before and after."""
        positions = self.territoires.of(territoire)
        return Bilan(territoire, self.avant.summary(positions), self.apres.summary(positions))

    @cached_property
    def changees(self) -> Etendue:
        """Communes where a guichet comes, goes, or does not give the same status as before."""
        before, after = self._apports
        return self._chosen((before != after).any(axis=1))

    @cached_property
    def couvertes(self) -> Etendue:
        """Communes that a proven general guichet now serves."""
        return self._chosen(couvertes(self.apres) & ~couvertes(self.avant))

    @cached_property
    def perdues(self) -> Etendue:
        """Communes that no proven general guichet serves any more."""
        return self._chosen(couvertes(self.avant) & ~couvertes(self.apres))

    @cached_property
    def guichets(self) -> tuple[EffetGuichet, ...]:
        """Guichets whose territory changes, in the order of competence, those taken away at the end."""
        before, after = self._apports != _NOTHING
        return tuple(
            EffetGuichet(guichet, self._chosen(new & ~old), self._chosen(old & ~new))
            for guichet, old, new in zip(self._guichets, before.T, after.T, strict=True)
            if (old != new).any()
        )

    @cached_property
    def changements(self) -> tuple[Changement, ...]:
        """Communes grouped by what happens to them, most inhabitants first."""
        changed = self.changees.positions
        # (communes, guichets, before and after): one row says all that there is to say of a commune.
        apports = np.moveaxis(self._apports[:, changed], 0, -1)
        rows, inverse = np.unique(apports, axis=0, return_inverse=True) if changed.size else (apports, changed)
        found = [
            Changement(
                tuple(
                    Passage(guichet, STATUTS[old], STATUTS[new])
                    for guichet, (old, new) in zip(self._guichets, row, strict=True)
                    if old != new
                ),
                *(STATUTS[rank] for rank in row.min(axis=0)),
                Etendue(changed[inverse.ravel() == index], self.territoires),
            )
            for index, row in enumerate(rows)
        ]
        return tuple(sorted(found, key=lambda each: (-each.etendue.habitants, -each.etendue.communes)))

    @cached_property
    def natures(self) -> dict[Nature, Etendue]:
        """Communes by kind of change; kinds without commune are left out."""
        found: dict[Nature, list[np.ndarray]] = {}
        for each in self.changements:
            found.setdefault(each.nature, []).append(each.etendue.positions)
        return {
            nature: Etendue(np.sort(np.concatenate(found[nature])), self.territoires)
            for nature in Nature
            if nature in found
        }

    @cached_property
    def _guichets(self) -> tuple[Guichet, ...]:
        """Guichets with a territory before or after; the first counts of those that bear one identifier."""
        older, latest = ({each.id: each for each in reversed(side.guichets)} for side in (self.avant, self.apres))
        keys = dict.fromkeys(each.id for each in (*self.apres.ordered, *self.avant.ordered))
        return tuple((older | latest)[key] for key in sorted(keys, key=lambda key: key not in latest))

    @cached_property
    def _apports(self) -> np.ndarray:
        """int8 array, (before, after) by communes by guichets: rank of the status that each alone gives to each."""
        columns = {guichet.id: column for column, guichet in enumerate(self._guichets)}
        found = np.full((2, len(self.territoires.communes), len(columns)), _NOTHING, np.int8)
        for ranks, couverture in zip(found, (self.avant, self.apres), strict=True):
            for rank, guichet in enumerate(couverture.ordered):
                # Several rows with one identifier count together.
                column = ranks[:, columns[guichet.id]]
                np.minimum(column, couverture.apports[:, rank], out=column)
        return found

    def _chosen(self, mask: np.ndarray) -> Etendue:
        return Etendue(np.flatnonzero(mask), self.territoires)


def couvertes(couverture: Couverture) -> np.ndarray:
    """Bool array, one value per commune: a proven general guichet answers there."""
    return np.isin(couverture.statuts, [RANGS[statut] for statut in COUVERTS])


def resume_territoires(positions: np.ndarray, territoires: Territoires) -> list[Territoire]:
    """The fewest territories that hold exactly these communes: wide ones that are there whole, by name, then the rest.

    An EPCI that crosses the border of the region is whole when its communes of the region are there; a commune alone
    is said by its own name.

    >>> from clauses.domain.territoires import example_territoires
    >>> territoires = example_territoires()
    >>> [str(each) for each in resume_territoires(np.array([0, 1, 3]), territoires)]
    ['EPCI:E1', 'COM:99001']
    """
    chosen = np.zeros(len(territoires.communes), dtype=bool)
    chosen[positions] = True
    left = chosen.copy()
    found: list[Territoire] = []
    for level in (REGION, DEPARTEMENT, EPCI):
        whole = []
        for territoire in territoires.all(level) if left.any() else ():
            members = territoires.of(territoire)
            if len(members) > 1 and chosen[members].all() and left[members].any():
                whole.append(territoire)
                left[members] = False
        found += sorted(whole, key=lambda each: (territoires.nom(each), each.code))
    return [*found, *(Territoire(COMMUNE, code) for code in sorted(territoires.communes.index[left]))]
