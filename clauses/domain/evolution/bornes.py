"""Bounds beyond which what a change takes away may be an accident."""

MOST_GONE, FEWEST_GONE = 0.2, 3
"""Share and number of the rows of a table beyond which a publication that takes them away is to be confirmed."""

MOST = 0.5
"""Share of the rows of a table, the communes of a guichet, the filled cells of a column: little is left beyond."""


def is_collapsed(before: int, now: int) -> bool:
    """True if a table loses all of its rows, or most of them.

    >>> is_collapsed(20, 9), is_collapsed(20, 10), is_collapsed(2, 1), is_collapsed(2, 0), is_collapsed(0, 0)
    (True, False, False, True, False)
    """
    gone = before - now
    return gone > 0 and (now == 0 or (gone >= FEWEST_GONE and gone > MOST * before))
