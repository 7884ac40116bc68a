"""Font metrics: how wide words are on the page, and their outlines. Sizes in points, widths in mm.

Words are shaped by HarfBuzz, as by Typst which prints them: both find the same widths.
"""

from functools import cache, lru_cache
from pathlib import Path

import uharfbuzz as hb

from clauses.domain.typographie import typographic
from clauses.impression.feuille import MM_PER_POINT
from clauses.rendu import documents
from clauses.rendu.documents import printable

TEXTE, GRAS = "atlas-texte", "atlas-texte-gras"
_FOLDER = Path(documents.__file__).parent / "polices"
_LONGEST = 600
"""Characters printed of one text: no part of a page holds more."""


def words(text: str) -> str:
    r"""Text of the data as it is printed: French typography, one line, and only what the fonts have.

    >>> words("L'été : $x^2$\n👩")
    'L’été\xa0: $x^2$ ?'
    """
    return printable(typographic(text[:_LONGEST]))


@lru_cache(maxsize=20_000)
def _width(text: str, police: str) -> float:
    return sum(position.x_advance for position in _shaped(text, police).glyph_positions) / _font(police).face.upem


def width(text: str, size: float, police: str = TEXTE) -> float:
    """Width of a line."""
    return _width(text, police) * size * MM_PER_POINT


def outline(text: str, x: float, y: float, size: float, police: str) -> str:
    """Strokes of a line of text as an SVG path; ``x`` and ``y`` are the start of its baseline (mm)."""
    scale = size * MM_PER_POINT / _font(police).face.upem
    pen = _Pen(x, y, scale)
    shaped = _shaped(text, police)
    for glyph, position in zip(shaped.glyph_infos, shaped.glyph_positions, strict=True):
        _font(police).draw_glyph_with_pen(glyph.codepoint, pen)
        pen.x += position.x_advance * scale
    return "".join(pen.steps)


class _Pen:
    """Receives the strokes of a glyph, in units of its font."""

    def __init__(self, x: float, y: float, scale: float) -> None:
        self.x, self.y, self.scale = x, y, scale
        self.steps: list[str] = []

    def moveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802 (names of the protocol of pens)
        self._add("M", points)

    def lineTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._add("L", points)

    def qCurveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._add("Q", points)

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._add("C", points)

    def closePath(self) -> None:  # noqa: N802
        self.steps.append("Z")

    def _add(self, step: str, points: tuple[tuple[float, float], ...]) -> None:
        places = (f"{self.x + x * self.scale:.3f} {self.y - y * self.scale:.3f}" for x, y in points)
        self.steps.append(step + " ".join(places))


def _shaped(text: str, police: str) -> hb.Buffer:
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(_font(police), buffer)
    return buffer


@cache
def _font(police: str) -> hb.Font:
    return hb.Font(hb.Face(hb.Blob.from_file_path(_FOLDER / f"{police}.ttf")))
