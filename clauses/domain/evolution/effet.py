"""Effet: what a change of guichets makes of the coverage: statuses, territories gained and lost."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from clauses.domain.couverture import Couverture
from clauses.domain.guichets import Guichet
from clauses.domain.perimetre import Niveau
from clauses.domain.statut import STATUTS, Statut
from clauses.domain.territoires import COMMUNE, DEPARTEMENT, EPCI, REGION, Territoire, Territoires


@dataclass(frozen=True, slots=True)
class Compte:
    """Number of communes and of inhabitants."""

    communes: int = 0
    habitants: int = 0


@dataclass(frozen=True, slots=True)
class Etendue:
    """Some communes: how many, their inhabitants, and the fewest territories that name them.

    ``territoires`` holds the region, départements and EPCI that are there whole, then the communes left, by code.
    """

    communes: int = 0
    habitants: int = 0
    territoires: tuple[Territoire, ...] = ()

    def __bool__(self) -> bool:
        return self.communes > 0


@dataclass(frozen=True, slots=True)
class LigneStatut:
    """Communes and inhabitants of one status, before and after."""

    statut: Statut
    avant: Compte
    apres: Compte


@dataclass(frozen=True, slots=True)
class EffetGuichet:
    """Territory that a guichet gains and loses; the guichet is as it becomes, or as it was when it is taken away."""

    guichet: Guichet
    gagne: Etendue
    perdu: Etendue


@dataclass(frozen=True, slots=True)
class Passage:
    """Communes that go from one status to another."""

    avant: Statut
    apres: Statut
    etendue: Etendue


@dataclass(frozen=True)
class Effet:
    """What changes in the coverage of a region.

    Attributes
    ----------
    territoires : the region
    total : communes and inhabitants of the region
    statuts : every status, most covered first
    guichets : those whose territory changes, in the order of competence, those taken away at the end
    passages : communes whose status changes, by status before and after
    couvertes, perdues : communes that a proven general guichet now serves, or serves no more
    changees : communes whose status or set of guichets changes
    """

    territoires: Territoires
    total: Compte
    statuts: tuple[LigneStatut, ...]
    guichets: tuple[EffetGuichet, ...]
    passages: tuple[Passage, ...]
    couvertes: Etendue
    perdues: Etendue
    changees: Etendue

    def __bool__(self) -> bool:
        """Whether the coverage changes somewhere."""
        return bool(self.changees)

    @property
    def couvert_avant(self) -> Compte:
        """Communes and inhabitants with a proven general guichet, before."""
        return _sum(each.avant for each in self.statuts if each.statut.is_couvert)

    @property
    def couvert_apres(self) -> Compte:
        """Communes and inhabitants with a proven general guichet, after."""
        return _sum(each.apres for each in self.statuts if each.statut.is_couvert)


def effet(avant: Couverture, apres: Couverture) -> Effet:
    """Compare the coverage of one region before and after a change.

    Raises
    ------
    ValueError
        When both are not about the same communes.
    """
    territoires = apres.territoires
    if not territoires.communes.index.equals(avant.territoires.communes.index):
        raise ValueError("the coverages are not about the same communes")
    served, serving = _served(avant), _served(apres)
    guichets = tuple(_effets(avant, apres, served, serving))
    changed = avant.statuts != apres.statuts
    for key in served.keys() | serving.keys():
        changed |= _of(served, key, territoires) ^ _of(serving, key, territoires)
    covered_before, covered_after = couvertes(avant), couvertes(apres)
    before, after = (
        [_compte(each.statuts == code, territoires) for code in range(len(STATUTS))] for each in (avant, apres)
    )
    return Effet(
        territoires,
        _sum(after),
        tuple(map(LigneStatut, STATUTS, before, after)),
        guichets,
        tuple(_passages(avant, apres)),
        etendue(covered_after & ~covered_before, territoires),
        etendue(covered_before & ~covered_after, territoires),
        etendue(changed, territoires),
    )


def couvertes(couverture: Couverture) -> np.ndarray:
    """Bool array, one value per commune: a proven general guichet answers there."""
    codes = [code for code, statut in enumerate(STATUTS) if statut.is_couvert]
    return np.isin(couverture.statuts, codes)


def etendue(chosen: np.ndarray, territoires: Territoires) -> Etendue:
    """Communes chosen (bool array, one value per commune), counted and named."""
    compte = _compte(chosen, territoires)
    return Etendue(compte.communes, compte.habitants, tuple(resume_territoires(chosen, territoires)))


def resume_territoires(chosen: np.ndarray, territoires: Territoires) -> list[Territoire]:
    """The fewest territories that hold exactly the communes chosen: wide ones that are there whole, then the rest.

    An EPCI that crosses the border of the region is whole when its communes of the region are there; a commune alone
    is said by its own name.

    >>> from clauses.domain.territoires import example_territoires
    >>> territoires = example_territoires()
    >>> [str(each) for each in resume_territoires(np.array([True, True, False, True]), territoires)]
    ['EPCI:E1', 'COM:99001']
    """
    left = chosen.copy()
    found = []
    for level in (REGION, DEPARTEMENT, EPCI, COMMUNE):
        for territoire in territoires.all(level) if left.any() else ():
            members = territoires.of(territoire)
            if (level == COMMUNE or len(members) > 1) and chosen[members].all() and left[members].any():
                found.append(territoire)
                left[members] = False
    return found


def _effets(
    avant: Couverture, apres: Couverture, served: dict[str, np.ndarray], serving: dict[str, np.ndarray]
) -> Iterable[EffetGuichet]:
    territoires = apres.territoires
    latest = {each.id: each for each in reversed(apres.guichets)}
    order = dict.fromkeys(each.id for each in (*apres.ordered, *avant.ordered))
    older = {each.id: each for each in reversed(avant.guichets)}
    for key in sorted(order, key=lambda each: each not in latest):
        before, after = _of(served, key, territoires), _of(serving, key, territoires)
        if (before ^ after).any():
            guichet = latest[key] if key in latest else older[key]
            yield EffetGuichet(guichet, etendue(after & ~before, territoires), etendue(before & ~after, territoires))


def _passages(avant: Couverture, apres: Couverture) -> Iterable[Passage]:
    for old, before in enumerate(STATUTS):
        for new, after in enumerate(STATUTS):
            chosen = (avant.statuts == old) & (apres.statuts == new)
            if old != new and chosen.any():
                yield Passage(before, after, etendue(chosen, apres.territoires))


def _served(couverture: Couverture) -> dict[str, np.ndarray]:
    """Communes that each guichet serves, by identifier; several rows with one identifier count together."""
    served: dict[str, np.ndarray] = {}
    for rank, guichet in enumerate(couverture.ordered):
        communes = couverture.niveaux[:, rank] > Niveau.AUCUN
        served[guichet.id] = served[guichet.id] | communes if guichet.id in served else communes
    return served


def _of(served: dict[str, np.ndarray], key: str, territoires: Territoires) -> np.ndarray:
    found = served.get(key)
    return np.zeros(len(territoires.communes), dtype=bool) if found is None else found


def _compte(chosen: np.ndarray, territoires: Territoires) -> Compte:
    return Compte(int(chosen.sum()), territoires.population(np.flatnonzero(chosen)))


def _sum(comptes: Iterable[Compte]) -> Compte:
    found = list(comptes)
    return Compte(sum(each.communes for each in found), sum(each.habitants for each in found))
