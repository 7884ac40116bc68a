import json

import pytest

from tests.donnees.hostile import CELLS

KEYS = [
    "code",
    "nom",
    "departement",
    "epci",
    "population",
    "annee_population",
    "statut",
    "phrase",
    "suites",
    "premier",
    "guichets",
    "relais",
    "coordinations",
    "proche",
]
CONTACTS = ["telephone", "courriel", "site", "contact_portee", "contact_annee"]
GUICHET_KEYS = ["id", "nom", "typologie", "role", "statut", *CONTACTS, "donneurs_ordre", "niveau"]


def test_the_json_of_a_commune(run):
    result = run("commune", "98001", "--json")
    assert (result.code, result.err) == (0, "")
    assert list(result.json) == KEYS
    assert all(list(guichet) == GUICHET_KEYS for guichet in result.json["guichets"])
    answer = result.json
    for guichet in answer["guichets"]:
        for contact in CONTACTS:
            del guichet[contact]
    near = answer.pop("proche")
    assert (near["id"], near["distance_km"]) == ("plie-testville", 24.4)
    assert answer.pop("phrase").startswith("Aucun guichet trouvé pour Testville, sauf pour les HLM et l’État")
    assert [each["id"] for each in answer.pop("coordinations")] == ["mission-98"]
    assert [each["id"] for each in answer.pop("relais")] == ["entre-deux", "departement-98", "region-essai"]
    assert answer.pop("suites")[0] == {
        "nature": "relais",
        "id": "entre-deux",
        "nom": "Entre-Deux",
        "telephone": "05 61 00 00 02",
    }
    assert answer == {
        "code": "98001",
        "nom": "Testville",
        "departement": "98",
        "epci": "900000002",
        "population": 5000,
        "annee_population": None,
        "statut": "sectoriel",
        "premier": "bailleurs-98",
        "guichets": [
            {
                "id": "bailleurs-98",
                "nom": "Bailleurs de Fiction (« l'Union »)",
                "typologie": "bailleurs",
                "role": "guichet",
                "statut": "avere",
                "niveau": "departement",
                "donneurs_ordre": ["bailleurs", "etat"],
            },
            {
                "id": "mde-entre-deux",
                "nom": "Maison de l'Entre-Deux",
                "typologie": "mde",
                "role": "guichet",
                "statut": "a_confirmer",
                "niveau": "epci",
                "donneurs_ordre": ["tous"],
            },
        ],
    }


def test_accents_are_written_as_they_are(run):
    assert "Île-Modèle" in run("commune", "98006", "--json").out


def test_a_commune_without_epci_nor_general_guichet(run):
    answer = run("commune", "98006", "--json").json
    assert (answer["epci"], answer["statut"]) == (None, "coordination")
    assert [(guichet["role"], guichet["niveau"]) for guichet in answer["guichets"]] == [("coordination", "commune")]


def test_an_undocumented_commune_is_an_answer_not_an_error(run):
    result = run("commune", "09006", "--json")
    assert (result.code, result.json["statut"], result.json["guichets"]) == (0, "non_documente", [])
    shown = " ".join(run("commune", "09006").out.split())
    assert "Aucun guichet trouvé pour Sans-Guichet. Commencez par : Département d’Exemple, 05 61 00 00 09." in shown
    assert "À qui demander, du plus proche au plus large" in shown
    assert "PLIE de Testville" in shown


@pytest.mark.parametrize(
    ("buyer", "statut"), [("bailleurs", "departemental"), ("etat", "departemental"), ("prives", "a_confirmer")]
)
def test_a_buyer_changes_who_answers(run, buyer, statut):
    answer = run("commune", "98001", "--donneur-ordre", buyer, "--json").json
    assert answer["statut"] == statut
    assert ("bailleurs-98" in {guichet["id"] for guichet in answer["guichets"]}) is (buyer != "prives")


def test_all_buyers_is_the_same_as_none(run):
    assert run("commune", "98001", "--donneur-ordre", "tous", "--json") == run("commune", "98001", "--json")


