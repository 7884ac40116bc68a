"""Region: detection of rows of another region, by their codes."""

import re
from dataclasses import dataclass
from functools import cached_property

from clauses.domain.imports.lieux import CORSE, plain_number
from clauses.domain.recherche import normalise
from clauses.domain.territoires import Territoires

_POSTAL = re.compile(r"\d{5}")
_INSEE = re.compile(r"\d[\dAB]\d{3}", re.IGNORECASE)


@dataclass(frozen=True)
class Region:
    """Prefixes of the region's codes; a malformed code proves nothing."""

    territoires: Territoires

    def is_elsewhere(self, code_insee: str = "", code_postal: str = "", departement: str = "") -> bool:
        """True if the most precise of these codes is of another region.

        >>> from clauses.domain.territoires import example_territoires
        >>> region = Region(example_territoires())
        >>> region.is_elsewhere("75056"), region.is_elsewhere("", "98200"), region.is_elsewhere("", "", "Ailleurs")
        (True, False, True)
        """
        insee, postal = plain_number(code_insee).upper(), plain_number(code_postal)
        if _INSEE.fullmatch(insee):
            return insee not in self._codes and not insee.startswith(self._departements)
        if _POSTAL.fullmatch(postal):
            return postal not in self._postal_codes and not postal.startswith(self._postal_starts)
        name = plain_number(departement)
        return bool(name) and name.upper() not in self._departements and normalise(departement) not in self._names

    @cached_property
    def _departements(self) -> tuple[str, ...]:
        return tuple(map(str, self.territoires.departements.index))

    @cached_property
    def _postal_starts(self) -> tuple[str, ...]:
        return tuple(CORSE.get(code, code) for code in self._departements)

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(normalise(str(name)) for name in self.territoires.departements["nom"])

    @cached_property
    def _codes(self) -> frozenset[str]:
        return frozenset(self.territoires.positions) | {each.code for each in self.territoires.anciennes}

    @cached_property
    def _postal_codes(self) -> frozenset[str]:
        cells = self.territoires.communes["codes_postaux"]
        return frozenset(code for cell in cells for code in str(cell).split("|") if code)
