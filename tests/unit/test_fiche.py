"""The sheet of a territory: who serves how much of it, which figures are its own, what surrounds it."""

from dataclasses import replace

import pytest

from clauses.domain.couverture import Couverture
from clauses.domain.fiche import build_fiche, list_lacunes, similaires
from clauses.domain.guichets import Guichet
from clauses.domain.heures import Chiffre, Heures, classement
from clauses.domain.perimetre import parse
from clauses.domain.qpv import QPV
from clauses.domain.relais import Relais, RelaisIndex
from clauses.domain.structures import Structure
from clauses.domain.territoires import Territoire, example_territoires
from clauses.rendu import fiche as words
from clauses.rendu.heures import has_yearly, heures_block, valeur
from clauses.rendu.mots.heures import NOT_COMPARABLE, NOTHING
from clauses.rendu.reponse import phrase

TERRITOIRES = example_territoires()
GUICHETS = (
    Guichet("local", "Local", perimetre=parse("EPCI:E1"), typologie="plie"),
    Guichet("dep", "Départemental", perimetre=parse("DEP:98"), typologie="departement"),
    Guichet("hlm", "Bailleurs", perimetre=parse("DEP:98"), donneurs_ordre=("bailleurs",)),
    Guichet("rumeur", "Rumeur", perimetre=parse("DEP:99"), statut="a_confirmer"),
)
COUVERTURE = Couverture(TERRITOIRES, GUICHETS)
HEURES = Heures(
    TERRITOIRES,
    (
        Chiffre("d19", "Dép.", 2019, parse("DEP:98"), heures=3000, nature="realisees", comparable=True),
        Chiffre("d20", "Dép.", 2020, parse("DEP:98"), heures=4500, nature="realisees", comparable=True, part_qpv=40),
        Chiffre("c20", "Commune", 2020, parse("COM:98003"), heures=70, nature="realisees", portee="un chantier"),
    ),
)
QUARTIERS = (QPV("Nord", ("98001",), population=400), QPV("Confins", ("98003", "99001"), is_avere=False))
RELAIS = RelaisIndex(
    TERRITOIRES,
    (
        Relais("epci", "Essais", parse("EPCI:E1"), telephone="05 61 00 00 01"),
        Relais("dep", "Département", parse("DEP:99")),
        Relais("region", "Région", parse("REG:R9"), telephone="05 61 00 00 76"),
    ),
)
STRUCTURES = (Structure("s1", "Près", commune="98001"), Structure("s2", "Loin", commune="99001"))


def fiche(key: str):
    return build_fiche(TERRITOIRES.find(key), COUVERTURE, HEURES, QUARTIERS, STRUCTURES, RELAIS)


def test_how_much_of_the_territory_each_guichet_serves():
    found = fiche("DEP:98")
    assert [(service.guichet.id, service.communes, round(service.part, 2)) for service in found.services] == [
        ("local", 2, 0.8),
        ("dep", 3, 1.0),
        ("hlm", 3, 1.0),
    ]
    assert found.part_couverte == 1


def test_guichets_by_buyer():
    by_buyer = fiche("DEP:98").par_acheteur()
    assert {buyer: [service.guichet.id for service in found] for buyer, found in by_buyer.items()} == {
        "bailleurs": ["local", "dep", "hlm"],
        "tous": ["local", "dep"],
    }


def test_unproven_guichets_answer_no_buyer():
    assert fiche("DEP:99").par_acheteur() == {"tous": ()}


def test_hours_of_the_territory_itself():
    found = fiche("DEP:98")
    assert found.reference == found.territoire
    assert [each.id for each in found.serie_reference] == ["d19", "d20"]


def test_hours_of_the_territory_above_when_it_has_none():
    found = fiche("EPCI:E1")
    assert str(found.reference) == "DEP:98"
    assert found.chiffres == ()


def test_an_epci_over_two_départements_has_no_figure_of_one_of_them():
    found = fiche("EPCI:E2")
    assert (found.reference, found.serie_reference) == (None, ())
    assert [str(each) for each in found.au_dessus] == ["DEP:98", "DEP:99", "REG:R9"]


