import pytest


def test_the_published_example(run):
    answer = run(
        "calcul", "--montant", "1000000", "--main-oeuvre", "50", "--cout", "30", "--insertion", "5", "--json"
    ).json
    assert (answer["heures_insertion"], answer["heures_travail"]) == (833.33, 16666.67)
    assert (answer["diviseur"], answer["etp"], answer["personnes"]) == (1607, 0.52, 2.1)
    assert answer["origines"][0] == "Part de main-d’œuvre, 50\xa0% : valeur saisie, à justifier."


def test_what_is_not_given_is_the_default_reference_and_says_so(run):
    answer = run("calcul", "--montant", "500000", "--json").json
    assert (answer["main_oeuvre"], answer["cout"], answer["insertion"], answer["heures_insertion"]) == (40, 25, 10, 800)
    assert "Guide d'essai" in answer["origines"][0]


def test_the_other_way_round(run):
    answer = run("calcul", "--montant", "500000", "--heures", "400", "--json").json
    assert (answer["insertion"], answer["heures_insertion"]) == (5, 400)


def test_in_words(run):
    result = run("calcul", "--montant", "500000")
    assert (result.code, result.err) == (0, "")
    words = " ".join(result.out.split())
    assert "500 000 € × 40 % × 10 % ÷ 25 € = 800 h d’insertion" in words
    assert "convention entre praticiens" in words


@pytest.mark.parametrize(
    "arguments",
    [
        ("--montant", "1", "--heures", "5", "--insertion", "5"),
        ("--montant", "0", "--heures", "5"),
        ("--montant", "-1"),
        ("--montant", "beaucoup"),
        (),
    ],
)
def test_what_makes_no_sense_is_refused_in_french(run, arguments):
    result = run("calcul", *arguments)
    assert result.code == 2
    assert "Traceback" not in result.err
    for english in ("Invalid", "Missing", "Input", "should"):
        assert english not in result.err


def test_without_references_they_are_asked_for(run, region):
    (region / "coefficients.csv").unlink()
    result = run("calcul", "--montant", "5")
    assert result.code == 2
    assert "--main-oeuvre" in result.err
