"""Labels of the map: names, seats and letters never cover each other (finding 22)."""

from itertools import combinations

import pytest

from tests.js.moteur import Moteur

MODULE = 'atlasModules["static/carte/placement.js"]'
FRAME = [0, 0, 400, 300]
SQUARE = [[{"x": 50, "y": 50}, {"x": 350, "y": 50}, {"x": 350, "y": 250}, {"x": 50, "y": 250}]]
HOLE = [{"x": 100, "y": 80}, {"x": 300, "y": 80}, {"x": 300, "y": 220}, {"x": 100, "y": 220}]


@pytest.fixture(scope="module")
def moteur() -> Moteur:
    return Moteur("static/carte/placement.js")


def overlap(a: list[float], b: list[float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def test_a_name_goes_to_the_other_side_of_its_town_rather_than_over_a_seat(moteur: Moteur):
    call = f"""(seat) => {{
        const {{ Placement, listBeside }} = {MODULE};
        return new Placement({FRAME}, [seat]).takeFirst(listBeside({{ x: 200, y: 100 }}, 60, 14, 6));
    }}"""
    seat = [195, 80, 240, 110]
    found = moteur.ask(call, seat)
    assert not overlap(found, seat)
    assert found[2] == 200 - 6


def test_names_that_have_no_room_are_left_out(moteur: Moteur):
    call = f"""() => {{
        const {{ Placement, listBeside }} = {MODULE};
        const placement = new Placement({FRAME});
        const spots = listBeside({{ x: 200, y: 100 }}, 60, 14, 6);
        return Array.from({{ length: 40 }}, () => placement.takeFirst(spots) ?? null);
    }}"""
    kept = [box for box in moteur.ask(call) if box]
    assert 1 < len(kept) < 40
    assert not any(overlap(a, b) for a, b in combinations(kept, 2))


def test_letters_are_inside_their_zone_and_out_of_its_holes(moteur: Moteur):
    call = f"""(rings) => {{
        const {{ Placement, listWithin, takeWithin }} = {MODULE};
        return takeWithin(new Placement({FRAME}), listWithin(rings, {FRAME}, 30, 16));
    }}"""
    assert moteur.ask(call, SQUARE)
    letters = moteur.ask(call, [*SQUARE, HOLE])
    assert letters
    for left, top, right, bottom in letters:
        assert (left, top) >= (50, 50)
        assert right <= 350
        assert bottom <= 250
        assert not overlap([left, top, right, bottom], [100, 80, 300, 220])


def test_a_zone_too_small_for_its_letters_has_none(moteur: Moteur):
    rings = [[{"x": 50, "y": 50}, {"x": 60, "y": 50}, {"x": 60, "y": 60}]]
    assert moteur.ask(f"(rings) => {MODULE}.listWithin(rings, {FRAME}, 30, 16)", rings) == []
