"""Read a workbook (.xlsx): one sheet as rows of text. Limits keep a file made to exhaust memory from being opened."""

import warnings
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO

from clauses.domain.recherche import normalise
from clauses.domain.regles.contexte import closest
from clauses.storage.limites import MEGABYTE

LARGEST_FILE = 10 * MEGABYTE
LARGEST_CONTENT = 200 * MEGABYTE
"""Bytes of all that a workbook holds, once unzipped."""

_ZIP = b"PK\x03\x04"


class ClasseurError(ValueError):
    """A workbook that cannot be read: the code of its issue and the parameters of the sentence."""

    def __init__(self, code: str, **params: object) -> None:
        self.code, self.params = code, params
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Feuille:
    """One sheet. Each row has its number in the sheet, and as many cells as the widest one; blank rows are left out.

    Cells are trimmed text: « 151.67 », « 2024-01-31 », « VRAI », « 7:30:00 » for a duration.
    """

    nom: str
    lignes: list[tuple[int, tuple[str, ...]]]


def is_classeur(content: bytes) -> bool:
    """Whether these bytes are an archive, as workbooks are."""
    return content.startswith(_ZIP)


def read_feuille(content: bytes, nom: str = "") -> Feuille:
    """Read a sheet by its name (capitals and accents do not matter), or the first one.

    Raises
    ------
    ClasseurError
        When it is too large, not a workbook, or has no such sheet.
    """
    # A tenth of a second to load: only who brings a workbook waits.
    import openpyxl

    _check_size(content)
    with warnings.catch_warnings():
        # openpyxl tells what it does not keep (styles, validation lists): only cells are wanted.
        warnings.simplefilter("ignore")
        try:
            book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True)
        except Exception as error:
            # A damaged workbook makes its parsers fail in ways that they do not list.
            raise ClasseurError("E-FIC-14") from error
        sheets = {sheet.title: sheet for sheet in book.worksheets}
        if not sheets:
            raise ClasseurError("E-FIC-14")
        title = _title(nom, list(sheets))
        sheet = sheets[title]
        # Some software writes a wrong size: without it, rows are read up to the last one.
        sheet.reset_dimensions()
        try:
            return Feuille(title, _rows(sheet.iter_rows(values_only=True)))
        except Exception as error:
            raise ClasseurError("E-FIC-14") from error
        finally:
            book.close()


def _check_size(content: bytes) -> None:
    if len(content) > LARGEST_FILE:
        raise ClasseurError("E-FIC-12", taille=_megabytes(len(content)), maximum=LARGEST_FILE // MEGABYTE)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            # An archive that lies is no danger: a member is never unzipped beyond the size it declares.
            size = sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise ClasseurError("E-FIC-14") from error
    if size > LARGEST_CONTENT:
        raise ClasseurError("E-FIC-13", taille=_megabytes(size), maximum=LARGEST_CONTENT // MEGABYTE)


def _title(nom: str, titles: list[str]) -> str:
    if not nom:
        return titles[0]
    found = [title for title in titles if title == nom] or [
        title for title in titles if normalise(title) == normalise(nom)
    ]
    if len(found) != 1:
        raise ClasseurError("E-FIC-15", feuille=nom, feuilles=", ".join(titles), suggestion=closest(nom, titles))
    return found[0]


def _rows(rows: Iterable[tuple[object, ...]]) -> list[tuple[int, tuple[str, ...]]]:
    read = [(line, tuple(map(cell_text, cells))) for line, cells in enumerate(rows, 1) if cells]
    read = [(line, cells) for line, cells in read if any(cells)]
    width = max((len(cells) for _, cells in read), default=0)
    return [(line, cells if len(cells) == width else cells + ("",) * (width - len(cells))) for line, cells in read]


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


def _megabytes(size: int) -> int:
    """Rounded up: a file refused is never said to be as large as what is accepted."""
    return -(-size // MEGABYTE)
