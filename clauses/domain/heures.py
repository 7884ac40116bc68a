"""Heures: published figures of hours, and those comparable for a territory.

Annual figures, averages and cumulated ones, one worksite and a whole territory, hours planned and hours done are
different things. Only a *comparable* figure (hours done over one year on a whole territory) may be drawn on a curve,
ranked or divided by a population. Nothing is ever summed here.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from clauses.domain.cellules import integer, number, split, text
from clauses.domain.perimetre import FRANCE, Niveau, Perimetre, PerimetreError, parse
from clauses.domain.repartitions import Part
from clauses.domain.territoires import Territoire, Territoires

ANNUELLE, MOYENNE, CUMUL = "annuelle", "moyenne_annuelle", "cumul"
REALISEES, PREVUES = "realisees", "prevues"

ETP_TRAVAILLE = 1607
"""Hours worked in a year by a full-time employee in France (legal annual duration of work)."""
ETP_PAYE = 1820
"""Hours paid in a year to a full-time employee (35 hours × 52 weeks): how insertion worksites count."""


@dataclass(frozen=True, slots=True)
class Chiffre:
    """One row of ``data/heures.csv``; the fields are its columns."""

    id: str
    libelle: str
    annee: int
    territoire: Perimetre = field(default_factory=Perimetre)
    periode: str = ANNUELLE
    annee_debut: int | None = None
    heures: int | None = None
    nature: str = ""
    beneficiaires: int | None = None
    contrats: int | None = None
    marches: int | None = None
    part_qpv: float | None = None
    part_qpv_population: float | None = None
    etp_facilitateurs: float | None = None
    portee: str = ""
    comparable: bool = False
    qualificatif: str = ""
    confiance: str = ""
    source: tuple[str, ...] = ()
    remarque: str = ""

    @property
    def is_national(self) -> bool:
        """A figure for the whole country."""
        return any(token.level == FRANCE for token in self.territoire.tokens)

    @property
    def is_comparable(self) -> bool:
        """Whole territory, one year, hours done: may be ranked and divided by a population.

        The column says it; a row that contradicts it (the validation tells) is not believed.
        """
        return self.comparable and (self.periode, self.nature) == (ANNUELLE, REALISEES) and self.heures is not None

    @property
    def is_yearly(self) -> bool:
        """Hours done in a year, or on average: the base of full-time equivalents."""
        return self.heures is not None and self.nature == REALISEES and self.periode in (ANNUELLE, MOYENNE)


def chiffres_from(table: pd.DataFrame) -> tuple[Chiffre, ...]:
    """Figures of a typed table with the columns of ``heures.csv``, in its order; a row without year is left out.

    A territory that cannot be read counts as unknown: the defect itself is an ``Issue`` of the validation.

    >>> table = pd.DataFrame([{"id": "a", "libelle": "Essai", "annee": 2020, "territoire": "DEP:98", "heures": 10}])
    >>> chiffre, = chiffres_from(table)
    >>> str(chiffre.territoire), chiffre.heures, chiffre.is_comparable
    ('DEP:98', 10, False)
    """
    return tuple(_chiffre(row) for row in table.to_dict("records") if integer(row.get("annee")) is not None)


def _chiffre(row: dict) -> Chiffre:
    try:
        territoire = parse(text(row.get("territoire")))
    except PerimetreError:
        territoire = Perimetre()
    words = ("id", "libelle", "periode", "nature", "portee", "qualificatif", "confiance", "remarque")
    integers = ("annee_debut", "heures", "beneficiaires", "contrats", "marches")
    numbers = ("part_qpv", "part_qpv_population", "etp_facilitateurs")
    cells: dict[str, Any] = {name: text(row.get(name)) for name in words}
    cells |= {name: integer(row.get(name)) for name in integers} | {name: number(row.get(name)) for name in numbers}
    return Chiffre(
        **cells,
        annee=integer(row.get("annee")) or 0,
        territoire=territoire,
        comparable=text(row.get("comparable")) == "oui",
        source=split(row.get("source"), " ; "),
    )


@dataclass(frozen=True)
class Heures:
    """Published figures laid over the territories of a region."""

    territoires: Territoires
    chiffres: tuple[Chiffre, ...]

    @cached_property
    def _places(self) -> list[tuple[Chiffre, frozenset[int]]]:
        """Figures of the region with the positions of their communes; those of an unknown place are left out."""
        places = []
        for chiffre in self.chiffres:
            positions = self._resolve(chiffre)
            if positions:
                places.append((chiffre, positions))
        return places

    def _resolve(self, chiffre: Chiffre) -> frozenset[int]:
        if chiffre.is_national:
            return frozenset()
        try:
            levels = chiffre.territoire.niveaux(self.territoires)
        except PerimetreError:
            return frozenset()
        return frozenset(np.flatnonzero(levels != Niveau.AUCUN).tolist())

    @property
    def nationales(self) -> tuple[Chiffre, ...]:
        """Figures of the whole country, by year."""
        return tuple(sorted((each for each in self.chiffres if each.is_national), key=_by_year))

    def serie_nationale(self) -> tuple[Chiffre, ...]:
        """Hours of the whole country over one year each: one a year, the first of the file where there are several."""
        by_year: dict[int, Chiffre] = {}
        for chiffre in self.nationales:
            if chiffre.periode == ANNUELLE and chiffre.heures is not None:
                by_year.setdefault(chiffre.annee, chiffre)
        return tuple(by_year.values())

    @property
    def regionales(self) -> tuple[Chiffre, ...]:
        """Figures of places of the region, by year."""
        return tuple(sorted((chiffre for chiffre, _ in self._places), key=_by_year))

    def of(self, territoire: Territoire) -> tuple[Chiffre, ...]:
        """Figures of exactly this territory, by year."""
        wanted = self._members(territoire)
        return tuple(sorted((chiffre for chiffre, place in self._places if place == wanted), key=_by_year))

    def around(self, territoire: Territoire) -> tuple[Chiffre, ...]:
        """Figures of wider places that hold this territory, the closest in size first, then by year."""
        wanted = self._members(territoire)
        found = [(len(place), chiffre) for chiffre, place in self._places if place > wanted]
        return tuple(chiffre for _, chiffre in sorted(found, key=lambda pair: (pair[0], _by_year(pair[1]))))

    def within(self, territoire: Territoire) -> tuple[Chiffre, ...]:
        """Figures of places inside this territory, or over its border, by year."""
        wanted = self._members(territoire)
        found = [chiffre for chiffre, place in self._places if place & wanted and not place >= wanted]
        return tuple(sorted(found, key=_by_year))

    def serie(self, territoire: Territoire) -> tuple[Chiffre, ...]:
        """Comparable figures of exactly this territory: one a year, the first of the file where there are several."""
        by_year: dict[int, Chiffre] = {}
        for chiffre in self.of(territoire):
            if chiffre.is_comparable:
                by_year.setdefault(chiffre.annee, chiffre)
        return tuple(by_year[annee] for annee in sorted(by_year))

    def par_mille(self, territoire: Territoire, chiffre: Chiffre) -> float | None:
        """Hours per 1 000 inhabitants of a comparable figure of this territory.

        ``None`` for another figure, where nobody lives, and for a territory that goes beyond the region: the figure
        counts the whole of it, the population only a part.
        """
        if not chiffre.is_comparable or chiffre.heures is None or not self.territoires.is_whole(territoire):
            return None
        return par_mille(chiffre.heures, self.territoires.populations[territoire])

    def series(self, level: str) -> dict[Territoire, tuple[Chiffre, ...]]:
        """Comparable figures of each territory of a level that has some."""
        series = {territoire: self.serie(territoire) for territoire in self.territoires.all(level)}
        return {territoire: serie for territoire, serie in series.items() if serie}

    def _members(self, territoire: Territoire) -> frozenset[int]:
        return frozenset(self.territoires.of(territoire).tolist())


def par_mille(heures: float, population: int) -> float | None:
    """Hours per 1 000 inhabitants; ``None`` where nobody lives.

    >>> round(par_mille(370_000, 1_159_220), 1), par_mille(10, 0)
    (319.2, None)
    """
    return heures * 1000 / population if population else None


def etp(heures: float, diviseur: float = ETP_TRAVAILLE) -> float:
    """Full-time equivalents of a number of hours a year.

    A convention: there is no national factor for social clauses. 1 607 h are worked in a legal year, 1 820 h are paid.

    >>> round(etp(600_000)), round(etp(600_000, ETP_PAYE))
    (373, 330)
    """
    return heures / diviseur


def evolution(serie: tuple[Chiffre, ...]) -> float | None:
    """Relative change between the last two comparable years; ``None`` without them, or from nothing.

    >>> evolution((Chiffre("a", "", 2016, heures=400), Chiffre("b", "", 2017, heures=380)))
    -0.05
    """
    if len(serie) < 2:
        return None
    before, after = serie[-2].heures, serie[-1].heures
    return (after - before) / before if before and after is not None else None


def _by_year(chiffre: Chiffre) -> tuple[int, str]:
    return chiffre.annee, chiffre.id


@dataclass(frozen=True, slots=True)
class Rang:
    """A territory in a ranking: its comparable figure, and the measure it is ranked by."""

    territoire: Territoire
    chiffre: Chiffre
    valeur: float


def classement(heures: Heures, level: str, annee: int, *, par_habitant: bool = False) -> list[Rang]:
    """Territories of a level that have a comparable figure for a year, the greatest first.

    ``par_habitant`` ranks by hours per 1 000 inhabitants; a territory without them is then left out.
    """
    rangs = []
    for territoire, serie in heures.series(level).items():
        for chiffre in serie:
            if chiffre.annee != annee or chiffre.heures is None:
                continue
            value = heures.par_mille(territoire, chiffre) if par_habitant else float(chiffre.heures)
            if value is not None:
                rangs.append(Rang(territoire, chiffre, value))
    return sorted(rangs, key=lambda rang: (-rang.valeur, rang.territoire))


def annees(heures: Heures, level: str) -> list[int]:
    """Years with a comparable figure at a level, the latest first."""
    return sorted({chiffre.annee for serie in heures.series(level).values() for chiffre in serie}, reverse=True)


def non_comparables(heures: Heures, territoire: Territoire | None = None) -> list[Chiffre]:
    """Figures of the region, or of the places of a territory, that stand alone, the latest first."""
    found = heures.regionales if territoire is None else (*heures.of(territoire), *heures.within(territoire))
    return sorted((chiffre for chiffre in found if not chiffre.is_comparable), key=lambda each: (-each.annee, each.id))


@dataclass(frozen=True, slots=True)
class Connaissance:
    """Hours known for a territory: comparable years, other figures of it or within it, breakdowns."""

    territoire: Territoire
    annees: tuple[int, ...]
    autres: int
    dedans: int
    repartitions: tuple[int, ...]


def connaissances(heures: Heures, parts: Iterable[Part], level: str) -> list[Connaissance]:
    """Known and missing figures, territory by territory."""
    years: dict[str, set[int]] = {}
    for part in parts:
        years.setdefault(str(part.territoire), set()).add(part.annee)
    return [
        Connaissance(
            territoire,
            tuple(chiffre.annee for chiffre in heures.serie(territoire)),
            sum(not chiffre.is_comparable for chiffre in heures.of(territoire)),
            len(heures.within(territoire)),
            tuple(sorted(years.get(str(territoire), ()))),
        )
        for territoire in heures.territoires.all(level)
    ]
