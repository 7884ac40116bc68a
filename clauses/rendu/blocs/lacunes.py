"""« Où manque-t-il un guichet ? »: inhabitants without one, département by département, on both faces."""

from collections.abc import Iterable, Mapping
from typing import Any

from clauses.domain.selection import Selection
from clauses.domain.statut import COUVERTS, STATUTS, Statut, nombre_couvert
from clauses.domain.territoires import DEPARTEMENT
from clauses.donnees import Moment, kept
from clauses.rendu import adresses
from clauses.rendu.adresses import SITE, Adresse, Urls
from clauses.rendu.blocs import render
from clauses.rendu.formats import number, percent
from clauses.rendu.html import trusted
from clauses.rendu.mots import lacunes as texts
from clauses.rendu.mots import population
from clauses.rendu.mots.domaine import STATUT_DEFINITIONS, statut_labels
from clauses.rendu.tableaux import ENTIER, Tableau
from clauses.rendu.vues import load_vue

# From the end of the bar to the axis, then beyond it.
_SANS = tuple(statut for statut in reversed(STATUTS) if not statut.is_couvert)
_ORDRE = (*_SANS, *COUVERTS)

Ligne = Mapping[str, Any]
Labels = Mapping[Statut, str]


@kept(64)
def render_lacunes(moment: Moment, donneur_ordre: str | None, departement: str | None = None, urls: Urls = SITE) -> str:
    """The gaps for every buyer or for one, a département picked out."""
    vue, labels = load_vue(moment, Selection(donneur_ordre=donneur_ordre)), statut_labels(moment.guichets)
    region = vue.couverture.summary(vue.positions)
    rows = sorted(vue.couverture.table(DEPARTEMENT).to_dict("records"), key=lambda row: (-_without(row), row["code"]))
    # A side where nobody is keeps an edge.
    left, right = (max(map(count, rows), default=0) or 1 for count in (_without, nombre_couvert))
    return render(
        "lacunes.html",
        urls,
        t=texts,
        titre=texts.titre(_without(region), donneur_ordre),
        population=population.region_source(moment.territoires.region_nom, moment.territoires.annee_population),
        # Statuses that somebody has, in the order of a bar.
        legende=[
            {
                "statut": statut.value,
                "libelle": labels[statut],
                "definition": STATUT_DEFINITIONS[statut],
                "texte": percent(_people(region, statut) / region["population"]),
            }
            for statut in _ORDRE
            if _people(region, statut)
        ],
        gauche=left,
        droite=right,
        lignes=[
            {
                "code": row["code"],
                "nom": row["nom"],
                "adresse": adresses.lacunes(Selection(donneur_ordre=donneur_ordre, departement=row["code"])),
                "choisi": row["code"] == departement,
                "mots": texts.sans(_without(row)),
                "alt": ", ".join(part["mots"] for part in _parts(row, _ORDRE, 1, labels)),
                "sans": _parts(row, _SANS, left, labels),
                "avec": _parts(row, COUVERTS, right, labels),
            }
            for row in rows
        ],
        tableau=trusted(render("tableau.html", urls, titre=texts.TERRITOIRES, tableau=_table(rows, labels))),
        retour=Adresse(),
    )


def _people(row: Ligne, statut: Statut) -> int:
    return row[f"population_{statut}"]


def _without(row: Ligne) -> int:
    return row["population"] - nombre_couvert(row)


def _parts(row: Ligne, statuts: Iterable[Statut], longest: int, labels: Labels) -> list[dict[str, Any]]:
    """Parts of a bar where somebody is, as wide as their share of the longest bar."""
    return [
        {
            "statut": statut.value,
            "largeur": round(100 * _people(row, statut) / longest, 2),
            "mots": f"{labels[statut]} : {number(_people(row, statut))}",
        }
        for statut in statuts
        if _people(row, statut)
    ]


def _table(rows: Iterable[Ligne], labels: Labels) -> Tableau:
    lines = [
        {texts.DEPARTEMENT: f"{row['code']} {row['nom']}", texts.SANS: _without(row)}
        | {labels[statut]: _people(row, statut) for statut in _ORDRE}
        for row in rows
    ]
    return Tableau.build(lines, dict.fromkeys([texts.SANS, *labels.values()], ENTIER))
