"""Legend: the types of structure, the other looks of a territory, the shapes of the markers; only those shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import shapely

from clauses.domain.guichets import Typologie
from clauses.domain.statut import Statut
from clauses.impression import polices
from clauses.impression.contenu import Contenu
from clauses.impression.dessin import DOUX, ENCRE, FILET, Page
from clauses.impression.feuille import MM_PER_POINT, Rect
from clauses.impression.signes import CAPITALE, draw_marker, fill_zone
from clauses.rendu import impression as mots
from clauses.rendu.cartes.aspect import SIEGE, Aspect, list_signes
from clauses.rendu.mots.domaine import sign_words

ROW, HEADING, HEADING_SIZE = 5.0, 4.6, 7.6
SIZES = (7.3, 7.0, 6.7, 6.4, 6.1)
SWATCH = (8.4, 4.0)
MOST_ROWS = 4
_SEAT = Typologie("", "", "", SIEGE, "", "", 0)


@dataclass(frozen=True, slots=True)
class Signe:
    """A sign and its words: the look of a zone, or the shape of a marker."""

    mots: str
    aspect: Aspect | None = None
    forme: str = ""


@dataclass(frozen=True, slots=True)
class Groupe:
    """Signs under a heading, in one column or more."""

    titre: str
    signes: Sequence[Signe]

    @property
    def colonnes(self) -> int:
        return max(1, ceil(len(self.signes) / MOST_ROWS))

    @property
    def lignes(self) -> int:
        return ceil(len(self.signes) / self.colonnes)


def groupes(contenu: Contenu) -> list[Groupe]:
    """What the map shows."""
    shown = {entree.typologie.code: entree.typologie for entree in contenu.entrees}
    types = [
        Signe(polices.words(kind.libelle), Aspect(Statut.LOCAL, kind, None, polices.words(kind.lettre)))
        for kind in shown.values()
    ]
    looks = list_signes(contenu.aspect(zone) for zone in contenu.zones)
    others = [Signe(polices.words(sign_words(look.statut)[0]), look) for look in looks]
    formes = {entree.forme for entree in contenu.entrees if entree.guichet.commune_siege}
    seats = [Signe(polices.words(label), forme=forme) for forme, label in mots.SIEGES.items() if forme in formes]
    found = [(mots.TYPES_TITLE, types), (mots.TERRITOIRES_TITLE, others), (mots.SIEGES_TITLE, seats)]
    return [Groupe(polices.words(title), signes) for title, signes in found if signes]


def height(groups: Sequence[Groupe], scale: float) -> float:
    """Height that the legend needs (mm)."""
    rows = max((group.lignes for group in groups), default=0)
    return (HEADING + rows * ROW) * scale


def draw_legende(
    page: Page, groups: Sequence[Groupe], rect: Rect, motifs_by_code: dict[str, str], scale: float
) -> None:
    """Draw it, columns as wide as their words when there is room."""
    if not groups:
        return
    columns = [
        (group if not rank else None, group.signes[rank * group.lignes : (rank + 1) * group.lignes])
        for group in groups
        for rank in range(group.colonnes)
    ]
    gap = 5 * scale
    room = rect.width - gap * (len(columns) - 1)
    for size in SIZES:
        widths = [_width(group, signs, size, scale) for group, signs in columns]
        if sum(widths) <= room:
            break
    widths = share(widths, room)
    spread = min(3 * gap, (room - sum(widths)) / max(1, len(columns) - 1))
    x = rect.x
    for rank, ((group, signs), width) in enumerate(zip(columns, widths, strict=True)):
        if group:
            if rank:
                line = x - (gap + spread) / 2
                page.polyline([(line, rect.y + 0.6), (line, rect.bottom)], FILET, 0.15 * scale)
            last = rank + group.colonnes
            across = sum(widths[rank:last]) + (gap + spread) * (group.colonnes - 1)
            title = polices.cut(group.titre, HEADING_SIZE * scale, across + gap / 2, polices.GRAS)
            page.text(x, rect.y + 3 * scale, title, HEADING_SIZE * scale, police=polices.GRAS, colour=ENCRE)
        for row, sign in enumerate(signs):
            _draw(page, sign, x, rect.y + (HEADING + (row + 0.5) * ROW) * scale, width, motifs_by_code, size, scale)
        x += width + gap + spread


def share(wanted: Sequence[float], room: float) -> list[float]:
    """Widths within a room: those that ask for less than their share have all they want, the others the rest.

    >>> share([2, 3], 10), share([20, 2, 30], 10)
    ([2, 3], [4.0, 2, 4.0])
    """
    found = list(wanted)
    wide = sorted(range(len(found)), key=lambda rank: found[rank])
    left = room
    for index, rank in enumerate(wide):
        found[rank] = min(found[rank], left / (len(wide) - index))
        left -= found[rank]
    return found


def _width(group: Groupe | None, signs: Sequence[Signe], size: float, scale: float) -> float:
    """Width of a column: of its words, and of its heading where it stands alone under it."""
    words = max(_lead(sign, scale) + polices.width(sign.mots, size * scale) for sign in signs)
    if group is None or group.colonnes > 1:
        return words
    return max(words, polices.width(group.titre, HEADING_SIZE * scale, polices.GRAS))


def _lead(sign: Signe, scale: float) -> float:
    return ((SWATCH[0] if sign.aspect else SWATCH[1]) + 1.8) * scale


def _draw(
    page: Page, sign: Signe, x: float, y: float, width: float, motifs_by_code: dict[str, str], size: float, scale: float
) -> None:
    across, up = (side * scale for side in SWATCH)
    size *= scale
    if sign.aspect:
        area = shapely.box(x, y - up / 2, x + across, y + up / 2)
        fill_zone(page, area, sign.aspect, motifs_by_code, scale)
        dashes = (0.9 * scale, 0.6 * scale) if sign.aspect.statut is Statut.A_CONFIRMER else None
        page.polygons([area], edge=DOUX, width=0.18 * scale, dashes=dashes)
        baseline = y + size * CAPITALE / 2 * MM_PER_POINT
        page.text(
            x + across / 2,
            baseline,
            polices.words(sign.aspect.lettres),
            size,
            police=polices.GRAS,
            align=0.5,
            halo=0.45 * scale,
        )
    else:
        draw_marker(page, x + up / 2, y, up * 0.9, sign.forme, _SEAT, "")
    lead = _lead(sign, scale)
    words = polices.cut(sign.mots, size, width - lead + 0.1)
    page.text(x + lead, y + size * CAPITALE / 2 * MM_PER_POINT, words, size)
