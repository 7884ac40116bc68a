from datetime import date

import pytest

from clauses.rendu import formats


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0, 0, "0"),
        (999, 0, "999"),
        (1000, 0, "1\u202f000"),
        (6124653, 0, "6\u202f124\u202f653"),
        (1234.56, 1, "1\u202f234,6"),
        (0.5, 2, "0,50"),
    ],
)
def test_numbers(value, decimals, text):
    assert formats.number(value, decimals) == text


@pytest.mark.parametrize(
    ("share", "decimals", "text"),
    [
        (0, 1, "0\u202f%"),
        (1, 0, "100\u202f%"),
        (0.5, 0, "50\u202f%"),
        (0.001, 1, "0,1\u202f%"),
        (1e-9, 1, "moins de 0,1\u202f%"),
        (0.004, 0, "moins de 1\u202f%"),
        (0.996, 0, "plus de 99\u202f%"),
        (0.999, 1, "99,9\u202f%"),
        (1 - 1e-9, 1, "plus de 99,9\u202f%"),
    ],
)
def test_percentages(share, decimals, text):
    assert formats.percent(share, decimals) == text


@pytest.mark.parametrize("decimals", [0, 1, 2])
def test_a_percentage_never_says_nothing_nor_everything_of_a_part(decimals):
    extremes = {formats.percent(0, decimals), formats.percent(1, decimals)}
    shown = {formats.percent(part / 4446, decimals) for part in range(1, 4446)}
    assert not shown & extremes
    assert not any(text.startswith(("100", "0\u202f", "0,0\u202f", "0,00\u202f")) for text in shown)


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0\xa0commune"), (1, "1\xa0commune"), (2, "2\xa0communes"), (4446, "4\u202f446\xa0communes")],
)
def test_the_plural_begins_at_two(value, text):
    assert formats.count(value, "commune") == text


def test_an_irregular_plural_is_given():
    assert formats.count(3, "quartier prioritaire", "quartiers prioritaires") == "3\xa0quartiers prioritaires"


@pytest.mark.parametrize(
    ("name", "de", "a"),
    [
        ("Toulouse", "de Toulouse", "à Toulouse"),
        ("Albi", "d’Albi", "à Albi"),
        ("Île-Modèle", "d’Île-Modèle", "à Île-Modèle"),
        ("Œuvre", "d’Œuvre", "à Œuvre"),
        ("Ô", "d’Ô", "à Ô"),
        ("Hérépian", "d’Hérépian", "à Hérépian"),
        ("Le Vigan", "du Vigan", "au Vigan"),
        ("Les Deux-Mots", "des Deux-Mots", "aux Deux-Mots"),
        ("La Ciotat", "de La Ciotat", "à La Ciotat"),
        ("L'Épreuve", "de L’Épreuve", "à L’Épreuve"),
        ("Lestelle", "de Lestelle", "à Lestelle"),
    ],
)
def test_elision_and_contraction(name, de, a):
    assert (formats.de(name), formats.a(name)) == (de, a)


@pytest.mark.parametrize(
    ("value", "text"), [(date(2024, 2, 1), "1er\xa0février\xa02024"), (date(2024, 8, 31), "31\xa0août\xa02024")]
)
def test_dates(value, text):
    assert formats.day(value) == text
