"""Signs shared by the map, its legend and its list: the fill of a zone, the marker of a guichet, as SVG."""

import shapely

from clauses.domain.guichets import Typologie
from clauses.domain.statut import Statut
from clauses.impression import motifs, polices
from clauses.impression.dessin import ENCRE, PAPIER, Dessin
from clauses.impression.feuille import MM_PER_POINT
from clauses.rendu.cartes.aspect import SOL_MASQUE, Aspect
from clauses.rendu.cartes.palette import ink_on

CAPITALE = 0.66
"""Height of a capital letter or a digit, for one of type."""
DOT = 0.6
"""Diameter of the dots of a hatch."""
_TRAITS = {motifs.POINTS: 0.0, "vagues": 0.35, motifs.TIRETS: 0.4}
"""Width of the strokes of the pattern of a status, in the colour of the typology on white."""


def fill_zone(
    dessin: Dessin, area: shapely.Geometry, aspect: Aspect, motifs_by_code: dict[str, str], scale: float
) -> None:
    """Fill an area (mm): colour and hatch of a type of structure where covered, hatch on white where it is not."""
    if aspect.statut is Statut.MASQUE:
        dessin.polygons([area], SOL_MASQUE.clair)
        _hatch(dessin, area, aspect.signe, aspect.couleur, 0.12 * scale, scale)
    elif aspect.typologie is None:
        dessin.polygons([area], PAPIER)
    elif aspect.signe in _TRAITS:
        dessin.polygons([area], PAPIER)
        _hatch(dessin, area, aspect.signe, aspect.couleur, _TRAITS[aspect.signe] * scale, scale)
    else:
        ground = aspect.typologie.couleur
        dessin.polygons([area], ground)
        if aspect.suivante is None:
            motif = motifs_by_code.get(aspect.typologie.code, motifs.UNI)
            _hatch(dessin, area, motif, ink_on(ground), 0.16 * scale, scale, 0.75)
        else:
            dessin.polygons(motifs.fill(motifs.BANDES, area, scale), aspect.hachures)


def _hatch(
    dessin: Dessin, area: shapely.Geometry, motif: str, colour: str, width: float, scale: float, opacity: float = 1
) -> None:
    dots = motif == motifs.POINTS
    strokes = motifs.fill(motif, area, scale)
    dessin.lines(strokes, colour, DOT * scale if dots else width, opacity=opacity, cap="round" if dots else "butt")


def marker_colours(forme: str, typologie: Typologie) -> tuple[str, str]:
    """Ground of a marker, and ink of what is written on it."""
    return (PAPIER, ENCRE) if forme == "a_confirmer" else (typologie.couleur, ink_on(typologie.couleur))


def draw_marker(dessin: Dessin, x: float, y: float, size: float, forme: str, typologie: Typologie, text: str) -> None:
    """Marker of a guichet centred on a point: shape by role, colour by type; ``size`` is its height."""
    fill, ink = marker_colours(forme, typologie)
    halo, edge = size / 2 + size * 0.08, size * 0.045
    if forme == "secteur":
        half = size * 0.45
        dessin.polygons([_square(x, y, half + size * 0.08)], PAPIER)
        dessin.polygons([_square(x, y, half)], fill, ENCRE, edge)
    elif forme == "coordination":
        half = size * 0.6
        dessin.polygons([_diamond(x, y, half + size * 0.1)], PAPIER)
        dessin.polygons([_diamond(x, y, half)], fill, ENCRE, edge)
    else:
        dessin.disc(x, y, halo, PAPIER)
        dashes = (size * 0.11, size * 0.08) if forme == "a_confirmer" else None
        dessin.disc(x, y, size / 2, fill, ENCRE, edge * (1.7 if dashes else 1), dashes=dashes)
    points = size / MM_PER_POINT * (0.58 if len(text) < 3 else 0.44)
    baseline = y + points * MM_PER_POINT * CAPITALE / 2
    dessin.text(x, baseline, text, points, police=polices.GRAS, colour=ink, align=0.5)


def _square(x: float, y: float, half: float) -> shapely.Polygon:
    return shapely.box(x - half, y - half, x + half, y + half)


def _diamond(x: float, y: float, half: float) -> shapely.Polygon:
    return shapely.Polygon([(x, y - half), (x + half, y), (x, y + half), (x - half, y)])
