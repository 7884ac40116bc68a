"""Territoires: communes, EPCI, départements and region, as tables indexed by their official code.

Codes are text everywhere (« 09 », « 2A »). The tables come from ``data/geo/`` (IGN ADMIN EXPRESS, INSEE); this module
reads no file.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

COMMUNE, EPCI, DEPARTEMENT, REGION = "COM", "EPCI", "DEP", "REG"


@dataclass(frozen=True)
class Territoires:
    """The territories of one region.

    Attributes
    ----------
    communes : DataFrame indexed by INSEE code
        ``nom``, ``code_epci``, ``code_departement``, ``population`` (inhabitants), ``superficie_km2``, ``lon``, ``lat``
        (degrees, town hall), ``codes_postaux`` (joined by ``|``).
    epci, departements : DataFrame indexed by code
        ``nom`` at least.
    region_code, region_nom : str

    """

    communes: pd.DataFrame
    epci: pd.DataFrame
    departements: pd.DataFrame
    region_code: str
    region_nom: str

    @cached_property
    def positions(self) -> dict[str, int]:
        """Position of each commune in ``communes``, by INSEE code."""
        return {code: position for position, code in enumerate(self.communes.index)}

    @cached_property
    def members(self) -> dict[tuple[str, str], np.ndarray]:
        """Positions of the communes of every territory, by (level, code).

        >>> territoires = example_territoires()
        >>> territoires.members["EPCI", "E1"].tolist()
        [0, 1]
        """
        members: dict[tuple[str, str], np.ndarray] = {}
        everything = np.arange(len(self.communes))
        members[REGION, self.region_code] = everything
        for level, column in ((EPCI, "code_epci"), (DEPARTEMENT, "code_departement")):
            groups = pd.Series(everything).groupby(self.communes[column].to_numpy(), sort=False)
            members |= {(level, str(code)): group.to_numpy() for code, group in groups if code}
        members |= {(COMMUNE, code): np.array([position]) for code, position in self.positions.items()}
        return members

    def name(self, level: str, code: str) -> str:
        """Name of a territory; the code itself when it is unknown."""
        if level == REGION and code == self.region_code:
            return self.region_nom
        table = {COMMUNE: self.communes, EPCI: self.epci, DEPARTEMENT: self.departements}.get(level)
        if table is None or code not in table.index:
            return code
        return str(table.at[code, "nom"])

    def population(self, positions: np.ndarray) -> int:
        """Inhabitants of the communes at these positions."""
        return int(self.communes["population"].to_numpy()[positions].sum())


def example_territoires() -> Territoires:
    """Four invented communes in two EPCI and two départements, for the doctests of this package."""
    communes = pd.DataFrame(
        {
            "code": ["98001", "98002", "98003", "99001"],
            "nom": ["Testville", "L'Épreuve", "Saint-Essai", "Testville"],
            "code_epci": ["E1", "E1", "E2", "E2"],
            "code_departement": ["98", "98", "98", "99"],
            "population": [1000, 200, 300, 50],
            "superficie_km2": [10.0, 20.0, 5.0, 8.0],
            "lon": [1.0, 1.1, 1.2, 1.3],
            "lat": [43.0, 43.0, 43.0, 43.0],
            "codes_postaux": ["98000|98100", "98200", "98300", "99000"],
        }
    ).set_index("code")
    epci = pd.DataFrame({"nom": ["Testville Agglo", "Essais réunis"]}, index=["E1", "E2"])
    departements = pd.DataFrame({"nom": ["Exemple", "Fiction"]}, index=["98", "99"])
    return Territoires(communes, epci, departements, "R9", "Région d’essai")
