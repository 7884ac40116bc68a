"""Tables as files that open right in a French spreadsheet."""

import re

import pandas as pd

_FORMULA = re.compile(r"^[=+\-@\t\r]")
_NUMBER = re.compile(r"^[+-]?[\d\s.,]+$")


def to_csv(table: pd.DataFrame) -> bytes:
    """CSV with semicolons and a byte-order mark; cells that a spreadsheet would run as formulas are neutralised.

    >>> to_csv(pd.DataFrame({"nom": ["=1+1", "-3,5"]})).decode("utf-8-sig").split()
    ['nom', "'=1+1", '-3,5']
    """
    return table.map(neutralise).to_csv(index=False, sep=";", lineterminator="\r\n").encode("utf-8-sig")


def neutralise(value: object) -> object:
    """A text that starts like a formula gets a leading apostrophe; numbers are left alone."""
    if isinstance(value, str) and _FORMULA.match(value) and not _NUMBER.match(value):
        return f"'{value}"
    return value
