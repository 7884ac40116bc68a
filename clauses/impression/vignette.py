"""Open Graph picture: the territory in big type beside its map, to be read small."""

from collections.abc import Iterable
from typing import Any

import shapely

from clauses.domain.statut import Statut, part_couverte
from clauses.impression.carte import Carte
from clauses.impression.contenu import Contenu
from clauses.impression.dessin import DOUX, Dessin
from clauses.impression.feuille import FeuillePapier, Rect
from clauses.impression.fonds import Fonds
from clauses.impression.signes import fill_zone
from clauses.rendu import affiche
from clauses.rendu.cartes.aspect import MARQUE, Aspect, list_signes
from clauses.rendu.documents import query, render_png
from clauses.rendu.formats import percent
from clauses.rendu.mots import impression as mots
from clauses.rendu.mots.domaine import statut_labels

TEMPLATE = "vignette"
PIXELS_PER_INCH = 72
"""One for each point of the template, which is 1 200 by 630: the size that every network asks for."""
_FIN = 0.62
"""Width of lines relative to paper: the picture is smaller, and seen from nearer."""
_SWATCH = (2.5, 1.9)


class Vignette:
    """Open Graph picture of a selection."""

    def __init__(self, contenu: Contenu, fonds: Fonds) -> None:
        self.contenu, self.fonds = contenu, fonds

    def render(self) -> bytes:
        """The picture as a PNG of 1 200 by 630 pixels; the same data give the same bytes."""
        values = self.values()
        return render_png(
            TEMPLATE, values | {"_carte": self._carte(*query(TEMPLATE, values, "carte"))}, PIXELS_PER_INCH
        )

    def values(self) -> dict[str, Any]:
        """Template values, without the map."""
        territoires, departement = self.contenu.territoires, self.contenu.selection.departement
        name = affiche.titre(territoires, departement)
        part = part_couverte(self.contenu.couverture.summary(self.contenu.positions))
        first, _, rest = mots.ATLAS.partition(" ")
        return {
            "titre": f"{name} : {mots.OBJET}",
            "atlas": [first, rest],
            "nom": affiche.shortened(name.removesuffix(f" ({departement})")),
            "question": mots.QUESTION,
            # « 0 % » in big type would mean that there is nobody: nobody is known.
            "part": percent(part, 0) if part else "",
            "portee": ""
            if part is None
            else mots.couverts(territoires.annee_population)
            if part
            else mots.AUCUN_COUVERT,
            "legende": [{"mots": affiche.shortened(label), "_dessin": _swatch(look)} for label, look in self._signes()],
            "_marque": _marque(),
            "_carte": "",
        }

    def _carte(self, width: float, height: float) -> str:
        dessin = Dessin(width, height)
        # Hatches of the types are for paper: small, they would be a grey. Those of overlaps and doubts stay.
        carte = Carte(dessin, self.contenu, self.fonds, Rect(0, 0, width, height), FeuillePapier(), {})
        carte.scale = _FIN
        carte.draw_zones()
        return dessin.svg()

    def _signes(self) -> Iterable[tuple[str, Aspect]]:
        """Colours of the map and their words."""
        looks, labels = (
            [self.contenu.aspect(zone) for zone in self.contenu.zones],
            statut_labels(self.contenu.moment.guichets),
        )
        shown = {
            kind.code for look in looks for kind in (look.typologie, look.suivante) if kind and look.statut.is_couvert
        }
        for code, kind in self.contenu.moment.typologies.items():
            if code in shown:
                yield kind.libelle, Aspect(Statut.LOCAL, kind, None, "")
        for look in list_signes(looks):
            if not look.hachures:
                yield labels[look.statut], look


def _swatch(aspect: Aspect) -> str:
    width, height = _SWATCH
    dessin = Dessin(width, height)
    fill_zone(dessin, shapely.box(0, 0, width, height), aspect, {}, 0.5)
    dessin.polygons([shapely.box(0.06, 0.06, width - 0.06, height - 0.06)], edge=DOUX, width=0.12)
    return dessin.svg()


def _marque() -> str:
    """The mark of the atlas."""
    dessin = Dessin(46, 41)
    one, other = (shapely.Point(15.5 + x, 15.5 + y).buffer(15, quad_segs=24) for x, y in ((0, 0), (15, 10)))
    dessin.polygons([one], "#f4efe3")
    dessin.polygons([other], "#ddcc77")
    dessin.polygons([one.intersection(other)], "#cc6677")
    dessin.lines([one.exterior, other.exterior], MARQUE, 2.3)
    return dessin.svg()
