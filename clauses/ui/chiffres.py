"""Key figures: share of population, communes and priority districts by coverage status."""

import streamlit as st

from clauses.domain.qpv import count_by_statut
from clauses.domain.selection import Selection
from clauses.domain.statut import part_couverte
from clauses.donnees import Moment, kept
from clauses.rendu import blocs, ecrans, parametres
from clauses.rendu.chiffres import lignes, mesures
from clauses.rendu.mots import atlas as texts
from clauses.rendu.mots import couverture as mots
from clauses.rendu.mots.domaine import statut_labels
from clauses.rendu.vues import load_vue
from clauses.ui import blocks


def show_chiffres(moment: Moment, selection: Selection) -> None:
    """One bar per measure and the same figures as a table; nothing when the guichets could not be read."""
    if moment.is_missing_guichets:
        return
    territoires = moment.territoires
    territoire = selection.territoire(territoires)
    name = territoires.nom(territoire)
    st.subheader(texts.figures_title(name), help=texts.FIGURES_NOTE, anchor=False)
    filtered = mots.filtres(selection)
    if filtered:
        st.caption(filtered)
    st.page_link(
        ecrans.TERRITOIRE.path,
        label=texts.sheet_of(name),
        icon=ecrans.TERRITOIRE.icon,
        query_params={parametres.TERRITOIRE: str(territoire)},
    )
    blocks.show_rendered(_render(moment, selection))


@kept(32)
def _render(moment: Moment, selection: Selection) -> str:
    vue = load_vue(moment, selection)
    summary = vue.couverture.summary(vue.positions)
    qpv = count_by_statut(moment.qpv, vue.couverture, vue.positions)
    labels = statut_labels(moment.guichets)
    return blocs.render(
        "chiffres.html",
        phrase=mots.quartiers(qpv.part_couverte, part_couverte(summary), selection),
        mesures=mesures(summary, qpv, moment.territoires.annee_population, labels),
        lignes=lignes(summary, qpv, labels),
    )
