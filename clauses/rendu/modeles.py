"""Workbooks to fill in: the current table with drop-downs, or an empty one; and the list of problems of a table."""

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from clauses.domain.issues import ERREUR, Issue
from clauses.domain.schema import INTEGER_TYPES, Field, Schema
from clauses.domain.table import Table, empty_table
from clauses.domain.tableur import BASE_PROPERTY, EDITION_PROPERTY, VALUES_SHEET, column_letter
from clauses.domain.territoires import Territoires
from clauses.domain.typographie import typographic
from clauses.rendu.modeles_guide import Choix, bold, expected, in_words, summary, words_of, write_cell, write_guide
from clauses.rendu.modeles_territoires import has_territoires, write_territoires
from clauses.rendu.tableaux import Numero, Tableau

if TYPE_CHECKING:
    from openpyxl.worksheet.datavalidation import DataValidation

MORE_ROWS = 500
"""Empty rows below the table that have its drop-downs."""

_LARGEST_NUMBER = 10**15
"""From here on, a spreadsheet rounds."""
_LONGEST_TITLE, _LONGEST_PROMPT = 32, 255
_WIDEST = 60


def choix_for(schema: Schema, typologies: Mapping[str, str] | None = None) -> dict[str, list[tuple[str, str]]]:
    """Values of the columns that list them: those of the schema, and typologies (labels by code)."""
    choix = {field.name: list(field.categories) for field in schema.fields if field.categories}
    for column, table, _ in schema.foreign_keys:
        if table == "typologies" and typologies:
            choix[column] = list(typologies.items())
    return choix


def build_classeur(
    table: Table,
    *,
    base: str,
    choix: Choix,
    edition: int | None = None,
    notes: Sequence[str] = (),
    territoires: Territoires | None = None,
) -> bytes:
    """The current table as a workbook, ready to edit and to send back: reading it again gives the same rows.

    Parameters
    ----------
    base : sha256 of the table, in hexadecimal; kept in the workbook as the base of a three-way merge
    choix : see :func:`choix_for`
    edition : edition that is shown, which also stays in the workbook
    notes : sentences to put at the head of the instructions
    territoires : listed in a sheet, where the table names some

    Returns
    -------
    bytes
        The first sheet bears the name of the table; columns have their titles and values their labels, which are read
        back as the names and the codes of the CSV. Cells longer than a workbook can hold (32 767 characters) are cut.
    """
    from openpyxl import Workbook
    from openpyxl.packaging.custom import StringProperty

    book = Workbook(write_only=True)
    _Feuille(book, table, choix).write()
    _write_values(book, table.schema, choix)
    if territoires is not None and has_territoires(table.schema):
        write_territoires(book, territoires)
    write_guide(book, table.schema, choix, notes)
    for name, value in ((BASE_PROPERTY, base), (EDITION_PROPERTY, "" if edition is None else str(edition))):
        if value:
            book.custom_doc_props.append(StringProperty(name=name, value=value))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def build_modele(schema: Schema, choix: Choix, territoires: Territoires | None = None) -> bytes:
    """The same workbook without rows, and made from no table."""
    return build_classeur(empty_table(schema, f"{schema.name}.csv"), base="", choix=choix, territoires=territoires)


def table_problemes(issues: Iterable[Issue], titles: Mapping[str, str]) -> Tableau:
    """Issues, one row each, columns called by ``titles``; no line when the whole file is meant."""
    rows = [
        (
            "Erreur" if found.severity == ERREUR else "Avertissement",
            found.line,
            titles.get(found.column or "", found.column),
            found.message,
            found.code,
        )
        for found in issues
    ]
    table = pd.DataFrame(rows, columns=["Gravité", "Ligne", "Colonne", "Problème", "Code"], dtype="object")
    return Tableau.of(table, {"Ligne": Numero()})


