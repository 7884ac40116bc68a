"""QPV: priority districts (géographie 2024), placed at the town hall of their commune."""

from collections import Counter
from dataclasses import dataclass

import numpy as np
import pandas as pd

from clauses.domain.couverture import STATUTS, Couverture, Statut


@dataclass(frozen=True, slots=True)
class QPVCounts:
    """Priority districts by coverage status, and how many of them still lack a proven source."""

    by_statut: Counter[Statut]
    a_confirmer: int


def count_by_statut(qpv: pd.DataFrame, couverture: Couverture, positions: np.ndarray) -> QPVCounts:
    """Districts whose communes are among ``positions``.

    A district over several communes has the status of the least covered of them: nobody is said to be served who is
    not.
    """
    kept = set(positions.tolist())
    by_statut: Counter[Statut] = Counter()
    unproven = 0
    for row in qpv.to_dict("records"):
        codes = [code for code in str(row["communes"]).split("|") if code in couverture.territoires.positions]
        places = [place for place in map(couverture.territoires.positions.__getitem__, codes) if place in kept]
        if places:
            by_statut[STATUTS[max(couverture.statuts[places])]] += 1
            unproven += row["statut"] != "avere"
    return QPVCounts(by_statut, unproven)
