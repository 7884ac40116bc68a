"""Territories by the names that people write."""

import time

import pytest

from clauses.domain.noms import Noms
from clauses.donnees import load_moment


@pytest.fixture(scope="module")
def noms() -> Noms:
    return load_moment().noms


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Béziers", "COM:34032"),
        ("Aude", "DEP:11"),
        ("Carcassonne Agglo", "EPCI:200035715"),
        ("Communauté de communes Couserans-Pyrénées", "EPCI:200067940"),
        ("CC Aure", "EPCI:246500573"),
        ("St Girons", "COM:09261"),
        ("le département de l’Aude", None),
        ("Département de l’Aude", "DEP:11"),
        ("DEP:11, DEP:34", "DEP:11 + DEP:34"),
        ("EPCI:243400769 ; COM:34147", "EPCI:243400769 + COM:34147"),
        ("Hérault sauf Béziers", "DEP:34 - COM:34032"),
        ("Quercy - Bouriane + Lot", "EPCI:244600482 + DEP:46"),
        ("CA Le Grand Narbonne, Monts, Rance et Rougier", "EPCI:241100593 + EPCI:200067163"),
        ("Nulle part", None),
    ],
)
def test_perimeters_are_written_by_names(noms, text, code):
    """Finding 10: territories by their names, and commas between them."""
    assert noms.write(text) == code


def test_a_misspelt_name_is_proposed(noms):
    """Finding 10."""
    assert noms.write("Bezier") is None
    assert noms.closest("Bezier") == "COM:34032"


def test_a_long_list_does_not_hang(noms):
    start = time.perf_counter()
    noms.write("a, " * 600)
    assert time.perf_counter() - start < 1
