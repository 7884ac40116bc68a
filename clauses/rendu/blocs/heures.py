"""Charts of the hours with the tables behind them, as they are on screen and in the atlas without server."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from clauses.catalogue import Catalogue, load_contours
from clauses.domain import heures as domain
from clauses.domain import repartitions
from clauses.domain.heures import Chiffre
from clauses.domain.repartitions import Part
from clauses.domain.territoires import DEPARTEMENT
from clauses.rendu import figures
from clauses.rendu.figures import Graphique
from clauses.rendu.heures import short_source
from clauses.rendu.mots import heures as texts
from clauses.rendu.tableaux import Tableau
from clauses.rendu.tableaux import heures as tableaux_heures

MOST_LINES = 6


@dataclass(frozen=True, slots=True)
class Bloc:
    """A chart and the table behind it, made when asked for; what must be said above; what all this is called."""

    titre: str
    graphique: Callable[[], Graphique]
    tableau: Callable[[], Tableau]
    mentions: tuple[str, ...] = ()


def evolution(catalogue: Catalogue, level: str, *, par_habitant: bool) -> Bloc | None:
    """Comparable figures of a level, year after year; ``None`` when there are none."""
    series = catalogue.heures.series(level)
    if not series:
        return None
    longest = sorted(series, key=lambda each: -len(series[each]))[:MOST_LINES]
    drawn = {territoire: series[territoire] for territoire in longest}
    chiffres = [chiffre for serie in drawn.values() for chiffre in serie]
    names = [catalogue.territoires.nom_distinct(territoire) for territoire in drawn]
    return Bloc(
        texts.EVOLUTION_TITLE,
        lambda: Graphique(
            figures.figure_evolution(drawn, catalogue.heures, par_habitant=par_habitant),
            texts.evolution_title(names, par_habitant=par_habitant),
            _source(catalogue, chiffres),
            figures.evolution_words(drawn, catalogue.heures, par_habitant=par_habitant),
            texts.FILES["evolution"],
        ),
        lambda: tableaux_heures.table_series(series, catalogue.heures),
        (texts.evolution_cut(len(drawn), len(series)),) if len(series) > len(drawn) else (),
    )


def is_one_year(catalogue: Catalogue, level: str) -> bool:
    """Whether no series of a level has the two years that an evolution takes."""
    return all(len(serie) < 2 for serie in catalogue.heures.series(level).values())


def classement(
    catalogue: Catalogue, level: str, year: int, *, par_habitant: bool
) -> tuple[Bloc, Callable[[], Graphique]]:
    """Ranking of a year, and what makes its map."""
    rangs = domain.classement(catalogue.heures, level, year, par_habitant=par_habitant)
    title = texts.ranking_title(year, par_habitant=par_habitant)
    names = [catalogue.territoires.nom_distinct(rang.territoire) for rang in rangs]
    source = _source(catalogue, [rang.chiffre for rang in rangs])
    bloc = Bloc(
        title,
        lambda: Graphique(
            figures.figure_classement(rangs, catalogue.territoires),
            title,
            source,
            texts.ranking_alt(names, rangs, title),
            texts.FILES["classement"],
        ),
        lambda: tableaux_heures.table_classement(rangs, catalogue.heures),
        (texts.RANKING_ALONE,) if len(rangs) == 1 else (),
    )
    ranked = {rang.territoire for rang in rangs}
    # Thousands of rings would hide the map: only départements are shown without a figure.
    without = [each for each in catalogue.territoires.all(DEPARTEMENT) if each not in ranked]
    without = without if level == DEPARTEMENT else []

    def carte() -> Graphique:
        return Graphique(
            figures.figure_carte(rangs, without, catalogue.territoires, load_contours("departements")),
            title,
            source,
            texts.map_alt(title, len(catalogue.territoires.all(level)) - len(rangs)),
            texts.FILES["carte"],
        )

    return bloc, carte


def france(catalogue: Catalogue) -> Bloc | None:
    """National figures; ``None`` when there are none."""
    chiffres = catalogue.heures.serie_nationale()
    if not chiffres:
        return None
    return Bloc(
        texts.NATIONAL_TITLE,
        lambda: Graphique(
            figures.figure_annees(chiffres),
            texts.NATIONAL_TITLE,
            _source(catalogue, chiffres),
            texts.national_alt(chiffres),
            texts.FILES["france"],
        ),
        lambda: tableaux_heures.table_chiffres(catalogue.heures.nationales),
        (texts.NATIONAL_NOTE,),
    )


def dimensions(catalogue: Catalogue) -> dict[str, str]:
    """Dimensions by which some hours are known to break down, and their words."""
    present = {part.dimension for part in catalogue.repartitions}
    return {code: label for code, label in texts.DIMENSIONS.items() if code in present}


def repartition(catalogue: Catalogue, dimension: str) -> Bloc:
    """How hours break down by one dimension."""
    groups: dict[str, Sequence[Part]] = {
        tableaux_heures.group_name(territoire, year, catalogue.territoires): parts
        for (territoire, year), parts in repartitions.groups(catalogue.repartitions, dimension).items()
    }
    rounding = texts.breakdown_total([sum(part.part for part in parts) for parts in groups.values()])
    title = texts.breakdown_title(dimension, list(groups))
    sources = [short_source(item) for parts in groups.values() for part in parts for item in part.source]
    return Bloc(
        title,
        lambda: Graphique(
            figures.figure_repartition(groups),
            title,
            texts.source(sources, catalogue.actualisee_le, catalogue.edition),
            tableaux_heures.repartition_words(title, groups),
            texts.FILES["repartition"],
        ),
        lambda: tableaux_heures.table_repartition(groups),
        (rounding,) if rounding else (),
    )


def connaissances(catalogue: Catalogue) -> Tableau:
    """What is known of each département, and what would be needed."""
    known = domain.connaissances(catalogue.heures, catalogue.repartitions, DEPARTEMENT)
    words = tableaux_heures.Manques(texts.NEEDED, texts.NEEDED_MORE, texts.NEEDED_RECENT)
    return tableaux_heures.table_connaissances(known, catalogue.territoires, words)


def _source(catalogue: Catalogue, chiffres: Iterable[Chiffre]) -> str:
    named = [short_source(item) for chiffre in chiffres for item in chiffre.source]
    return texts.source(named, catalogue.actualisee_le, catalogue.edition)
