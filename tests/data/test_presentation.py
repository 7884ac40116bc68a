"""Shipped story: its layers and places exist, its figures are those of the data and have a source."""

import itertools
import re

import pytest

from clauses.domain.contenus.presentation import check_histoires
from clauses.donnees import read_moment
from clauses.storage.contenus import SHIPPED_CONTENTS, read_contenus
from clauses.storage.files import SHIPPED_DATA

CONTENUS = read_contenus(SHIPPED_CONTENTS)
(HISTOIRE,) = CONTENUS.histoires
ETAPES = HISTOIRE.etapes
MOST_WORDS = 45
"""Words that a room reads on one step, beside its title and figures."""


@pytest.fixture(scope="module")
def moment():
    return read_moment(SHIPPED_DATA)


def test_everything_it_names_exists(moment):
    assert not check_histoires(CONTENUS.histoires, moment.typologies, moment.territoires)


def test_it_has_about_ten_steps_each_with_a_note():
    assert 9 <= len(ETAPES) <= 12
    assert all(etape.note for etape in ETAPES)


def test_layers_come_one_by_one_then_what_remains():
    order = ["plie", "mde", "intercommunalite", "departement", "bailleurs"]
    ranks = [next(rank for rank, etape in enumerate(ETAPES) if code in (etape.typologies or ())) for code in order]
    assert ranks == sorted(set(ranks))
    gaps = next(rank for rank, etape in enumerate(ETAPES) if "lacunes" in etape.couches)
    assert gaps > ranks[-1]
    assert ETAPES[gaps].typologies is None
    # What is on the map stays there.
    shown = [set(etape.typologies) for etape in ETAPES if etape.typologies]
    assert all(before <= after for before, after in itertools.pairwise(shown))


def test_steps_are_short():
    assert [etape.slug for etape in ETAPES if len(etape.corps.split()) > MOST_WORDS] == []


def test_figures_told_are_those_of_the_experience_of_their_place(moment):
    """A figure of a story is in an experience of the same territory, from the same source."""
    for etape in ETAPES:
        for chiffre in (each for each in etape.chiffres if not each.calcul):
            retours = [retour for retour in CONTENUS.retours if retour.territoire == etape.territoire]
            assert [retour.source for retour in retours] == [chiffre.source], etape.slug
            assert chiffre.valeur in [figure.valeur for figure in retours[0].chiffres], etape.slug


def test_toulouse_says_what_the_table_of_hours_says(moment):
    toulouse = next(etape for etape in ETAPES if etape.slug == "toulouse")
    row = next(each for each in moment.heures.chiffres if each.id == "toulouse-metropole-guichet-2016")
    words = " ".join(f"{each.valeur} {each.libelle}" for each in toulouse.chiffres)
    assert f"{row.heures:,.0f} h".replace(",", " ") in words
    assert f"{row.part_qpv:.0f} %" in words
    assert f"{row.part_qpv_population:.0f} %" in words
    assert {each.source for each in toulouse.chiffres} == {
        row.source[0] if isinstance(row.source, tuple) else row.source
    }


def test_nothing_counted_is_written_by_hand():
    """Shares of the region change with the data: they are counted, never typed."""
    for etape in ETAPES:
        if etape.territoire == "REG:76":
            assert all(chiffre.calcul for chiffre in etape.chiffres), etape.slug
            assert not re.search(r"\d+ %", etape.corps), etape.slug
