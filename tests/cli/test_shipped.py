"""Real communes, answered by hand from the sources."""

import pytest

HERAULT = ["departement-herault", "pole-emploi-herault", "mics-34"]


@pytest.mark.parametrize(
    ("code", "nom", "statut", "guichets"),
    [
        ("34032", "Béziers", "local", ["plie-beziers-mediterranee", *HERAULT]),
        ("34147", "Magalas", "local", ["plie-beziers-mediterranee", *HERAULT]),
        ("34172", "Montpellier", "local", ["montpellier-mediterranee-metropole", *HERAULT]),
        ("31555", "Toulouse", "local", ["toulouse-metropole-emploi", "ush-midi-pyrenees"]),
        ("30007", "Alès", "local", ["ales-agglomeration"]),
        ("81065", "Castres", "local", ["castres-mazamet", "ush-midi-pyrenees"]),
        ("32013", "Auch", "departemental", ["departement-gers", "ush-midi-pyrenees"]),
        (
            "66136",
            "Perpignan",
            "departemental",
            ["pole-emploi-pyrenees-orientales", "departement-pyrenees-orientales"],
        ),
        ("12202", "Rodez", "sectoriel", ["ush-midi-pyrenees"]),
        ("11069", "Carcassonne", "a_confirmer", ["plie-carcassonnais"]),
        ("48095", "Mende", "a_confirmer", ["mdecs-lozere"]),
        ("30032", "Beaucaire", "non_documente", []),
    ],
)
def test_a_real_commune(shipped, code, nom, statut, guichets):
    answer = shipped("commune", code, "--json").json
    assert (answer["nom"], answer["statut"]) == (nom, statut)
    assert [guichet["id"] for guichet in answer["guichets"]] == guichets


def test_beziers_is_served_by_its_agglomeration_magalas_by_name(shipped):
    levels = [shipped("commune", code, "--json").json["guichets"][0]["niveau"] for code in ("34032", "34147")]
    assert levels == ["epci", "commune"]


def test_social_landlords_have_a_guichet_in_rodez(shipped):
    answer = shipped("commune", "12202", "--donneur-ordre", "bailleurs", "--json").json
    assert answer["statut"] == "departemental"


def test_a_name_is_answered_with_the_code(shipped):
    result = shipped("commune", "Béziers", "--json")
    assert result.code == 2
    assert result.json["suggestions"][0] == {"code": "34032", "nom": "Béziers", "departement": "34"}


@pytest.mark.parametrize(("niveau", "number"), [("region", 1), ("departement", 13), ("epci", 163)])
def test_every_commune_is_counted_once_at_every_level(shipped, niveau, number):
    territoires = shipped("couverture", "--niveau", niveau, "--json").json["territoires"]
    assert len(territoires) == number
    assert sum(item["communes"] for item in territoires) == 4446


def test_the_shipped_data_have_no_error(shipped):
    assert shipped("verifier").code == 0
