"""QPV: priority districts (géographie 2024), placed at the town hall of their communes."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from clauses.domain.couverture import STATUTS, Couverture, Statut


@dataclass(frozen=True, slots=True)
class QPV:
    """A priority district and the INSEE codes of the communes it lies in."""

    nom: str
    communes: tuple[str, ...]
    is_avere: bool = True


@dataclass(frozen=True, slots=True)
class QPVCounts:
    """Priority districts by coverage status, and how many of them still lack a proven source."""

    by_statut: Counter[Statut]
    a_confirmer: int


def qpv_from(table: pd.DataFrame) -> tuple[QPV, ...]:
    """Districts of a table with the columns of ``qpv.csv``, in its order.

    >>> qpv_from(pd.DataFrame([{"nom": "Essai", "communes": "98001|98002", "statut": "a_confirmer"}]))
    (QPV(nom='Essai', communes=('98001', '98002'), is_avere=False),)
    """
    return tuple(
        QPV(str(row["nom"]), tuple(filter(None, str(row["communes"]).split("|"))), row["statut"] == "avere")
        for row in table.to_dict("records")
    )


def count_by_statut(districts: Iterable[QPV], couverture: Couverture, positions: np.ndarray) -> QPVCounts:
    """Districts whose communes are among ``positions``.

    A district over several communes has the status of the least covered of them: nobody is said to be served who is
    not.
    """
    kept = set(positions.tolist())
    places = couverture.territoires.positions
    by_statut: Counter[Statut] = Counter()
    unproven = 0
    for district in districts:
        found = [places[code] for code in district.communes if places.get(code) in kept]
        if found:
            by_statut[STATUTS[max(couverture.statuts[found])]] += 1
            unproven += not district.is_avere
    return QPVCounts(by_statut, unproven)
