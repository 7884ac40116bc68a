"""The hours: the charts of the screen, for every choice that a reader may make there, with their tables."""

from typing import Any

from clauses.domain import heures as domain
from clauses.domain.territoires import DEPARTEMENT
from clauses.donnees import Moment, load_contenus
from clauses.rendu import prose
from clauses.rendu.blocs import heures as heures_blocs
from clauses.rendu.blocs import render
from clauses.rendu.blocs.heures import Bloc
from clauses.rendu.figures import Graphique
from clauses.rendu.heures import note
from clauses.rendu.mots import heures as texts
from clauses.rendu.tableaux import Tableau
from clauses.rendu.termes import mark


def build_heures(moment: Moment) -> dict[str, Any]:
    """Sections from top to bottom. A section has charts by the choices they answer, such as « DEP habitant 2017 »."""
    levels = [level for level in texts.LEVELS if moment.heures.series(level)]
    sections = [
        _evolution(moment, levels),
        _classement(moment, levels),
        _repartition(moment),
        _france(moment),
    ]
    return {
        "titre": texts.TITLE,
        "intro": _marked(prose.render(texts.INTRO)),
        "boutons": {"png": texts.IMAGE_PNG, "svg": texts.IMAGE_SVG, "panne": texts.CHART_FAILURE},
        "voirTableau": texts.SHOW_TABLE,
        "sections": [section for section in sections if section["graphiques"]],
        "aPart": _a_part(moment),
        "connu": {
            "titre": texts.KNOWN_TITLE,
            "aide": texts.KNOWN_NOTE,
            "tableau": _table(heures_blocs.connaissances(moment), texts.KNOWN_TITLE),
        },
    }


def _evolution(moment: Moment, levels: list[str]) -> dict[str, Any]:
    charts = {}
    for level in levels:
        for measure in texts.MEASURES:
            bloc = heures_blocs.evolution(moment, level, par_habitant=measure == "habitant")
            if bloc is not None:
                charts[f"{level} {measure}"] = [_chart(bloc)]
    return {"nom": "evolution", "titre": texts.EVOLUTION_TITLE, "choix": _choix(moment, levels), "graphiques": charts}


def _classement(moment: Moment, levels: list[str]) -> dict[str, Any]:
    charts = {}
    years = {level: domain.annees(moment.heures, level) for level in levels}
    for level in levels:
        for measure in texts.MEASURES:
            for year in years[level]:
                bloc, carte = heures_blocs.classement(moment, level, year, par_habitant=measure == "habitant")
                charts[f"{level} {measure} {year}"] = [_chart(bloc), _figure(carte)]
    known = sorted({year for each in years.values() for year in each}, reverse=True)
    annees = {"libelle": texts.YEAR, "options": {str(year): str(year) for year in known}}
    return {
        "nom": "classement",
        "titre": texts.RANKING_TITLE,
        "choix": [*_choix(moment, levels), annees],
        "graphiques": charts,
    }


def _choix(moment: Moment, levels: list[str]) -> list[dict[str, Any]]:
    return [
        {"libelle": texts.LEVEL, "options": {level: texts.LEVELS[level] for level in levels}},
        {
            "libelle": texts.MEASURE,
            "aide": texts.per_head_help(moment.territoires.annee_population),
            "options": texts.MEASURES,
        },
    ]


def _repartition(moment: Moment) -> dict[str, Any]:
    dimensions = heures_blocs.dimensions(moment)
    return {
        "nom": "repartition",
        "titre": texts.BREAKDOWN_TITLE,
        "aide": texts.DIMENSION_HELP,
        "choix": [{"libelle": texts.BREAKDOWN_DIMENSION, "options": dimensions}],
        "graphiques": {code: [_chart(heures_blocs.repartition(moment, code))] for code in dimensions},
    }


def _france(moment: Moment) -> dict[str, Any]:
    bloc = heures_blocs.france(moment)
    return {
        "nom": "france",
        "titre": texts.NATIONAL_TITLE,
        "choix": [],
        "graphiques": {} if bloc is None else {"": [_chart(bloc)]},
    }


def _a_part(moment: Moment) -> dict[str, Any]:
    """Figures that stand alone, of the region then of each département that has some."""
    territoires = moment.territoires
    blocs = {"": (texts.place_option(territoires.region_nom), domain.non_comparables(moment.heures, None))}
    for each in territoires.all(DEPARTEMENT):
        blocs[each.code] = (texts.place_option(territoires.nom(each)), domain.non_comparables(moment.heures, each))
    shown = {code: pair for code, pair in blocs.items() if pair[1]}
    return {
        "titre": texts.APART_TITLE,
        "aide": texts.APART_NOTE,
        "choix": {"libelle": texts.PLACE, "options": {code: words for code, (words, _) in shown.items()}},
        "blocs": {
            code: _marked(render("chiffres_a_part.html", notes=[note(chiffre) for chiffre in chiffres]))
            for code, (_, chiffres) in shown.items()
        },
    }


def _chart(bloc: Bloc) -> dict[str, Any]:
    return _figure(bloc.graphique) | {"mentions": bloc.mentions, "tableau": _table(bloc.tableau, bloc.titre)}


def _figure(graphique: Graphique) -> dict[str, Any]:
    # The template is « none »: plotly writes an empty one.
    layout = {name: value for name, value in graphique.json["layout"].items() if name != "template"}
    return {
        "figure": graphique.json | {"layout": layout},
        "titre": graphique.titre,
        "source": graphique.source,
        "alt": graphique.alt,
        "fichier": graphique.fichier,
    }


def _table(tableau: Tableau, title: str) -> str:
    """A table; empty when it has no row."""
    return _marked(render("tableau.html", titre=title, tableau=tableau)) if len(tableau) else ""


def _marked(html: str) -> str:
    return mark(html, load_contenus().lexique).strip()
