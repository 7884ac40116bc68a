"""Workbook of Excel: its sheets by name, their cells as text."""

from collections.abc import Iterator
from functools import cached_property

from clauses.storage.cellules import cell_text, number_text, percent_text
from clauses.storage.xlsx.archive import Limites
from clauses.storage.xlsx.feuille import plain
from clauses.storage.xlsx.parties import Parties


class LivreXlsx(Parties):
    """One workbook; see :class:`clauses.storage.classeurs.Livre`."""

    def __init__(self, content: bytes, limites: Limites) -> None:
        super().__init__(content, limites)
        self._parts, self._from_1904 = self.workbook
        self._formats: list[str | int] = []

    @property
    def feuilles(self) -> tuple[str, ...]:
        return tuple(self._parts)

    def lignes(self, nom: str, fusions: list[str]) -> Iterator[tuple[int, list[str]]]:
        # Also when no cell needs them: a workbook whose styles are damaged is damaged.
        self._formats = self.formats
        return self.rows(self._parts[nom], self._text, fusions)

    def _text(self, kind: str, text: str, style: int) -> str:
        """A cell as text, the way this project writes it."""
        if kind == "n":
            form = self._kinds[style] if style < len(self._kinds) else ""
            if form == "part":
                return percent_text(text.strip())
            return self._dated(text.strip(), form) if form else number_text(text.strip())
        if kind == "b":
            return cell_text(text.strip() == "1")
        # « 2024-01-31T00:00:00 » is a cell typed as a date; errors stay as they are.
        return plain(text) if kind in ("str", "inlineStr") else text.strip().removesuffix("T00:00:00")

    @cached_property
    def _kinds(self) -> list[str]:
        """For each style, whether it shows a number as a « date », a « duree », a « part » of a hundred, or itself."""
        # A tenth of a second to load: only who brings a workbook with dates waits.
        from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format

        codes = [form if isinstance(form, str) else BUILTIN_FORMATS.get(form, "General") for form in self._formats]

        def kind(code: str) -> str:
            if is_date_format(code):
                return "duree" if is_timedelta_format(code) else "date"
            return "part" if code.endswith("%") else ""

        return list(map(kind, codes))

    def _dated(self, text: str, kind: str) -> str:
        from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

        epoch = CALENDAR_MAC_1904 if self._from_1904 else CALENDAR_WINDOWS_1900
        try:
            return cell_text(from_excel(float(text), epoch, timedelta=kind == "duree"))
        except (ValueError, OverflowError):
            return number_text(text)
