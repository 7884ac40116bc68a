"""The directory: words, criteria, what is old, and the address that holds them."""

from dataclasses import replace

import pytest

from clauses.domain.annuaire import (
    GUICHETS,
    STRUCTURES,
    Annuaire,
    Criteres,
    Mois,
    guichets_annuaire,
    structures_annuaire,
)
from clauses.domain.structures import Structure
from clauses.donnees import Moment
from clauses.rendu import adresses
from clauses.rendu import annuaire as words
from clauses.rendu.mots import domaine as mots
from tests.donnees.hostile import CELLS

TODAY = Mois(2026, 11)


@pytest.fixture(scope="module")
def guichets(moment: Moment) -> Annuaire:
    labels = mots.guichet_labels(moment.typologies)
    return guichets_annuaire(moment.guichets, moment.territoires, labels)


@pytest.fixture(scope="module")
def structures(moment: Moment) -> Annuaire:
    return structures_annuaire(moment.structures, moment.territoires, mots.structure_labels())


def ids(annuaire: Annuaire, **criteres) -> list[str]:
    return [entree.fiche.id for entree in annuaire.find(Criteres(**criteres), TODAY)]


def test_entries_are_by_name(guichets, structures):
    assert ids(guichets) == [
        "bailleurs-98", "departement-09", "mde-entre-deux", "mission-98", "plie-testville", "plie-perdu",
        "testville-agglo",
    ]  # fmt: skip
    assert ids(structures) == ["chantier-ferme", "inconnue", "nettoyage-essai"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("plie", ["plie-testville", "plie-perdu"]),
        ("PLIÉ testville", ["plie-testville"]),
        ("testv", ["plie-testville", "testville-agglo", "bailleurs-98", "departement-09"]),
        ("redac", ["testville-agglo"]),
        ("entre deux", ["mde-entre-deux"]),
        ("estville", []),
    ],
)
def test_words_are_beginnings_of_words_and_names_come_first(guichets, text, found):
    assert ids(guichets, texte=text) == found


@pytest.mark.parametrize("text", ["", "  ", "?!"])
def test_no_word_is_no_criterion(guichets, text):
    assert len(ids(guichets, texte=text)) == 7


@pytest.mark.parametrize(
    ("criteres", "found"),
    [
        ({"types": frozenset({"plie", "mde"})}, ["mde-entre-deux", "plie-testville", "plie-perdu"]),
        ({"departement": "98"}, ["bailleurs-98", "mde-entre-deux", "mission-98"]),
        ({"epci": "900000001"}, ["departement-09", "plie-testville", "testville-agglo"]),
        ({"commune": "09001"}, ["departement-09", "plie-testville", "testville-agglo"]),
        ({"donneur_ordre": "bailleurs", "departement": "98"}, ["bailleurs-98", "mde-entre-deux", "mission-98"]),
        ({"fiabilite": "a_confirmer"}, ["mde-entre-deux", "plie-perdu"]),
        ({"secteur": "nettoyage"}, []),
        ({"departement": "77"}, []),
    ],
)
def test_criteria_of_guichets(guichets, criteres, found):
    assert ids(guichets, **criteres) == found


@pytest.mark.parametrize(
    ("criteres", "found"),
    [
        ({"types": frozenset({"EI"})}, ["nettoyage-essai"]),
        ({"departement": "98"}, ["chantier-ferme", "inconnue"]),
        ({"epci": "900000003"}, ["chantier-ferme"]),
        ({"secteur": "espaces verts"}, ["nettoyage-essai"]),
        ({"fiabilite": "elevee"}, ["nettoyage-essai"]),
        ({"texte": "732829320"}, ["nettoyage-essai"]),
        ({"donneur_ordre": "etat"}, []),
    ],
)
def test_criteria_of_structures(structures, criteres, found):
    assert ids(structures, **criteres) == found


def test_what_is_old_or_undated(structures):
    assert ids(structures, age=12) == ["chantier-ferme", "inconnue", "nettoyage-essai"]
    assert ids(structures, age=24) == ["chantier-ferme", "inconnue"]
    assert ids(structures, age=120) == ["inconnue"]


def test_types_that_some_entry_has(structures):
    assert structures.types == {"EI", "ACI", ""}


def test_sectors_are_listed(structures, guichets):
    assert set(structures.secteurs) == {"nettoyage", "espaces verts", "bâtiment"}
    assert guichets.secteurs == []


@pytest.mark.parametrize("cell", CELLS.values(), ids=CELLS)
def test_any_text_can_be_asked_and_held(moment, guichets, cell):
    guichets.find(Criteres(texte=cell), TODAY)
    found = structures_annuaire([Structure("s", cell, commune=cell)], moment.territoires, {})
    assert len(found.find(Criteres(), TODAY)) == 1


def test_a_long_question_is_cut(guichets):
    assert guichets.find(Criteres(texte="plie " * 10_000), TODAY)


@pytest.mark.parametrize(
    "criteres",
    [
        Criteres(),
        Criteres("plie béziers", frozenset({"plie", "mde"}), "34", "243400769", "34032", "", "bailleurs", "avere", 24),
        Criteres(secteur="espaces verts & co"),
    ],
)
@pytest.mark.parametrize("liste", [GUICHETS, STRUCTURES])
def test_the_address_holds_everything(liste, criteres):
    assert adresses.annuaire_from(adresses.annuaire_query(liste, criteres)) == (liste, criteres)


@pytest.mark.parametrize("query", [{"liste": "x"}, {"mois": "²"}, {"mois": "-1"}, {"mois": "x"}, {"type": ",,"}])
def test_an_odd_address_is_the_whole_list(query):
    assert adresses.annuaire_from(query) == (GUICHETS, Criteres())


def test_rows_of_a_file_hold_everything_known(moment, guichets, structures):
    table = words.table(guichets.entrees, moment.territoires, moment.typologies)
    row = table.valeurs.set_index("Identifiant").loc["plie-testville"]
    assert row["Nom"] == "PLIE de Testville"
    assert row["Territoire servi"] == "Testville Agglo"
    assert row["Services"] == "conseil ; suivi"
    assert row["Facilitateurs (ETP)"] == 2.5
    assert (row["Commune"], row["Code INSEE"], row["Constaté en"]) == ("Testville", "09001", 2024)
    table = words.table(structures.entrees, moment.territoires, moment.typologies)
    assert table.valeurs.set_index("Identifiant").loc["nettoyage-essai", "Effectif en insertion"] == 12


def test_a_sheet_leaves_out_what_is_not_known(moment, guichets, structures):
    perdu = words.fiche(guichets.by_id["plie-perdu"], moment.territoires, moment.typologies)
    assert [label for label, _ in perdu["faits"]] == ["Rôle", "Territoire servi", "Pour quels acheteurs"]
    assert (perdu["lieu"], perdu["liens"], perdu["a_confirmer"]) == ("", [], True)
    inconnue = words.fiche(structures.by_id["inconnue"], moment.territoires, moment.typologies)
    assert inconnue["faits"] == []
    assert [str(link["adresse"]) for link in inconnue["liens"]] == [
        "territoire?territoire=COM:98006", "territoire?territoire=DEP:98", "./?commune=98006",
    ]  # fmt: skip


def test_the_same_identifier_twice_keeps_the_first(structures):
    first, *others = structures.entrees
    twin = replace(others[0], fiche=replace(others[0].fiche, id=first.fiche.id))
    assert Annuaire((first, twin)).by_id[first.fiche.id] is first
