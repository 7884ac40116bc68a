"""QPV: priority districts (géographie 2024), placed at the town hall of their communes."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from clauses.domain.cellules import integer, split, text
from clauses.domain.couverture import Couverture
from clauses.domain.statut import COUVERTS, STATUTS_MONTRES, Statut


@dataclass(frozen=True, slots=True)
class QPV:
    """A priority district and the INSEE codes of the communes it lies in.

    ``population`` in inhabitants at the census of ``annee_population``, ``code`` of the 2024 geography; ``None`` and
    empty when unknown.
    """

    nom: str
    communes: tuple[str, ...]
    is_avere: bool = True
    population: int | None = None
    code: str = ""
    annee_population: int | None = None


@dataclass(frozen=True, slots=True)
class QPVCounts:
    """Priority districts and their inhabitants by coverage status.

    Attributes
    ----------
    by_statut, population : districts, and inhabitants of those whose population is known
    a_confirmer : districts that still lack a proven source
    sans_population : districts whose population is not known
    annees : years of the censuses, in order
    """

    by_statut: Counter[Statut]
    population: Counter[Statut] = field(default_factory=Counter)
    a_confirmer: int = 0
    sans_population: int = 0
    annees: tuple[int, ...] = ()

    @classmethod
    def none(cls) -> "QPVCounts":
        """No district at all."""
        return cls(Counter())

    @property
    def part_couverte(self) -> float | None:
        """Share of their inhabitants with a proven general guichet; ``None`` where no population is known."""
        total = self.population.total()
        return sum(self.population[statut] for statut in COUVERTS) / total if total else None


def qpv_from(table: pd.DataFrame) -> tuple[QPV, ...]:
    """Districts of a table with the columns of ``qpv.csv``, in its order.

    >>> qpv_from(pd.DataFrame([{"nom": "Essai", "communes": "98001|98002", "statut": "a_confirmer"}]))
    (QPV(nom='Essai', communes=('98001', '98002'), is_avere=False, population=None, code='', annee_population=None),)
    """
    return tuple(
        QPV(
            text(row["nom"]),
            split(row["communes"], "|"),
            row["statut"] == "avere",
            integer(row.get("population")),
            text(row.get("code")),
            integer(row.get("annee_population")),
        )
        for row in table.to_dict("records")
    )


@dataclass(frozen=True, slots=True)
class Quartier:
    """A priority district of a territory, with the coverage status of the least covered of its communes there."""

    qpv: QPV
    statut: Statut


def list_quartiers(districts: Iterable[QPV], couverture: Couverture, positions: np.ndarray) -> list[Quartier]:
    """Districts whose communes are among ``positions``, by département then name.

    A district over several communes has the status of the least covered of them: nobody is said to be served who is
    not.
    """
    kept = set(positions.tolist())
    places = couverture.territoires.positions
    found = []
    for district in districts:
        inside = [places[code] for code in district.communes if places.get(code) in kept]
        if inside:
            found.append(Quartier(district, STATUTS_MONTRES[max(couverture.statuts[inside])]))
    return sorted(found, key=lambda quartier: (quartier.qpv.communes[0], quartier.qpv.nom))


def count_by_statut(districts: Iterable[QPV], couverture: Couverture, positions: np.ndarray) -> QPVCounts:
    """Districts whose communes are among ``positions``, and their inhabitants: see :func:`list_quartiers`."""
    found = list_quartiers(districts, couverture, positions)
    population: Counter[Statut] = Counter()
    for quartier in found:
        population[quartier.statut] += quartier.qpv.population or 0
    return QPVCounts(
        Counter(quartier.statut for quartier in found),
        population,
        sum(not quartier.qpv.is_avere for quartier in found),
        sum(quartier.qpv.population is None for quartier in found),
        years_of(found),
    )


def years_of(quartiers: Iterable[Quartier]) -> tuple[int, ...]:
    """Years of the censuses that their populations come from, in order."""
    found = (quartier.qpv.annee_population for quartier in quartiers if quartier.qpv.population is not None)
    return tuple(sorted({year for year in found if year is not None}))
