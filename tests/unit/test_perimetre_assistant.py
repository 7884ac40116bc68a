"""A perimeter being written: read with its faults, changed one territory at a time, drawn from close."""

import numpy as np
import pytest
import shapely

from clauses.domain.composition import LONGEST, Role, chevauchements, lire
from clauses.domain.guichets import Guichet
from clauses.domain.perimetre import Niveau, Token, parse
from clauses.rendu.cartes import apercu
from clauses.rendu.cartes.traces import Frame, inline, path
from clauses.rendu.mots import equipe_perimetre as texts
from tests.donnees.hostile import CELLS

T_AGGLO, ENTRE_DEUX, ECART = "EPCI:900000001", "EPCI:900000002", "EPCI:900000003"


@pytest.fixture
def read(moment):
    return lambda expression: lire(expression, moment.territoires)


def token(text: str, *, exclu: bool = False) -> Token:
    level, _, code = text.partition(":")
    return Token(level, code, exclu)


@pytest.mark.parametrize(
    ("expression", "roles"),
    [
        (f"{T_AGGLO} + COM:98006", ["utile", "utile"]),
        ("DEP:09 + COM:09001", ["utile", "precise"]),
        ("COM:09001 + COM:09001", ["sans_effet", "sans_effet"]),
        (f"{T_AGGLO} + COM:09001", ["utile", "precise"]),
        (f"DEP:09 - {T_AGGLO} - COM:09001", ["utile", "utile", "sans_effet"]),
        ("DEP:09 - COM:98001", ["utile", "sans_effet"]),
        ("DEP:09 - COM:09001 + COM:09001", ["utile", "sans_effet", "utile"]),
        ("DEP:09 - COM:09001 + DEP:09", ["sans_effet", "sans_effet", "utile"]),
        ("DEP:09 + REG:R9", ["precise", "utile"]),
        ("FRANCE - DEP:09", ["utile", "utile"]),
        ("", []),
    ],
)
def test_role_of_each_part(read, expression, roles):
    assert [terme.role.value for terme in read(expression).termes] == roles


@pytest.mark.parametrize(
    "expression", [f"{T_AGGLO} + COM:98006", "DEP:09 - COM:09001 + DEP:98 + COM:09001", "REG:R9 - DEP:98", "FRANCE"]
)
def test_it_agrees_with_the_strict_reading(read, moment, expression):
    strict = parse(expression)
    composition = read(expression)
    assert str(composition) == str(strict)
    assert composition.niveaux.tolist() == strict.niveaux(moment.territoires).tolist()
    assert not composition.fautifs


@pytest.mark.parametrize(
    ("expression", "written", "faults"),
    [
        ("EPCI:9000000O1", "EPCI:9000000O1", 1),
        (f"{T_AGGLO} + EPCI:1 + COM:98006", f"{T_AGGLO} + EPCI:1 + COM:98006", 1),
        ("- DEP:09", "- DEP:09", 1),
        ("DEP:09 + + ", "DEP:09", 0),
        ("dep:09 − com:09001", "DEP:09 - COM:09001", 0),
        ("n’importe quoi", "n’importe quoi", 1),
        ("+", "", 0),
    ],
)
def test_faults_do_not_hide_the_rest(read, expression, written, faults):
    composition = read(expression)
    assert (str(composition), len(composition.fautifs)) == (written, faults)
    assert bool(composition.fautifs) == bool(faults)


def test_an_unknown_code_has_its_suggestion(read):
    (terme,) = read("EPCI:90000001").termes
    assert terme.erreur.suggestion in (T_AGGLO, ENTRE_DEUX, ECART)
    assert not read(read("EPCI:90000001").remplacer(0, terme.erreur.suggestion)).fautifs


def test_exclusions_that_leave_nothing(read):
    composition = read(f"{T_AGGLO} - DEP:09")
    assert composition.is_vide
    assert len(composition.retirees) == 3


@pytest.mark.parametrize(
    ("start", "change", "end"),
    [
        ("", token(T_AGGLO), T_AGGLO),
        ("", token(T_AGGLO, exclu=True), ""),
        (T_AGGLO, token("COM:98006"), f"{T_AGGLO} + COM:98006"),
        (T_AGGLO, token(T_AGGLO), T_AGGLO),
        ("DEP:09", token(T_AGGLO, exclu=True), f"DEP:09 - {T_AGGLO}"),
        (f"DEP:09 - {T_AGGLO}", token(T_AGGLO, exclu=True), f"DEP:09 - {T_AGGLO}"),
        (f"DEP:09 - {T_AGGLO}", token(T_AGGLO), "DEP:09"),
        (f"{T_AGGLO} + COM:98006", token("COM:98006", exclu=True), T_AGGLO),
        # Taking the part away is not enough: its communes are elsewhere in the perimeter.
        ("DEP:09 + COM:09001", token("COM:09001", exclu=True), "DEP:09 - COM:09001"),
        ("DEP:09 - COM:09001", token("DEP:09"), "DEP:09"),
        (f"DEP:09 - {T_AGGLO} + COM:09001", token("COM:09001", exclu=True), f"DEP:09 - {T_AGGLO}"),
        ("EPCI:1", token("COM:98006"), "EPCI:1 + COM:98006"),
    ],
)
def test_adding_and_excluding(read, start, change, end):
    assert read(start).ajouter(change) == end


