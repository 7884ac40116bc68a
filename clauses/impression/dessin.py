"""A page drawn with matplotlib through its objects, never ``pyplot``: millimetres from the top left corner."""

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from threading import Lock
from typing import Any

import matplotlib as mpl
import numpy as np
import shapely
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import FigureCanvasPdf, PdfPages
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D

from clauses.impression import polices
from clauses.impression.feuille import DPI, MM_PER_INCH, MM_PER_POINT, Sortie
from clauses.rendu.cartes.aspect import MARQUE
from clauses.rendu.cartes.palette import INK, PAPER

ENCRE, DOUX, FILET, PAPIER, ACCENT = INK, "#4a545c", "#b9b3a5", PAPER, MARQUE
NONE = "none"

VERROU = Lock()
"""matplotlib has settings for the whole process: one map is printed at a time."""

REGLAGES: Any = {
    "pdf.fonttype": 42,
    "pdf.compression": 9,
    "svg.fonttype": "path",
    "svg.hashsalt": "atlas",
    "text.parse_math": False,
    "text.usetex": False,
    "text.hinting": "none",
    "path.simplify": False,
    "axes.unicode_minus": False,
}


class Page:
    """One page; what is drawn later is over what was before."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        # Whole pixels at the resolution of images: 210 mm are 2 480 of them.
        self.figure = Figure(figsize=(width / MM_PER_INCH, height / MM_PER_INCH), dpi=DPI, facecolor=PAPIER)
        flip = Affine2D().scale(1, -1).translate(0, height).scale(1 / MM_PER_INCH)
        self._mm = flip + self.figure.dpi_scale_trans
        self._rank = 0

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
        rings = []
        for polygon in _parts(shapes):
            if isinstance(polygon, shapely.Polygon) and not polygon.is_empty:
                oriented = shapely.orient_polygons(polygon)
                rings += [Path(shapely.get_coordinates(ring), closed=True) for ring in _rings(oriented)]
        self._add(rings, fill, edge, width, dashes, opacity)

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
        found = [
            Path(shapely.get_coordinates(part))
            for part in _parts(shapes)
            if isinstance(part, shapely.LineString | shapely.LinearRing) and not part.is_empty
        ]
        self._add(found, NONE, edge, width, dashes, opacity, cap)

    def polyline(self, points: Sequence[tuple[float, float]], edge: str, width: float, **more: Any) -> None:
        """One line through points."""
        self.lines([shapely.LineString(points)], edge, width, **more)

    def disc(self, x: float, y: float, radius: float, fill: str, edge: str, width: float, **more: Any) -> None:
        """A disc."""
        self.polygons([shapely.Point(x, y).buffer(radius, quad_segs=16)], fill, edge, width, **more)

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
        url: str | None = None,
    ) -> None:
        """One line of text, already as it is to be printed; ``y`` is its baseline.

        ``align`` is 0 where ``x`` is its left, 0.5 its middle, 1 its right; ``halo`` is the width of a white edge (mm).
        """
        if not text:
            return
        x -= align * polices.width(text, size, police)
        font = polices.properties(police)
        if halo:
            self._halo(x, y, text, size, police, halo)
        drawn = Text(
            x, y, text, fontproperties=font, color=colour, parse_math=False, transform=self._mm, zorder=self._next(),
            horizontalalignment="left", verticalalignment="baseline", url=url,
        )  # fmt: skip
        drawn.set_fontsize(size)
        self.figure.add_artist(drawn)

    def _halo(self, x: float, y: float, text: str, size: float, police: str, width: float) -> None:
        vertices, codes = text_to_path.get_text_path(polices.properties(police), text, ismath=False)
        if not len(vertices):
            return
        scale = size * MM_PER_POINT / text_to_path.FONT_SCALE
        places = np.asarray(vertices) * (scale, -scale) + (x, y)
        self._add([Path(places, codes)], PAPIER, PAPIER, 2 * width, None, 0.92)

    def _add(
        self,
        paths: Sequence[Path],
        fill: str,
        edge: str,
        width: float,
        dashes: tuple[float, float] | None,
        opacity: float,
        cap: str = "butt",
    ) -> None:
        if not paths:
            return
        points = width / MM_PER_POINT
        # Dashes are counted in widths of the line.
        style = (0, tuple(length / width for length in dashes)) if dashes and width else "-"
        patch = PathPatch(
            Path.make_compound_path(*paths), facecolor=fill, edgecolor=edge if width else NONE, linewidth=points,
            linestyle=style, joinstyle="round", capstyle=cap, alpha=opacity, transform=self._mm, zorder=self._next(),
            snap=False,
        )  # fmt: skip
        self.figure.add_artist(patch)

    def _next(self) -> int:
        self._rank += 1
        return self._rank


def write(pages: Sequence[Page], sortie: Sortie, titre: str, auteur: str, jour: date | None) -> bytes:
    """The file; an image has the first page only. The same pages give the same bytes: ``jour`` dates it, no clock."""
    target = io.BytesIO()
    moment = None if jour is None else datetime(jour.year, jour.month, jour.day, 12, tzinfo=UTC)
    figure = pages[0].figure
    if sortie is Sortie.PDF:
        about = {"Title": titre, "Author": auteur, "Creator": auteur, "Producer": None, "CreationDate": moment}
        with PdfPages(target, metadata=about) as file:
            for page in pages:
                FigureCanvasPdf(page.figure)
                file.savefig(page.figure)
    elif sortie is Sortie.SVG:
        about = {"Title": titre, "Creator": auteur, "Date": moment and moment.date().isoformat()}
        FigureCanvasSVG(figure).print_svg(target, metadata=about)
    else:
        # The canvas drops what is left of a pixel: 3 507.87 of them would be 3 507.
        pixels = [round(side / MM_PER_INCH * DPI) for side in (pages[0].width, pages[0].height)]
        figure.set_size_inches((pixels[0] + 0.01) / DPI, (pixels[1] + 0.01) / DPI)
        FigureCanvasAgg(figure).print_png(target, metadata={"Software": None, "Title": titre, "Author": auteur})
    return target.getvalue()


def settings() -> Any:
    """Settings of matplotlib while a map is printed."""
    return mpl.rc_context(REGLAGES)


def _parts(shapes: Iterable[shapely.Geometry]) -> Iterable[shapely.Geometry]:
    for shape in shapes:
        for part in shapely.get_parts(shape):
            yield from shapely.get_parts(part) if part.geom_type.startswith("Multi") else (part,)


def _rings(polygon: shapely.Polygon) -> Iterable[shapely.Geometry]:
    return (polygon.exterior, *polygon.interiors)
