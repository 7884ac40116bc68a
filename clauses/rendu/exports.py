"""CSV, XLSX and JSON of a typed table; the first two open right in a French spreadsheet."""

import io
import json
import re
from itertools import islice
from typing import Any

import pandas as pd

from clauses.domain.tableur import column_letter, neutralise
from clauses.domain.typographie import NARROW
from clauses.rendu.tableaux import Cellule, Tableau


def to_csv(tableau: Tableau) -> bytes:
    """CSV with semicolons and a byte-order mark; protected from CSV injection.

    Numbers lose the spaces of their thousands: a spreadsheet in French then reads them as numbers.

    >>> to_csv(Tableau.of(pd.DataFrame({"nom": ["=1+1", "-3,5"]}))).decode("utf-8-sig").split()
    ['nom', "'=1+1", '-3,5']
    """
    rows = [[_csv(cell) for cell in ligne] for ligne in tableau.cellules]
    return (
        pd.DataFrame(rows, columns=tableau.valeurs.columns)
        .to_csv(index=False, sep=";", lineterminator="\r\n")
        .encode("utf-8-sig")
    )


def _csv(cell: Cellule) -> object:
    if cell.valeur is None or isinstance(cell.valeur, str):
        return neutralise(str(cell))
    return str(cell).replace(NARROW, "")


def to_json(tableau: Tableau) -> str:
    """JSON: one object per row, keyed by title; numbers whole, dates as ISO writes them, ``null`` where none is known.

    >>> to_json(Tableau.of(pd.DataFrame({"code": ["09001"], "part": [0.5]})))
    '[{"code": "09001", "part": 0.5}]'
    """
    titles = [colonne.titre for colonne in tableau.colonnes]
    rows = [dict(zip(titles, [cell.valeur for cell in ligne], strict=True)) for ligne in tableau.cellules]
    return json.dumps(rows, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> object:
    """A number of numpy, or a date."""
    return value.item() if hasattr(value, "item") else value.isoformat()


def to_xlsx(tableau: Tableau, title: str) -> bytes:
    """XLSX with one sheet, its header frozen; numbers and dates show what the screen shows, a text is never a formula.

    Control characters that a workbook cannot hold are replaced by « \N{REPLACEMENT CHARACTER} ».
    """
    # Half a second to load: imported only when a workbook is asked for.
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Font

    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(_sheet_title(title))
    sheet.freeze_panes = "A2"

    def written(text: str) -> Any:
        made = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("\ufffd", text)[:LONGEST_CELL])
        made.data_type = "s"
        return made

    def typed(cell: Cellule) -> Any:
        if cell.valeur is None or isinstance(cell.valeur, str):
            return written(str(cell)) if str(cell) else None
        value, form = cell.format.to_excel(cell.valeur)
        made = WriteOnlyCell(sheet, value)
        made.number_format = form
        return made

    header = [written(colonne.titre) for colonne in tableau.colonnes]
    for each in header:
        each.font = Font(bold=True)
    first = list(islice(tableau.cellules, _MEASURED))
    for rank, colonne in enumerate(tableau.colonnes, 1):
        longest = max([len(colonne.titre), *(len(str(ligne[rank - 1])) for ligne in first)])
        sheet.column_dimensions[column_letter(rank)].width = min(longest + 2, 60)
    sheet.append(header)
    for ligne in tableau.cellules:
        sheet.append([typed(cell) for cell in ligne])
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_MEASURED = 200
"""Rows that give columns their widths."""

LONGEST_CELL = 32_767
"""Characters a cell of a workbook can hold."""


def _sheet_title(title: str) -> str:
    """A name valid for the sheet of a workbook.

    >>> _sheet_title("Heures : 2016/2017")
    'Heures 2016 2017'
    """
    return " ".join(re.sub(r"[\[\]:*?/\\]", " ", title).split())[:31] or "Tableau"
