import json
import subprocess
import sys
from datetime import date

import pytest
from data_inclusion.schema import v1

from clauses.domain.guichets import Guichet
from clauses.domain.perimetre import parse
from clauses.domain.structures import Structure
from clauses.donnees import read_moment
from clauses.rendu.inclusion import NonRepris, to_inclusion
from clauses.rendu.inclusion.correspondance import PERTES, RESEAUX, zone_eligibilite
from clauses.storage.files import SHIPPED_DATA
from tests.donnees.hostile import CELLS

JOUR = date(2024, 2, 29)


@pytest.fixture(scope="module")
def shipped():
    return read_moment(SHIPPED_DATA)


def export(moment, guichets=(), structures=()):
    return to_inclusion(guichets, structures, moment.typologies, moment.territoires, JOUR)


def service(moment, **fields):
    (record,) = export(moment, [Guichet("g", "Essai", **fields)]).services
    return record


def test_every_record_is_what_the_models_take(moment, shipped):
    for each in (moment, shipped):
        done = export(each, each.guichets, each.structures)
        records = json.loads(json.dumps([done.structures, done.services]))
        structures = [v1.Structure.model_validate(record) for record in records[0]]
        services = [v1.Service.model_validate(record) for record in records[1]]
        identifiers = {record.id for record in structures}
        assert len(identifiers) == len(structures) > 0
        assert {record.structure_id for record in services} <= identifiers


def test_a_proven_guichet_is_a_structure_and_a_service(moment):
    proven = [guichet for guichet in moment.guichets if guichet.is_avere]
    done = export(moment, moment.guichets)
    assert [record["id"] for record in done.structures] == [f"atlas-clauses-sociales--guichet-{g.id}" for g in proven]
    assert [record["id"] for record in done.services] == [f"atlas-clauses-sociales--service-{g.id}" for g in proven]
    assert done.structures[0] == {
        "source": "atlas-clauses-sociales",
        "id": "atlas-clauses-sociales--guichet-plie-testville",
        "nom": "PLIE de Testville",
        "date_maj": "2024-02-29",
        "description": "Plan local d'essai. Guichet. Territoire\u00a0: Testville Agglo. Standard de la "
        "communauté de communes, relevé en 2019\u00a0: demandez les clauses d’insertion. Constaté en 2024. Source de "
        "première main, précise. Source\u00a0: Rapport d'essai 2024 ; https://testville.example/rapport",
        "commune": "Testville",
        "code_postal": "09000",
        "code_insee": "09001",
        "adresse": "1 place de l'Essai",
        "telephone": "+33561000000",
        "courriel": "contact@testville.example",
        "site_web": "https://plie.testville.example/clauses",
        "reseaux_porteurs": ["plie"],
    }


def test_an_unproven_guichet_is_left_out_and_said(moment):
    done = export(moment, moment.guichets)
    raison = "à confirmer, ce que le schéma ne peut pas dire"
    assert done.non_repris == [NonRepris("guichets", name, "", raison) for name in ("mde-entre-deux", "plie-perdu")]


def test_a_region_is_its_departements(shipped):
    expected = ["09", "11", "12", "30", "31", "32", "34", "46", "48", "65", "66", "81", "82"]
    assert service(shipped, perimetre=parse("REG:76"))["zone_eligibilite"] == expected
    assert service(shipped, perimetre=parse("REG:76 + COM:34032"))["zone_eligibilite"] == [*expected, "34032"]


def test_no_shipped_zone_is_seine_maritime(shipped):
    for record in export(shipped, shipped.guichets).services:
        assert not {"76", "R76"} & set(record["zone_eligibilite"])


@pytest.mark.parametrize(
    ("perimetre", "zone"),
    [
        ("COM:09001", ["09001"]),
        ("EPCI:900000001 + COM:98006", ["900000001", "98006"]),
        ("DEP:98 - COM:98002 - COM:98006", ["98001", "98003", "98004", "98005"]),
        ("DEP:09 - DEP:09 + COM:09001", ["09001"]),
        ("DEP:09 + DEP:98 + DEP:09", ["09", "98"]),
        ("FRANCE", ["france"]),
    ],
)
def test_zone_of_a_perimeter(moment, perimetre, zone):
    assert zone_eligibilite(parse(perimetre), moment.territoires) == zone
    assert service(moment, perimetre=parse(perimetre))["zone_eligibilite"] == zone


