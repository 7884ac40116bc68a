"""Key figures: share of population, communes and priority districts by coverage status."""

import streamlit as st

from clauses.catalogue import Catalogue, Vue, load_vue
from clauses.domain.qpv import count_by_statut
from clauses.domain.selection import Selection
from clauses.domain.territoires import DEPARTEMENT, Territoire
from clauses.rendu import blocs, ecrans, parametres
from clauses.rendu.chiffres import lignes, mesures
from clauses.rendu.mots import atlas as texts
from clauses.ui import blocks


def show_chiffres(catalogue: Catalogue, selection: Selection) -> None:
    """One bar per measure and the same figures as a table; nothing when the guichets could not be read."""
    if catalogue.is_missing_guichets:
        return
    vue = load_vue(selection)
    territoires = catalogue.territoires
    name = (
        territoires.region_nom
        if selection.departement is None
        else str(territoires.departements.at[selection.departement, "nom"])
    )
    st.subheader(texts.figures_title(name), help=texts.FIGURES_NOTE, anchor=False)
    if selection != Selection(departement=selection.departement):
        st.caption(texts.FIGURES_FILTERED)
    territoire = territoires.region if selection.departement is None else Territoire(DEPARTEMENT, selection.departement)
    st.page_link(
        ecrans.TERRITOIRE.path,
        label=texts.sheet_of(name),
        icon=ecrans.TERRITOIRE.icon,
        query_params={parametres.TERRITOIRE: str(territoire)},
    )
    blocks.show_rendered(vue.keep("chiffres", lambda: _render(catalogue, vue)))


def _render(catalogue: Catalogue, vue: Vue) -> str:
    summary = vue.couverture.summary(vue.positions)
    qpv = count_by_statut(catalogue.qpv, vue.couverture, vue.positions)
    return blocs.render(
        "chiffres.html",
        mesures=mesures(summary, qpv, texts.qpv_unproven(qpv.a_confirmer)),
        lignes=lignes(summary, qpv),
    )
