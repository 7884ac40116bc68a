"""One cell of a file: hours, a date, a yes or a no, as spreadsheets in French write them."""

import re
import unicodedata
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from clauses.domain.recherche import normalise
from clauses.domain.regles import valeurs
from clauses.domain.regles.contexte import Contexte, Probleme, probleme
from clauses.domain.schema import Field

MOIS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip

OUI = frozenset({"oui", "o", "vrai", "true", "yes", "1", "x"})
NON = frozenset({"non", "n", "faux", "false", "no", "0"})

_PLAIN_MONTHS = tuple(map(normalise, MOIS))
_ALONE = Contexte({})
_DURATION = re.compile(r"(\d{1,6}) ?[:hH] ?([0-5]\d)(?::[0-5]\d)?")
_TIME = re.compile(r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?")
_YEAR_FIRST = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?")
_DAY_FIRST = re.compile(r"(?:(\d{1,2})[-/.])?(\d{1,2})[-/.](\d{4}|\d{2})")
_IN_WORDS = re.compile(r"(?:[a-z]+di |dimanche )?(?:(\d{1,2})(?:er)? )?([a-z]{3,}) (\d{4}|\d{2})")
_SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?")
_SERIAL_ORIGIN = date(1899, 12, 30)
_SERIALS = range(32874, 73416)
"""Day numbers of a spreadsheet from 1990 to 2100."""


class AnneeMois(NamedTuple):
    """A year, and the month when the cell gives it."""

    annee: int
    mois: int | None = None


def key(text: str) -> str:
    """Normalised key of a cell: no accents, capitals nor repeated spaces.

    >>> key("  Réalisé "), key("P-012"), key("ŒUVRE")
    ('realise', 'p-012', 'œuvre')
    """
    if not text.isascii():
        text = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return " ".join(text.casefold().split())


def parse_heures(text: str, field: Field) -> Decimal | Probleme:
    """Hours, exactly as written: « 1 038,25 », « 35 », « 7h30 »; ``field`` gives the limits.

    >>> parse_heures("1\u202f038,25", Field("heures", "", "", "number")), parse_heures("7:30", Field("heures", "", ""))
    (Decimal('1038.25'), Decimal('7.5'))
    """
    if not text:
        return probleme("E-VAL-01")
    duration = _DURATION.fullmatch(text)
    if duration:
        return Decimal(duration[1]) + Decimal(duration[2]) / 60
    value = field.canonical(text)
    return valeurs.nombre(field, value, _ALONE) or valeurs.limites(field, value, _ALONE) or Decimal(value)


def parse_date(text: str, field: Field, annee: int | None = None) -> AnneeMois | Probleme:
    """A day or a month; ``field`` gives the limits of the year, ``annee`` the year after which it is in the future.

    >>> field = Field("annee", "", "", "year")
    >>> parse_date("janv-24", field), parse_date("2024-02-29 00:00:00", field), parse_date("45291", field)
    (AnneeMois(annee=2024, mois=1), AnneeMois(annee=2024, mois=2), AnneeMois(annee=2023, mois=12))
    >>> parse_date("01/31/2024", field).params["suggestion"]
    '31/01/2024'
    """
    if not text:
        return probleme("E-VAL-01")
    bare = _TIME.sub("", text) if ":" in text else text
    parts = _numbers(bare) or _words(normalise(bare))
    day = _day(parts) if parts else None
    if day is None:
        return probleme("E-LIG-11", valeur=text, suggestion=_swapped(parts))
    wrong = _outside(day.year, field, annee)
    return wrong or AnneeMois(day.year, day.month if parts and parts[1] else None)


def parse_annee(text: str, field: Field, annee: int | None = None) -> AnneeMois | Probleme:
    """A year on four digits; see :func:`parse_date`."""
    if not text:
        return probleme("E-VAL-01")
    value = field.canonical(text)
    return valeurs.nombre(field, value, _ALONE) or _outside(int(value), field, annee) or AnneeMois(int(value))


def parse_oui_non(text: str) -> bool | Probleme | None:
    """Yes, no, or ``None`` for an empty cell.

    >>> parse_oui_non("Oui"), parse_oui_non("FAUX"), parse_oui_non(""), parse_oui_non("?").code
    (True, False, None, 'E-LIG-18')
    """
    if not text:
        return None
    plain = key(text)
    if plain in OUI or plain in NON:
        return plain in OUI
    return probleme("E-LIG-18", valeur=text)


Parts = tuple[int, int | None, int | None]
"""Year, month, day."""


def _numbers(text: str) -> Parts | None:
    match = _YEAR_FIRST.fullmatch(text)
    if match:
        year, month, day = match.groups()
        return int(year), int(month) if month else None, int(day) if day else None
    match = _DAY_FIRST.fullmatch(text)
    if match:
        day, month, year = match.groups()
        # « 01/24 » is a month and its year only when the year is whole: two digits may be a day and a month.
        if day or len(year) == 4:
            return _whole(year), int(month), int(day) if day else None
    match = _SERIAL.fullmatch(text)
    if match and int(match[1]) in _SERIALS:
        found = _SERIAL_ORIGIN + timedelta(days=int(match[1]))
        return found.year, found.month, found.day
    return None


def _words(text: str) -> Parts | None:
    match = _IN_WORDS.fullmatch(text)
    months = [rank for rank, name in enumerate(_PLAIN_MONTHS, 1) if match and name.startswith(match[2])]
    if not match or len(months) != 1:
        return None
    return _whole(match[3]), months[0], int(match[1]) if match[1] else None


def _whole(year: str) -> int:
    """The year that two digits mean: none of these files is older than 1990."""
    return int(year) if len(year) == 4 else int(year) + (1900 if int(year) >= 90 else 2000)


def _day(parts: Parts) -> date | None:
    year, month, day = parts
    try:
        return date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        return None


def _swapped(parts: Parts | None) -> str:
    """The date that the American order most likely means, or nothing."""
    if parts is None or parts[1] is None or parts[2] is None or not _day((parts[0], parts[2], parts[1])):
        return ""
    return f"{parts[1]:02}/{parts[2]:02}/{parts[0]}"


def _outside(year: int, field: Field, annee: int | None) -> Probleme | None:
    if annee is not None and year > annee:
        return probleme("E-VAL-11", valeur=year)
    return valeurs.limites(field, str(year), _ALONE)
