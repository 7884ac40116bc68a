"""Cells of a typed table as plain values: a missing cell is empty or ``None``."""

import re

import pandas as pd

_HALVES = re.compile("[\ud800-\udfff]")


def text(value: object) -> str:
    """Trimmed text; empty for a missing cell.

    >>> text(" Essai "), text(None), text(float("nan"))
    ('Essai', '', '')
    """
    return "" if value is None or value is pd.NA or value != value else str(value).strip()


def whole(value: str) -> str:
    r"""Text whose halves of characters, that no file can hold, are replaced.

    >>> whole("a\ud800b") == "a\ufffdb"
    True
    """
    return _HALVES.sub("\ufffd", value)


def split(value: object, separator: str) -> tuple[str, ...]:
    """Items of a list cell, the empty ones left out."""
    return tuple(part.strip() for part in text(value).split(separator) if part.strip())


def number(value: object) -> float | None:
    """A number, ``None`` for a missing cell."""
    cell = text(value)
    return float(cell) if cell else None


def integer(value: object) -> int | None:
    """A whole number, ``None`` for a missing cell."""
    found = number(value)
    return None if found is None else int(found)
