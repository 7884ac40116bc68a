"""Base map of the printed map, read by the caller."""

from dataclasses import dataclass

import pandas as pd

from clauses.rendu.cartes.apercu import Contours


@dataclass(frozen=True)
class Fonds:
    """Polygons by layer, and names placed by hand (``nom``, ``type``, ``lon``, ``lat``), such as the sea."""

    contours: Contours
    libelles: pd.DataFrame
