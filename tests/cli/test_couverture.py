import pytest

STATUTS = ["local", "departemental", "sectoriel", "coordination", "a_confirmer", "non_documente"]


def counts(communes, population, quartiers=0, habitants=0):
    return {
        "communes": communes,
        "population": population,
        "quartiers_prioritaires": quartiers,
        "population_quartiers": habitants,
    }


def test_the_json_of_the_region(run):
    result = run("couverture", "--json")
    assert (result.code, result.err) == (0, "")
    answer = result.json
    (region,) = answer["territoires"]
    # It depends on the year.
    assert 0 <= region.pop("part_recente") <= region["part_couverte"]
    assert answer == {
        "niveau": "region",
        "annee_population": None,
        "territoires": [
            {
                "code": "R9",
                "nom": "Région d’essai",
                "communes": 12,
                "population": 21635,
                "part_couverte": 13340 / 21635,
                "quartiers_prioritaires": {
                    "nombre": 4,
                    "population": 2400,
                    "annees": [2020],
                    "part_couverte": 0.625,
                },
                "statuts": {
                    "local": counts(3, 13100, 1, 1500),
                    "departemental": counts(2, 240),
                    "sectoriel": counts(4, 5435, 1),
                    "coordination": counts(1, 700),
                    "a_confirmer": counts(1, 2100, 1, 900),
                    "non_documente": counts(1, 60, 1),
                },
                "part_numero_proche": 20500 / 21635,
                "numeros": {"service": 0, "organisme": 13100, "relais": 7400, "region": 1135, "aucun": 0},
            }
        ],
    }


@pytest.mark.parametrize("niveau", ["region", "departement", "epci"])
@pytest.mark.parametrize("options", [(), ("--inclure-a-confirmer",), ("--donneur-ordre", "bailleurs")])
def test_each_territory_adds_up(run, niveau, options):
    result = run("couverture", "--niveau", niveau, *options, "--json").json
    assert result["niveau"] == niveau
    for territoire in result["territoires"]:
        assert list(territoire["statuts"]) == STATUTS
        for measure in ("communes", "population"):
            assert sum(item[measure] for item in territoire["statuts"].values()) == territoire[measure]


def test_territories_are_in_the_order_of_their_codes(run):
    codes = [item["code"] for item in run("couverture", "--niveau", "departement", "--json").json["territoires"]]
    assert codes == ["09", "98"]


def test_a_commune_without_epci_is_in_no_epci(run):
    territoires = run("couverture", "--niveau", "epci", "--json").json["territoires"]
    assert sum(item["communes"] for item in territoires) == 11


def test_unproven_guichets_count_when_asked(run):
    (region,) = run("couverture", "--inclure-a-confirmer", "--json").json["territoires"]
    assert region["statuts"]["a_confirmer"]["communes"] == 0
    assert region["statuts"]["local"]["communes"] == 7


def test_a_buyer_is_asked_for(run):
    (region,) = run("couverture", "--donneur-ordre", "bailleurs", "--json").json["territoires"]
    assert region["statuts"]["sectoriel"]["communes"] == 0
    assert run("couverture", "--donneur-ordre", "bayeur").code == 2


def test_the_table_in_words(run):
    result = run("couverture", "--niveau", "departement")
    assert (result.code, result.err) == (0, "")
    assert "09 Exemple" in result.out
    assert "13\u202f100 · 97,8\u202f%" in result.out
    assert "–" in result.out
    assert "des habitants ont un numéro plus proche que celui de la Région" in result.out


def test_numbers_of_the_inhabitants_add_up(run):
    for territoire in run("couverture", "--niveau", "epci", "--json").json["territoires"]:
        assert sum(territoire["numeros"].values()) == territoire["population"]


def test_an_empty_territory_has_no_percentage(run, region):
    table = region / "geo" / "communes.csv"
    rows = [line.split(",") for line in table.read_text(encoding="utf-8").splitlines()]
    empty = [rows[0]] + [[*row[:4], "0", *row[5:]] for row in rows[1:]]
    table.write_text("\n".join(",".join(row) for row in empty) + "\n", encoding="utf-8")
    result = run("couverture", "--niveau", "departement")
    assert result.code == 0
    assert "%" in result.out


def test_an_unknown_level_names_the_possible_ones(run):
    result = run("couverture", "--niveau", "pays", "--json")
    assert result.code == 2
    assert "region, departement, epci" in result.json["erreur"]


def test_missing_territories_are_said_without_traceback(run, region):
    (region / "geo" / "region.geojson").write_text("{}", encoding="utf-8")
    result = run("couverture")
    assert (result.code, result.out) == (2, "")
    assert "territoires" in result.err
