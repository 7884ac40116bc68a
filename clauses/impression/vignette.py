"""The picture that goes with a link: what it is about in big type, and the map beside it; made to be seen small."""

import re
from collections.abc import Sequence

import shapely

from clauses.domain.guichets import Typologie
from clauses.domain.statut import Statut, part_couverte
from clauses.impression import polices
from clauses.impression.carte import Carte
from clauses.impression.contenu import Contenu
from clauses.impression.dessin import ACCENT, DOUX, ENCRE, PAPIER, VERROU, Page, settings, write
from clauses.impression.feuille import DPI, MM_PER_INCH, MM_PER_POINT, Feuille, Rect, Sortie
from clauses.impression.fonds import Fonds
from clauses.impression.signes import fill_zone
from clauses.rendu import impression as mots
from clauses.rendu.cartes.aspect import Aspect, list_signes
from clauses.rendu.formats import percent
from clauses.rendu.mots.domaine import STATUT_LABELS

PIXELS = (1200, 630)
"""Size that every network asks for."""

_WIDTH, _HEIGHT = (side / DPI * MM_PER_INCH for side in PIXELS)
# Millimetres: width of the panel of words, where they start, how wide they may be.
_PANEL, _LEFT, _ROOM = 41.5, 4.6, 33.4
_FIN = 0.62
"""How much finer than on paper lines are: the picture is looked at from nearer, and smaller."""
NAME, QUESTION, FIGURE, SMALL, LEGEND = 15.0, 9.4, 14.0, 5.4, 5.0
PALE, OR, ROSE, CREME = "#cfe3e8", "#ddcc77", "#cc6677", "#f4efe3"
ROW, SWATCH, GAP = 3.0, 2.5, 1.8


