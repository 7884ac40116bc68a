import time

import pytest

from clauses.domain.recherche import normalise
from clauses.donnees import load_moment


def found(moment, query):
    return [commune.code for commune in moment.index.find(query)]


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("L'Épreuve", ["09002"]),
        ("l’epreuve", ["09002"]),
        ("epreuve", ["09002"]),
        ("ÉPREUVE", ["09002"]),
        ("  épreuve  ", ["09002"]),
        ("saint essai", ["09003"]),
        ("st-essai", ["09003"]),
        ("St. Essai", ["09003"]),
        ("ste étape", ["98002"]),
        ("sainte etape s/ mer", ["98002"]),
        ("etape mer", ["98002"]),
        ("oeuvre", ["09005"]),
        ("Bourg de l'Œuvre", ["09005"]),
        ("deux mots", ["98003"]),
        ("Les Deux Mots", ["98003"]),
        ("ile modele", ["98006"]),
        ("Ô", ["98004"]),
        ("maigre", ["09004"]),
        ("preuv", ["09002"]),
        ("09003", ["09003"]),
        ("98300", ["98006"]),
        ("98300 île", ["98006"]),
        ("98100", ["98002"]),
        ("Testville", ["09001", "98001"]),
        ("testv", ["09001", "98001"]),
        ("testville 98", ["98001"]),
        ("98 testville", ["98001"]),
        ("testville fiction", ["98001"]),
        ("Testville (98, Fiction)", ["98001"]),
        ("testville 09100", ["09001"]),
        ("TESTVILLE CEDEX", ["09001", "98001"]),
        ("tetsville", ["09001", "98001"]),
        ("09100", ["09001", "09002", "09003"]),
        ("testville 75", ["09001", "98001"]),
    ],
)
def test_communes_are_found_the_way_people_type(moment, query, codes):
    answers = found(moment, query)
    # A single letter is also the beginning of other words: the exact name comes first.
    assert answers[: len(codes)] == codes
    assert len(answers) == len(codes) or len(normalise(query)) == 1


@pytest.mark.parametrize("query", ["", "   ", "???", "<b>", "'; DROP TABLE", "\x00", "ℵ", "é" * 3, "[[", ".*", "\\"])
def test_odd_questions_have_a_calm_answer(moment, query):
    assert len(found(moment, query)) <= 10


@pytest.mark.parametrize("query", ["", "   ", "???", "\x00", "ℵ", "[[", ".*", "\\", "zzzzzz"])
def test_nothing_to_look_for_finds_nothing(moment, query):
    assert found(moment, query) == []


def test_homonyms_are_told_apart(moment):
    labels = [commune.label for commune in moment.index.find("testville")]
    assert labels == ["Testville (09, Exemple)", "Testville (98, Fiction)"]


def test_the_number_of_answers_is_limited(moment):
    assert len(moment.index.find("98", 3)) == 3


def test_what_comes_after_a_whole_name_is_ignored(moment):
    assert found(moment, "epreuve" + " " * 80 + "x " * 5_000) == ["09002"]


@pytest.mark.parametrize("query", ["x" * 10_000, "a " * 5_000, "9 " * 5_000, "st-" * 4_000, "é" * 10_000])
def test_ten_thousand_characters_do_not_hang(moment, query):
    start = time.perf_counter()
    moment.index.find(query)
    assert time.perf_counter() - start < 1


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Saint-Gély-du-Fesc", "saint gely du fesc"),
        ("ST  GELY", "saint gely"),
        ("L’Haÿ-les-Roses", "l hay les roses"),
        ("Sœurs & Cœurs", "soeurs coeurs"),
        ("Ｔｅｓｔ", "test"),
        ("", ""),
    ],
)
def test_normalise(text, plain):
    assert normalise(text) == plain


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("couserans", "EPCI:200067940"),
        ("cc aure", "EPCI:246500573"),
        ("carcassonne agglo", "EPCI:200035715"),
        ("st gir", "COM:09261"),
        ("béziers", "COM:34032"),
    ],
)
def test_the_wider_comes_first_when_the_word_is_its_own_name(query, first):
    """Finding 36: CC and St understood; an EPCI before the communes that merely hold the word."""
    assert str(load_moment().index_territoires.find(query)[0]) == first
