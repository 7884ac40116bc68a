"""Before and after: which communes gain or lose a guichet between two coverages, and how to say it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from clauses.domain.couverture import Couverture
from clauses.domain.guichets import Guichet
from clauses.domain.statut import RANGS, STATUTS, Statut, nombre_couvert
from clauses.domain.territoires import COMMUNE, DEPARTEMENT, EPCI, Territoire, Territoires
from clauses.rendu.formats import count, number, percent
from clauses.rendu.mots.domaine import STATUT_LABELS
from clauses.rendu.tableaux import ENTIER, Tableau

MOST_PLACES = 6
"""Places named before counting instead."""
MOST_ADDED = 4


class Nature(StrEnum):
    """What happens to a commune."""

    GAIN = "gain"
    PERTE = "perte"
    ECHANGE = "echange"
    """One guichet more and another less, or one that does better and another worse."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A guichet in a place: what it alone makes of it, before and after (« non documenté » where it is not)."""

    guichet: Guichet
    avant: Statut
    apres: Statut

    @property
    def is_gain(self) -> bool:
        return RANGS[self.apres] < RANGS[self.avant]


@dataclass(frozen=True, slots=True, eq=False)
class Changement:
    """Communes to which the same happens; ``positions`` index ``Territoires.communes``."""

    nature: Nature
    passages: tuple[Passage, ...]
    avant: Statut
    apres: Statut
    positions: np.ndarray
    population: int


def comparer(avant: Couverture, apres: Couverture) -> list[Changement]:
    """What changes between two coverages of the same communes, most inhabitants first.

    Raises
    ------
    ValueError
        When their communes are not the same ones.
    """
    territoires = avant.territoires
    if not territoires.communes.index.equals(apres.territoires.communes.index):
        raise ValueError("two coverages of different communes")
    before = {guichet.id: guichet for guichet in avant.ordered}
    after = {guichet.id: guichet for guichet in apres.ordered}
    guichets = before | after
    ids = list(guichets)
    ranks = np.hstack([_ranks(avant, ids), _ranks(apres, ids), avant.statuts[:, None], apres.statuts[:, None]])
    half = len(ids)
    changed = np.flatnonzero((ranks[:, :half] != ranks[:, half : 2 * half]).any(axis=1))
    rows, inverse = np.unique(ranks[changed], axis=0, return_inverse=True)
    found = []
    for index, row in enumerate(rows):
        passages = tuple(
            Passage(guichets[name], STATUTS[row[rank]], STATUTS[row[half + rank]])
            for rank, name in enumerate(ids)
            if row[rank] != row[half + rank]
        )
        members = changed[inverse.ravel() == index]
        gains = {passage.is_gain for passage in passages}
        nature = Nature.ECHANGE if len(gains) == 2 else Nature.GAIN if gains == {True} else Nature.PERTE
        found.append(
            Changement(nature, passages, STATUTS[row[-2]], STATUTS[row[-1]], members, territoires.population(members))
        )
    return sorted(found, key=lambda each: (-each.population, -len(each.positions)))


def _ranks(couverture: Couverture, ids: list[str]) -> np.ndarray:
    """int8 array, communes by guichets: rank in :data:`STATUTS` of what each guichet alone makes of each commune."""
    places = {name: rank for rank, name in enumerate(ids)}
    ranks = np.full((len(couverture.apports), len(ids)), RANGS[Statut.NON_DOCUMENTE], np.int8)
    ranks[:, [places[guichet.id] for guichet in couverture.ordered]] = couverture.apports
    return ranks


def lieux(positions: np.ndarray, territoires: Territoires) -> list[str]:
    """Communes in words: whole territories by their names, and counts where that would be long.

    >>> from clauses.domain.territoires import example_territoires
    >>> region = example_territoires()
    >>> lieux(np.array([0, 1, 2]), region), lieux(np.array([0, 1]), region)
    (['Exemple (département)'], ['Testville Agglo'])
    """
    if len(positions) == len(territoires.communes):
        return [f"{territoires.region_nom} (toute la région)"]
    rest = np.zeros(len(territoires.communes), dtype=bool)
    rest[positions] = True
    names = _take_whole(rest, DEPARTEMENT, territoires)
    left = rest.copy()
    parts = _take_whole(left, EPCI, territoires)
    codes = territoires.communes.index[left]
    if len(names) + len(parts) + len(codes) <= MOST_PLACES:
        return [*names, *parts, *(territoires.nom_distinct(Territoire(COMMUNE, str(code))) for code in codes)]
    for departement in territoires.all(DEPARTEMENT):
        members = territoires.of(departement)
        here = int(rest[members].sum())
        if here:
            communes = count(here, "commune")
            names.append(f"{territoires.nom(departement)} : {communes} sur {number(len(members))}")
    return names


def _take_whole(rest: np.ndarray, level: str, territoires: Territoires) -> list[str]:
    """Names of the territories of a level that are wholly there; their communes are struck off ``rest``."""
    names = []
    for territoire in territoires.by_name(level):
        members = territoires.of(territoire)
        if rest[members].all():
            rest[members] = False
            names.append(territoires.nom(territoire) + (" (département)" if level == DEPARTEMENT else ""))
    return names


def phrase(passage: Passage) -> str:
    """What happens, in a few words."""
    nom = passage.guichet.nom
    if passage.avant is Statut.NON_DOCUMENTE:
        return f"Gagne : {nom} ({STATUT_LABELS[passage.apres].lower()})"
    if passage.apres is Statut.NON_DOCUMENTE:
        return f"Perd : {nom} ({STATUT_LABELS[passage.avant].lower()})"
    return f"{nom} : {STATUT_LABELS[passage.avant].lower()} → {STATUT_LABELS[passage.apres].lower()}"


def table(changements: list[Changement], territoires: Territoires) -> Tableau:
    """The map in words: one line per group of communes; several items of a cell are joined by « ; »."""
    return Tableau.build(
        [
            {
                "Territoire": " ; ".join(lieux(each.positions, territoires)),
                "Communes": len(each.positions),
                "Habitants": each.population,
                "Ce qui change": " ; ".join(phrase(passage) for passage in each.passages),
                "Statut": _statut(each),
            }
            for each in changements
        ],
        {"Communes": ENTIER, "Habitants": ENTIER},
    )


def _statut(changement: Changement) -> str:
    before, after = STATUT_LABELS[changement.avant], STATUT_LABELS[changement.apres]
    return f"{after}, inchangé" if before == after else f"{before} → {after}"


def bilan(changements: list[Changement]) -> list[dict[str, Any]]:
    """Communes and inhabitants by nature; what does not happen is left out."""
    found = []
    for nature in Nature:
        here = [each for each in changements if each.nature is nature]
        if here:
            communes = sum(len(each.positions) for each in here)
            found.append(
                {
                    "nature": nature.value,
                    "nombre": communes,
                    "communes": count(communes, "commune"),
                    "habitants": count(sum(each.population for each in here), "habitant"),
                }
            )
    return found


def part_couverte(couverture: Couverture) -> str:
    """Share of the inhabitants with a proven guichet open to every buyer."""
    resume = couverture.summary(couverture.territoires.of(couverture.territoires.region))
    return percent(nombre_couvert(resume) / max(resume["population"], 1))


def par_nature(changements: list[Changement]) -> Mapping[Nature, np.ndarray]:
    """Positions of the communes by nature, those that there are."""
    natures = {each.nature for each in changements}
    return {
        nature: np.sort(np.concatenate([each.positions for each in changements if each.nature is nature]))
        for nature in Nature
        if nature in natures
    }
