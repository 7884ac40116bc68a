"""Blocks of the hours screen, from top to bottom: filters, evolution, ranking, country, breakdown, the rest."""

from collections.abc import Hashable
from dataclasses import dataclass

import streamlit as st

from clauses.catalogue import Catalogue, load_kept
from clauses.domain import heures as domain
from clauses.domain.territoires import DEPARTEMENT, Territoire
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
class Choix:
    """What the reader asks to compare."""

    level: str
    par_habitant: bool


def show_filtres() -> Choix:
    """Level and measure, in the address."""
    left, right = st.columns(2)
    with left:
        level = ask_few(parametres.NIVEAU, texts.LEVEL, texts.LEVELS)
    with right:
        measure = ask_few(parametres.MESURE, texts.MEASURE, texts.MEASURES, texts.MEASURE_HELP)
    return Choix(level, measure == "habitant")


def show_evolution(catalogue: Catalogue, choix: Choix) -> None:
    """Comparable figures, year after year."""
    st.subheader(texts.EVOLUTION_TITLE, anchor=False)
    bloc = heures_blocs.evolution(catalogue, choix.level, par_habitant=choix.par_habitant)
    series = len(catalogue.heures.series(choix.level))
    st.caption(texts.known(series, len(catalogue.territoires.all(choix.level)), choix.level))
    if bloc is None:
        st.info(texts.EVOLUTION_EMPTY)
        return
    if heures_blocs.is_one_year(catalogue, choix.level):
        st.info(texts.EVOLUTION_ONE_YEAR)
    _show_bloc(bloc, keys.EVOLUTION, choix)


def show_classement(catalogue: Catalogue, choix: Choix) -> None:
    """Ranking of a year beside its map."""
    years = domain.annees(catalogue.heures, choix.level)
    if not years:
        return
    st.subheader(texts.RANKING_TITLE, anchor=False)
    year = int(ask_few(parametres.ANNEE, texts.YEAR, {str(year): str(year) for year in years}))
    bloc, carte = heures_blocs.classement(catalogue, choix.level, year, par_habitant=choix.par_habitant)
    _show_mentions(bloc)
    left, right = st.columns([1, 1], gap="large")
    with left:
        _show_chart(bloc, keys.CLASSEMENT, (choix, year))
    with right:
        show_graphique(carte, (choix, year), keys.CARTE_HEURES)


def show_france(catalogue: Catalogue) -> None:
    """National figures, apart."""
    st.subheader(texts.NATIONAL_TITLE, anchor=False)
    bloc = heures_blocs.france(catalogue)
    if bloc is None:
        st.info(texts.NATIONAL_EMPTY)
        return
    _show_bloc(bloc, keys.FRANCE)


def show_repartition(catalogue: Catalogue) -> None:
    """How hours break down, by one dimension at a time."""
    st.subheader(texts.BREAKDOWN_TITLE, help=texts.DIMENSION_HELP, anchor=False)
    dimensions = heures_blocs.dimensions(catalogue)
    if not dimensions:
        st.info(texts.BREAKDOWN_EMPTY)
        return
    dimension = ask_few(parametres.DIMENSION, texts.BREAKDOWN_DIMENSION, dimensions)
    _show_bloc(heures_blocs.repartition(catalogue, dimension), keys.REPARTITION, dimension)


def show_a_part(catalogue: Catalogue) -> None:
    """Figures that stand alone, with what each covers."""
    st.subheader(texts.APART_TITLE, help=texts.APART_NOTE, anchor=False)
    place = _ask_departement(catalogue)
    chiffres = domain.non_comparables(catalogue.heures, place)
    if not chiffres:
        st.info(texts.APART_EMPTY)
        return
    blocks.show("chiffres_a_part.html", notes=[note(chiffre) for chiffre in chiffres])
    tables.show_downloads(
        tableaux_heures.table_chiffres(chiffres), texts.APART_TITLE, texts.FILES["apart"], keys.A_PART
    )


def show_connu(catalogue: Catalogue) -> None:
    """What is known where, and what would be needed."""
    st.subheader(texts.KNOWN_TITLE, help=texts.KNOWN_NOTE, anchor=False)
    table = heures_blocs.connaissances(catalogue)
    tables.show_table(table, texts.KNOWN_TITLE, texts.FILES["connu"], keys.CONNU)


def _show_bloc(bloc: Bloc, key: str, choices: Hashable = None) -> None:
    _show_mentions(bloc)
    _show_chart(bloc, key, choices)


def _show_mentions(bloc: Bloc) -> None:
    for mention in bloc.mentions:
        st.caption(mention)


def _show_chart(bloc: Bloc, key: str, choices: Hashable) -> None:
    """A chart, and the table behind it; both are built once for the same choices."""
    show_graphique(bloc.graphique, (choices,), key)
    with st.expander(texts.SHOW_TABLE, icon=":material/table_rows:"):
        rows = load_kept((key, "table", choices), bloc.tableau)
        tables.show_table(rows, bloc.titre, key.replace("_", "-"), f"{key}_table")


def _ask_departement(catalogue: Catalogue) -> Territoire | None:
    chosen = ask_departement(catalogue, texts.PLACE, texts.place_option(catalogue.territoires.region_nom))
    return None if chosen is None else Territoire(DEPARTEMENT, chosen)
