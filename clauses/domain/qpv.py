"""QPV: priority districts (géographie 2024), placed at the town hall of their communes."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from clauses.domain.cellules import integer, split, text
from clauses.domain.couverture import Couverture
from clauses.domain.statut import STATUTS, Statut


@dataclass(frozen=True, slots=True)
class QPV:
    """A priority district and the INSEE codes of the communes it lies in.

    ``population`` in inhabitants, ``code`` of the 2024 geography; ``None`` and empty when unknown.
    """

    nom: str
    communes: tuple[str, ...]
    is_avere: bool = True
    population: int | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class QPVCounts:
    """Priority districts by coverage status, and how many of them still lack a proven source."""

    by_statut: Counter[Statut]
    a_confirmer: int

    @classmethod
    def none(cls) -> "QPVCounts":
        """No district at all."""
        return cls(Counter(), 0)


def qpv_from(table: pd.DataFrame) -> tuple[QPV, ...]:
    """Districts of a table with the columns of ``qpv.csv``, in its order.

    >>> qpv_from(pd.DataFrame([{"nom": "Essai", "communes": "98001|98002", "statut": "a_confirmer"}]))
    (QPV(nom='Essai', communes=('98001', '98002'), is_avere=False, population=None, code=''),)
    """
    return tuple(
        QPV(
            text(row["nom"]),
            split(row["communes"], "|"),
            row["statut"] == "avere",
            integer(row.get("population")),
            text(row.get("code")),
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
            found.append(Quartier(district, STATUTS[max(couverture.statuts[inside])]))
    return sorted(found, key=lambda quartier: (quartier.qpv.communes[0], quartier.qpv.nom))


def count_by_statut(districts: Iterable[QPV], couverture: Couverture, positions: np.ndarray) -> QPVCounts:
    """Districts whose communes are among ``positions``: see :func:`list_quartiers`."""
    quartiers = list_quartiers(districts, couverture, positions)
    by_statut = Counter(quartier.statut for quartier in quartiers)
    return QPVCounts(by_statut, sum(not quartier.qpv.is_avere for quartier in quartiers))
