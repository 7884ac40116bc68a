"""The lots of a calculation in the address: « ?lots=500000~45~30~5~Gros œuvre », so that a link carries it whole."""

from collections.abc import Iterable, Sequence
from math import isfinite

from clauses.domain.calcul import Lot

MOST_LOTS = 12
LONGEST_NAME = 80
LIMITS = {"montant": 1e10, "main_oeuvre": 100.0, "cout": 1000.0, "insertion": 100.0}
"""Greatest value of each number of a lot."""

_BETWEEN_LOTS, _BETWEEN_VALUES = ";", "~"


def write_lots(lots: Iterable[Lot]) -> str:
    """Lots as text.

    >>> write_lots([Lot("Peinture", 500000, 44.9, 30, 5)])
    '500000~44.9~30~5~Peinture'
    """
    return _BETWEEN_LOTS.join(
        _BETWEEN_VALUES.join([*(f"{getattr(lot, name):.12g}" for name in LIMITS), _clean(lot.nom)]) for lot in lots
    )


def read_lots(text: str, default: Sequence[Lot]) -> list[Lot]:
    """Lots of an address; what cannot be read, or is out of bounds, gives the default as a whole.

    >>> read_lots("500000~44.9~30~5~Peinture", [])
    [Lot(nom='Peinture', montant=500000.0, main_oeuvre=44.9, cout=30.0, insertion=5.0)]
    >>> read_lots("500000~nan~30~5~x", []), read_lots("1~2", [])
    ([], [])
    """
    lots = []
    for part in text.split(_BETWEEN_LOTS)[:MOST_LOTS]:
        values = part.split(_BETWEEN_VALUES)
        if len(values) != len(LIMITS) + 1:
            return list(default)
        try:
            numbers = {name: float(value) for name, value in zip(LIMITS, values, strict=False)}
        except ValueError:
            return list(default)
        if not all(isfinite(value) and 0 <= value <= LIMITS[name] for name, value in numbers.items()):
            return list(default)
        lots.append(Lot(_clean(values[-1]), **numbers))
    return lots


def _clean(name: str) -> str:
    return name.replace(_BETWEEN_LOTS, " ").replace(_BETWEEN_VALUES, " ").strip()[:LONGEST_NAME]
