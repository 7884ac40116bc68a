"""The sheet of paper: its size, and what goes where on it (millimetres from the top left corner)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Format(StrEnum):
    """Sizes of paper."""

    A4 = "a4"
    A3 = "a3"


class Orientation(StrEnum):
    """Which side is up."""

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

_SIDES = {Format.A4: (297.0, 210.0), Format.A3: (420.0, 297.0)}
_SCALES = {Format.A4: 1.0, Format.A3: 1.25}


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

    def columns(self, number: int, gutter: float) -> list["Rect"]:
        """Equal columns.

        >>> [tuple(each) for each in Rect(0, 0, 10, 5).columns(2, 2)]
        [(0.0, 0, 4.0, 5), (6.0, 0, 4.0, 5)]
        """
        width = (self.width - gutter * (number - 1)) / number
        return [Rect(self.x + rank * (width + gutter), self.y, width, self.height) for rank in range(number)]


@dataclass(frozen=True, slots=True)
class Plan:
    """Where each part of the first page goes.

    Attributes
    ----------
    titre, carte, legende, liste, notes, pied : Rect
    colonnes : numbers of columns that the list may have, the best first
    """

    titre: Rect
    carte: Rect
    legende: Rect
    liste: Rect
    notes: Rect
    pied: Rect
    colonnes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Feuille:
    """A sheet of paper."""

    format: Format = Format.A4
    orientation: Orientation = Orientation.PAYSAGE

    @property
    def taille(self) -> tuple[float, float]:
        """Width and height."""
        long, short = _SIDES[self.format]
        return (long, short) if self.orientation is Orientation.PAYSAGE else (short, long)

    @property
    def echelle(self) -> float:
        """How much larger than on A4 everything is written and drawn: a larger sheet is read from a little further."""
        return _SCALES[self.format]

    @property
    def gouttiere(self) -> float:
        """Space between two parts."""
        return 5 * self.echelle

    def pages(self) -> tuple[Rect, Rect, Rect]:
        """Title, body and foot that every page has."""
        width, height = self.taille
        margin, title, foot = 10 * self.echelle, 13.5 * self.echelle, 17 * self.echelle
        inner = width - 2 * margin
        top, bottom = margin + title, height - margin - foot
        return (
            Rect(margin, margin, inner, title),
            Rect(margin, top, inner, bottom - top),
            Rect(margin, bottom, inner, foot),
        )

    def plan(self, aspect: float, legende: float, notes: float, liste: float = 0) -> Plan:
        """Place everything on the first page.

        Parameters
        ----------
        aspect : width of the territory over its height
        legende : height that the legend needs
        notes : height that the notes need in one column of the list (landscape) or across the page (portrait)
        liste : height that the list would like; across the page, the map takes what a short list leaves
        """
        title, body, foot = self.pages()
        gutter = self.gouttiere
        if self.orientation is Orientation.PAYSAGE:
            width = body.width * 0.645
            carte = Rect(body.x, body.y, width, body.height - legende - gutter / 2)
            left = carte.right + gutter
            side = Rect(left, body.y, body.right - left, body.height)
            names = Rect(side.x, side.y, side.width, side.height - notes)
            return Plan(
                title, carte, Rect(body.x, carte.bottom + gutter / 2, width, legende), names,
                Rect(side.x, names.bottom, side.width, notes), foot, (1, 2),
            )  # fmt: skip
        most = max(body.height * 0.56, body.height - legende - notes - liste - 2 * gutter)
        height = min(max(body.width / aspect, body.height * 0.4), most)
        carte = Rect(body.x, body.y, body.width, height)
        legend = Rect(body.x, carte.bottom + gutter / 2, body.width, legende)
        top = legend.bottom + gutter / 2
        names = Rect(body.x, top, body.width, body.bottom - top - notes)
        return Plan(title, carte, legend, names, Rect(body.x, names.bottom, body.width, notes), foot, (2, 3))
