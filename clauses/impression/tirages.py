"""Cache of printed maps and Open Graph pictures, for those asked for often."""

from clauses.domain.selection import Selection
from clauses.donnees import Moment, kept
from clauses.impression import FeuillePapier, Fonds, Sortie, build_carte, build_vignette


def load_impression(moment: Moment, selection: Selection, feuille: FeuillePapier, sortie: Sortie, site: str) -> bytes:
    """The map of a selection as a file; ``KeyError`` for an unknown département.

    Parameters
    ----------
    site : public address of the atlas, empty when unknown
    """
    # Images weigh megabytes, and filters have countless values: what is asked for most is kept, nothing else.
    if sortie is Sortie.PDF and selection.is_whole:
        return _load_pdf(moment, selection, feuille, site)
    return build_carte(moment, _fonds(moment), selection, feuille, sortie, site)


@kept(32)
def load_vignette(moment: Moment, departement: str | None) -> bytes:
    """Open Graph picture (PNG); ``KeyError`` for an unknown département.

    There are as many as départements, and one for the region.
    """
    return build_vignette(moment, _fonds(moment), Selection(departement=departement))


@kept(32)
def _load_pdf(moment: Moment, selection: Selection, feuille: FeuillePapier, site: str) -> bytes:
    return build_carte(moment, _fonds(moment), selection, feuille, Sortie.PDF, site)


def _fonds(moment: Moment) -> Fonds:
    return Fonds(moment.geo.contours, moment.geo.libelles)
