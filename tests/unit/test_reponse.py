"""The answer for a commune: one value, one sentence, whoever asks."""

from dataclasses import replace
from urllib.parse import unquote

import pytest

from clauses.domain.couverture import Couverture, distance_km
from clauses.domain.guichets import Guichet
from clauses.domain.perimetre import Niveau, parse
from clauses.domain.relais import Relais, RelaisIndex
from clauses.domain.reponse import find_nearest, list_coordinations, repondre
from clauses.domain.statut import STATUTS, Statut
from clauses.domain.territoires import example_territoires
from clauses.domain.typographie import NO_BREAK as NB
from clauses.domain.typographie import typographic
from clauses.donnees import load_moment
from clauses.rendu import affiche
from clauses.rendu import reponse as words
from clauses.rendu.cartes.aspect import UNKNOWN
from clauses.rendu.guichets import contact, niveau_words, portee, services
from clauses.rendu.mots.domaine import SERVICES, statut_labels

TERRITOIRES = example_territoires()


def guichet(name, perimetre="EPCI:E1", **fields):
    return Guichet(name, name.title(), perimetre=parse(perimetre), **fields)


UNPROVEN = guichet("a-confirmer", "COM:98001", statut="a_confirmer")
MISSION = guichet("mission", role="coordination")
ETAT = guichet("etat", donneurs_ordre=("etat",))
GENERAL = guichet("general", "DEP:98")
WIDE = guichet("large", "REG:R9")
EPCI = Relais("epci", "Essais réunis", parse("EPCI:E1"), telephone="05 61 00 00 01")
DEPARTEMENT = Relais("dep", "Département d'essai", parse("DEP:98"), telephone="05 61 00 00 98")
REGION = Relais("region", "Région d'essai", parse("REG:R9"), telephone="05 61 00 00 76")
RELAIS = RelaisIndex(TERRITOIRES, (REGION, EPCI, DEPARTEMENT))
NOBODY = RelaisIndex(TERRITOIRES, ())


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
    found = repondre(couverture, "98001", NOBODY)
    assert (found.statut, found.premier.guichet.id) == (statut, first)
    assert {each.guichet.id for each in found.autres} == {each.id for each in guichets} - {first}
    assert found.premier.guichet.nom in words.phrase(found)
    (zone,) = [zone for zone in couverture.zones() if TERRITOIRES.positions["98001"] in zone.positions]
    assert (zone.statut, zone.premier.id) == (statut, first)


def test_the_first_of_a_covered_commune_is_the_most_local_whatever_its_level():
    near, wide = guichet("presque", "DEP:98 - COM:98002 - COM:98003"), guichet("agglo", "EPCI:E1")
    found = repondre(lay(wide, near), "98001", NOBODY)
    assert (found.statut, found.premier.guichet) == (Statut.LOCAL, near)


def called(each, **fields):
    return replace(each, telephone="05 61 00 00 10", **fields)


@pytest.mark.parametrize(
    ("guichets", "donneur_ordre", "suites"),
    [
        # The guichet alone, when it covers the commune and has a number.
        ((called(GENERAL), called(WIDE)), None, ["general"]),
        # Otherwise the other competent guichets with one, were they unproven; never one of other buyers.
        ((GENERAL, called(WIDE), called(ETAT)), None, ["general", "large"]),
        ((GENERAL, called(UNPROVEN)), None, ["general", "a-confirmer"]),
        # Without any number, and where nobody covers: the relays, from the most local.
        ((GENERAL, WIDE), None, ["general", "epci", "dep", "region"]),
        ((UNPROVEN,), None, ["a-confirmer", "epci", "dep", "region"]),
        ((called(UNPROVEN),), None, ["a-confirmer", "epci", "dep", "region"]),
        ((), None, ["epci", "dep", "region"]),
        # Of some buyers only: no dead end for the others, and none for them.
        ((called(ETAT),), None, ["epci", "dep", "region"]),
        ((called(ETAT),), "etat", ["etat"]),
        ((ETAT,), "etat", ["etat", "epci", "dep", "region"]),
        # A number is given once.
        ((replace(UNPROVEN, telephone=EPCI.telephone),), None, ["a-confirmer", "dep", "region"]),
    ],
)
def test_the_next_steps(guichets, donneur_ordre, suites):
    """Finding 1: whom to call with a number, whatever is known of the guichets."""
    found = repondre(lay(*guichets, donneur_ordre=donneur_ordre), "98001", RELAIS)
    assert [each.id for each in found.suites] == suites
    assert found.appel is next(each for each in found.suites if each.telephone)
    assert words.phrase(found).endswith(f"{found.appel.nom}, {found.appel.telephone.replace(' ', NB)}.") or (
        found.statut is Statut.A_CONFIRMER and found.appel.telephone.replace(" ", NB) in words.phrase(found)
    )


