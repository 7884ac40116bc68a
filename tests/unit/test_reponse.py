"""The answer for a commune: one value, one sentence, whoever asks."""

from dataclasses import replace

import pytest

from clauses.domain.couverture import Couverture, distance_km
from clauses.domain.guichets import Guichet
from clauses.domain.perimetre import parse
from clauses.domain.reponse import find_nearest, list_coordinations, repondre
from clauses.domain.statut import STATUTS, Statut
from clauses.domain.territoires import example_territoires
from clauses.rendu import affiche
from clauses.rendu import reponse as words
from clauses.rendu.cartes.aspect import UNKNOWN
from clauses.rendu.guichets import contact, portee

TERRITOIRES = example_territoires()


def guichet(name, perimetre="EPCI:E1", **fields):
    return Guichet(name, name.title(), perimetre=parse(perimetre), **fields)


UNPROVEN = guichet("a-confirmer", "COM:98001", statut="a_confirmer")
MISSION = guichet("mission", role="coordination")
ETAT = guichet("etat", donneurs_ordre=("etat",))
GENERAL = guichet("general", "DEP:98")
WIDE = guichet("large", "REG:R9")


def lay(*guichets, **options):
    return Couverture(TERRITOIRES, guichets, **options)


@pytest.mark.parametrize(
    ("guichets", "donneur_ordre", "statut", "first"),
    [
        ((UNPROVEN, ETAT, MISSION, GENERAL, WIDE), None, Statut.DEPARTEMENTAL, "general"),
        ((UNPROVEN, ETAT, GENERAL), "etat", Statut.LOCAL, "etat"),
        ((UNPROVEN, MISSION, ETAT), None, Statut.SECTORIEL, "etat"),
        ((UNPROVEN, MISSION), None, Statut.COORDINATION, "mission"),
        ((UNPROVEN,), None, Statut.A_CONFIRMER, "a-confirmer"),
    ],
)
def test_whom_to_call_first_is_who_gives_the_status_its_meaning(guichets, donneur_ordre, statut, first):
    couverture = lay(*guichets, donneur_ordre=donneur_ordre)
    found = repondre(couverture, "98001")
    assert (found.statut, found.premier.guichet.id) == (statut, first)
    assert {each.guichet.id for each in found.autres} == {each.id for each in guichets} - {first}
    assert found.premier.guichet.nom in words.phrase(found)
    (zone,) = [zone for zone in couverture.zones() if TERRITOIRES.positions["98001"] in zone.positions]
    assert (zone.statut, zone.premier.id) == (statut, first)


def test_the_first_of_a_covered_commune_is_the_most_local_whatever_its_level():
    near, wide = guichet("presque", "DEP:98 - COM:98002 - COM:98003"), guichet("agglo", "EPCI:E1")
    found = repondre(lay(wide, near), "98001")
    assert (found.statut, found.premier.guichet) == (Statut.LOCAL, near)


def test_nobody_to_call():
    found = repondre(lay(), "98001")
    assert (found.statut, found.premier, found.competences, found.autres) == (Statut.NON_DOCUMENTE, None, (), ())
    assert "cela ne veut pas dire" in words.phrase(found).lower()


@pytest.mark.parametrize("code", ["09001", "09004", "98001", "98006", "98002", "09006"])
def test_first_and_others_are_all_the_competences(couverture, code):
    found = repondre(couverture, code)
    together = [*([found.premier] if found.premier else []), *found.autres]
    assert sorted(together, key=found.competences.index) == list(found.competences) == couverture.competences(code)


@pytest.mark.parametrize("code", ["09001", "09004", "98001", "98006", "98002", "09006"])
def test_who_is_elsewhere_is_told_where_no_guichet_answers_and_there_only(couverture, code):
    found = repondre(couverture, code)
    assert (found.proche is None) is found.statut.is_couvert
    assert not (found.coordinations and found.statut.is_couvert)
    assert not {each.id for each in found.coordinations} & {each.guichet.id for each in found.competences}


def test_an_unknown_commune_is_a_key_error(couverture):
    with pytest.raises(KeyError):
        repondre(couverture, "75056")


def test_nearest_is_a_proven_general_guichet_with_a_known_seat(couverture):
    found = find_nearest(couverture, "98006")
    assert found.guichet.id == "plie-testville"
    assert found.distance == pytest.approx(distance_km(1.35, 43.25, 1.05, 43.05))
    assert 32 < found.distance < 34


def test_nearest_skips_unproven_sectoral_coordinating_and_homeless_guichets():
    poor = (
        guichet("etat", donneurs_ordre=("etat",), commune_siege="98001"),
        guichet("peut-etre", statut="a_confirmer", commune_siege="98001"),
        guichet("mission", role="coordination", commune_siege="98001"),
        guichet("ailleurs", commune_siege="75056"),
        guichet("nulle-part"),
    )
    assert find_nearest(lay(*poor), "98001") is None
    found = find_nearest(lay(*poor, donneur_ordre="etat"), "98001")
    assert (found.guichet, found.distance) == (poor[0], 0)
    assert find_nearest(lay(), "98001") is None


def test_coordinations_of_a_departement_are_those_that_serve_part_of_it(couverture):
    assert [each.id for each in list_coordinations(couverture, "98")] == ["mission-98"]
    assert list_coordinations(couverture, "09") == []


def test_a_covered_commune_and_a_better_status_go_together():
    assert [statut.is_couvert for statut in STATUTS] == sorted((statut.is_couvert for statut in STATUTS), reverse=True)


def test_a_card_of_an_unknown_typology_is_drawn_all_the_same():
    found = words.card(GENERAL, "sur la commune", {}, example_territoires())
    assert found["typologie"] is UNKNOWN
    assert found["forme"] == "guichet"


def test_every_face_says_whose_a_contact_is_and_of_what_year(moment, couverture):
    """Finding 1: a switchboard is said to be one."""
    said = "standard de la communauté de communes, relevé en 2019\u00a0: demandez les clauses d’insertion"
    reponse = repondre(couverture, "09001")
    first, *_ = words.panneau(reponse, moment.typologies, moment.territoires)["principaux"]
    told, *_ = words.presenter(reponse, moment.typologies, moment.territoires, "v")["guichets"]
    assert first["portee"] == told["portee"] == said
    assert contact(reponse.premier.guichet, moment.territoires).endswith(f"({said})")
    assert affiche.contact(reponse.premier.guichet) == "05\u00a061\u00a000\u00a000\u00a000 (standard, 2019)"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (
            {"contact_portee": "organisme"},
            "standard de France Travail, non daté\u00a0: demandez les clauses d’insertion",
        ),
        ({"contact_annee": 2020}, "contact relevé en 2020"),
        ({}, ""),
        ({"telephone": "", "courriel": "a@b.example", "contact_portee": "service"}, "boîte du guichet, non datée"),
        ({"telephone": "", "adresse": "1 rue", "contact_annee": 2019}, "adresse relevée en 2019"),
        ({"telephone": "", "contact_annee": 2019}, ""),
    ],
)
def test_only_what_is_known_of_a_contact_is_said(values, said):
    seen = Guichet("g", "Essai", typologie="france_travail", telephone="05 61 00 00 00", perimetre=parse("DEP:98"))
    assert portee(replace(seen, **values), example_territoires()) == said


def test_districts_of_a_commune(moment):
    assert words.district_names(moment.qpv, "98003") == ["Les Confins"]
    assert words.district_names(moment.qpv, "09002") == []
