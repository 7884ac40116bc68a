"""The map itself: neighbours, zones, borders, scale and north; then its markers and names."""

import shapely

from clauses.domain.statut import Statut
from clauses.domain.typographie import NO_BREAK
from clauses.impression import polices
from clauses.impression.contenu import Contenu
from clauses.impression.dessin import DOUX, ENCRE, FILET, PAPIER, Dessin
from clauses.impression.etiquettes import Placement
from clauses.impression.feuille import FeuillePapier, Rect
from clauses.impression.fonds import Fonds
from clauses.impression.noms import Noms
from clauses.impression.signes import fill_zone
from clauses.impression.terrain import Terrain
from clauses.rendu.mots import impression as mots

MER, TERRE, VOISIN, TRAIT = "#e3edf1", "#f1eee7", "#e2ded4", "#2b353d"
BORDERS = (
    (Statut.LOCAL, Statut.DEPARTEMENTAL, Statut.SECTORIEL, Statut.COORDINATION),
    (Statut.A_CONFIRMER,),
    (Statut.NON_DOCUMENTE, Statut.MASQUE),
)
"""Drawn in this order: where they meet, what is sure is drawn as sure."""
NICE_KM = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500)


class Carte:
    """A map being drawn in a rectangle of a page."""

    def __init__(
        self,
        dessin: Dessin,
        contenu: Contenu,
        fonds: Fonds,
        rect: Rect,
        feuille: FeuillePapier,
        motifs_by_code: dict[str, str],
    ) -> None:
        self.dessin, self.contenu, self.fonds, self.feuille = dessin, contenu, fonds, feuille
        self.motifs, self.scale = motifs_by_code, feuille.echelle
        self.terrain = Terrain(contenu, fonds, rect, self.scale)
        self.emprise = self.terrain.emprise
        self.placement = Placement(rect)

    def draw(self) -> None:
        """Draw every layer, from the ground up."""
        self.draw_zones()
        self._cartouche()
        Noms(self.dessin, self.contenu, self.terrain, self.placement).draw(self.fonds.libelles)
        rect = self.emprise.rect
        self.dessin.polygons([shapely.box(rect.x, rect.y, rect.right, rect.bottom)], edge=DOUX, width=0.25 * self.scale)

    def draw_zones(self) -> None:
        """Draw the zones among their neighbours, without any text."""
        self._ground()
        self._zones()
        self._borders()

    def _ground(self) -> None:
        rect, terrain = self.emprise.rect, self.terrain
        frame = shapely.box(rect.x, rect.y, rect.right, rect.bottom)
        # Without neighbours the sea cannot be told from the land.
        self.dessin.polygons([frame], TERRE if terrain.contexte.empty else MER)
        self.dessin.polygons(self.emprise.clip(terrain.voisins), TERRE)
        edges = shapely.boundary(shapely.simplify(terrain.voisins, 0.05))
        self.dessin.lines(self.emprise.clip(edges), FILET, 0.15 * self.scale)
        if self.contenu.selection.departement:
            self.dessin.polygons(self.emprise.clip(self.terrain.departements), VOISIN)
        self.dessin.polygons(self.emprise.clip(self.terrain.sujet), PAPIER)

    def _zones(self) -> None:
        for zone, area in zip(self.contenu.zones, self.terrain.zones, strict=True):
            fill_zone(self.dessin, area, self.contenu.aspect(zone), self.motifs, self.scale)
        firm, doubtful, nothing = (self._boundaries(*statuts) for statuts in BORDERS)
        width = 0.2 * self.scale
        self.dessin.lines([firm], TRAIT, width)
        self.dessin.lines([doubtful - firm], TRAIT, width, dashes=(0.9 * self.scale, 0.6 * self.scale))
        self.dessin.lines([nothing - firm - doubtful], TRAIT, width)

    def _boundaries(self, *statuts: Statut) -> shapely.Geometry:
        """Borders of the zones of these statuses, each drawn once."""
        kept = [zone.statut in statuts for zone in self.contenu.zones]
        return shapely.union_all(shapely.boundary(self.terrain.zones[kept]))

    def _borders(self) -> None:
        borders = self.emprise.clip([shapely.union_all(shapely.boundary(self.terrain.departements))])
        self.dessin.lines(borders, TRAIT, 0.34 * self.scale, cap="round")
        outline = shapely.simplify(shapely.boundary(shapely.coverage_union_all(self.terrain.sujet)), 0.12)
        self.dessin.lines([outline], ENCRE, 0.5 * self.scale, cap="round")

    def _cartouche(self) -> None:
        """Scale bar and north arrow, in the corner that hides least of the territory."""
        scale, rect = self.scale, self.emprise.rect
        per_km = self.emprise.mm_par_metre * 1000
        length = max([km for km in NICE_KM if km * per_km <= 42 * scale], default=NICE_KM[0])
        words = polices.words(mots.echelle(self.emprise.denominateur, self.feuille.format))
        bar = length * per_km
        width = 11 * scale + max(bar + 8 * scale, polices.width(words, 5.6 * scale) + 2 * scale)
        height, pad = 12 * scale, 1.6 * scale
        left, right = rect.x + pad, rect.right - pad - width
        top, bottom = rect.y + pad, rect.bottom - pad - height
        corners = [(left, bottom), (right, bottom), (left, top), (right, top)]
        whole = shapely.union_all(self.terrain.sujet)
        x, y = min(corners, key=lambda at: whole.intersection(shapely.box(*at, at[0] + width, at[1] + height)).area)
        self.placement.take((x, y, x + width, y + height))
        self.dessin.polygons([shapely.box(x, y, x + width, y + height)], PAPIER, opacity=0.92)
        self._north(x + 5 * scale, y + height / 2)
        self._bar(x + 11 * scale, y + 4.6 * scale, length, bar)
        self.dessin.text(x + 11 * scale, y + height - 1.8 * scale, words, 5.6 * scale, colour=DOUX)

    def _north(self, x: float, y: float) -> None:
        unit = self.scale
        left = shapely.Polygon([(x, y - 1.4 * unit), (x - 1.7 * unit, y + 4.2 * unit), (x, y + 2.9 * unit)])
        right = shapely.Polygon([(x, y - 1.4 * unit), (x + 1.7 * unit, y + 4.2 * unit), (x, y + 2.9 * unit)])
        self.dessin.polygons([left], ENCRE, ENCRE, 0.15 * unit)
        self.dessin.polygons([right], PAPIER, ENCRE, 0.15 * unit)
        self.dessin.text(x, y - 2.2 * unit, mots.NORD, 8 * unit, police=polices.GRAS, align=0.5)

    def _bar(self, x: float, y: float, length: int, width: float) -> None:
        """Alternating halves, with their kilometres above."""
        unit = self.scale
        for rank, fill in enumerate((ENCRE, PAPIER)):
            half = shapely.box(x + rank * width / 2, y, x + (rank + 1) * width / 2, y + 1.3 * unit)
            self.dessin.polygons([half], fill, ENCRE, 0.15 * unit)
        middle = f"{length / 2:g}".replace(".", ",")
        for at, words in ((0, "0"), (width / 2, middle), (width, f"{length}{NO_BREAK}km")):
            self.dessin.text(x + at, y - 0.9 * unit, words, 6.2 * unit, align=0 if not at else 0.5)
