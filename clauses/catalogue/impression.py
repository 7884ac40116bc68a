"""The printed map, of what a screen shows."""

import streamlit as st

from clauses.catalogue.couches import load_contours
from clauses.catalogue.etat import at_edition, current_state, load_catalogue
from clauses.catalogue.vues import load_kept
from clauses.domain.selection import Selection
from clauses.impression import Feuille, Fonds, Sortie, build_carte, build_vignette
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
            return build_carte(load_catalogue(), _fonds(), selection, feuille, sortie, site)

        # Images weigh megabytes, and filters have countless values: what is asked for most is kept, nothing else.
        if sortie is not Sortie.PDF or selection != Selection(departement=selection.departement):
            return build()
        return load_kept(("carte imprimée", selection, feuille, site), build)


def has_vignette(departement: str | None) -> bool:
    """Whether the picture that goes with a link has been drawn for these data."""
    return departement in _vignettes(current_state())


def load_vignette(departement: str | None) -> bytes:
    """The picture that goes with a link (PNG), drawn once per version of the data; ``KeyError`` where it is unknown.

    There are as many as départements, and one for the region. Two who ask at once for one that has not been drawn would
    draw it twice: the caller makes them wait.
    """
    # What is drawn is for the data read at the start, whatever changes meanwhile.
    kept = _vignettes(current_state())
    if departement not in kept:
        kept[departement] = build_vignette(load_catalogue(), _fonds(), Selection(departement=departement))
    return kept[departement]


# Apart from what screens keep, which pictures would push out. Those of the data before are asked for no more.
@st.cache_resource(max_entries=1, show_spinner=False)
def _vignettes(state: str) -> dict[str | None, bytes]:  # noqa: ARG001 (a new state, nothing kept)
    return {}


def _fonds() -> Fonds:
    return Fonds(load_contours, geo.read_labels(files.data_dir() / "geo" / "libelles.csv"))
