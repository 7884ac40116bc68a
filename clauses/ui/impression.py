"""Print dialog of the map: the current view, on the paper chosen."""

import streamlit as st

from clauses.domain.selection import Selection
from clauses.domain.territoires import DEPARTEMENT, Territoire
from clauses.donnees import Moment
from clauses.impression import MIMES, FeuillePapier, FormatPapier, Orientation, Sortie
from clauses.impression.tirages import load_impression
from clauses.rendu.affiche import titre
from clauses.rendu.mots import impression as texts
from clauses.ui import keys
from clauses.ui.documents import site_address
from clauses.ui.moment import current_moment


@st.fragment
def show_impression(selection: Selection) -> None:
    """Popover of print options; nothing when the guichets could not be read.

    A fragment, empty until it opens: a choice of paper does not rerun the map, and a visitor who does not print pays
    nothing.
    """
    moment = current_moment()
    if moment.is_missing_guichets:
        return
    choices = st.popover(
        texts.OPEN, icon=":material/print:", type="tertiary", key=keys.IMPRESSION_OUVRIR, on_change="rerun"
    )
    if choices.open:
        with choices:
            _show_choices(moment, _printed(moment, selection))


def _printed(moment: Moment, selection: Selection) -> Selection:
    """What goes on paper: the region, or a département; that of an EPCI, by the commune that stands for it."""
    if not selection.epci:
        return selection
    chief = moment.territoires.chief(selection.territoire(moment.territoires))
    departement = str(moment.territoires.communes.at[chief, "code_departement"])
    return selection.at(Territoire(DEPARTEMENT, departement))


def _show_choices(moment: Moment, selection: Selection) -> None:
    st.caption(texts.about(titre(moment.territoires, selection.departement)))
    if not selection.is_whole:
        st.caption(texts.FILTERED)
    format_ = st.segmented_control(
        texts.FORMAT,
        list(FormatPapier),
        default=FormatPapier.A4,
        format_func=texts.FORMATS.__getitem__,
        key=keys.IMPRESSION_FORMAT,
        required=True,
    )
    orientation = st.segmented_control(
        texts.ORIENTATION,
        list(Orientation),
        default=Orientation.PAYSAGE,
        format_func=texts.ORIENTATIONS.__getitem__,
        key=keys.IMPRESSION_ORIENTATION,
        required=True,
    )
    sortie = st.segmented_control(
        texts.SORTIE,
        list(Sortie),
        default=Sortie.PDF,
        format_func=texts.SORTIES.__getitem__,
        key=keys.IMPRESSION_SORTIE,
        required=True,
    )
    feuille = FeuillePapier(FormatPapier(format_ or FormatPapier.A4), Orientation(orientation or Orientation.PAYSAGE))
    sortie = Sortie(sortie or Sortie.PDF)
    # Taken now: the file is made outside the run of a screen, where the reader is not known.
    site = site_address()
    st.download_button(
        texts.download(feuille.format, feuille.orientation, sortie),
        lambda: load_impression(moment, selection, feuille, sortie, site),
        file_name=texts.file_name(selection, feuille.format, sortie, moment.edition if moment.passee else None),
        mime=MIMES[sortie],
        icon=":material/download:",
        key=keys.IMPRESSION,
        on_click="ignore",
    )
