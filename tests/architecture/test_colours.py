"""Colours are told apart, readable, and never the only cue."""

import csv

import pytest

from clauses.rendu.cartes.palette import STATUT_COULEURS, contrast, ink_on
from tests.serveur import ROOT

with (ROOT / "data" / "typologies.csv").open(encoding="utf-8", newline="") as file:
    TYPOLOGIES = list(csv.DictReader(file))


@pytest.mark.parametrize("colour", sorted({row["couleur"] for row in TYPOLOGIES} | set(STATUT_COULEURS.values())))
def test_letter_is_readable_on_its_colour(colour: str):
    assert contrast(ink_on(colour), colour) >= 4.5


@pytest.mark.parametrize("cue", ["couleur", "lettre", "motif"])
def test_each_typology_has_its_own(cue: str):
    assert len({row[cue] for row in TYPOLOGIES}) == len(TYPOLOGIES) > 1


def test_statuses_have_their_own_colours():
    assert len(set(STATUT_COULEURS.values())) == len(STATUT_COULEURS)
