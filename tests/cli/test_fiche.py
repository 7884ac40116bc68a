import pytest


def test_values_of_a_sheet(run):
    result = run("fiche", "DEP:09", "--json")
    assert (result.code, result.err) == (0, "")
    answer = result.json
    assert (answer["territoire"], answer["nom"], answer["communes"], answer["population"]) == (
        "DEP:09", "Exemple", 6, 13400,
    )  # fmt: skip
    assert [(year["annee"], year["heures"]) for year in answer["heures"]["annees"]] == [
        (2019, 40000), (2020, 0), (2021, 45000),
    ]  # fmt: skip
    assert answer["heures"]["annees"][2] == {
        "id": "exemple-2021",
        "annee": 2021,
        "heures": 45000,
        "heures_pour_1000_habitants": 3358.2,
        "etp": 28.0,
        "diviseur": 1607,
    }


def test_a_territory_whose_figures_are_those_of_another(run):
    assert run("fiche", "com:09005", "--json").json["heures"]["territoire"] == "DEP:09"


def test_a_territory_without_figures(run):
    assert run("fiche", "COM:98006", "--json").json["heures"] == {
        "territoire": "DEP:98",
        "annees": run("fiche", "DEP:98", "--json").json["heures"]["annees"],
        "non_comparables": ["fibre-2022"],
    }


def test_a_pdf_is_written_where_asked(run, tmp_path):
    path = tmp_path / "essai.pdf"
    result = run("fiche", "COM:09001", "--sortie", str(path), "--adresse", "https://atlas.example")
    assert (result.code, result.out) == (0, "")
    assert str(path) in result.err
    assert path.read_bytes().startswith(b"%PDF")


def test_the_default_name_is_that_of_the_territory(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run("fiche", "EPCI:900000001").code == 0
    assert [path.name for path in tmp_path.glob("*.pdf")] == ["fiche-epci-900000001.pdf"]


def test_a_name_is_answered_with_the_territories_it_may_mean(run):
    result = run("fiche", "testville", "--json")
    assert result.code == 2
    assert {"cle": "EPCI:900000001", "nom": "Testville Agglo"} in result.json["suggestions"]
    assert "EPCI:900000001 Testville Agglo" in run("fiche", "testville").err


@pytest.mark.parametrize("key", ["", "EPCI:", "xxxx", "COM:99999"])
def test_an_unknown_territory_is_refused(run, key):
    assert run("fiche", key).code == 2


def test_a_folder_that_does_not_exist_is_said(run, tmp_path):
    result = run("fiche", "COM:09001", "--sortie", str(tmp_path / "absent" / "fiche.pdf"))
    assert result.code == 2
    assert "ne peut pas être écrite" in result.err
