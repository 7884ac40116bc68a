"""The sheet of paper: its size, the kinds of file, and rectangles (millimetres from the top left corner)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class FormatPapier(StrEnum):
    """Sizes of paper."""

    A4 = "a4"
    A3 = "a3"


class Orientation(StrEnum):
    """Portrait or landscape."""

    PAYSAGE = "paysage"
    PORTRAIT = "portrait"


class Sortie(StrEnum):
    """Kinds of file, by their extension."""

    PDF = "pdf"
    SVG = "svg"
    PNG = "png"


MIMES = {Sortie.PDF: "application/pdf", Sortie.SVG: "image/svg+xml", Sortie.PNG: "image/png"}
DPI = 300
MM_PER_INCH = 25.4
MM_PER_POINT = MM_PER_INCH / 72

_SIDES = {FormatPapier.A4: (297.0, 210.0), FormatPapier.A3: (420.0, 297.0)}
_SCALES = {FormatPapier.A4: 1.0, FormatPapier.A3: 1.25}


class Rect(NamedTuple):
    """A rectangle: left, top, width, height."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class FeuillePapier:
    """A sheet of paper."""

    format: FormatPapier = FormatPapier.A4
    orientation: Orientation = Orientation.PAYSAGE

    @property
    def taille(self) -> tuple[float, float]:
        """Width and height."""
        long, short = _SIDES[self.format]
        return (long, short) if self.orientation is Orientation.PAYSAGE else (short, long)

    @property
    def echelle(self) -> float:
        """Scale factor of texts and lines, 1 on A4: a larger sheet is read from a little further."""
        return _SCALES[self.format]
