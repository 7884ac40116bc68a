"""Whose number the answers hold: on the invented region, then on the shipped data."""

from collections import Counter
from dataclasses import replace

import numpy as np

from clauses.domain.couverture import Couverture
from clauses.domain.guichets import SERVICE, Guichet
from clauses.domain.joignable import Numero, count_by_numero, part_proche
from clauses.domain.perimetre import parse
from clauses.domain.relais import Relais, RelaisIndex
from clauses.domain.territoires import example_territoires
from clauses.donnees import read_moment
from clauses.rendu.blocs.joignable import load_joignables, render_joignables, table_joignables
from clauses.rendu.mots.joignable import titre
from clauses.rendu.vues import load_reponse
from clauses.storage.files import SHIPPED_DATA

TERRITOIRES = example_territoires()
EVERYBODY = np.arange(len(TERRITOIRES.communes))
GUICHET = Guichet("g", "Essai", perimetre=parse("COM:98001"), telephone="01 00 00 00 01", contact_portee=SERVICE)
EPCI = Relais("e", "Essais réunis", parse("EPCI:E2"), telephone="01 00 00 00 02")
REGION = Relais("r", "Région d’essai", parse("REG:R9"), telephone="01 00 00 00 03")


def count(guichets: tuple[Guichet, ...], *relais: Relais) -> dict[Numero, int]:
    return count_by_numero(Couverture(TERRITOIRES, guichets), RelaisIndex(TERRITOIRES, relais), EVERYBODY)


def test_each_inhabitant_is_counted_once_by_whose_number() -> None:
    found = count((GUICHET,), EPCI, REGION)
    assert found == {
        Numero.SERVICE: 1000, Numero.ORGANISME: 0, Numero.RELAIS: 350, Numero.REGION: 200, Numero.AUCUN: 0
    }  # fmt: skip
    assert part_proche(found) == 1350 / 1550


def test_a_switchboard_is_not_the_number_of_the_guichet() -> None:
    assert count((replace(GUICHET, contact_portee="organisme"),))[Numero.ORGANISME] == 1000


def test_a_guichet_without_number_leaves_its_communes_to_the_relays() -> None:
    assert count((replace(GUICHET, telephone=""),), REGION)[Numero.REGION] == 1550


def test_nobody_to_call() -> None:
    assert count(())[Numero.AUCUN] == 1550
    assert part_proche(count(())) == 0
    assert part_proche(dict.fromkeys(Numero, 0)) is None
    assert titre(dict.fromkeys(Numero, 0)) == "Personne n’habite ce territoire"


def test_it_is_the_number_of_the_answer(moment) -> None:
    """Commune by commune, from the answers themselves."""
    expected: Counter[bool] = Counter()
    for code, population in moment.territoires.communes["population"].items():
        expected[load_reponse(moment, code).appel is not None] += int(population)
    found = load_joignables(moment)
    assert sum(found.values()) - found[Numero.AUCUN] == expected[True]
    assert found[Numero.AUCUN] == expected[False]


def test_shipped_nearly_everybody_has_a_number_nearer_than_the_region() -> None:
    moment = read_moment(SHIPPED_DATA)
    found = load_joignables(moment)
    assert (part_proche(found) or 0) >= 0.96
    assert found[Numero.AUCUN] == 0
    assert sum(found.values()) == moment.territoires.communes["population"].sum()


def test_shipped_everybody_has_that_of_the_region_as_a_last_resort() -> None:
    moment = read_moment(SHIPPED_DATA)
    region = moment.territoires.region
    for code in moment.territoires.communes.index:
        last = moment.index_relais.find(code)[-1]
        assert (str(last.perimetre), bool(last.telephone)) == (str(region), True), code


def test_bars_and_table_say_the_same(moment) -> None:
    table, html = table_joignables(moment).textes, render_joignables(moment)
    assert len(table) == len(Numero)
    for part in table["Part"]:
        assert f"<strong>{part}</strong>" in html