def test_districts_structures_and_gaps():
    found = fiche("EPCI:E1")
    assert [quartier.qpv.nom for quartier in found.quartiers] == ["Nord"]
    assert [voisine.structure.id for voisine in found.structures] == ["s1"]
    assert [voisine.structure.id for voisine in found.voisines] == ["s2"]
    region = fiche("REG:R9")
    assert [TERRITOIRES.communes.index[position] for position in list_lacunes(region, COUVERTURE)] == ["99001"]


def test_similar_territories_are_of_the_same_level():
    assert [str(each) for each in similaires(Territoire("DEP", "98"), COUVERTURE)] == ["DEP:99"]
    assert similaires(TERRITOIRES.region, COUVERTURE) == []


def test_unknown_territory():
    with pytest.raises(KeyError):
        TERRITOIRES.find("EPCI:99999")


# In words


def test_hours_are_told_with_their_divisor_and_per_head():
    block = heures_block(fiche("DEP:98"), HEURES, 1500)
    assert [(tile["valeur"], tile["libelle"]) for tile in block["tuiles"]] == [
        ("4\u202f500\u00a0h", "en 2020"),
        ("3\u202f000\u00a0h", "pour 1 000 habitants"),
        ("3", "équivalents temps plein, sur un an"),
    ]
    assert block["tuiles"][2]["note"] == "4\u202f500 h ÷ 1\u202f500 h"
    assert block["evolution"] == "De 2019 à 2020\u00a0: +50,0\u202f%."
    assert [bar["largeur"] for bar in block["annees"]] == [66.67, 100]
    assert [bar["largeur"] for bar in block["qpv"]] == [40]
    assert block["ailleurs"] == ""


def test_figures_of_a_wider_territory_are_said_to_be_so():
    block = heures_block(fiche("EPCI:E1"), HEURES, 1607)
    assert block["ailleurs"].endswith("le contient\u00a0: Exemple.")
    assert str(block["lien"]) == "territoire?territoire=DEP:98"


def test_own_figure_that_may_not_be_compared_comes_first_and_is_not_divided_by_inhabitants():
    block = heures_block(fiche("COM:98003"), HEURES, 1607)
    assert block["ailleurs"] == ""
    assert not block["est_comparable"]
    assert [tile["libelle"] for tile in block["tuiles"]] == ["en 2020", "équivalent temps plein, sur un an"]
    assert block["annees"] == []
    assert [note["libelle"] for note in block["autour"]] == ["Dép.", "Dép."]


def test_one_comparable_year_only_has_no_evolution():
    heures = Heures(TERRITOIRES, HEURES.chiffres[:1])
    found = build_fiche(TERRITOIRES.find("DEP:98"), COUVERTURE, heures, (), (), RELAIS)
    block = heures_block(found, heures, 1607)
    assert (block["evolution"], len(block["annees"])) == ("", 1)


@pytest.mark.parametrize(
    ("key", "said", "relays"),
    [
        ("COM:98003", "Région, 05\u00a061\u00a000\u00a000\u00a076.", ["region"]),
        ("DEP:98", "ouvert à tous les acheteurs.", []),
        ("DEP:99", "Région, 05\u00a061\u00a000\u00a000\u00a076.", ["dep", "region"]),
        ("REG:R9", "Région, 05\u00a061\u00a000\u00a000\u00a076.", ["region"]),
    ],
)
def test_a_sheet_says_whom_to_ask_where_no_guichet_is_known(key, said, relays):
    """Finding 25: never a dead end, on a sheet neither; as wide as the territory or wider."""
    found = fiche(key)
    assert [each["relais"].id for each in words.relais(found, TERRITOIRES)] == relays
    assert words.couverture_phrase(found, None).endswith(said)


def test_the_sheet_of_a_commune_starts_with_the_answer_of_the_map():
    """Finding 25: the sentence of the map comes first, with the number."""
    found = fiche("COM:98003")
    assert words.couverture_phrase(found, None) == phrase(found.reponse)
    assert words.couverture_phrase(found, None).startswith("À Saint-Essai, pour une clause sociale")


