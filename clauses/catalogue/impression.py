"""The printed map, of what a screen shows."""

from clauses.catalogue.couches import load_contours
from clauses.catalogue.etat import at_edition, load_catalogue
from clauses.catalogue.vues import load_kept
from clauses.domain.selection import Selection
from clauses.impression import Feuille, Fonds, Sortie, build_carte
from clauses.storage import files, geo


def load_impression(selection: Selection, feuille: Feuille, sortie: Sortie, site: str, edition: int | None) -> bytes:
    """The map of a selection as a file; ``KeyError`` for an unknown département.

    Parameters
    ----------
    site : public address of the atlas, empty when unknown
    edition : number of the edition opened again, ``None`` for what the atlas shows now
    """
    with at_edition(edition):

        def build() -> bytes:
            fonds = Fonds(load_contours, geo.read_labels(files.data_dir() / "geo" / "libelles.csv"))
            return build_carte(load_catalogue(), fonds, selection, feuille, sortie, site)

        # Images weigh megabytes, and filters have countless values: what is asked for most is kept, nothing else.
        if sortie is not Sortie.PDF or selection != Selection(departement=selection.departement):
            return build()
        return load_kept(("carte imprimée", selection, feuille, site), build)