def test_an_addition_is_whole_whatever_was_excluded(read, moment):
    composition = read(read("DEP:98 - COM:98001 + COM:09001").ajouter(token("DEP:98")))
    assert set(moment.territoires.members["DEP", "98"]) <= set(composition.positions)


def test_removing_a_part(read):
    composition = read(f"DEP:09 - {T_AGGLO} + COM:98006")
    assert [composition.retirer(rank) for rank in range(3)] == [
        "COM:98006",
        "DEP:09 + COM:98006",
        f"DEP:09 - {T_AGGLO}",
    ]


def test_overlaps_are_with_proven_guichets(read, moment):
    guichets = (
        Guichet("a", "Même niveau", perimetre=parse(T_AGGLO)),
        Guichet("b", "Plus large", perimetre=parse("DEP:09")),
        Guichet("c", "À confirmer", statut="a_confirmer", perimetre=parse(T_AGGLO)),
        Guichet("d", "Coordination", role="coordination", perimetre=parse(T_AGGLO)),
        Guichet("e", "Ailleurs", perimetre=parse("COM:98006")),
        Guichet("f", "Perdu", perimetre=parse("EPCI:1")),
        Guichet("soi", "Lui-même", perimetre=parse(T_AGGLO)),
    )
    found = chevauchements(read(T_AGGLO).niveaux, guichets, moment.territoires, "soi")
    assert [(each.guichet.id, each.communes, each.meme_niveau) for each in found] == [("a", 3, 3), ("b", 3, 0)]
    assert found[0].habitants == 13_100
    assert not chevauchements(np.zeros(12, np.int8), guichets, moment.territoires)


def test_a_thousand_communes_are_read_at_once(moment):
    codes = list(moment.territoires.communes.index)
    composition = lire(" + ".join(f"COM:{code}" for code in codes * 80), moment.territoires)
    assert len(composition.positions) == len(codes)


def test_a_text_too_long_is_one_fault_and_nothing_is_cut_unsaid(moment):
    composition = lire("COM:09001 + " * LONGEST, moment.territoires)
    assert len(composition.fautifs) == len(composition.termes) == 1
    assert composition.fautifs


@pytest.mark.parametrize("cell", CELLS.values(), ids=CELLS.keys())
def test_any_text_is_read(read, moment, cell):
    composition = read(cell)
    again = read(str(composition))
    assert str(again) == str(composition)
    for terme in composition.termes:
        assert texts.term_name(terme, moment.territoires)
        assert texts.term_note(terme) or terme.role is Role.UTILE


def test_words_of_the_parts(read, moment):
    composition = read(f"FRANCE + COM:09001 - {ENTRE_DEUX}")
    names = [texts.term_name(terme, moment.territoires) for terme in composition.termes]
    assert names == ["Toute la France", "Testville (09)", "Entre-Deux"]
    details = [texts.term_detail(terme, moment.territoires) for terme in composition.termes]
    assert details[1] == "Commune (09, Exemple), 12\u202f000\u00a0habitants"
    assert details[2].startswith("Intercommunalité, 4\u00a0communes")
    assert "plus local" in texts.term_note(read("DEP:09 + COM:09001").termes[1])


def test_the_drawing_from_close(read, contours):
    composition = read(f"DEP:09 - {T_AGGLO}")
    svg = apercu.draw_composition(composition.positions, composition.retirees, "<b>titre</b>", contours.__getitem__)
    assert "url(#retire)" in svg
    assert "&lt;b&gt;titre" in svg
    assert svg.startswith("<svg")
    nothing_left = read(f"{T_AGGLO} - DEP:09")
    assert "url(#retire)" in apercu.draw_composition(
        nothing_left.positions, nothing_left.retirees, "", contours.__getitem__
    )


def test_the_drawing_in_the_region(read, contours):
    positions = read("COM:98006").positions
    assert "<path" in apercu.draw_positions(positions, "Essai", contours.__getitem__)
    assert read("COM:98006").niveaux[positions[0]] == Niveau.COMMUNE


def test_a_drawing_held_in_an_address_breaks_out_of_nothing():
    address = inline("<svg><title>\" ' < > & # %41 &quot;</title></svg>")
    assert not set('<>"&#') & set(address)
    assert "%2541" in address


def test_a_path_goes_from_step_to_step():
    frame = Frame.around((0, 0, 1, 1), 100, 100, 0)
    assert frame.width == pytest.approx(100, abs=1)
    drawn = path([shapely.box(1, 2, 4, 6), shapely.Point(1, 1)], "red", "none", 0)
    assert drawn.count("M") == 1
    assert 'd="M4 2l0 4-3 0 0-4z"' in drawn


def test_a_huge_perimeter_does_not_take_minutes(moment, monkeypatch):
    monkeypatch.setattr("clauses.domain.composition.MOST_COMPARED", 100)
    composition = lire(" + ".join(["REG:R9"] * 10), moment.territoires)
    assert {terme.role for terme in composition.termes} == {Role.UTILE}
    assert len(composition.positions) == 12
