"""How old the information is: the guichets by the year when each was last seen."""

from collections import Counter

from clauses.domain.age import Age, age
from clauses.domain.guichets import count_guichets
from clauses.donnees import Moment, kept
from clauses.rendu.blocs.heures import Bloc
from clauses.rendu.figures import Graphique
from clauses.rendu.figures_ages import figure_ages
from clauses.rendu.formats import count
from clauses.rendu.guichets import NON_DATE
from clauses.rendu.heures import short_source
from clauses.rendu.mots import age as texts
from clauses.rendu.mots import heures as mots_heures
from clauses.rendu.mots.domaine import decompte
from clauses.rendu.tableaux import Numero, Tableau

MOST_SOURCES = 4


@kept(2)
def anciennete(moment: Moment) -> Bloc | None:
    """A dot for each, with its table; ``None`` without any."""
    if not moment.guichets:
        return None
    ordered = sorted(moment.guichets, key=lambda each: (-(each.constate_en or 0), each.nom))
    recent = sum(age(each.constate_en, moment.annee) is Age.RECENT for each in ordered)
    title = texts.finding(recent, len(ordered), moment.territoires.region_nom, moment.annee)
    cited = Counter(short_source(item) for each in ordered for item in each.source)
    sources = [name for name, _ in cited.most_common(MOST_SOURCES)]
    if len(cited) > len(sources):
        sources.append(count(len(cited) - len(sources), "autre"))
    rows = [
        {
            texts.QUI: each.nom,
            texts.VU: each.constate_en,
            texts.AGE: texts.LABELS[age(each.constate_en, moment.annee)][0],
            texts.SOURCE: " ; ".join(each.source),
        }
        for each in ordered
    ]
    return Bloc(
        title,
        Graphique(
            figure_ages(ordered, moment.annee),
            title,
            mots_heures.source(sources, moment.actualisee_le, moment.edition),
            texts.dots_alt(title, [each.constate_en for each in ordered]),
            texts.FICHIER,
        ),
        Tableau.build(rows, {texts.VU: Numero(vide=NON_DATE)}),
        (f"{decompte(count_guichets(ordered))}. {texts.NOTE}",),
    )
