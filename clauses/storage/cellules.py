"""Cells of a workbook as text, the way this project writes them."""

import math
import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation

_ERREURS = frozenset(
    {
        *("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!", "#CALC!"),
        *("#NUL!", "#VALEUR!", "#NOM?", "#NOMBRE!", "#N/D"),
    }
)
_ERREUR_LIBREOFFICE = re.compile(r"Err:\d{3}")


def is_erreur(value: str) -> bool:
    """True for what a spreadsheet, English or French, shows in place of a value that it cannot compute.

    >>> is_erreur("#REF!"), is_erreur("#NOM ?"), is_erreur("Err:502"), is_erreur("#1")
    (True, True, True, False)
    """
    return value[:1] in ("#", "E") and (
        "".join(value.split()) in _ERREURS or _ERREUR_LIBREOFFICE.fullmatch(value) is not None
    )


def number_text(text: str) -> str:
    """A number as a workbook writes it, « 1.5E3 » or « 12.0 », the way this project does; other texts as they are.

    >>> number_text("9122"), number_text("5.4999999999999998E-2"), number_text("?")
    ('9122', '0.055', '?')
    """
    if text.isascii() and text.isdigit() and not text.startswith("0"):
        return text
    try:
        value = float(text)
    except ValueError:
        return text
    return cell_text(value) if math.isfinite(value) else text


def percent_text(text: str) -> str:
    """A share of one shown as a percentage: what the person who typed « 42 % » sees, and means.

    >>> percent_text("0.42"), percent_text("0.055"), percent_text("?")
    ('42 %', '5.5 %', '?')
    """
    try:
        return f"{number_text(str(Decimal(text) * 100))} %"
    except InvalidOperation:
        return text


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
