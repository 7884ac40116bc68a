"""Tables as files that open right in a French spreadsheet."""

import io
import re
from typing import Any, NamedTuple

import pandas as pd

from clauses.domain.tableur import neutralise


def to_csv(table: pd.DataFrame) -> bytes:
    """CSV with semicolons and a byte-order mark; cells that a spreadsheet would run as formulas are neutralised.

    Numbers lose the spaces of their thousands: a spreadsheet in French then reads them as numbers.

    >>> to_csv(pd.DataFrame({"nom": ["=1+1", "-3,5"]})).decode("utf-8-sig").split()
    ['nom', "'=1+1", '-3,5']
    """
    return (
        table.map(lambda value: neutralise(_plain_number(value)))
        .to_csv(index=False, sep=";", lineterminator="\r\n")
        .encode("utf-8-sig")
    )


def to_xlsx(table: pd.DataFrame, title: str, *, raw: bool = False) -> bytes:
    """XLSX with one sheet, its header frozen; numbers and shares are numbers, a text is a text, never a formula.

    With ``raw``, a text that shows a number stays a text too: a code, in a table whose columns have their types.
    Control characters that a workbook cannot hold are replaced by « \N{REPLACEMENT CHARACTER} ».
    """
    # Half a second to load: only who asks for a workbook waits.
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Font

    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(_sheet_title(title))
    sheet.freeze_panes = "A2"

    def cell(value: object) -> Any:
        number = None if raw else _number(value)
        if number is not None:
            made = WriteOnlyCell(sheet, number.value)
            made.number_format = number.form
            return made
        if isinstance(value, str):
            made = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("\ufffd", value)[:LONGEST_CELL])
            made.data_type = "s"
            return made
        return WriteOnlyCell(sheet, None if pd.isna(value) else value)

    header = [cell(str(name)) for name in table.columns]
    for each in header:
        each.font = Font(bold=True)
    for rank, name in enumerate(table.columns, 1):
        longest = max((len(str(value)) for value in table[name].head(200)), default=0)
        width = min(max(longest, len(str(name))) + 2, 60)
        sheet.column_dimensions[column_letter(rank)].width = width
    sheet.append(header)
    for row in table.astype(object).itertuples(index=False):
        sheet.append([cell(value) for value in row])
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


_WRITTEN = re.compile(r"(-?)((?:0|[1-9]\d{0,3})|[1-9]\d{0,2}(?:\u202f\d{3})+)(?:,(\d+))?(\u202f%)?")
"""A number as :mod:`clauses.rendu.formats` writes it; never a code, which may start with a zero."""


class _Number(NamedTuple):
    value: float
    form: str


def _number(value: object) -> _Number | None:
    r"""The number that a text shows, with the format a workbook shows it in; ``None`` for any other text.

    >>> _number("387\u202f000"), _number("38,2\u202f%"), _number("09001"), _number("près de 5")
    (_Number(value=387000, form='#,##0'), _Number(value=0.382, form='0.0%'), None, None)
    """
    match = _WRITTEN.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        return None
    sign, whole, decimals, percent = match.groups()
    digits = sign + whole.replace("\u202f", "")
    after = f".{'0' * len(decimals)}" if decimals else ""
    if percent:
        return _Number(round(float(f"{digits}.{decimals or 0}") / 100, 6), f"0{after}%")
    # Years have no thousands apart.
    form = "0" if "\u202f" not in whole and len(whole) == 4 else "#,##0"
    return _Number(float(f"{digits}.{decimals}") if decimals else int(digits), form + after)


def _plain_number(value: object) -> object:
    """A number without the spaces of its thousands; anything else as it is."""
    return value.replace("\u202f", "") if isinstance(value, str) and _WRITTEN.fullmatch(value) else value


XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

LONGEST_CELL = 32_767
"""Characters a cell of a workbook can hold."""


def _sheet_title(title: str) -> str:
    """What a workbook takes as the name of a sheet.

    >>> _sheet_title("Heures : 2016/2017")
    'Heures 2016 2017'
    """
    return " ".join(re.sub(r"[\[\]:*?/\\]", " ", title).split())[:31] or "Tableau"


def column_letter(rank: int) -> str:
    """Name of a column.

    >>> column_letter(1), column_letter(28)
    ('A', 'AB')
    """
    letters = ""
    while rank:
        rank, rest = divmod(rank - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
