"""Spreadsheet conventions common to files written and read back: formula injection, marks of the atlas's workbooks."""

import re

BASE_PROPERTY, EDITION_PROPERTY = "atlas-base", "atlas-edition"
"""Custom properties of a workbook made by the atlas: the table it was made from, and its edition."""

VALUES_SHEET, GUIDE_SHEET = "Valeurs possibles", "Mode d’emploi"
"""Sheets that the atlas adds to its workbooks."""

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?[\d\s.,]+")


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
