"""Printed pages set by Typst from templates of this folder: PDF tagged for screen readers (PDF/UA-1), or images.

Data reach a template as JSON: they are text there, never markup nor code. Nothing is read but this folder: the fonts
are its own, and the compiler is given no other root, no package and no network.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import segno
import typst

from clauses.domain.typographie import NO_BREAK, typographic
from clauses.rendu.adresses import Adresse
from clauses.rendu.documents import images
from clauses.rendu.formats import day

_FOLDER = Path(__file__).parent
_DATA = "donnees"
_MISSING = re.compile(
    "[^ -\u017e\u2010-\u2014\u2018\u2019\u201c\u201d\u2022\u2026\u202f\u2032\u2039\u203a\u20ac\u2190-\u2193\u2212\u2248"
    "\u2260\u2264\u2265]"
)
"""Characters that the fonts of ``polices/`` do not have: with PDF/UA, one of them would be an error."""

SITE_VARIABLE = "CLAUSES_ADRESSE"
"""Public address of the atlas, written on printed pages with its QR code."""


LONGEST_QR, LONGEST_ADDRESS = 400, 240
"""Characters of an address that a QR code of 17 mm, or the foot of a page, can hold."""


@dataclass(frozen=True, slots=True)
class Impression:
    """What a printed page says of itself: the title of the data, their edition, the day, and where the atlas is.

    ``site`` is the public address of the atlas (« https://atlas.example »), empty when unknown: no QR code then.
    """

    titre: str
    edition: int | None
    actualisee_le: date | None
    jour: date
    site: str = ""

    @property
    def mention(self) -> str:
        """« Données actualisées le …, édition n° 1. Imprimé le … »"""
        updated = f"Données actualisées le {day(self.actualisee_le)}" if self.actualisee_le else "Données non datées"
        edition = f", édition n°{NO_BREAK}{self.edition}" if self.edition is not None else ""
        return f"{self.titre}. {updated}{edition}. Imprimé le {day(self.jour)}"

    def foot(self, adresse: Adresse) -> dict[str, Any]:
        """What the foot of a page needs, to lead to the view it was printed from."""
        address = adresse.on(self.site.rstrip("/")) if self.site else ""
        return {
            "auteur": self.titre or "Atlas des clauses sociales",
            "edition": self.mention,
            "adresse": _shown(unquote(address.partition("://")[2])),
            "_adresse": address,
            "_qr": qr_svg(address) if address else "",
        }


def _shown(address: str) -> str:
    """An address as the foot of a page can hold it."""
    return address if len(address) <= LONGEST_ADDRESS else f"{address[: LONGEST_ADDRESS - 1]}…"


def render_pdf(template: str, values: Mapping[str, Any], jour: date | None) -> bytes:
    """PDF of a template (``<name>.typ``), dated: texts get their French typography, fonts are embedded.

    Raises
    ------
    typst.TypstError
        When the template cannot be compiled: a bug.
    """
    # Without a day the compiler would take that of the clock; the template itself says that it is not dated.
    day = jour or date(2000, 1, 1)
    moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return _compile(template, values, format="pdf", pdf_standards="ua-1", timestamp=moment)


def render_svg(template: str, values: Mapping[str, Any]) -> bytes:
    """SVG of a template of one page: one vector file, texts as outlines. Its ``titre`` is that of the file."""
    return images.flatten(_compile(template, values, format="svg"), printable(typographic(values["titre"])))


def render_png(template: str, values: Mapping[str, Any], dpi: int) -> bytes:
    """Picture of a template of one page, that says its resolution."""
    return images.with_resolution(_compile(template, values, format="png", ppi=dpi), dpi)


def query(template: str, values: Mapping[str, Any], label: str) -> Any:
    """What the template says in a ``metadata`` that bears this label."""
    return json.loads(typst.query(_FOLDER / f"{template}.typ", f"<{label}>", field="value", one=True, **_world(values)))


def count_pages(template: str, values: Mapping[str, Any]) -> int:
    """Pages that :func:`render_pdf` would make."""
    return int(query(template, values, "pages"))


def _compile(template: str, values: Mapping[str, Any], **how: Any) -> bytes:
    found = typst.compile(_FOLDER / f"{template}.typ", **_world(values), **how)
    assert isinstance(found, bytes)
    return found


def _world(values: Mapping[str, Any]) -> dict[str, Any]:
    """All that the compiler may read."""
    return {
        "root": _FOLDER,
        "font_paths": _fonts(),
        "ignore_system_fonts": True,
        "sys_inputs": {_DATA: _json(values)},
    }


def qr_svg(address: str) -> str:
    """QR code of an address as SVG (medium error correction); empty for one that a phone could not read anyway."""
    if len(address) > LONGEST_QR:
        return ""
    return segno.make(address, error="m", micro=False).svg_inline(border=2, omitsize=True)


def qr_data_uri(address: str) -> str:
    """The same QR code as an address for ``src``; empty likewise."""
    if len(address) > LONGEST_QR:
        return ""
    return segno.make(address, error="m", micro=False).svg_data_uri(scale=4, border=2, omitsize=False)


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[_FOLDER / "polices"])


def printable(text: str) -> str:
    r"""What the fonts can print: a character they lack becomes « ? », controls and invisible ones go.

    >>> printable("Béziers\u200b 👩\x00!\nœ")
    'Béziers ?! œ'
    """
    line = "".join(char for char in " ".join(text.split("\n")) if unicodedata.category(char) not in ("Cc", "Cf"))
    return _MISSING.sub("?", line)


def _json(values: Mapping[str, Any]) -> str:
    return json.dumps(_words(values), ensure_ascii=False)


def _words(value: Any) -> Any:
    """The same values with French typography; pictures and addresses (keys starting with « _ ») are left alone."""
    match value:
        case str():
            return printable(typographic(value))
        case Mapping():
            return {key: item if key.startswith("_") else _words(item) for key, item in value.items()}
        case list() | tuple():
            return [_words(item) for item in value]
        case _:
            return value
