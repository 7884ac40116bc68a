"""Coverage in figures: bars and table of a selection."""

from clauses.domain.qpv import count_by_statut
from clauses.domain.selection import Selection
from clauses.domain.statut import part_couverte
from clauses.donnees import Moment, kept
from clauses.rendu import blocs
from clauses.rendu.chiffres import lignes, mesures
from clauses.rendu.mots import couverture as mots
from clauses.rendu.mots.domaine import statut_labels
from clauses.rendu.vues import load_vue


@kept(32)
def render_chiffres(moment: Moment, selection: Selection) -> str:
    """One bar per measure, and the same figures as a table."""
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
