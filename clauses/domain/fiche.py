"""Fiche: factsheet of one territory, computed from its communes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from clauses.domain.couverture import Couverture
from clauses.domain.guichets import TOUS, Guichet, buyer_types
from clauses.domain.heures import Chiffre, Heures
from clauses.domain.perimetre import NIVEAUX, Niveau
from clauses.domain.qpv import QPV, Quartier, list_quartiers
from clauses.domain.relais import Relais, RelaisIndex
from clauses.domain.reponse import Proche, Reponse, find_nearest, repondre
from clauses.domain.statut import STATUTS, answers, covers, part_couverte
from clauses.domain.structures import Structure, Voisine, sort_by_distance
from clauses.domain.territoires import COMMUNE, EPCI, Territoire

NEAR_KM = 40
"""Structures further than this from the town hall are not said to be near."""
NEAREST = 6


@dataclass(frozen=True, slots=True)
class Service:
    """A guichet that serves a territory, and how much of it: communes and inhabitants, with their share (0 to 1).

    ``niveau`` is the most local level by which it serves any of its communes.
    """

    guichet: Guichet
    niveau: Niveau
    communes: int
    population: int
    part: float


@dataclass(frozen=True, slots=True)
class Fiche:
    """One territory.

    Attributes
    ----------
    territoire, nom
    positions : its communes
    population, superficie : inhabitants, km²
    au_dessus : wider territories it lies in, the most local level first
    hors_region : communes of an EPCI that are outside the region, and not counted here
    resume : communes and inhabitants by coverage status, see ``Couverture.summary``
    services : guichets that serve it, in the order of competence
    chiffres, autour, dedans : figures of hours of this territory, of wider places, of places inside it
    serie : comparable figures, one a year
    reference, serie_reference : the closest territory with comparable figures (this one where it has some), and they
    quartiers : its priority districts
    structures, voisines : structures within it, and the nearest ones outside
    mairie : INSEE code of the commune distances are measured from
    proche : the guichet nearest to it, where none covers any part of the territory
    reponse : whom to call, for a commune
    relais : whom to ask where no guichet is known, as wide as the territory or wider, the most local first; none where
        all of it is covered
    """

    territoire: Territoire
    nom: str
    positions: np.ndarray
    population: int
    superficie: float
    au_dessus: tuple[Territoire, ...]
    hors_region: int
    resume: dict[str, int]
    services: tuple[Service, ...]
    chiffres: tuple[Chiffre, ...]
    autour: tuple[Chiffre, ...]
    dedans: tuple[Chiffre, ...]
    serie: tuple[Chiffre, ...]
    reference: Territoire | None
    serie_reference: tuple[Chiffre, ...]
    quartiers: tuple[Quartier, ...]
    structures: tuple[Voisine, ...]
    voisines: tuple[Voisine, ...]
    mairie: str
    proche: Proche | None
    reponse: Reponse | None
    relais: tuple[Relais, ...]

    @property
    def part_couverte(self) -> float | None:
        """Share of inhabitants with a proven general guichet; ``None`` where nobody lives."""
        return part_couverte(self.resume)

    def par_acheteur(self) -> dict[str, tuple[Service, ...]]:
        """Proven guichets by buyer type: those some of them single out, then « tous » for every other buyer.

        A buyer's list holds the guichets made for it and the general ones; coordinations are left out.
        """
        proven = [service for service in self.services if answers(service.guichet)]
        buyers = [*buyer_types(service.guichet for service in proven), TOUS]
        return {
            buyer: tuple(service for service in proven if service.guichet.serves(None if buyer == TOUS else buyer))
            for buyer in buyers
        }


def build_fiche(
    territoire: Territoire,
    couverture: Couverture,
    heures: Heures,
    qpv: Iterable[QPV],
    structures: Sequence[Structure],
    relais: RelaisIndex,
) -> Fiche:
    """The sheet of a territory; ``KeyError`` when it does not exist."""
    territoires = couverture.territoires
    positions = territoires.of(territoire)
    above = tuple(territoires.above(territoire))
    mairie = territoires.chief(territoire)
    within, outside = sort_by_distance(structures, territoires, positions, mairie)
    reference, serie = closest_serie(territoire, heures)
    services = tuple(list_services(couverture, positions))
    is_served = any(covers(service.guichet) for service in services)
    is_whole = all(STATUTS[rank].is_couvert for rank in couverture.statuts[positions])
    return Fiche(
        territoire=territoire,
        nom=territoires.nom(territoire),
        positions=positions,
        population=territoires.population(positions),
        superficie=territoires.superficie(positions),
        au_dessus=above,
        hors_region=_outside(territoire, couverture),
        resume=couverture.summary(positions),
        services=services,
        chiffres=heures.of(territoire),
        autour=heures.around(territoire),
        dedans=heures.within(territoire),
        serie=heures.serie(territoire),
        reference=reference,
        serie_reference=serie,
        quartiers=tuple(list_quartiers(qpv, couverture, positions)),
        structures=tuple(within),
        voisines=tuple(voisine for voisine in outside[:NEAREST] if voisine.distance <= NEAR_KM),
        mairie=mairie,
        proche=None if is_served else find_nearest(couverture, mairie),
        reponse=repondre(couverture, mairie, relais) if territoire.level == COMMUNE else None,
        relais=() if is_whole else relais.find(mairie, NIVEAUX[territoire.level]),
    )


def list_services(couverture: Couverture, positions: np.ndarray) -> list[Service]:
    """Guichets that serve at least one of these communes, in the order of competence."""
    population = couverture.territoires.communes["population"].to_numpy()[positions]
    levels = couverture.niveaux[positions]
    total = int(population.sum())
    services = []
    for rank, guichet in enumerate(couverture.ordered):
        served = levels[:, rank] != Niveau.AUCUN
        if served.any():
            inhabitants = int(population[served].sum())
            share = inhabitants / total if total else float(served.mean())
            level = Niveau(int(levels[served, rank].min()))
            services.append(Service(guichet, level, int(served.sum()), inhabitants, share))
    return services


def closest_serie(territoire: Territoire, heures: Heures) -> tuple[Territoire | None, tuple[Chiffre, ...]]:
    """Comparable figures of this territory, or else of the most local wider one that wholly holds it and has some."""
    territoires = heures.territoires
    members = set(territoires.of(territoire).tolist())
    wider = territoires.above(territoire) if territoires.is_whole(territoire) else []
    for candidate in (territoire, *wider):
        if members <= set(territoires.of(candidate).tolist()):
            serie = heures.serie(candidate)
            if serie:
                return candidate, serie
    return None, ()


def list_lacunes(fiche: Fiche, couverture: Couverture) -> list[int]:
    """Positions of the communes without a proven general guichet, the most populated first."""
    population = couverture.territoires.communes["population"].to_numpy()
    gaps = [position for position in fiche.positions if not STATUTS[couverture.statuts[position]].is_couvert]
    return sorted(map(int, gaps), key=lambda position: (-population[position], position))


def similaires(territoire: Territoire, couverture: Couverture, limit: int = 6) -> list[Territoire]:
    """Territories of the same level with the closest population (ratio), this one left out.

    >>> from clauses.domain.territoires import example_territoires
    >>> [each.code for each in similaires(Territoire("COM", "98002"), Couverture(example_territoires(), ()), 2)]
    ['98003', '99001']
    """
    territoires = couverture.territoires
    others = [other for other in territoires.all(territoire.level) if other != territoire]
    inhabitants = np.array([territoires.populations[other] for other in others]) + 1
    gaps = np.abs(np.log(inhabitants / (territoires.populations[territoire] + 1)))
    return [others[rank] for rank in np.argsort(gaps, kind="stable")[:limit]]


def _outside(territoire: Territoire, couverture: Couverture) -> int:
    epci = couverture.territoires.epci
    if territoire.level != EPCI or "communes_hors_region" not in epci:
        return 0
    return int(epci.at[territoire.code, "communes_hors_region"])
