"""The lots of a calculation in the address, so that a link carries it whole.

« ?lots=500000~44.9~30~5~Gros œuvre~main-oeuvre-batiment~cout-convention »: amount, labour share, hourly cost, share of
insertion, name, then the coefficients that gave the share and the cost, which may be left out.
"""

from collections.abc import Iterable, Sequence
from math import isfinite

from clauses.domain.calcul import Lot

MOST_LOTS = 12
LONGEST_NAME = 80
LIMITS = {"montant": 1e10, "main_oeuvre": 100.0, "cout": 1000.0, "insertion": 100.0}
"""Greatest value of each number of a lot."""
TARGET, GREATEST_HOURS, GREATEST_DIVISOR = 1000.0, 1e7, 1e4
"""Hours first aimed at when a share is asked, and greatest values of the rest."""

_BETWEEN_LOTS, _BETWEEN_VALUES = ";", "~"


def write_lots(lots: Iterable[Lot]) -> str:
    """Lots as text.

    >>> write_lots([Lot("Peinture", 500000, 44.9, 30, 5), Lot("", 1, 2, 3, 4, "bois", "guide")])
    '500000~44.9~30~5~Peinture;1~2~3~4~~bois~guide'
    """
    return _BETWEEN_LOTS.join(_BETWEEN_VALUES.join(_values(lot)) for lot in lots)


def _values(lot: Lot) -> list[str]:
    references = [lot.ref_main_oeuvre, lot.ref_cout] if lot.ref_main_oeuvre or lot.ref_cout else []
    return [*(f"{getattr(lot, name):.12g}" for name in LIMITS), *map(_clean, (lot.nom, *references))]


def read_lots(text: str, default: Sequence[Lot]) -> list[Lot]:
    """Lots of an address; what cannot be read, or is out of bounds, gives the default as a whole.

    >>> read_lots("500000~44.9~30~5~Peinture", [])
    [Lot(nom='Peinture', montant=500000.0, main_oeuvre=44.9, cout=30.0, insertion=5.0, ref_main_oeuvre='', ref_cout='')]
    >>> read_lots("500000~nan~30~5~x", []), read_lots("1~2", [])
    ([], [])
    """
    lots = []
    for part in text.split(_BETWEEN_LOTS)[:MOST_LOTS]:
        values = part.split(_BETWEEN_VALUES)
        if len(values) not in (len(LIMITS) + 1, len(LIMITS) + 3):
            return list(default)
        try:
            numbers = {name: float(value) for name, value in zip(LIMITS, values, strict=False)}
        except ValueError:
            return list(default)
        if not all(isfinite(value) and 0 <= value <= LIMITS[name] for name, value in numbers.items()):
            return list(default)
        name, labour, cost = (*map(_clean, values[len(LIMITS) :]), "", "")[:3]
        lots.append(Lot(name, **numbers, ref_main_oeuvre=labour, ref_cout=cost))
    return lots


def _clean(name: str) -> str:
    return name.replace(_BETWEEN_LOTS, " ").replace(_BETWEEN_VALUES, " ").strip()[:LONGEST_NAME]
