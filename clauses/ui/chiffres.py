"""Key figures: share of population, communes and priority districts by coverage status."""

import streamlit as st

from clauses.domain.selection import Selection
from clauses.donnees import Moment
from clauses.rendu import ecrans, parametres
from clauses.rendu.blocs.chiffres import render_chiffres
from clauses.rendu.mots import atlas as texts
from clauses.rendu.mots import couverture as mots
from clauses.ui import blocks


def show_chiffres(moment: Moment, selection: Selection) -> None:
    """One bar per measure and the same figures as a table; nothing when the guichets could not be read."""
    if moment.is_missing_guichets:
        return
    territoires = moment.territoires
    territoire = selection.territoire(territoires)
    name = territoires.nom(territoire)
    st.header(texts.figures_title(name), help=texts.FIGURES_NOTE, anchor=False)
    filtered = mots.filtres(selection)
    if filtered:
        st.caption(filtered)
    st.page_link(
        ecrans.TERRITOIRE.path,
        label=texts.sheet_of(name),
        icon=ecrans.TERRITOIRE.icon,
        query_params={parametres.TERRITOIRE: str(territoire)},
    )
    blocks.show_rendered(render_chiffres(moment, selection))
