"""Age of facts, on invented guichets."""

from dataclasses import replace

import numpy as np

from clauses.domain.age import Age, Mois, age, age_of, is_old, part_recente
from clauses.domain.couverture import Couverture
from clauses.domain.guichets import Guichet
from clauses.domain.perimetre import parse
from clauses.domain.structures import Structure
from clauses.domain.territoires import example_territoires
from clauses.rendu.guichets import constat
from clauses.rendu.mots.age import recente

TERRITOIRES = example_territoires()
EVERYBODY = np.arange(len(TERRITOIRES.communes))
OLD = Guichet("ancien", "Essai", perimetre=parse("DEP:98"), constate_en=2016)
NEW = Guichet("recent", "Essai", perimetre=parse("COM:98001"), constate_en=2025)


def part(*guichets: Guichet) -> float | None:
    return part_recente(Couverture(TERRITOIRES, guichets), EVERYBODY, 2026)


def inhabitants(code: str) -> float:
    return TERRITOIRES.population(np.array([TERRITOIRES.positions[code]])) / TERRITOIRES.population(EVERYBODY)


def test_a_fact_is_old_in_the_directory_when_it_is_old_on_the_map() -> None:
    """One rule: « three years » on the map are the 36 months of the directory, whatever the month."""
    for seen in range(2020, 2027):
        for month in range(1, 13):
            assert (age(seen, 2026) is Age.ANCIEN) == is_old(seen, 36, Mois(2026, month)), (seen, month)


def test_several_guichets_are_as_recent_as_the_latest() -> None:
    assert age_of([OLD, NEW], 2026) is Age.RECENT
    assert age_of([replace(OLD, constate_en=None), OLD], 2026) is Age.ANCIEN
    assert age_of([], 2026) is None


def test_recent_share_counts_only_the_communes_covered_by_a_recent_source() -> None:
    assert part(OLD, NEW) == inhabitants("98001")
    assert part(OLD) == 0


def test_a_recent_source_that_does_not_cover_counts_for_nothing() -> None:
    """Seen lately, but for some buyers only, or only coordinating: the commune stays covered by an old source."""
    assert part(OLD, replace(NEW, donneurs_ordre=("bailleurs",))) == 0
    assert part(OLD, replace(NEW, role="coordination")) == 0


def test_an_old_source_of_a_local_guichet_does_not_hide_the_recent_one_of_a_wider() -> None:
    """The commune has a guichet: the latest source that says so counts, whoever is called first."""
    assert part(replace(OLD, constate_en=2025), replace(NEW, constate_en=2010)) == part(replace(OLD, constate_en=2025))


def test_a_card_says_when_a_fact_was_seen_and_how_long_ago() -> None:
    """An old or undated fact is to be checked; a recent one is not."""
    said = [constat(replace(OLD, constate_en=year), 2026).replace("\xa0", " ") for year in (2016, 2025, 2026, None)]
    assert said == [
        "Vu en 2016, il y a dix ans : à vérifier",
        "Vu en 2025, il y a un an",
        "Vu en 2026, cette année",
        "Vu à une date inconnue : à vérifier",
    ]
    assert constat(Structure("s", "Essai", constate_en=1999), 2026).startswith("Vu en 1999, il y a 27")


def test_what_is_printed_says_the_year_alone() -> None:
    """« il y a dix ans » would be false as soon as the paper is a year old."""
    assert constat(OLD) == "Constaté en 2016"


def test_headline_says_the_recent_part() -> None:
    assert recente(0.0853).replace("\u202f", " ") == "dont 9 % d’après une source de moins de trois ans"
    assert recente(0) == "jamais d’après une source de moins de trois ans"
    assert recente(None) == ""
