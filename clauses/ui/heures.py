"""Blocks of the hours screen, from top to bottom: filters, evolution, ranking, country, breakdown, the rest."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass

import streamlit as st
from pandas import DataFrame

from clauses.catalogue import Catalogue, load_contours, load_kept
from clauses.domain import heures as domain
from clauses.domain import repartitions
from clauses.domain.heures import Chiffre
from clauses.domain.territoires import DEPARTEMENT, Territoire
from clauses.ui import blocks, keys, tables
from clauses.ui.choix import ask_departement, ask_few
from clauses.ui.graphique import show_graphique
from clauses.ui.texts import heures as texts
from clauses.views import figures, tableaux_heures
from clauses.views.figures import Graphique
from clauses.views.heures import note, short_source

MOST_LINES = 6


@dataclass(frozen=True, slots=True)
class Choix:
    """What the reader asks to compare."""

    level: str
    par_habitant: bool


def show_filtres() -> Choix:
    """Level and measure, in the address."""
    left, right = st.columns(2)
    with left:
        level = ask_few(keys.NIVEAU, texts.LEVEL, texts.LEVELS)
    with right:
        measure = ask_few(keys.MESURE, texts.MEASURE, texts.MEASURES, texts.MEASURE_HELP)
    return Choix(level, measure == "habitant")


def show_evolution(catalogue: Catalogue, choix: Choix) -> None:
    """Comparable figures, year after year."""
    st.subheader(texts.EVOLUTION_TITLE, anchor=False)
    series = catalogue.heures.series(choix.level)
    st.caption(texts.known(len(series), len(catalogue.territoires.all(choix.level)), choix.level))
    if not series:
        st.info(texts.EVOLUTION_EMPTY)
        return
    longest = sorted(series, key=lambda each: -len(series[each]))[:MOST_LINES]
    drawn = {territoire: series[territoire] for territoire in longest}
    chiffres = [chiffre for serie in drawn.values() for chiffre in serie]
    if all(len(serie) < 2 for serie in drawn.values()):
        st.info(texts.EVOLUTION_ONE_YEAR)
    names = [catalogue.territoires.nom_distinct(territoire) for territoire in drawn]
    if len(series) > len(drawn):
        st.caption(texts.evolution_cut(len(drawn), len(series)))
    _show_chart(
        lambda: Graphique(
            figures.figure_evolution(drawn, catalogue.heures, par_habitant=choix.par_habitant),
            texts.evolution_title(names, par_habitant=choix.par_habitant),
            _source(catalogue, chiffres),
            figures.evolution_words(drawn, catalogue.heures, par_habitant=choix.par_habitant),
            texts.FILES["evolution"],
        ),
        lambda: tableaux_heures.table_series(series, catalogue.heures),
        keys.EVOLUTION,
        texts.EVOLUTION_TITLE,
        choix,
    )


def show_classement(catalogue: Catalogue, choix: Choix) -> None:
    """Ranking of a year beside its map."""
    years = domain.annees(catalogue.heures, choix.level)
    if not years:
        return
    st.subheader(texts.RANKING_TITLE, anchor=False)
    year = int(ask_few(keys.ANNEE, texts.YEAR, {str(year): str(year) for year in years}))
    rangs = domain.classement(catalogue.heures, choix.level, year, par_habitant=choix.par_habitant)
    if len(rangs) == 1:
        st.caption(texts.RANKING_ALONE)
    title = texts.ranking_title(year, par_habitant=choix.par_habitant)
    names = [catalogue.territoires.nom_distinct(rang.territoire) for rang in rangs]
    source = _source(catalogue, [rang.chiffre for rang in rangs])
    left, right = st.columns([1, 1], gap="large")
    with left:
        _show_chart(
            lambda: Graphique(
                figures.figure_classement(rangs, catalogue.territoires),
                title,
                source,
                texts.ranking_alt(names, rangs, title),
                texts.FILES["classement"],
            ),
            lambda: tableaux_heures.table_classement(rangs, catalogue.heures),
            keys.CLASSEMENT,
            title,
            (choix, year),
        )
    with right:
        ranked = {rang.territoire for rang in rangs}
        # Thousands of rings would hide the map: only départements are shown without a figure.
        without = [each for each in catalogue.territoires.all(DEPARTEMENT) if each not in ranked]
        without = without if choix.level == DEPARTEMENT else []
        show_graphique(
            lambda: Graphique(
                figures.figure_carte(rangs, without, catalogue.territoires, load_contours("departements")),
                title,
                source,
                texts.map_alt(title, len(catalogue.territoires.all(choix.level)) - len(rangs)),
                texts.FILES["carte"],
            ),
            (choix, year),
            keys.CARTE_HEURES,
        )


def show_france(catalogue: Catalogue) -> None:
    """National figures, apart."""
    st.subheader(texts.NATIONAL_TITLE, anchor=False)
    chiffres = catalogue.heures.serie_nationale()
    if not chiffres:
        st.info(texts.NATIONAL_EMPTY)
        return
    st.caption(texts.NATIONAL_NOTE)
    _show_chart(
        lambda: Graphique(
            figures.figure_annees(chiffres),
            texts.NATIONAL_TITLE,
            _source(catalogue, chiffres),
            texts.national_alt(chiffres),
            texts.FILES["france"],
        ),
        lambda: tableaux_heures.table_chiffres(catalogue.heures.nationales),
        keys.FRANCE,
        texts.NATIONAL_TITLE,
    )


def show_repartition(catalogue: Catalogue) -> None:
    """How hours break down, by one dimension at a time."""
    st.subheader(texts.BREAKDOWN_TITLE, help=texts.DIMENSION_HELP, anchor=False)
    present = {part.dimension for part in catalogue.repartitions}
    dimensions = {code: label for code, label in texts.DIMENSIONS.items() if code in present}
    if not dimensions:
        st.info(texts.BREAKDOWN_EMPTY)
        return
    dimension = ask_few(keys.DIMENSION, texts.BREAKDOWN_DIMENSION, dimensions)
    groups = {
        tableaux_heures.group_name(territoire, year, catalogue.territoires): parts
        for (territoire, year), parts in repartitions.groups(catalogue.repartitions, dimension).items()
    }
    rounding = texts.breakdown_total([sum(part.part for part in parts) for parts in groups.values()])
    if rounding:
        st.caption(rounding)
    title = texts.breakdown_title(dimension, list(groups))
    sources = [short_source(item) for parts in groups.values() for part in parts for item in part.source]
    _show_chart(
        lambda: Graphique(
            figures.figure_repartition(groups),
            title,
            texts.source(sources, catalogue.actualisee_le, catalogue.edition),
            tableaux_heures.repartition_words(title, groups),
            texts.FILES["repartition"],
        ),
        lambda: tableaux_heures.table_repartition(groups),
        keys.REPARTITION,
        title,
        dimension,
    )


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
    known = domain.connaissances(catalogue.heures, catalogue.repartitions, DEPARTEMENT)
    words = tableaux_heures.Manques(texts.NEEDED, texts.NEEDED_MORE, texts.NEEDED_RECENT)
    table = tableaux_heures.table_connaissances(known, catalogue.territoires, words)
    tables.show_table(table, texts.KNOWN_TITLE, texts.FILES["connu"], keys.CONNU)


def _show_chart(
    build: Callable[[], Graphique], table: Callable[[], DataFrame], key: str, title: str, choices: Hashable = None
) -> None:
    """A chart, and the table behind it; both are built once for the same choices."""
    show_graphique(build, (choices,), key)
    with st.expander(texts.SHOW_TABLE, icon=":material/table_rows:"):
        rows = load_kept((key, "table", choices), table)
        tables.show_table(rows, title, key.replace("_", "-"), f"{key}_table", tableaux_heures.NUMBERS)


def _ask_departement(catalogue: Catalogue) -> Territoire | None:
    chosen = ask_departement(catalogue, texts.PLACE, texts.place_option(catalogue.territoires.region_nom))
    return None if chosen is None else Territoire(DEPARTEMENT, chosen)


def _source(catalogue: Catalogue, chiffres: Iterable[Chiffre]) -> str:
    named = [short_source(item) for chiffre in chiffres for item in chiffre.source]
    return texts.source(named, catalogue.actualisee_le, catalogue.edition)