def test_a_guichet_of_some_buyers_is_the_last_resort_of_the_others():
    found = repondre(lay(ETAT), "98001", NOBODY)
    assert ([each.id for each in found.suites], found.appel) == (["etat"], None)


def test_every_commune_has_a_next_step_with_a_number():
    """Finding 1: of the shipped data, for every buyer that a guichet names."""
    shipped = load_moment()
    for buyer in (None, "bailleurs"):
        couverture = Couverture(shipped.territoires, shipped.guichets, tuple(shipped.typologies), buyer)
        answers = [repondre(couverture, code, shipped.index_relais) for code in shipped.territoires.communes.index]
        assert len(answers) == 4446
        assert not [each.nom for each in answers if not each.suites or each.appel is None]
        regional = sum(
            int(shipped.territoires.communes.at[each.code, "population"])
            for each in answers
            if each.appel.id == "region-occitanie"
        )
        # All but the Hautes-Pyrénées have a guichet, an EPCI or a Département to call.
        assert regional / shipped.territoires.communes["population"].sum() < 0.04


@pytest.mark.parametrize(
    ("guichets", "donneur_ordre", "said"),
    [
        ((called(GENERAL),), None, "À Testville, pour une clause sociale dans un marché public, contactez : General, "),
        ((GENERAL,), None, "contactez : General. Son numéro n’est pas connu. Commencez par : Essais réunis, "),
        (
            (ETAT,),
            None,
            "Aucun guichet trouvé pour Testville, sauf pour l’État (Etat). Commencez par : Essais réunis, ",
        ),
        ((called(ETAT),), "etat", "À Testville, pour un marché d’un service de l’État, contactez : Etat, "),
        ((ETAT,), "bailleurs", "Aucun guichet trouvé pour Testville, pour un marché d’un bailleur social. Commencez"),
        ((MISSION,), None, "Aucun guichet trouvé pour Testville. Mission anime le réseau et peut vous orienter."),
        ((called(UNPROVEN),), None, "À Testville, un guichet existe peut-être : A-Confirmer, "),
        ((UNPROVEN,), None, "Son numéro n’est pas connu. Commencez par : Essais réunis, "),
    ],
)
def test_the_sentence_of_each_answer(guichets, donneur_ordre, said):
    found = repondre(lay(*guichets, donneur_ordre=donneur_ordre), "98001", RELAIS)
    assert typographic(said).strip() in words.phrase(found, "Testville")


def test_those_whom_the_first_guichet_does_not_serve_start_with_the_relays():
    panel = words.panneau(repondre(lay(ETAT), "98001", RELAIS), {}, TERRITOIRES)
    assert panel["relais_d_abord"]
    assert [each["relais"].id for each in panel["relais"]] == ["epci", "dep", "region"]
    assert panel["relais"][1]["moyens"]["portee"].endswith(
        "standard du Département, non daté\u00a0: demandez le service insertion, les clauses d’insertion"
    )
    assert not words.panneau(repondre(lay(UNPROVEN), "98001", RELAIS), {}, TERRITOIRES)["relais_d_abord"]


def test_who_knows_a_guichet_is_asked_where_none_is_known_and_when_there_is_a_mailbox():
    nobody, covered = repondre(lay(), "98001", RELAIS), repondre(lay(GENERAL), "98001", RELAIS)
    said = unquote(words.connu(nobody, "a@b.example", "Testville"))
    assert said.startswith("mailto:a@b.example?subject=")
    assert "Commune\u00a0: Testville\r\n" in said
    assert words.connu(nobody, "") == ""
    assert words.connu(covered, "a@b.example") == ""


