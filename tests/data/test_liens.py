"""Short names of the shipped territories: each leads back to its territory, and stays short."""

import re
from pathlib import Path

import pytest

from clauses.domain.liens import Liens
from clauses.domain.territoires import COMMUNE, DEPARTEMENT, EPCI
from clauses.donnees import read_moment
from tests.serveur import ROOT


@pytest.fixture(scope="module")
def liens() -> Liens:
    return Liens(read_moment(Path(ROOT / "data")).territoires)


@pytest.mark.parametrize("level", [COMMUNE, EPCI, DEPARTEMENT])
def test_every_short_name_leads_to_its_territory_alone(liens: Liens, level: str):
    territoires = liens.territoires.all(level)
    assert territoires
    wrong = [each for each in territoires if liens.find(level, liens.name(each)) != [each]]
    assert not wrong
    assert not [each for each in territoires if liens.find(level, each.code) != [each]]


def test_names_that_people_say(liens: Liens):
    known = {
        (COMMUNE, "beziers"): "COM:34032",
        (COMMUNE, "aigues-vives-34"): "COM:34007",
        (DEPARTEMENT, "herault"): "DEP:34",
        (EPCI, "beziers-mediterranee"): "EPCI:243400769",
        (EPCI, "toulouse-metropole"): "EPCI:243100518",
        (EPCI, "communaute-d-agglomeration-du-grand-cahors"): "EPCI:200023737",
        (EPCI, "grand-cahors"): "EPCI:200023737",
    }
    found = {key: [str(each) for each in liens.find(*key)] for key in known}
    assert found == {key: [value] for key, value in known.items()}
    assert len(liens.find(COMMUNE, "aigues-vives")) > 1


def test_addresses_of_the_guide_lead_somewhere(liens: Liens):
    levels = {"c": COMMUNE, "d": DEPARTEMENT, "e": EPCI}
    named = re.findall(r"`/([cde])/([^`?]+)", (ROOT / "docs" / "partage.md").read_text(encoding="utf-8"))
    assert len(named) > 8
    assert not [name for letter, name in named if len(liens.find(levels[letter], name)) != 1]
