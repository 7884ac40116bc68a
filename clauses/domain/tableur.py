"""Spreadsheet conventions common to files written and read back: formula injection, marks of the atlas's workbooks."""

import re

BASE_PROPERTY, EDITION_PROPERTY = "atlas-base", "atlas-edition"
"""Custom properties of a workbook made by the atlas: the table it was made from, and its edition."""

VALUES_SHEET, TERRITORIES_SHEET, GUIDE_SHEET = "Valeurs possibles", "Territoires", "Mode d’emploi"
"""Sheets that the atlas adds to its workbooks."""

FIRST_ROWS = 30
"""Rows among which titles are looked for: people and software write a name and a date above them."""

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?[\d\s.,]+")


def column_letter(rank: int) -> str:
    """Name of a column, from its rank counted from 1.

    >>> column_letter(1), column_letter(28)
    ('A', 'AB')
    """
    letters = ""
    while rank:
        rank, rest = divmod(rank - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def neutralise(value: object) -> object:
    """A text that starts like a formula gets a leading apostrophe; numbers are left alone.

    >>> neutralise("=1+1"), neutralise("'=1+1"), neutralise("-3,5"), neutralise(3)
    ("'=1+1", "''=1+1", '-3,5', 3)
    """
    if isinstance(value, str) and _FORMULA.match(value) and not _NUMBER.fullmatch(value.lstrip("'")):
        return f"'{value}"
    return value


def restore(value: str) -> str:
    """The text that :func:`neutralise` was given.

    >>> restore("'=1+1"), restore("''=1+1"), restore("'-3,5"), restore("'été")
    ('=1+1', "'=1+1", "'-3,5", "'été")
    """
    return value[1:] if value.startswith("'") and neutralise(value[1:]) == value else value
