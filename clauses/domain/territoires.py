"""Territoires: communes, EPCI, départements and region, as tables indexed by their official code.

Codes are text everywhere (« 09 », « 2A »). The tables come from ``data/geo/`` (IGN ADMIN EXPRESS, INSEE); this module
reads no file.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import pandas as pd

COMMUNE, EPCI, DEPARTEMENT, REGION = "COM", "EPCI", "DEP", "REG"
LEVELS = (COMMUNE, EPCI, DEPARTEMENT, REGION)
"""From the most local to the widest."""


@dataclass(frozen=True, slots=True, order=True)
class Territoire:
    """A commune, an EPCI, a département or the region, by its level and official code.

    >>> str(Territoire(EPCI, "243100518"))
    'EPCI:243100518'
    """

    level: str
    code: str

    def __str__(self) -> str:
        return f"{self.level}:{self.code}"


class AncienneCommune(NamedTuple):
    """A former commune, and the one it is now part of; both may have the same code."""

    code: str
    nom: str
    code_actuel: str


@dataclass(frozen=True)
class Territoires:
    """The territories of one region.

    Attributes
    ----------
    communes : DataFrame indexed by INSEE code
        ``nom``, ``code_epci``, ``code_departement``, ``population`` (inhabitants), ``superficie_km2``, ``lon``, ``lat``
        (degrees, town hall), ``codes_postaux`` (joined by ``|``), ``siren`` (empty when it is not known).
    epci, departements : DataFrame indexed by code
        ``nom`` at least.
    region_code, region_nom : str
    anciennes : communes that were merged into those above, when they are known
    annee_population : year that the inhabitants were counted, when it is known

    """

    communes: pd.DataFrame
    epci: pd.DataFrame
    departements: pd.DataFrame
    region_code: str
    region_nom: str
    anciennes: tuple[AncienneCommune, ...] = ()
    annee_population: int | None = None

    @cached_property
    def positions(self) -> dict[str, int]:
        """Position of each commune in ``communes``, by INSEE code."""
        return {code: position for position, code in enumerate(self.communes.index)}

    @cached_property
    def successeurs(self) -> dict[str, AncienneCommune]:
        """Former communes whose code left the official list, by this code: the first that has it.

        Those that were merged under a code still in force are left out, and so are those merged into a commune that
        is not of the region.
        """
        found: dict[str, AncienneCommune] = {}
        for each in self.anciennes:
            if each.code not in self.positions and each.code_actuel in self.positions:
                found.setdefault(each.code, each)
        return found

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

    def is_whole(self, territoire: Territoire) -> bool:
        """True if all its communes are in the region: an EPCI may cross the border, and only part of it is counted."""
        if territoire.level != EPCI or "communes_hors_region" not in self.epci:
            return True
        return int(self.epci.at[territoire.code, "communes_hors_region"]) == 0

    def nom_distinct(self, territoire: Territoire) -> str:
        """Name of a territory; a commune whose name is borne by another one has its département too.

        >>> territoires = example_territoires()
        >>> [territoires.nom_distinct(territoires.find(f"COM:{code}")) for code in ("98001", "98003")]
        ['Testville (98)', 'Saint-Essai']
        """
        name = self.nom(territoire)
        if territoire.level != COMMUNE or name not in self._shared_names:
            return name
        return f"{name} ({self.communes.at[territoire.code, 'code_departement']})"

    @cached_property
    def _shared_names(self) -> frozenset[str]:
        names = self.communes["nom"]
        return frozenset(names[names.duplicated(keep=False)])

    @cached_property
    def populations(self) -> dict[Territoire, int]:
        """Inhabitants of every territory."""
        return {Territoire(*key): self.population(positions) for key, positions in self.members.items()}

    def superficie(self, positions: np.ndarray) -> float:
        """Area of the communes at these positions (km²)."""
        return float(self.communes["superficie_km2"].to_numpy()[positions].sum())

    @property
    def region(self) -> Territoire:
        """The region itself."""
        return Territoire(REGION, self.region_code)

    def find(self, key: str) -> Territoire:
        """The territory that « EPCI:243100518 » names.

        Raises
        ------
        KeyError
            When there is no such territory in the region.

        >>> example_territoires().find("dep:98")
        Territoire(level='DEP', code='98')
        """
        level, _, code = key.strip().upper().partition(":")
        if (level, code) not in self.members:
            raise KeyError(key)
        return Territoire(level, code)

    def of(self, territoire: Territoire) -> np.ndarray:
        """Positions of the communes of a territory."""
        return self.members[territoire.level, territoire.code]

    def nom(self, territoire: Territoire) -> str:
        """Name of a territory."""
        return self.name(territoire.level, territoire.code)

    def all(self, level: str) -> list[Territoire]:
        """Territories of a level, by code.

        >>> [str(each) for each in example_territoires().all("EPCI")]
        ['EPCI:E1', 'EPCI:E2']
        """
        return self._by_level.get(level, [])

    @cached_property
    def _by_level(self) -> dict[str, list[Territoire]]:
        levels: dict[str, list[Territoire]] = {}
        for level, code in sorted(self.members):
            levels.setdefault(level, []).append(Territoire(level, code))
        return levels

    def by_name(self, level: str) -> list[Territoire]:
        """Territories of a level, by name."""
        return sorted(self.all(level), key=lambda each: (self.nom(each), each.code))

    def above(self, territoire: Territoire) -> list[Territoire]:
        """Territories of the wider levels that share a commune with this one, the most local level first.

        >>> [str(each) for each in example_territoires().above(Territoire("EPCI", "E2"))]
        ['DEP:98', 'DEP:99', 'REG:R9']
        """
        shared = self.communes.iloc[self.of(territoire)]
        found = []
        for level, column in ((EPCI, "code_epci"), (DEPARTEMENT, "code_departement")):
            if LEVELS.index(level) > LEVELS.index(territoire.level):
                found += [Territoire(level, code) for code in sorted(set(shared[column])) if code]
        return found if territoire.level == REGION else [*found, self.region]

    def below(self, territoire: Territoire) -> list[Territoire]:
        """Territories of the level just below that share a commune with this one: those to look at next.

        >>> [str(each) for each in example_territoires().below(Territoire("DEP", "98"))]
        ['EPCI:E1', 'EPCI:E2']
        """
        rank = LEVELS.index(territoire.level) - 1
        if rank < 0:
            return []
        if LEVELS[rank] == COMMUNE:
            return [Territoire(COMMUNE, str(code)) for code in self.communes.index[self.of(territoire)]]
        column = "code_epci" if LEVELS[rank] == EPCI else "code_departement"
        codes = self.communes[column].iloc[self.of(territoire)]
        return [Territoire(LEVELS[rank], code) for code in sorted(set(codes)) if code]

    def chief(self, territoire: Territoire) -> str:
        """INSEE code of the commune that stands for a territory: the seat of a département, else the most populated."""
        if territoire.level == DEPARTEMENT and "chef_lieu" in self.departements:
            seat = str(self.departements.at[territoire.code, "chef_lieu"])
            if seat in self.positions:
                return seat
        members = self.communes.iloc[self.of(territoire)]
        return str(members["population"].idxmax())


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
