"""Statut: the coverage rule. Each guichet gives a status to the communes it serves; a commune has the best of them.

All that says who covers, who is first and who comes after is computed from :func:`apport` and :attr:`Statut.meneurs`:
the browser is sent their results as data (``clauses/autonome/zones.py``).
"""

from collections.abc import Mapping
from enum import StrEnum

from clauses.domain.guichets import Guichet
from clauses.domain.perimetre import Niveau


class Statut(StrEnum):
    """Coverage status of a commune, the best first; then what a selection makes of one."""

    LOCAL = "local"
    DEPARTEMENTAL = "departemental"
    SECTORIEL = "sectoriel"
    COORDINATION = "coordination"
    A_CONFIRMER = "a_confirmer"
    NON_DOCUMENTE = "non_documente"
    MASQUE = "masque"

    @property
    def is_couvert(self) -> bool:
        """A proven guichet, open to all buyers or to the one asked for, answers there."""
        return self in COUVERTS

    @property
    def meneurs(self) -> tuple["Statut", ...]:
        """Statuses given by the guichets that may be called first in a commune of this one.

        Where a commune is covered, the first is the most local of all that cover it, whatever their level.
        """
        return COUVERTS if self.is_couvert else (self,)


STATUTS_MONTRES = tuple(Statut)
"""Those of a selection: « masqué » where all the guichets that serve a commune are filtered out."""
STATUTS = tuple(statut for statut in Statut if statut is not Statut.MASQUE)
"""Those that all the guichets together give."""
COUVERTS = (Statut.LOCAL, Statut.DEPARTEMENTAL)
RANGS = {statut: rang for rang, statut in enumerate(STATUTS_MONTRES)}
"""Rank of each status: the lower, the better covered."""


def apport(
    guichet: Guichet, niveau: Niveau, donneur_ordre: str | None = None, *, inclure_a_confirmer: bool = False
) -> Statut:
    """Status that a guichet alone gives to a commune it serves at this level.

    Parameters
    ----------
    donneur_ordre : a buyer type, or ``None`` for all of them
    inclure_a_confirmer : count an unproven guichet as if it were proven

    >>> seen = Guichet("g", "Essai", donneurs_ordre=("etat",))
    >>> str(apport(seen, Niveau.EPCI)), str(apport(seen, Niveau.EPCI, "etat")), str(apport(seen, Niveau.REGION, "etat"))
    ('sectoriel', 'local', 'departemental')
    """
    if niveau is Niveau.AUCUN:
        return Statut.NON_DOCUMENTE
    if not (guichet.is_avere or inclure_a_confirmer):
        return Statut.A_CONFIRMER
    if not guichet.is_guichet:
        return Statut.COORDINATION
    if not guichet.serves(donneur_ordre):
        return Statut.SECTORIEL
    return Statut.LOCAL if niveau <= Niveau.EPCI else Statut.DEPARTEMENTAL


def covers(guichet: Guichet, donneur_ordre: str | None = None) -> bool:
    """True if the communes that a guichet serves are covered by it: proven, and open to all (or to this buyer)."""
    return apport(guichet, Niveau.COMMUNE, donneur_ordre).is_couvert


def answers(guichet: Guichet) -> bool:
    """True if a guichet is proven and treats requests, of all buyers or of some."""
    return RANGS[apport(guichet, Niveau.COMMUNE)] <= RANGS[Statut.SECTORIEL]


def concerns(guichet: Guichet, donneur_ordre: str | None) -> bool:
    """True if a guichet is part of the answer to a buyer; a coordination always is: it directs, it does not treat."""
    return donneur_ordre is None or guichet.serves(donneur_ordre) or not guichet.is_guichet


def part_couverte(resume: Mapping[str, int], mesure: str = "population") -> float | None:
    """Share of inhabitants (or of communes) that are covered, from a summary of coverage; ``None`` of nothing."""
    return nombre_couvert(resume, mesure) / resume[mesure] if resume[mesure] else None


def nombre_couvert(resume: Mapping[str, int], mesure: str = "population") -> int:
    """Inhabitants (or communes) that are covered, from a summary of coverage."""
    return sum(resume[f"{mesure}_{statut}"] for statut in COUVERTS)
