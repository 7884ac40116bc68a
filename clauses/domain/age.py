"""Age: whether facts are recent, old or undated when the reader looks. The day is given, never read here."""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

import numpy as np

from clauses.domain.couverture import Couverture
from clauses.domain.guichets import Guichet

RECENT_ANS = 3
"""Years during which a fact is recent."""


class Mois(NamedTuple):
    """A month of the calendar."""

    annee: int
    mois: int


class Age(StrEnum):
    """Age of a fact, the best first."""

    RECENT = "recent"
    ANCIEN = "ancien"
    NON_DATE = "non_date"


AGES = tuple(Age)


def is_old(constate_en: int | None, months: int, aujourdhui: Mois) -> bool:
    """True if facts established that year, by its last month at the latest, are older than this; undated ones are.

    >>> is_old(2024, 12, Mois(2026, 1)), is_old(2024, 12, Mois(2025, 12)), is_old(None, 12, Mois(2026, 1))
    (True, False, True)
    """
    return constate_en is None or (aujourdhui.annee - constate_en) * 12 + aujourdhui.mois - 12 > months


def age(constate_en: int | None, annee: int) -> Age:
    """Age of facts established in a year, seen from another; the month does not matter, over whole years.

    >>> [str(age(constate_en, 2026)) for constate_en in (2026, 2023, 2022, None)]
    ['recent', 'recent', 'ancien', 'non_date']
    """
    if constate_en is None:
        return Age.NON_DATE
    return Age.ANCIEN if is_old(constate_en, 12 * RECENT_ANS, Mois(annee, 12)) else Age.RECENT


def age_of(guichets: Iterable[Guichet], annee: int) -> Age | None:
    """Age of what several guichets establish together: that of the latest; ``None`` without any."""
    return min((age(guichet.constate_en, annee) for guichet in guichets), key=AGES.index, default=None)


def part_recente(couverture: Couverture, positions: np.ndarray, annee: int) -> float | None:
    """Share of the inhabitants of these communes that a guichet seen lately covers; ``None`` of nobody.

    Of all inhabitants, not of those covered: with the covered share, it says « 52 %, dont 8 % ».
    """
    population = couverture.territoires.population(positions)
    recent = sum(
        zone.population
        for zone in couverture.zones(positions)
        if zone.statut.is_couvert and age_of(zone.meneurs, annee) is Age.RECENT
    )
    return recent / population if population else None