def test_a_message_names_the_commune_and_leaves_blanks_for_the_contract():
    general = replace(GENERAL, courriel="contact@general.example")
    panel = words.panneau(repondre(lay(general), "98001", RELAIS), {}, TERRITOIRES, "L’Épreuve & Cie")
    link = panel["principaux"][0]["moyens"]["ecrire"]
    assert link.startswith("mailto:contact@general.example?subject=Clause%20sociale")
    assert link.count("&") == 1
    assert "Commune ou territoire\u00a0: L’Épreuve & Cie\r\nObjet du marché\u00a0: \r\n" in unquote(link)


@pytest.mark.parametrize(
    ("perimetre", "niveau", "said"),
    [
        ("EPCI:900000001", Niveau.EPCI, "pour toute la communauté de communes"),
        ("EPCI:900000001 + EPCI:900000002", Niveau.EPCI, "pour toute l’intercommunalité"),
        ("EPCI:900000001 + COM:98002", Niveau.COMMUNE, "pour la commune"),
        ("DEP:98", Niveau.DEPARTEMENT, "pour tout le département"),
    ],
)
def test_where_a_guichet_is_competent_in_plain_words(moment, perimetre, niveau, said):
    territoires = replace(moment.territoires, epci=moment.territoires.epci.assign(nature=["CC", "CA", "CA"]))
    assert niveau_words(guichet("g", perimetre), niveau, territoires) == said


def test_services_are_said_in_plain_words_the_exact_term_beside():
    found = services(guichet("g", services=("volet participants", "conseil")))
    assert found == [("suit les personnes recrutées", "volet participants"), ("conseil", "")]


def test_the_services_of_the_data_are_known_words():
    shipped = {typographic(service) for each in load_moment().guichets for service in each.services}
    assert not SERVICES.keys() - shipped


def test_some_buyers_only_are_named_when_all_agree_on_whom():
    hlm = guichet("hlm", donneurs_ordre=("bailleurs",))
    assert statut_labels([GENERAL, hlm])[Statut.SECTORIEL] == "Pour les HLM seulement"
    assert statut_labels([hlm, ETAT])[Statut.SECTORIEL] == "Pour certains acheteurs seulement"


def test_nobody_to_call():
    found = repondre(lay(), "98001", NOBODY)
    assert (found.statut, found.premier, found.competences, found.autres) == (Statut.NON_DOCUMENTE, None, (), ())
    assert words.phrase(found) == f"Aucun guichet trouvé pour {found.nom}."
    assert "cela ne veut pas dire" in words.panneau(found, {}, TERRITOIRES)["rien"]


@pytest.mark.parametrize("code", ["09001", "09004", "98001", "98006", "98002", "09006"])
def test_first_and_others_are_all_the_competences(couverture, moment, code):
    found = repondre(couverture, code, moment.index_relais)
    together = [*([found.premier] if found.premier else []), *found.autres]
    assert sorted(together, key=found.competences.index) == list(found.competences) == couverture.competences(code)


@pytest.mark.parametrize("code", ["09001", "09004", "98001", "98006", "98002", "09006"])
def test_who_is_elsewhere_is_told_where_no_guichet_answers_and_there_only(couverture, moment, code):
    found = repondre(couverture, code, moment.index_relais)
    assert (found.proche is None) is found.statut.is_couvert
    assert not (found.coordinations and found.statut.is_couvert)
    assert not {each.id for each in found.coordinations} & {each.guichet.id for each in found.competences}


def test_an_unknown_commune_is_a_key_error(couverture, moment):
    with pytest.raises(KeyError):
        repondre(couverture, "75056", moment.index_relais)


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
    reponse = repondre(couverture, "09001", moment.index_relais)
    first, *_ = words.panneau(reponse, moment.typologies, moment.territoires)["principaux"]
    told, *_ = words.presenter(reponse, moment.territoires, "v", ((42, 0), (45, 5)))["suites"]
    assert first["moyens"]["portee"] == told["portee"] == said
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