@pytest.mark.parametrize("perimetre", ["", "COM:99999", "DEP:76", "DEP:09 - DEP:09"])
def test_a_guichet_without_known_territory_has_no_service(moment, perimetre):
    done = export(moment, [Guichet("g", "Essai", perimetre=parse(perimetre))])
    assert (len(done.structures), done.services) == (1, [])
    assert [(each.id, each.champ) for each in done.non_repris] == [("g", "service")]
    assert done.non_repris[0].raison


def test_what_the_schema_lacks_is_in_the_words(moment):
    record = service(
        moment, perimetre=parse("DEP:98"), role="coordination", donneurs_ordre=("bailleurs",), constate_en=2016,
        confiance="faible", remarque="Existence à vérifier", source=("Annuaire",),
    )  # fmt: skip
    assert record["nom"] == "Coordination des clauses sociales d’insertion"
    assert record["conditions_acces"] == "Réservé à certains acheteurs\u00a0: Bailleurs sociaux"
    for words in ("sans traiter les demandes", "Coordination", "Bailleurs sociaux", "Existence à vérifier",
                  "2016", "à vérifier", "Source\u00a0: Annuaire"):  # fmt: skip
        assert words in record["description"]


@pytest.mark.parametrize(
    ("year", "day"), [(2016, "2016-12-31"), (2024, "2024-02-29"), (2099, "2024-02-29"), (None, "2024-02-29")]
)
def test_date_of_the_facts(moment, year, day):
    assert service(moment, perimetre=parse("DEP:98"), constate_en=year)["date_maj"] == day


@pytest.mark.parametrize(("fields", "champ"), [
    ({"courriel": "pas une adresse"}, "courriel"),
    ({"site": "javascript:alert(1)"}, "site_web"),
    ({"siret": "123"}, "siret"),
    ({"nom": "ab"}, ""),
    ({"constate_en": 1998}, ""),
    ({"constate_en": 99999}, None),
    ({"constate_en": -5}, ""),
])  # fmt: skip
def test_what_the_models_refuse_is_left_out_and_said(moment, fields, champ):
    done = export(moment, structures=[Structure(**({"id": "s", "nom": "Essai"} | fields))])
    assert [each.champ for each in done.non_repris] == ([] if champ is None else [champ])
    assert len(done.structures) == (champ != "")
    assert all(champ not in record for record in done.structures)


def test_hostile_cells_break_nothing(moment):
    guichets = [
        Guichet(
            name, cell, typologie=cell, perimetre=parse("DEP:98"), donneurs_ordre=(cell,), commune_siege=cell,
            adresse=cell, telephone=cell, courriel=cell, site=cell, services=(cell,), remarque=cell, source=(cell,),
        )
        for name, cell in CELLS.items()
    ]  # fmt: skip
    structures = [Structure(name, "Essai", type=cell, siret=cell, secteurs=(cell,)) for name, cell in CELLS.items()]
    done = export(moment, guichets, structures)
    json.dumps([done.structures, done.services])
    assert len(done.structures) == 2 * len(CELLS) - 1, "a name may not have 150 characters"
    assert not any("site_web" in record or "courriel" in record for record in done.structures)


def test_networks_exist_in_the_schema(shipped):
    known = {member.value for member in v1.ReseauPorteur}
    assert {value for codes in RESEAUX.values() for value in codes.values()} <= known
    assert RESEAUX["guichet"].keys() <= shipped.typologies.keys()


def test_what_is_lost_is_said_in_sentences():
    assert all(sentence[0].isupper() and sentence.endswith(".") for sentence in PERTES)


def test_the_models_are_not_loaded_before_they_are_needed():
    code = (
        "import sys, clauses.diffusion; found = {'data_inclusion', 'pydantic', 'pendulum'} & sys.modules.keys(); "
        "assert not found, found"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=SHIPPED_DATA.parent, check=False).returncode == 0
