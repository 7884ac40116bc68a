"""The printed map: one sheet of paper that replaces the PDF drawn by hand in 2016; PDF, SVG or PNG.

The map is an SVG, prepared with geopandas; Typst sets the page around it.
"""

from clauses.domain.selection import Selection
from clauses.donnees import Moment
from clauses.impression.contenu import Contenu
from clauses.impression.feuille import MIMES, FeuillePapier, FormatPapier, Orientation, Sortie
from clauses.impression.fonds import Fonds
from clauses.impression.page import Affiche
from clauses.impression.vignette import Vignette

__all__ = [
    "MIMES",
    "Contenu",
    "FeuillePapier",
    "Fonds",
    "FormatPapier",
    "Orientation",
    "Selection",
    "Sortie",
    "build_carte",
    "build_vignette",
]


def build_carte(
    moment: Moment,
    fonds: Fonds,
    selection: Selection | None = None,
    feuille: FeuillePapier | None = None,
    sortie: Sortie = Sortie.PDF,
    site: str = "",
) -> bytes:
    """Printed map of a selection, as a file; the same data give the same bytes.

    Parameters
    ----------
    fonds : contours and names of places
    selection : filters, and the département to frame; everything by default
    site : public address of the atlas (« https://atlas.example »); empty when unknown: no QR code then

    Raises
    ------
    KeyError
        When there is no such département.
    """
    contenu = Contenu(moment, selection or Selection())
    return Affiche(contenu, fonds, feuille or FeuillePapier(), sortie, site).render()


def build_vignette(moment: Moment, fonds: Fonds, selection: Selection | None = None) -> bytes:
    """Open Graph picture of a selection: a PNG of 1 200 by 630 pixels.

    Raises
    ------
    KeyError
        When there is no such département.
    """
    return Vignette(Contenu(moment, selection or Selection()), fonds).render()
