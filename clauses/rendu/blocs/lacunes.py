"""« Où manque-t-il un guichet ? »: inhabitants without one, département by département, on both faces."""

from collections.abc import Mapping
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
from clauses.rendu.mots.domaine import STATUT_DEFINITIONS, STATUT_LABELS
from clauses.rendu.tableaux import ENTIER, Tableau
from clauses.rendu.vues import load_vue

# From the end of the bar to the axis.
_SANS = tuple(statut for statut in reversed(STATUTS) if not statut.is_couvert)

Ligne = Mapping[str, Any]


@kept(64)
def render_lacunes(moment: Moment, donneur_ordre: str | None, departement: str | None = None, urls: Urls = SITE) -> str:
    """The gaps for every buyer or for one, a département picked out."""
    vue = load_vue(moment, Selection(donneur_ordre=donneur_ordre))
    region = vue.couverture.summary(vue.positions)
    rows = sorted(vue.couverture.table(DEPARTEMENT).to_dict("records"), key=lambda row: (-_without(row), row["code"]))
    left, right = max(map(_without, rows), default=0), max(map(nombre_couvert, rows), default=0)
    return render(
        "lacunes.html",
        urls,
        t=texts,
        titre=texts.titre(_without(region), donneur_ordre),
        population=population.region_source(moment.territoires.region_nom, moment.territoires.annee_population),
        legende=_legend(region),
        # A side where nobody is keeps an edge.
        gauche=max(left, 1),
        droite=max(right, 1),
        lignes=[
            {
                "code": row["code"],
                "nom": row["nom"],
                "adresse": _framing(row["code"], donneur_ordre),
                "choisi": row["code"] == departement,
                "mots": texts.sans(_without(row)),
                "alt": texts.barre(
                    row["nom"], ", ".join(_words(row, statut) for statut in STATUTS if _people(row, statut))
                ),
                "sans": [_part(row, statut, left) for statut in _SANS],
                "avec": [_part(row, statut, right) for statut in COUVERTS],
            }
            for row in rows
        ],
        tableau=trusted(render("tableau.html", urls, titre=texts.TERRITOIRES, tableau=_table(rows))),
        retour=Adresse(),
    )


def _framing(code: str, donneur_ordre: str | None) -> Adresse:
    selection = Selection(donneur_ordre=donneur_ordre, departement=code)
    return Adresse("", dict(adresses.lacunes().query) | adresses.selection_query(selection))


def _people(row: Ligne, statut: Statut) -> int:
    return row[f"population_{statut}"]


def _without(row: Ligne) -> int:
    return row["population"] - nombre_couvert(row)


def _words(row: Ligne, statut: Statut) -> str:
    return f"{STATUT_LABELS[statut]} {number(_people(row, statut))}"


def _part(row: Ligne, statut: Statut, longest: int) -> dict[str, Any]:
    width = round(100 * _people(row, statut) / longest, 2) if longest else 0
    return {"statut": statut.value, "largeur": width, "mots": _words(row, statut)}


def _legend(region: Ligne) -> list[dict[str, str]]:
    """Statuses that somebody has, in the order of a bar."""
    return [
        {
            "statut": statut.value,
            "libelle": STATUT_LABELS[statut],
            "definition": STATUT_DEFINITIONS[statut],
            "texte": percent(_people(region, statut) / region["population"]),
        }
        for statut in (*_SANS, *COUVERTS)
        if _people(region, statut)
    ]


def _table(rows: list[dict[str, Any]]) -> Tableau:
    lines = [
        {texts.DEPARTEMENT: f"{row['code']} {row['nom']}", texts.SANS: _without(row)}
        | {STATUT_LABELS[statut]: _people(row, statut) for statut in (*_SANS, *COUVERTS)}
        for row in rows
    ]
    return Tableau.build(lines, dict.fromkeys([texts.SANS, *STATUT_LABELS.values()], ENTIER))
