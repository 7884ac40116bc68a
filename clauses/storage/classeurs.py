"""Read a workbook (.xlsx): one sheet as rows of text. Limits keep a file made to exhaust memory from being read."""

import math
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

from clauses.domain.recherche import normalise
from clauses.domain.regles.contexte import closest
from clauses.storage.xlsx.archive import ClasseurError, Limites
from clauses.storage.xlsx.feuille import plain
from clauses.storage.xlsx.parties import Parties

ERREURS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!", "#CALC!"})
"""What a spreadsheet shows in place of a value that it cannot compute."""

_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class FeuilleClasseur:
    """One sheet. Each row has its number in the sheet, and as many cells as the widest one; blank rows are left out.

    Cells are trimmed text: « 151.67 », « 2024-01-31 », « VRAI », « 7:30:00 » for a duration.
    """

    nom: str
    lignes: list[tuple[int, tuple[str, ...]]]


class Classeur:
    """A workbook whose sheets are read when they are asked for.

    Raises
    ------
    ClasseurError
        When it is too large, or is not a workbook with sheets.
    """

    def __init__(self, content: bytes, limites: Limites | None = None) -> None:
        self._limites = limites or Limites()
        self._archive = Parties(content, self._limites)
        try:
            self._parts, self._from_1904 = self._archive.workbook
            self._formats: list[str | int] = []
        except ClasseurError:
            raise
        except Exception as error:
            # A damaged workbook makes its parsers fail in ways that they do not list.
            raise ClasseurError("E-FIC-14") from error
        if not self._parts:
            raise ClasseurError("E-FIC-14")

    @property
    def feuilles(self) -> tuple[str, ...]:
        """Names of the sheets, in order."""
        return tuple(self._parts)

    @cached_property
    def proprietes(self) -> dict[str, str]:
        """Custom properties of the document; empty when they cannot be read."""
        try:
            return self._archive.properties
        except Exception:
            return {}

    def read(self, nom: str = "") -> FeuilleClasseur:
        """Read a sheet by its name (capitals and accents do not matter), or the first one.

        Raises
        ------
        ClasseurError
            When there is no such sheet, or it cannot be read.
        """
        title = self._title(nom)
        try:
            # Also when no cell needs them: a workbook whose styles are damaged is damaged.
            self._formats = self._archive.formats
            rows = list(self._archive.rows(self._parts[title], self._text))
        except ClasseurError:
            raise
        except Exception as error:
            raise ClasseurError("E-FIC-14") from error
        width = max((len(cells) for _, cells in rows), default=0)
        if len(rows) * width > self._limites.cellules:
            raise ClasseurError("E-FIC-23", maximum=self._limites.cellules // len(rows))
        return FeuilleClasseur(title, [(line, tuple(cells + [""] * (width - len(cells)))) for line, cells in rows])

    def _title(self, nom: str) -> str:
        titles = list(self._parts)
        if not nom:
            return titles[0]
        found = [title for title in titles if title == nom] or [
            title for title in titles if normalise(title) == normalise(nom)
        ]
        if len(found) != 1:
            raise ClasseurError("E-FIC-15", feuille=nom, feuilles=", ".join(titles), suggestion=closest(nom, titles))
        return found[0]

    def _text(self, kind: str, text: str, style: int) -> str:
        """A cell as text, the way this project writes it."""
        if kind == "n":
            form = self._kinds[style] if style < len(self._kinds) else ""
            return self._dated(text.strip(), form) if form else _number(text.strip())
        if kind == "b":
            return cell_text(text.strip() == "1")
        # « 2024-01-31T00:00:00 » is a cell typed as a date; errors stay as they are.
        return plain(text) if kind in ("str", "inlineStr") else text.strip().removesuffix("T00:00:00")

    @cached_property
    def _kinds(self) -> list[str]:
        """For each style, whether it shows a number as a « date », as a « duree », or as itself."""
        # A tenth of a second to load: only who brings a workbook with dates waits.
        from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format

        codes = [form if isinstance(form, str) else BUILTIN_FORMATS.get(form, "General") for form in self._formats]
        return ["" if not is_date_format(code) else "duree" if is_timedelta_format(code) else "date" for code in codes]

    def _dated(self, text: str, kind: str) -> str:
        from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

        epoch = CALENDAR_MAC_1904 if self._from_1904 else CALENDAR_WINDOWS_1900
        try:
            return cell_text(from_excel(float(text), epoch, timedelta=kind == "duree"))
        except (ValueError, OverflowError):
            return _number(text)


def is_classeur(content: bytes) -> bool:
    """True if these bytes are a ZIP archive, as workbooks are."""
    return content.startswith(_ZIP)


def read_feuille(content: bytes, nom: str = "") -> FeuilleClasseur:
    """Read a sheet of a workbook by its name, or the first one; :class:`ClasseurError` when it cannot be."""
    return Classeur(content).read(nom)


def _number(text: str) -> str:
    """A number as a workbook writes it, « 1.5E3 » or « 12.0 », the way this project does; other texts as they are.

    >>> _number("9122"), _number("5.4999999999999998E-2"), _number("?")
    ('9122', '0.055', '?')
    """
    if text.isascii() and text.isdigit() and not text.startswith("0"):
        return text
    try:
        value = float(text)
    except ValueError:
        return text
    return cell_text(value) if math.isfinite(value) else text


def cell_text(value: object) -> str:
    """A cell as text, the way this project writes it.

    >>> cell_text(None), cell_text(12.0), cell_text(0.1), cell_text(True), cell_text(datetime(2024, 1, 31))
    ('', '12', '0.1', 'VRAI', '2024-01-31')
    >>> cell_text(timedelta(hours=151, minutes=40)), cell_text(1e22)
    ('151:40:00', '10000000000000000000000')
    """
    match value:
        case str():
            return value.strip()
        case None:
            return ""
        case bool():
            return "VRAI" if value else "FAUX"
        case float():
            return f"{value:.0f}" if value.is_integer() else repr(value)
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
        case date():
            return value.isoformat()
        case timedelta():
            minutes, seconds = divmod(round(value.total_seconds()), 60)
            return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
        case _:
            return str(value)