def test_an_unknown_buyer_is_refused_with_the_list(run):
    result = run("commune", "98001", "--donneur-ordre", "bayeur", "--json")
    assert result.code == 2
    assert result.json["valeurs"][:2] == ["tous", "communes"]
    assert "bailleurs" in result.err
    assert run("commune", "98001", "--donneur-ordre", "bayeur").out == ""


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("Testville", ["09001", "98001"]),
        ("epreuve", ["09002"]),
        ("98300", ["98006"]),
        ("9003", ["09003"]),
        ("09009", ["09006", "09005", "09004"]),
        ("tesville", ["09001", "98001"]),
        ("75056", []),
        ("???", []),
        ("", []),
        (CELLS["html"], []),
        ("x" * 10_000, []),
    ],
)
def test_what_is_not_a_code_gets_suggestions(run, typed, codes):
    result = run("commune", typed, "--json")
    assert result.code == 2
    assert set(result.json) == {"erreur", "suggestions"}
    found = result.json["suggestions"]
    assert sorted(item["code"] for item in found) == sorted(codes)
    assert all(list(item) == ["code", "nom", "departement"] for item in found)


def test_suggestions_in_words(run):
    assert "Vouliez-vous dire 98006 Île-Modèle (Fiction)\u202f?" in run("commune", "ile").err
    several = run("commune", "testville")
    assert several.out == ""
    assert "09001 Testville (Exemple)\n" in several.err
    assert "98001 Testville (Fiction)\n" in several.err


@pytest.mark.parametrize("typed", [" 09001", "09001 "])
def test_spaces_around_a_code_do_not_matter(run, typed):
    assert run("commune", typed, "--json").json["code"] == "09001"


def test_the_answer_in_words(run):
    result = run("commune", "98001")
    assert (result.code, result.err) == (0, "")
    words = " ".join(result.out.split())
    for expected in ("Testville (98001)", "Entre-Deux (900000002)", "Fiction (98)", "5 000 habitants", "Couverture :"):
        assert expected in words
    assert words.index("Bailleurs") < words.index("Maison")


def test_a_buyer_is_named_in_words(run):
    assert "Bailleurs sociaux" in run("commune", "98001", "--donneur-ordre", "bailleurs").out


@pytest.mark.parametrize("name", ["html", "accolades", "antislash", "droite_a_gauche", "pourcent", "entites"])
def test_hostile_names_cannot_drive_the_terminal(run, region, name):
    cell = CELLS[name] + "[red]\x1b[31m[/red]"
    table = region / "guichets.csv"
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace("PLIE de Testville", cell.replace('"', "'"), 1), encoding="utf-8")
    shown = run("commune", "09001")
    assert shown.code == 0
    assert not {"\x1b", "\u202e"} & set(shown.out)
    assert "[red]" in "".join(shown.out.split())
    assert run("commune", "09001", "--json").json["guichets"][0]["nom"] == cell


def test_missing_territories_are_said_without_traceback(run, region):
    (region / "geo" / "communes.csv").unlink()
    result = run("commune", "09001", "--json")
    assert result.code == 2
    assert "territoires" in result.json["erreur"]
    assert "Traceback" not in result.err


def test_without_the_table_of_guichets_there_is_no_answer(run, region):
    (region / "guichets.csv").unlink()
    result = run("commune", "09001", "--json")
    assert result.code == 2
    assert "guichets.csv" in result.json["erreur"]


def test_another_broken_table_is_a_warning(run, region):
    (region / "qpv.csv").write_bytes(b"PK\x03\x04")
    result = run("commune", "09001", "--json")
    assert (result.code, result.json["code"]) == (0, "09001")
    assert "verifier" in result.err


def test_two_runs_give_the_same_bytes(run):
    assert run("commune", "09001", "--json").out == run("commune", "09001", "--json").out
    assert json.loads(run("commune", "09001", "--json").out)["code"] == "09001"