class _Feuille:
    """The sheet of the table."""

    def __init__(self, book: Any, table: Table, choix: Choix) -> None:
        self.table, self.choix = table, choix
        self.sheet = book.create_sheet(table.name)
        self.last_row = len(table) + 1 + MORE_ROWS

    def write(self) -> None:
        from openpyxl.cell import WriteOnlyCell

        sheet, fields = self.sheet, self.table.schema.fields
        sheet.freeze_panes = "B2"
        letters = [column_letter(rank) for rank in range(1, len(fields) + 1)]
        sheet.auto_filter.ref = f"A1:{letters[-1]}{len(self.table) + 1}"
        styles = []
        for letter, field in zip(letters, fields, strict=True):
            form = _number_format(field)
            column = sheet.column_dimensions[letter]
            column.number_format = form
            longest = max(map(len, self._cells(field)[:200]), default=0)
            column.width = min(max(longest, len(field.title)) + 4, _WIDEST)
            model = WriteOnlyCell(sheet)
            model.number_format = form
            styles.append(model._style)
            validation = self._validation(field)
            if validation:
                validation.add(f"{letter}2:{letter}{self.last_row}")
                sheet.data_validations.append(validation)
        sheet.append([self._title(field) for field in fields])
        columns = [self._cells(field) for field in fields]
        for row in zip(*columns, strict=True):
            cells = []
            for field, style, value in zip(fields, styles, row, strict=True):
                cell = write_cell(sheet, _number(field, value) if field.is_numeric else value)
                # The same style array for all: making one for each takes longer than all the rest.
                cell._style = style
                cells.append(cell)
            sheet.append(cells)

    def _cells(self, field: Field) -> Sequence[str]:
        words = words_of(field, self.choix)
        cells = self.table.columns[field.name]
        return [in_words(value, field, words) for value in cells] if words else cells

    def _title(self, field: Field) -> Any:
        from openpyxl.comments import Comment

        cell = bold(self.sheet, field.title)
        cell.comment = Comment(summary(field, self.choix), "Atlas", width=360, height=180)
        return cell

    def _validation(self, field: Field) -> "DataValidation | None":
        """Data validation of a spreadsheet, and its error message."""
        from openpyxl.worksheet.datavalidation import DataValidation

        values = self.choix.get(field.name, ())
        more: dict[str, Any] = {}
        if values and not field.separateur:
            rank = list(_listed(self.table.schema, self.choix)).index(field.name) * 2 + 1
            letter = column_letter(rank)
            more = {"type": "list", "formula1": f"'{VALUES_SHEET}'!${letter}$2:${letter}${len(values) + 1}"}
        elif field.is_numeric:
            kind = "whole" if field.type in INTEGER_TYPES else "decimal"
            low, high = field.minimum, field.maximum
            limits = {"formula1": str(-_LARGEST_NUMBER if low is None else low)}
            limits["formula2"] = str(_LARGEST_NUMBER if high is None else high)
            more = {"type": kind, "operator": "between", **limits}
        elif not field.separateur:
            return None
        made = DataValidation(**more, allow_blank=True, showInputMessage=True, showErrorMessage=True)
        made.promptTitle = made.errorTitle = _short(field.title, _LONGEST_TITLE)
        made.prompt = made.error = _short(expected(field, self.choix), _LONGEST_PROMPT)
        return made


def _write_values(book: Any, schema: Schema, choix: Choix) -> None:
    sheet = book.create_sheet(VALUES_SHEET)
    sheet.freeze_panes = "A2"
    listed = _listed(schema, choix)
    header: list[Any] = []
    for rank, (name, values) in enumerate(listed.items()):
        title = schema.by_name[name].title
        header += [bold(sheet, title), bold(sheet, typographic(f"{title} : code"))]
        for shift in (0, 1):
            width = max(len(title) + 10, *(len(value[shift]) for value in values)) + 2
            sheet.column_dimensions[column_letter(rank * 2 + 1 + shift)].width = min(width, _WIDEST)
    sheet.append(header)
    for row in range(max(map(len, listed.values()), default=0)):
        cells = [values[row] if row < len(values) else ("", "") for values in listed.values()]
        sheet.append([write_cell(sheet, text) for pair in cells for text in pair])


def _listed(schema: Schema, choix: Choix) -> dict[str, Sequence[tuple[str, str]]]:
    """What the columns that list values hold, and the codes of that, in the order of the columns."""
    return {
        name: [(word, code) for code, word in words_of(schema.by_name[name], choix).items()]
        for name in schema.names
        if choix.get(name)
    }


def _number_format(field: Field) -> str:
    return "@" if not field.is_numeric else "0" if field.type in INTEGER_TYPES else "General"


def _number(field: Field, value: str) -> str | int | float:
    """The number that a cell holds, if it would be written the same way again; otherwise its text."""
    try:
        number: float = int(value) if field.type in INTEGER_TYPES or value.isdigit() else float(value)
    except ValueError:
        return value
    return number if str(number) == value and abs(number) < _LARGEST_NUMBER else value


def _short(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