class Vignette:
    """The picture of what a selection shows."""

    def __init__(self, contenu: Contenu, fonds: Fonds) -> None:
        self.contenu, self.fonds = contenu, fonds
        self.page = Page(_WIDTH, _HEIGHT)

    def draw(self) -> Page:
        """The map first, the words over it."""
        rows = self._legend_rows()
        legend = len(rows) * ROW + 2.2 if rows else 0.0
        rect = Rect(_PANEL, 0, _WIDTH - _PANEL, _HEIGHT - legend)
        # Hatches that tell types apart are for paper: small, they would be a grey. Those of overlaps and doubts stay.
        carte = Carte(self.page, self.contenu, self.fonds, rect, Feuille(), {})
        carte.scale = _FIN
        carte.draw_zones()
        self._legend(rows, _HEIGHT - legend)
        self.page.polygons([shapely.box(0, 0, _PANEL, _HEIGHT)], ACCENT)
        self._mark(_LEFT, 4.2)
        territoires, departement = self.contenu.territoires, self.contenu.selection.departement
        name = mots.titre(territoires, departement)
        if departement:
            name = name.removesuffix(f" ({departement})")
        y = self._name(polices.words(name), 15.4)
        self._lines(mots.QUESTION, QUESTION, y + 1.5, CREME, 3)
        self._share()
        return self.page

    def _name(self, name: str, y: float) -> float:
        """The name on two lines at most, as large as its longest word allows; where the next line may start."""
        size = NAME
        pieces = re.findall(r"[^ -]+-?| ", name)
        while size > SMALL and len(_broken(pieces, size)) > 2:
            size -= 0.4
        for line in _broken(pieces, size)[:2]:
            y += size * MM_PER_POINT * 1.1
            line = polices.cut(line, size, _ROOM, polices.TITRES)
            self.page.text(_LEFT, y - size * MM_PER_POINT * 0.28, line, size, police=polices.TITRES, colour=PAPIER)
        return y

    def _lines(self, text: str, size: float, y: float, colour: str, most: int) -> None:
        leading = size * MM_PER_POINT * 1.16
        for rank, line in enumerate(polices.wrap(polices.words(text), size, _ROOM, most=most)):
            self.page.text(_LEFT, y + rank * leading + size * MM_PER_POINT * 0.8, line, size, colour=colour)

    def _share(self) -> None:
        """Share of inhabitants who have somebody to call, at the foot of the panel."""
        share = part_couverte(self.contenu.couverture.summary(self.contenu.positions))
        if share is None:
            return
        y = _HEIGHT - 9.4
        if not share:
            # « 0 % » in big type would say that there is nobody: nobody is known.
            self._lines(mots.AUCUN_COUVERT, SMALL, y, OR, 3)
            return
        words = polices.cut(polices.words(percent(share, 0)), FIGURE, _ROOM, polices.GRAS)
        self.page.text(_LEFT, y, words, FIGURE, police=polices.GRAS, colour=OR)
        self._lines(mots.COUVERTS, SMALL, y + 1.3, PALE, 3)

    def _mark(self, x: float, y: float) -> None:
        """The mark of the atlas, and its name."""
        unit = 8.4 / 64
        one, other = (
            shapely.Point(x + at * unit, y + down * unit).buffer(15.5 * unit, quad_segs=24)
            for at, down in ((15.5, 18), (30.5, 28))
        )
        self.page.polygons([one], CREME)
        self.page.polygons([other], OR)
        self.page.polygons([one.intersection(other)], ROSE)
        self.page.lines([one.exterior, other.exterior], ACCENT, 0.3)
        first, _, rest = mots.ATLAS.partition(" ")
        self.page.text(x + 7.6, y + 2.6, first, 6.8, police=polices.GRAS, colour=PAPIER)
        self.page.text(x + 7.6, y + 5.4, rest, 6.0, colour=PALE)

    # Legend

    def _legend_rows(self) -> list[list[tuple[Aspect, str]]]:
        """Colours of the map and their words, in rows that fit under it."""
        looks = [self.contenu.aspect(zone) for zone in self.contenu.zones]
        shown = {
            kind.code for look in looks for kind in (look.typologie, look.suivante) if kind and look.statut.is_couvert
        }
        kinds = [kind for code, kind in self.contenu.catalogue.typologies.items() if code in shown]
        signs = [(_plain(kind), polices.words(kind.libelle)) for kind in kinds]
        signs += [(look, polices.words(STATUT_LABELS[look.statut])) for look in list_signes(looks) if not look.hachures]
        rows: list[list[tuple[Aspect, str]]] = []
        room = _WIDTH - _PANEL - 4
        for sign in signs:
            # The first row with room for it: the map has what rows leave.
            free = (row for row in rows if sum(_sign_width(words) for _, words in (*row, sign)) <= room)
            row = next(free, None)
            if row is None:
                rows.append([sign])
            else:
                row.append(sign)
        return rows

    def _legend(self, rows: Sequence[Sequence[tuple[Aspect, str]]], top: float) -> None:
        self.page.polygons([shapely.box(_PANEL, top, _WIDTH, _HEIGHT)], PAPIER)
        for rank, row in enumerate(rows):
            x, y = _PANEL + 2.4, top + 1.1 + rank * ROW
            for aspect, words in row:
                swatch = shapely.box(x, y + 0.5, x + SWATCH, y + ROW - 0.6)
                fill_zone(self.page, swatch, aspect, {}, 0.5)
                self.page.polygons([swatch], edge=DOUX, width=0.12)
                self.page.text(x + SWATCH + 0.8, y + 2.15, words, LEGEND, colour=ENCRE)
                x += _sign_width(words)


def _plain(kind: Typologie) -> Aspect:
    return Aspect(Statut.LOCAL, kind, None, "")


def _sign_width(words: str) -> float:
    return SWATCH + 0.8 + polices.width(words, LEGEND) + GAP


def _broken(pieces: Sequence[str], size: float) -> list[str]:
    """Words, and parts of words that a hyphen ends, put into lines."""
    lines = [""]
    for piece in pieces:
        if polices.width(lines[-1] + piece, size, polices.TITRES) <= _ROOM or not lines[-1]:
            lines[-1] += piece
        elif piece != " ":
            lines.append(piece)
    # A word alone that is too wide counts as two lines more: type gets smaller until it fits.
    too_wide = any(polices.width(line.rstrip(), size, polices.TITRES) > _ROOM for line in lines)
    return [*lines, "", ""] if too_wide else lines


def print_vignette(contenu: Contenu, fonds: Fonds) -> bytes:
    """The picture as a PNG of 1 200 by 630 pixels; the same data give the same bytes."""
    catalogue = contenu.catalogue
    with VERROU, settings():
        name = mots.titre(contenu.territoires, contenu.selection.departement)
        title = polices.words(f"{name} : {mots.OBJET}")
        page = Vignette(contenu, fonds).draw()
        return write([page], Sortie.PNG, title, polices.words(catalogue.titre), catalogue.actualisee_le)
