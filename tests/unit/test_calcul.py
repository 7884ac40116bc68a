"""The calculator: its formula both ways, its minimums, and a calculation that travels in an address."""

from dataclasses import replace

import pandas as pd
import pytest

from clauses.domain.calcul import (
    Calcul,
    Coefficient,
    Lot,
    avec_part,
    calcule,
    choix,
    coefficients_from,
    minimum,
    part_pour,
    regles,
)
from clauses.domain.perimetre import parse
from clauses.domain.territoires import example_territoires
from clauses.rendu import calcul as words
from clauses.rendu.calcul_adresse import MOST_LOTS, read_lots, write_lots
from clauses.rendu.mots.calculateur import lot_heading
from tests.donnees.hostile import CELLS

TERRITOIRES = example_territoires()
LOT = Lot("Gros œuvre", 1_000_000, 50, 30, 5)


def test_published_examples():
    assert round(LOT.heures_insertion) == 833
    assert round(Lot("", 1_500_000, 70, 30, 10).heures_travail) == 35_000


@pytest.mark.parametrize("lot", [Lot(), Lot(montant=1000, main_oeuvre=50), Lot(main_oeuvre=50, cout=30, insertion=5)])
def test_nothing_gives_nothing_and_divides_by_nothing(lot):
    found = calcule([lot], 0, 0)
    assert (found.heures_insertion, found.etp, found.personnes, found.part) == (0, 0, 0, None)
    assert part_pour(100, [lot]) is None


def test_reverse_calculation_gives_back_the_hours():
    lots = [LOT, Lot("Peinture", 120_000, 70, 28, 10)]
    part = part_pour(500, lots)
    assert calcule(avec_part(lots, part), 1607, 400).heures_insertion == pytest.approx(500)
    assert calcule(avec_part(lots, part), 1607, 400).part == pytest.approx(part)


def test_more_hours_than_the_contract_has():
    assert part_pour(20_000, [LOT]) > 100


def rule(valeur, unite, territoire=""):
    return Coefficient("r", "regle", "Règle", valeur, unite, "regle", "travaux d’essai", parse(territoire))


@pytest.mark.parametrize(
    ("found", "exige"),
    [
        (rule(5, "pourcent"), pytest.approx(833.33, abs=0.01)),
        (rule(10, "pourcent"), pytest.approx(1666.67, abs=0.01)),
        (rule(8.3, "heures_pour_10000_euros"), pytest.approx(830)),
        (rule(35, "heures_pour_10000_euros"), 3500),
        (rule(40_000, "euros"), None),
        (rule(None, "sans"), None),
    ],
)
def test_minimums(found, exige):
    answer = minimum(found, [LOT])
    assert answer.exige == exige
    assert round(answer.portees) == 833


def test_local_rules_are_those_of_the_commune():
    everywhere, local, broken = rule(5, "pourcent"), rule(6, "pourcent", "EPCI:E1"), rule(7, "pourcent", "DEP:77")
    other = Coefficient("c", "etp", "ETP", 1607, "heures", "loi")
    assert regles([everywhere, local, broken, other], TERRITOIRES, "98001") == [everywhere, local]
    assert regles([local, everywhere], TERRITOIRES, "98003") == [everywhere]
    assert regles([local, everywhere], TERRITOIRES, None) == [everywhere, local]


def test_a_coefficient_without_a_figure_is_left_out_unless_it_is_a_rule():
    rows = [
        {"id": "a", "rubrique": "etp", "valeur": float("nan"), "unite": "heures"},
        {"id": "b", "rubrique": "regle", "valeur": float("nan"), "unite": "sans"},
        {"id": "c", "rubrique": "regle", "valeur": 5.0, "unite": "pourcent", "territoire": "DEP 34"},
        {"id": "d", "rubrique": "etp", "valeur": 1607.0, "unite": "heures", "defaut": "non"},
        {"id": "e", "rubrique": "etp", "valeur": 1820.0, "unite": "heures", "defaut": "oui"},
    ]
    found = coefficients_from(pd.DataFrame(rows))
    assert [each.id for each in found] == ["b", "d", "e"]
    assert [each.id for each in choix(found, "etp")] == ["e", "d"]


# In the address


def test_lots_come_back_from_their_address():
    lots = [LOT, Lot("", 0, 44.9, 35.2, 0.5), Lot("B", 1, 2, 3, 4, "bois", "heure")]
    assert read_lots(write_lots(lots), []) == lots


@pytest.mark.parametrize(
    "text", ["", "x", "1~2~3", "-1~50~30~5~", "1e99~50~30~5~", "inf~1~1~1~", "1~101~30~5~", "1~~1~1~"]
)
def test_an_address_that_cannot_be_read_gives_the_default(text):
    assert read_lots(text, [LOT]) == [LOT]


@pytest.mark.parametrize("cell", CELLS)
def test_any_name_travels(cell):
    (found,) = read_lots(write_lots([Lot(CELLS[cell], 1, 1, 1, 1)]), [])
    assert (found.montant, found.insertion) == (1, 1)
    assert len(found.nom) <= 80