def test_a_territory_without_any_datum():
    empty = Couverture(TERRITOIRES, ())
    found = build_fiche(TERRITOIRES.find("COM:99001"), empty, Heures(TERRITOIRES, ()), (), (), RELAIS)
    block = heures_block(found, Heures(TERRITOIRES, ()), 1607)
    assert block["absence"] == NOTHING
    assert (block["principal"], block["tuiles"], block["autres"], block["autour"], block["dedans"]) == (
        None, [], [], [], [],
    )  # fmt: skip
    assert not has_yearly(found)
    assert words.couverture_phrase(found, None).endswith(
        "Commencez par\u00a0: Région, 05\u00a061\u00a000\u00a000\u00a076."
    )
    assert "cela ne veut pas dire" in words.rien(found)
    assert words.encadres(found, {}, TERRITOIRES) == []


@pytest.mark.parametrize(
    ("key", "start"),
    [("DEP:98", "Tous les habitants"), ("DEP:99", "Aucun guichet ouvert"), ("REG:R9", "96,8\u202f% des habitants")],
)
def test_coverage_in_a_sentence(key, start):
    assert words.couverture_phrase(fiche(key), None).startswith(start)


def test_comparison_tells_what_is_not_known():
    columns = words.comparaison([fiche("DEP:98"), fiche("DEP:99")], HEURES)
    assert str(columns[0]["cellules"]["Heures pour 1 000 habitants"]) == "3\u202f000 h"
    assert str(columns[1]["cellules"]["Heures pour 1 000 habitants"]) == "Non documenté"
    assert sum(part["largeur"] for part in columns[0]["parts"]) == pytest.approx(100)


def test_proven_guichets_come_before_the_others():
    cards = words.encadres(fiche("REG:R9"), {}, TERRITOIRES)
    assert [card["guichet"].id for card in cards] == ["local", "dep", "hlm", "rumeur"]


def test_a_buyer_row_names_its_own_guichets_once_and_points_to_the_others():
    rows = words.acheteurs(fiche("DEP:98"))
    assert [(row["acheteur"], [each["nom"] for each in row["guichets"]], row["ou_general"]) for row in rows] == [
        ("Bailleurs sociaux", ["Bailleurs"], True),
        ("Tous les acheteurs", ["Local", "Départemental"], False),
    ]
    assert words.acheteurs(fiche("DEP:99")) == [{"acheteur": "Tous les acheteurs", "guichets": [], "ou_general": False}]


def test_figures_that_cannot_be_compared_are_not_said_to_be_missing():
    heures = Heures(TERRITOIRES, (Chiffre("c", "Chantier", 2020, parse("COM:98003"), "cumul", heures=70),))
    for key in ("COM:98003", "DEP:98", "EPCI:E2"):
        found = build_fiche(TERRITOIRES.find(key), COUVERTURE, heures, (), (), RELAIS)
        assert heures_block(found, heures, 1607)["absence"] == NOT_COMPARABLE
    found = build_fiche(TERRITOIRES.find("DEP:99"), COUVERTURE, heures, (), (), RELAIS)
    assert heures_block(found, heures, 1607)["absence"] == NOTHING


def test_a_row_without_any_figure_invents_none():
    assert valeur(Chiffre("v", "Vide", 2020)) == "Non documenté"


def test_an_epci_beyond_the_region_is_not_divided_by_part_of_its_inhabitants():
    epci = TERRITOIRES.epci.assign(communes_hors_region=[0, 9])
    territoires = replace(TERRITOIRES, epci=epci)
    chiffres = [
        Chiffre(code, code, 2020, parse(f"EPCI:{code}"), heures=700, nature="realisees", comparable=True)
        for code in ("E1", "E2")
    ]
    heures = Heures(territoires, tuple(chiffres))
    assert heures.par_mille(territoires.find("EPCI:E1"), chiffres[0]) == pytest.approx(583.33, abs=0.01)
    assert heures.par_mille(territoires.find("EPCI:E2"), chiffres[1]) is None
    ranked = classement(heures, "EPCI", 2020, par_habitant=True)
    assert [str(rang.territoire) for rang in ranked] == ["EPCI:E1"]


def test_homonyms_are_told_apart():
    columns = words.comparaison([fiche("COM:98001"), fiche("COM:99001")], HEURES)
    assert [column["nom"] for column in columns] == ["Testville (98)", "Testville (99)"]
