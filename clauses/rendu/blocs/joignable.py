"""Who can be called: whose number the answers hold, as bars and as a table."""

from clauses.domain.joignable import Numero, count_by_numero
from clauses.donnees import Moment, kept
from clauses.rendu.blocs import render
from clauses.rendu.formats import count, percent
from clauses.rendu.mots import joignable as texts
from clauses.rendu.mots import population
from clauses.rendu.tableaux import ENTIER, Pourcentage, Tableau


@kept(4)
def load_joignables(moment: Moment) -> dict[Numero, int]:
    """Inhabitants of the region by whose number their answer offers."""
    territoires = moment.territoires
    return count_by_numero(moment.couverture, moment.index_relais, territoires.of(territoires.region))


@kept(2)
def render_joignables(moment: Moment) -> str:
    """The finding, and a bar for each kind of number."""
    counted = load_joignables(moment)
    total = sum(counted.values())
    return render(
        "joignable.html",
        titre=texts.titre(counted),
        note=texts.NOTE,
        population=population.region_source(moment.territoires.region_nom, moment.territoires.annee_population),
        lignes=[
            {
                "libelle": label,
                "part": percent(counted[numero] / total),
                "habitants": count(counted[numero], "habitant"),
                "largeur": round(100 * counted[numero] / total, 2),
            }
            for numero, label in texts.LABELS.items()
            if total
        ],
    )


def table_joignables(moment: Moment) -> Tableau:
    """The same numbers."""
    counted = load_joignables(moment)
    total = sum(counted.values())
    rows = [
        {
            texts.QUI: label,
            texts.HABITANTS: counted[numero],
            texts.PART: counted[numero] / total if total else None,
        }
        for numero, label in texts.LABELS.items()
    ]
    return Tableau.build(rows, {texts.HABITANTS: ENTIER, texts.PART: Pourcentage(vide="–")})