def test_lots_are_counted():
    assert len(read_lots(write_lots([LOT] * 50), [])) == MOST_LOTS


# In words


def test_table_has_a_total_only_where_there_are_several_lots():
    assert words.table_lots(Calcul((LOT,), 1607, 439), "Ensemble").textes["Lot"].tolist() == ["Gros œuvre"]
    table = words.table_lots(Calcul((LOT, Lot()), 1607, 439), "Ensemble")
    assert table.textes["Lot"].tolist() == ["Gros œuvre", "Lot 2", "Ensemble"]
    assert table.textes["Heures d’insertion"].tolist() == ["833", "0", "833"]
    assert table.textes.iloc[2, 1:5].tolist() == ["1\u202f000\u202f000\xa0€", "", "", "5\u202f%"]


def test_what_was_looked_for_comes_first():
    assert [tile["libelle"] for tile in words.tuiles(Calcul((LOT,), 1607, 439), ("2", "personnes"))][:2] == [
        "d’insertion",
        "des heures de travail",
    ]
    inverse = words.tuiles(Calcul((LOT,), 0, 0, est_inverse=True), ("2", "personnes"))
    assert [tile["libelle"] for tile in inverse] == ["des heures de travail", "d’insertion"]


def coefficient(id_: str, rubrique: str = "main_oeuvre", valeur: float = 50) -> Coefficient:
    return Coefficient(id_, rubrique, id_.title(), valeur, "pourcent", "convention", source=("https://a.example/b",))


def test_a_value_is_only_attributed_to_the_reference_that_gave_it():
    known = [coefficient("bois"), coefficient("pierre"), coefficient("heure", "cout_horaire", 30)]
    chosen = replace(LOT, ref_main_oeuvre="pierre", ref_cout="heure")
    first, second, third = words.origins(chosen, Calcul((chosen,), 1607, 439), known)
    assert (first["coefficient"], second["coefficient"], third["coefficient"]) == (known[1], known[2], None)
    typed = words.origins(LOT, Calcul((LOT,), 1607, 439), known)
    assert [origin["coefficient"] for origin in typed] == [None, None, None]
    changed = replace(chosen, main_oeuvre=51)
    assert words.origins(changed, Calcul((changed,), 1607, 439), known)[0]["coefficient"] is None
    assert len(words.origins(LOT, Calcul((LOT,), 1607, 439, est_inverse=True), known)) == 2


def test_assumptions_have_their_source_unless_several_share_the_value():
    known = [coefficient("légal", "etp", 1607), coefficient("a", "heures_par_personne", 439)]
    asked = Calcul((LOT,), 1607, 439)
    assert [origin["coefficient"] for origin in words.assumptions(asked, known)] == known
    twice = [*known, coefficient("autre", "etp", 1607)]
    assert words.assumptions(asked, twice)[0]["coefficient"] is None


def test_origins_in_sentences():
    chosen = replace(LOT, ref_main_oeuvre="bois")
    lines = words.origines(Calcul((chosen, chosen), 1607, 439), [coefficient("bois")])
    assert lines[:2] == [
        "Part de main-d’œuvre, 50\xa0% : convention entre praticiens, Bois (a.example).",
        "Coût d’une heure, 30\xa0€ : valeur saisie, à justifier.",
    ]
    assert len(lines) == 5


@pytest.mark.parametrize(
    ("rate", "said"),
    [
        (5, "Ce marché respecte ce taux : 374 h demandées, 374 h portées."),
        (4, "Ce marché respecte ce taux : 299 h demandées, 374 h portées."),
        (5.001, "Son taux demanderait 375 h à ce marché, qui en porte 374."),
    ],
)
def test_a_contract_at_the_rate_of_a_rule_meets_it(rate, said):
    """S23: « Son taux (5 %) demanderait 375 h à ce marché, qui en porte 374 », at 5 %."""
    usual = Lot(montant=500_000, main_oeuvre=44.9, cout=30, insertion=5)
    (card,) = words.regles([minimum(rule(rate, "pourcent"), [usual])], TERRITOIRES)
    assert card["demande"] == said


def test_rules_in_words_tell_what_they_are_for():
    cards = words.regles([minimum(rule(10, "pourcent"), [LOT]), minimum(rule(None, "sans"), [LOT])], TERRITOIRES)
    assert [card["portee"] for card in cards] == ["travaux d’essai"] * 2
    assert cards[0]["demande"] == "Son taux demanderait 1\u202f667 h à ce marché, qui en porte 833."
    assert cards[1]["demande"] == ""


@pytest.mark.parametrize(("name", "shown"), [("Gros-œuvre (A)", "Lot 1\u00a0: Gros-œuvre (A)"), ("", "Lot 1")])
def test_name_of_a_lot_is_shown_as_typed(name, shown):
    assert lot_heading(0, Lot(name)) == shown
