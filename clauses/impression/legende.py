"""Legend: the types of structure, the other looks of a territory, the shapes of the markers; only those shown."""

from typing import Any

import shapely

from clauses.domain.guichets import Typologie
from clauses.domain.statut import Statut
from clauses.impression import polices
from clauses.impression.contenu import Contenu
from clauses.impression.dessin import DOUX, Dessin
from clauses.impression.feuille import MM_PER_POINT
from clauses.impression.signes import CAPITALE, draw_marker, fill_zone
from clauses.rendu.cartes.aspect import SIEGE, Aspect, list_signes
from clauses.rendu.mots import impression as mots
from clauses.rendu.mots.domaine import sign_words, statut_labels

SIZE = 7.3
SWATCH = (8.4, 4.0)
_SEAT = Typologie("", "", "", SIEGE, "", "", 0)


class Legende:
    """The signs of a map, each a small drawing with its words.

    Parameters
    ----------
    motifs_by_code : hatch of each type of structure
    outlined : see :class:`clauses.impression.dessin.Dessin`
    """

    def __init__(self, contenu: Contenu, motifs_by_code: dict[str, str], *, outlined: bool) -> None:
        self.contenu, self.motifs, self.outlined = contenu, motifs_by_code, outlined

    def groupes(self) -> list[dict[str, Any]]:
        """Signs under their headings."""
        shown = {entree.typologie.code: entree.typologie for entree in self.contenu.entrees}
        types = [self._zone(kind.libelle, Aspect(Statut.LOCAL, kind, None, kind.lettre)) for kind in shown.values()]
        looks = list_signes(self.contenu.aspect(zone) for zone in self.contenu.zones)
        labels = statut_labels(self.contenu.moment.guichets)
        others = [self._zone(sign_words(look.statut, labels)[0], look) for look in looks]
        formes = {entree.forme for entree in self.contenu.entrees if entree.guichet.commune_siege}
        seats = [self._seat(label, forme) for forme, label in mots.SIEGES.items() if forme in formes]
        found = [(mots.TYPES_TITLE, types), (mots.TERRITOIRES_TITLE, others), (mots.SIEGES_TITLE, seats)]
        return [{"titre": title, "signes": signes} for title, signes in found if signes]

    def _zone(self, label: str, aspect: Aspect) -> dict[str, Any]:
        width, height = SWATCH
        dessin = Dessin(width, height, outlined=self.outlined)
        fill_zone(dessin, shapely.box(0, 0, width, height), aspect, self.motifs, 1)
        dashes = (0.9, 0.6) if aspect.statut is Statut.A_CONFIRMER else None
        dessin.polygons([shapely.box(0.09, 0.09, width - 0.09, height - 0.09)], edge=DOUX, width=0.18, dashes=dashes)
        baseline = height / 2 + SIZE * CAPITALE / 2 * MM_PER_POINT
        letters = polices.words(aspect.lettres)
        dessin.text(width / 2, baseline, letters, SIZE, police=polices.GRAS, align=0.5, halo=0.45)
        return {"mots": label, "_dessin": dessin.svg(), "largeur": width}

    def _seat(self, label: str, forme: str) -> dict[str, Any]:
        side = SWATCH[1]
        dessin = Dessin(side, side)
        draw_marker(dessin, side / 2, side / 2, side * 0.8, forme, _SEAT, "")
        return {"mots": label, "_dessin": dessin.svg(), "largeur": side}
