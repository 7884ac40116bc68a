"""The printed map, of what a screen shows."""

from threading import Lock

from clauses.catalogue.couches import load_contours
from clauses.catalogue.etat import at_edition, load_catalogue
from clauses.catalogue.vues import load_kept
from clauses.domain.selection import Selection
from clauses.impression import Feuille, Fonds, Sortie, build_carte, build_vignette
from clauses.storage import files, geo

_DRAWING = Lock()
"""Two who ask for the same picture at once: the second finds the work of the first."""


def load_impression(selection: Selection, feuille: Feuille, sortie: Sortie, site: str, edition: int | None) -> bytes:
    """The map of a selection as a file; ``KeyError`` for an unknown département.

    Parameters
    ----------
    site : public address of the atlas, empty when unknown
    edition : number of the edition opened again, ``None`` for what the atlas shows now
    """
    with at_edition(edition):

        def build() -> bytes:
            return build_carte(load_catalogue(), _fonds(), selection, feuille, sortie, site)

        # Images weigh megabytes, and filters have countless values: what is asked for most is kept, nothing else.
        if sortie is not Sortie.PDF or selection != Selection(departement=selection.departement):
            return build()
        return load_kept(("carte imprimée", selection, feuille, site), build)


def load_vignette(departement: str | None) -> bytes:
    """The picture that goes with a link (PNG), drawn once per version of the data; ``KeyError`` where it is unknown.

    There are as many as départements, and one for the region.
    """
    selection = Selection(departement=departement)
    selection.positions(load_catalogue().territoires)
    with _DRAWING:
        return load_kept(("vignette", departement), lambda: build_vignette(load_catalogue(), _fonds(), selection))


def _fonds() -> Fonds:
    return Fonds(load_contours, geo.read_labels(files.data_dir() / "geo" / "libelles.csv"))
