"""Blocks of the hours screen, from top to bottom: filters, evolution, ranking, country, breakdown, the rest."""

from dataclasses import dataclass

import streamlit as st

from clauses.domain import heures as domain
from clauses.domain.territoires import DEPARTEMENT, Territoire
from clauses.donnees import Moment
from clauses.rendu import parametres
from clauses.rendu.blocs import heures as heures_blocs
from clauses.rendu.blocs.heures import Bloc
from clauses.rendu.heures import note
from clauses.rendu.mots import heures as texts
from clauses.rendu.tableaux import heures as tableaux_heures
from clauses.ui import blocks, keys, tables
from clauses.ui.choix import ask_departement, ask_few
from clauses.ui.graphique import show_graphique


@dataclass(frozen=True, slots=True)
class Mesure:
    """Level and unit of the comparison."""

    level: str
    par_habitant: bool


def show_filtres(moment: Moment) -> Mesure:
    """Level and measure, in the address."""
    left, right = st.columns(2)
    with left:
        level = ask_few(parametres.NIVEAU, texts.LEVEL, texts.LEVELS)
    with right:
        measure = ask_few(
            parametres.MESURE, texts.MEASURE, texts.MEASURES, texts.per_head_help(moment.territoires.annee_population)
        )
    return Mesure(level, measure == "habitant")


def show_evolution(moment: Moment, mesure: Mesure) -> None:
    """Comparable figures, year after year."""
    st.header(texts.EVOLUTION_TITLE, anchor=False)
    bloc = heures_blocs.evolution(moment, mesure.level, par_habitant=mesure.par_habitant)
    series = len(moment.heures.series(mesure.level))
    st.caption(texts.known(series, len(moment.territoires.all(mesure.level)), mesure.level))
    if bloc is None:
        st.info(texts.EVOLUTION_EMPTY)
        return
    if heures_blocs.is_one_year(moment, mesure.level):
        st.info(texts.EVOLUTION_ONE_YEAR)
    show_bloc(bloc, keys.EVOLUTION)


def show_classement(moment: Moment, mesure: Mesure) -> None:
    """Ranking of a year beside its map."""
    years = domain.annees(moment.heures, mesure.level)
    if not years:
        return
    st.header(texts.RANKING_TITLE, anchor=False)
    year = int(ask_few(parametres.ANNEE, texts.YEAR, {str(year): str(year) for year in years}))
    bloc, carte = heures_blocs.classement(moment, mesure.level, year, par_habitant=mesure.par_habitant)
    _show_mentions(bloc)
    left, right = st.columns([1, 1], gap="large")
    with left:
        _show_chart(bloc, keys.CLASSEMENT)
    with right:
        show_graphique(carte, keys.CARTE_HEURES)


def show_france(moment: Moment) -> None:
    """National figures, apart."""
    st.header(texts.NATIONAL_TITLE, anchor=False)
    bloc = heures_blocs.france(moment)
    if bloc is None:
        st.info(texts.NATIONAL_EMPTY)
        return
    show_bloc(bloc, keys.FRANCE)


def show_repartition(moment: Moment) -> None:
    """Breakdown of hours, by one dimension at a time."""
    st.header(texts.BREAKDOWN_TITLE, help=texts.DIMENSION_HELP, anchor=False)
    dimensions = heures_blocs.dimensions(moment)
    if not dimensions:
        st.info(texts.BREAKDOWN_EMPTY)
        return
    dimension = ask_few(parametres.DIMENSION, texts.BREAKDOWN_DIMENSION, dimensions)
    show_bloc(heures_blocs.repartition(moment, dimension), keys.REPARTITION)


def show_a_part(moment: Moment) -> None:
    """Figures that stand alone, with what each covers."""
    st.header(texts.APART_TITLE, help=texts.APART_NOTE, anchor=False)
    place = _ask_departement(moment)
    chiffres = domain.non_comparables(moment.heures, place)
    if not chiffres:
        st.info(texts.APART_EMPTY)
        return
    blocks.show("chiffres_a_part.html", notes=[note(chiffre) for chiffre in chiffres])
    tables.show_downloads(
        tableaux_heures.table_chiffres(chiffres), texts.APART_TITLE, texts.FILES["apart"], keys.A_PART
    )


def show_connu(moment: Moment) -> None:
    """Known figures by place, and missing ones."""
    st.header(texts.KNOWN_TITLE, help=texts.KNOWN_NOTE, anchor=False)
    table = heures_blocs.connaissances(moment)
    tables.show_table(table, texts.KNOWN_TITLE, texts.FILES["connu"], keys.CONNU)


def show_bloc(bloc: Bloc, key: str) -> None:
    """A chart with its mentions and its table."""
    _show_mentions(bloc)
    _show_chart(bloc, key)


def _show_mentions(bloc: Bloc) -> None:
    for mention in bloc.mentions:
        st.caption(mention)


def _show_chart(bloc: Bloc, key: str) -> None:
    """A chart, and the table behind it."""
    show_graphique(bloc.graphique, key)
    with st.expander(texts.SHOW_TABLE, icon=":material/table_rows:"):
        tables.show_table(bloc.tableau, bloc.titre, key.replace("_", "-"), f"{key}_table")


def _ask_departement(moment: Moment) -> Territoire | None:
    chosen = ask_departement(moment, texts.PLACE, texts.place_option(moment.territoires.region_nom))
    return None if chosen is None else Territoire(DEPARTEMENT, chosen)
