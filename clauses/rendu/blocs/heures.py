"""Charts of the hours with the tables behind them, as they are on screen and in the atlas without server."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from clauses.domain import heures as domain
from clauses.domain import repartitions
from clauses.domain.heures import Chiffre
from clauses.domain.repartitions import Part
from clauses.domain.territoires import DEPARTEMENT
from clauses.donnees import Moment, kept
from clauses.rendu import figures
from clauses.rendu.figures import Graphique
from clauses.rendu.heures import short_source
from clauses.rendu.mots import heures as texts
from clauses.rendu.mots import population
from clauses.rendu.tableaux import Tableau
from clauses.rendu.tableaux import heures as tableaux_heures

MOST_LINES = 6


@dataclass(frozen=True, slots=True)
class Bloc:
    """A chart, the table behind it, its title, and the mentions above it."""

    titre: str
    graphique: Graphique
    tableau: Tableau
    mentions: tuple[str, ...] = ()


@kept(16)
def evolution(moment: Moment, level: str, *, par_habitant: bool) -> Bloc | None:
    """Comparable figures of a level, year after year; ``None`` when there are none."""
    series = moment.heures.series(level)
    if not series:
        return None
    longest = sorted(series, key=lambda each: -len(series[each]))[:MOST_LINES]
    drawn = {territoire: series[territoire] for territoire in longest}
    chiffres = [chiffre for serie in drawn.values() for chiffre in serie]
    names = [moment.territoires.nom_distinct(territoire) for territoire in drawn]
    return Bloc(
        texts.EVOLUTION_TITLE,
        Graphique(
            figures.figure_evolution(drawn, moment.heures, par_habitant=par_habitant),
            texts.evolution_title(names, par_habitant=par_habitant),
            _source(moment, chiffres, par_habitant=par_habitant),
            figures.evolution_words(drawn, moment.heures, par_habitant=par_habitant),
            texts.FILES["evolution"],
        ),
        tableaux_heures.table_series(series, moment.heures),
        (
            *([texts.evolution_cut(len(drawn), len(series))] if len(series) > len(drawn) else []),
            population.source(moment.territoires.annee_population),
        ),
    )


def is_one_year(moment: Moment, level: str) -> bool:
    """True if no series of a level has the two years that a change needs."""
    return all(len(serie) < 2 for serie in moment.heures.series(level).values())


@kept(64)
def classement(moment: Moment, level: str, year: int, *, par_habitant: bool) -> tuple[Bloc, Graphique]:
    """Ranking of a year, and its map."""
    rangs = domain.classement(moment.heures, level, year, par_habitant=par_habitant)
    title = texts.ranking_title(year, par_habitant=par_habitant)
    names = [moment.territoires.nom_distinct(rang.territoire) for rang in rangs]
    source = _source(moment, [rang.chiffre for rang in rangs], par_habitant=par_habitant)
    bloc = Bloc(
        title,
        Graphique(
            figures.figure_classement(rangs, moment.territoires),
            title,
            source,
            texts.ranking_alt(names, rangs, title),
            texts.FILES["classement"],
        ),
        tableaux_heures.table_classement(rangs, moment.heures),
        (
            *([texts.RANKING_ALONE] if len(rangs) == 1 else []),
            population.source(moment.territoires.annee_population),
        ),
    )
    ranked = {rang.territoire for rang in rangs}
    # Thousands of rings would hide the map: only départements are shown without a figure.
    without = [each for each in moment.territoires.all(DEPARTEMENT) if each not in ranked]
    without = without if level == DEPARTEMENT else []

    carte = Graphique(
        figures.figure_carte(rangs, without, moment.territoires, moment.geo.contours("departements")),
        title,
        source,
        texts.map_alt(title, len(moment.territoires.all(level)) - len(rangs)),
        texts.FILES["carte"],
    )
    return bloc, carte


@kept(2)
def france(moment: Moment) -> Bloc | None:
    """National figures; ``None`` when there are none."""
    chiffres = moment.heures.serie_nationale()
    if not chiffres:
        return None
    return Bloc(
        texts.NATIONAL_TITLE,
        Graphique(
            figures.figure_annees(chiffres),
            texts.NATIONAL_TITLE,
            _source(moment, chiffres),
            texts.national_alt(chiffres),
            texts.FILES["france"],
        ),
        tableaux_heures.table_chiffres(moment.heures.nationales),
        (texts.NATIONAL_NOTE,),
    )


def dimensions(moment: Moment) -> dict[str, str]:
    """Dimensions by which some hours are known to break down, and their words."""
    present = {part.dimension for part in moment.repartitions}
    return {code: label for code, label in texts.DIMENSIONS.items() if code in present}


@kept(16)
def repartition(moment: Moment, dimension: str) -> Bloc:
    """Breakdown of hours by one dimension."""
    groups: dict[str, Sequence[Part]] = {
        tableaux_heures.group_name(territoire, year, moment.territoires): parts
        for (territoire, year), parts in repartitions.groups(moment.repartitions, dimension).items()
    }
    rounding = texts.breakdown_total([sum(part.part for part in parts) for parts in groups.values()])
    title = texts.breakdown_title(dimension, list(groups))
    sources = [short_source(item) for parts in groups.values() for part in parts for item in part.source]
    return Bloc(
        title,
        Graphique(
            figures.figure_repartition(groups),
            title,
            texts.source(sources, moment.actualisee_le, moment.edition),
            tableaux_heures.repartition_words(title, groups),
            texts.FILES["repartition"],
        ),
        tableaux_heures.table_repartition(groups),
        (rounding,) if rounding else (),
    )


def connaissances(moment: Moment) -> Tableau:
    """Known hours of each département, and those that are missing."""
    known = domain.connaissances(moment.heures, moment.repartitions, DEPARTEMENT)
    words = tableaux_heures.Manques(texts.NEEDED, texts.NEEDED_MORE, texts.NEEDED_RECENT)
    return tableaux_heures.table_connaissances(known, moment.territoires, words)


def _source(moment: Moment, chiffres: Iterable[Chiffre], *, par_habitant: bool = False) -> str:
    named = [short_source(item) for chiffre in chiffres for item in chiffre.source]
    if par_habitant:
        named.append(population.kind(moment.territoires.annee_population))
    return texts.source(named, moment.actualisee_le, moment.edition)
