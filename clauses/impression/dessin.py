"""SVG drawing in millimetres, from the top left corner: what is drawn later is over what was before."""

from collections.abc import Iterable, Sequence
from html import escape

import shapely

from clauses.impression import polices
from clauses.impression.feuille import MM_PER_POINT
from clauses.rendu.cartes.palette import INK, PAPER
from clauses.rendu.cartes.traces import line, path

ENCRE, DOUX, FILET, PAPIER = INK, "#4a545c", "#b9b3a5", PAPER
NONE = "none"
GRAIN = 100
"""Places are written to a hundredth of a millimetre: a printer dot is eight times as wide."""


class Dessin:
    """A drawing.

    Parameters
    ----------
    outlined : texts as outlines rather than as text: a drawing that is not set by Typst finds no font
    """

    def __init__(self, width: float, height: float, *, outlined: bool = False) -> None:
        self.width, self.height, self.outlined = width, height, outlined
        self._pieces: list[str] = []

    def polygons(
        self,
        shapes: Iterable[shapely.Geometry],
        fill: str = NONE,
        edge: str = NONE,
        width: float = 0,
        *,
        dashes: tuple[float, float] | None = None,
        opacity: float = 1,
    ) -> None:
        """Polygons as one path; lines and points among them are not drawn. ``width`` in mm."""
        self._pieces.append(path(shapes, fill, edge, width, _style(dashes, opacity), GRAIN))

    def lines(
        self,
        shapes: Iterable[shapely.Geometry],
        edge: str,
        width: float,
        *,
        dashes: tuple[float, float] | None = None,
        opacity: float = 1,
        cap: str = "butt",
    ) -> None:
        """Lines as one path. ``width`` in mm."""
        self._pieces.append(line(shapes, edge, width, _style(dashes, opacity), GRAIN, cap))

    def polyline(self, points: Sequence[tuple[float, float]], edge: str, width: float) -> None:
        """One line through points."""
        self.lines([shapely.LineString(points)], edge, width)

    def disc(
        self,
        x: float,
        y: float,
        radius: float,
        fill: str,
        edge: str = NONE,
        width: float = 0,
        dashes: tuple[float, float] | None = None,
    ) -> None:
        """A disc."""
        self._pieces.append(
            f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{radius:.3f}" fill="{fill}" stroke="{edge}" '
            f'stroke-width="{width:g}"{_style(dashes, 1)}/>'
        )

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        police: str = polices.TEXTE,
        colour: str = ENCRE,
        align: float = 0,
        halo: float = 0,
    ) -> None:
        """One line of text, already as it is to be printed; ``y`` is its baseline, ``size`` in points.

        ``align`` is 0 where ``x`` is its left, 0.5 its middle; ``halo`` is the width of a white edge (mm).
        """
        if not text:
            return
        x -= align * polices.width(text, size, police)
        outline = polices.outline(text, x, y, size, police) if halo or self.outlined else ""
        if halo:
            # Apart from the text: a stroke of the text itself would cover the end of the letter before.
            self._pieces.append(
                f'<path d="{outline}" fill="{PAPIER}" stroke="{PAPIER}" stroke-width="{2 * halo:g}" '
                'stroke-linejoin="round" opacity="0.92"/>'
            )
        if self.outlined:
            self._pieces.append(f'<path d="{outline}" fill="{colour}"/>')
            return
        weight = ' font-weight="700"' if police == polices.GRAS else ""
        self._pieces.append(
            f'<text x="{x:.3f}" y="{y:.3f}" font-family="Atlas Texte"{weight} font-size="{size * MM_PER_POINT:.4f}" '
            f'fill="{colour}" xml:space="preserve">{escape(text)}</text>'
        )

    def svg(self) -> str:
        """The whole drawing."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.width:.3f}mm" height="{self.height:.3f}mm" '
            f'viewBox="0 0 {self.width:.3f} {self.height:.3f}">{"".join(self._pieces)}</svg>'
        )


def _style(dashes: tuple[float, float] | None, opacity: float) -> str:
    style = f' stroke-dasharray="{dashes[0]:g} {dashes[1]:g}"' if dashes else ""
    return style if opacity == 1 else f'{style} opacity="{opacity:g}"'
