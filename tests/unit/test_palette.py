from itertools import combinations

import numpy as np
import pytest

from clauses.domain.guichets import GREY, typologies_from
from clauses.domain.statut import Statut
from clauses.rendu.cartes.aspect import STATUT_ASPECTS
from clauses.rendu.cartes.palette import INK, PAPER, contrast, ink_on, luminance
from clauses.storage.files import SHIPPED_DATA
from clauses.storage.schemas import read_schemas
from clauses.storage.tables import read_table

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


MACHADO = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.1523, 1.0526, -0.2049), (0.1145, 0.7863, 0.0992), (-0.0039, -0.0481, 1.0520)),
    "deuteranopia": ((0.3673, 0.8606, -0.2280), (0.2801, 0.6725, 0.0474), (-0.0118, 0.0429, 0.9690)),
}
"""What red, green and blue become for an eye (Machado, Oliveira and Fernandes, 2009), in linear light."""
OKLAB_CONES = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
OKLAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
APART = 0.08
"""Distance in OKLab (Ottosson, 2020) above which two areas side by side are told apart without hesitation."""


def seen(colour: str, eye: str) -> np.ndarray:
    """A colour in OKLab as this eye sees it."""
    channels = np.array([int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)])
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return np.array(OKLAB) @ np.cbrt(np.array(OKLAB_CONES) @ np.array(MACHADO[eye]) @ linear)


def distance(one: str, other: str, eye: str = "usual") -> float:
    return float(np.linalg.norm(seen(one, eye) - seen(other, eye)))


THEMES = {"clair": "#ffffff", "sombre": "#121b22"}


@pytest.mark.parametrize("eye", MACHADO)
@pytest.mark.parametrize("theme", THEMES)
def test_statuses_are_told_apart_by_every_eye(theme, eye):
    colours = {statut: getattr(look, theme) for statut, look in STATUT_ASPECTS.items()}
    assert set(colours) == set(Statut)
    close = [pair for pair in combinations(colours, 2) if distance(*(colours[each] for each in pair), eye) < APART]
    assert not close


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("statut", Statut)
def test_a_status_stands_out_on_its_page(statut, theme):
    assert contrast(getattr(STATUT_ASPECTS[statut], theme), THEMES[theme]) >= 3


@pytest.mark.parametrize("statut", Statut)
def test_no_status_is_taken_for_a_type_of_structure(statut):
    look = STATUT_ASPECTS[statut]
    assert min(distance(look.clair, kind.couleur) for kind in SHIPPED.values()) > 0.05


def test_where_no_guichet_answers_a_pattern_says_it_too():
    patterns = [look.motif for statut, look in STATUT_ASPECTS.items() if not statut.is_couvert]
    assert len(set(patterns)) == len(patterns)
    assert not any(STATUT_ASPECTS[statut].motif for statut in Statut if statut.is_couvert)


def test_both_kinds_of_coverage_are_told_apart_in_black_and_white():
    for theme in THEMES:
        assert contrast(*(getattr(STATUT_ASPECTS[each], theme) for each in (Statut.LOCAL, Statut.DEPARTEMENTAL))) > 2
