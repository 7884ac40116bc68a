from itertools import combinations

import pytest

from clauses.domain.couverture import Statut
from clauses.domain.guichets import GREY, typologies_from
from clauses.rendu.cartes.palette import INK, PAPER, STATUT_COULEURS, contrast, ink_on, luminance
from clauses.storage.files import SHIPPED_DATA
from clauses.storage.tables import read_schemas, read_table

SHIPPED = typologies_from(read_table(SHIPPED_DATA / "typologies.csv", read_schemas(SHIPPED_DATA)["typologies"]).typed())


def test_luminance_goes_from_black_to_white():
    assert (luminance("#000000"), luminance("#ffffff")) == (0, pytest.approx(1))
    assert luminance("#777777") == luminance("#777777".upper())


def test_contrast_is_symmetric_and_at_least_one():
    assert contrast("#336699", "#ffcc00") == contrast("#ffcc00", "#336699") > 1
    assert contrast("#336699", "#336699") == 1


def test_the_ink_chosen_reads_better_than_the_other(subtests):
    for level in range(0, 256, 5):
        with subtests.test(level=level):
            ground = f"#{level:02x}{255 - level:02x}{level // 2:02x}"
            assert contrast(ink_on(ground), ground) == max(contrast(INK, ground), contrast(PAPER, ground))


def test_letters_read_on_the_grey_of_an_unknown_typology():
    assert contrast(ink_on(GREY), GREY) >= 4.5


@pytest.mark.parametrize("typologie", SHIPPED.values(), ids=SHIPPED.keys())
def test_letters_read_on_the_shipped_colours(typologie):
    assert contrast(ink_on(typologie.couleur), typologie.couleur) >= 4.5


def test_every_status_has_a_colour_told_apart_from_the_others():
    assert set(STATUT_COULEURS) == set(Statut)
    assert all(one != other for one, other in combinations(STATUT_COULEURS.values(), 2))
