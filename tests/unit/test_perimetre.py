import time

import pytest

from clauses.domain.perimetre import Niveau, Perimetre, PerimetreError, parse
from clauses.domain.territoires import example_territoires

TERRITOIRES = example_territoires()
CODES = list(TERRITOIRES.communes.index)


@pytest.mark.parametrize(
    ("expression", "written"),
    [
        ("EPCI:243400769+COM:34147", "EPCI:243400769 + COM:34147"),
        ("  dep:34   -  epci : 243400017 ", "DEP:34 - EPCI:243400017"),
        ("DEP:2A + DEP:974", "DEP:2A + DEP:974"),
        ("COM:2A004", "COM:2A004"),
        ("REG:76 - DEP:09 + COM:09122", "REG:76 - DEP:09 + COM:09122"),
        ("france", "FRANCE"),
        ("FRANCE - REG:76", "FRANCE - REG:76"),
        ("DEP:34\n+ DEP:30", "DEP:34 + DEP:30"),
    ],
)
def test_a_good_expression_is_read_and_written_again(expression, written):
    perimetre = parse(expression)
    assert str(perimetre) == written
    assert parse(written) == perimetre


@pytest.mark.parametrize("expression", ["", "   ", "\t\n"])
def test_an_empty_expression_is_the_unknown_perimeter(expression):
    perimetre = parse(expression)
    assert not perimetre
    assert perimetre == Perimetre()
    assert perimetre.resolve(TERRITOIRES) == frozenset()


@pytest.mark.parametrize(
    ("expression", "token", "suggestion"),
    [
        ("34032", "34032", "COM:34032"),
        ("09", "09", "DEP:09"),
        ("243400769", "243400769", "EPCI:243400769"),
        ("Béziers", "Béziers", None),
        ("DEP:34 + EPC:243400769", "EPC:243400769", "EPCI:243400769"),
        ("COMM:34032", "COMM:34032", "COM:34032"),
        ("XYZQ:34032", "XYZQ:34032", None),
        ("COM:9122", "COM:9122", "COM:09122"),
        ("DEP:34 - DEP:9", "DEP:9", "DEP:09"),
        ("COM:340321", "COM:340321", None),
        ("EPCI:", "EPCI:", None),
        ("EPCI:243 400 769", "EPCI:243 400 769", None),
        ("- DEP:34", "- DEP:34", None),
        ("DEP:34 + + DEP:30", "", None),
        ("DEP:34 -", "", None),
        ("+ DEP:34", "", None),
        ("DEP:34 – EPCI:243400017", "DEP:34 – EPCI:243400017", None),
        ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0", None),
    ],
)
def test_a_bad_expression_names_the_token_and_what_would_do(expression, token, suggestion):
    with pytest.raises(PerimetreError) as caught:
        parse(expression)
    assert (caught.value.token, caught.value.suggestion) == (token, suggestion)
    assert caught.value.raison
    if suggestion:
        assert str(parse(suggestion)) == suggestion


@pytest.mark.parametrize("expression", ["DEP:34" + " " * 200_000 + "x", "+" * 10_000, "DEP:34 + " * 5_000 + "?"])
def test_a_hostile_expression_is_refused_at_once(expression):
    start = time.perf_counter()
    with pytest.raises(PerimetreError):
        parse(expression)
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize(
    ("expression", "codes"),
    [
        ("COM:98001", {"98001"}),
        ("EPCI:E1", {"98001", "98002"}),
        ("DEP:98", {"98001", "98002", "98003"}),
        ("REG:R9", set(CODES)),
        ("FRANCE", set(CODES)),
        ("DEP:98 - COM:98002", {"98001", "98003"}),
        ("DEP:98 - EPCI:E1 + COM:98002", {"98002", "98003"}),
        ("DEP:98 + COM:98002 - EPCI:E1", {"98003"}),
        ("EPCI:E1 - DEP:98", set()),
    ],
)
def test_tokens_resolve_from_left_to_right(expression, codes):
    assert parse(expression).resolve(TERRITOIRES) == codes


@pytest.mark.parametrize(
    ("expression", "levels"),
    [
        ("REG:R9 + EPCI:E1", ["EPCI", "EPCI", "REGION", "REGION"]),
        ("EPCI:E1 + REG:R9", ["EPCI", "EPCI", "REGION", "REGION"]),
        ("COM:98001 + DEP:98 + FRANCE", ["COMMUNE", "DEPARTEMENT", "DEPARTEMENT", "FRANCE"]),
        ("EPCI:E1 - COM:98001 + DEP:98", ["DEPARTEMENT", "EPCI", "DEPARTEMENT", "AUCUN"]),
    ],
)
def test_a_commune_keeps_the_most_local_token_that_holds_it(expression, levels):
    found = [Niveau(level).name for level in parse(expression).niveaux(TERRITOIRES)]
    assert found == levels


@pytest.mark.parametrize(
    ("expression", "token", "raison", "suggestion"),
    [
        ("DEP:98 + COM:98009", "COM:98009", "commune inconnue", "COM:98003"),
        ("DEP:75", "DEP:75", "département inconnu", None),
        ("EPCI:243400769", "EPCI:243400769", "EPCI inconnu", None),
        ("REG:76", "REG:76", "région inconnue", None),
        ("DEP:98 - COM:13055", "COM:13055", "commune inconnue", None),
    ],
)
def test_an_unknown_code_is_named_with_its_region(expression, token, raison, suggestion):
    with pytest.raises(PerimetreError) as caught:
        parse(expression).resolve(TERRITOIRES)
    assert caught.value.token == token
    assert caught.value.raison == f"{raison} dans la région Région d’essai"
    if suggestion:
        assert caught.value.suggestion in {f"COM:{code}" for code in CODES}
    else:
        assert caught.value.suggestion is None
