"""Diff of two tables, row by row: nothing is lost, whatever the keys."""

import random
from collections import Counter

import pytest

from clauses.domain.changements import Changements, Disparition, Modification, appliquer, compare, lignes, signature
from tests.donnees.tables import SCHEMAS, table

GUICHETS = SCHEMAS["guichets"]


def typologies(*rows):
    return table("typologies", *({"code": code, "libelle": libelle, "ordre": ordre} for code, libelle, ordre in rows))


def guichet(id, **cells):
    return {"id": id, "nom": id.title(), "perimetre": "DEP:09", **cells}


def exact(rows, schema):
    """Rows as a multiset: « 2.5 » and « 2.50 » are one number, as everywhere."""
    return Counter(signature(row, schema.fields) for row in rows)


def test_nothing_changes():
    found = compare(table("guichets", guichet("a")), table("guichets", guichet("a")))
    assert not found
    assert found.inchangees == ("a",)


def test_additions_modifications_and_disparitions_say_where_and_what():
    before = table("guichets", guichet("a"), guichet("b", etp="2"), guichet("c"))
    after = table("guichets", guichet("d", nom="Neuf"), guichet("b", etp="3", nom="Bis"), guichet("a"))
    found = compare(before, after)
    assert [row["id"] for row in found.ajouts] == ["d"]
    assert "adresse" not in found.ajouts[0]
    assert found.modifications == (Modification("b", 3, {"nom": ("B", "Bis"), "etp": ("2", "3")}, "Bis"),)
    assert [(each.id, each.line, each.nom, each.cellules["perimetre"]) for each in found.retraits] == [
        ("c", 4, "C", "DEP:09")
    ]
    assert found.inchangees == ("a",)


@pytest.mark.parametrize(
    ("column", "old", "new", "changes"),
    [
        ("etp", "2.5", "2.50", False),
        ("etp", "2.5", "", True),
        ("etp", "", "0", True),
        ("etp", "deux", "2", True),
        ("etp", "nan", "nan", False),
        ("perimetre", "DEP:09+COM:98001", "DEP:09 + COM:98001", False),
        ("perimetre", "DEP:09", "DEP:09 +", True),
        ("perimetre", "DEP:09 +", "DEP:09 +", False),
        ("perimetre", "DEP:09", "", True),
        ("nom", "Été", "été", True),
    ],
)
def test_a_cell_changes_when_it_says_something_else(column, old, new, changes):
    found = compare(table("guichets", guichet("a", **{column: old})), table("guichets", guichet("a", **{column: new})))
    assert bool(found) is changes


def test_key_of_typologies_is_their_code_and_their_name_their_label():
    found = compare(typologies(("plie", "PLIE", "1"), ("mde", "Maison", "2")), typologies(("plie", "Plan local", "1")))
    assert [(each.id, each.champs) for each in found.modifications] == [("plie", {"libelle": ("PLIE", "Plan local")})]
    assert found.retraits[0] == Disparition("mde", 3, "Maison", {"code": "mde", "libelle": "Maison", "ordre": "2"})


def test_a_row_without_name_is_called_by_its_key():
    assert compare(typologies(("plie", "", "1")), typologies()).retraits[0].nom == "plie"


@pytest.mark.parametrize("key", ["", "a"])
def test_rows_that_their_key_does_not_tell_apart_are_kept_added_or_taken_away_whole(key):
    one, two, three = (guichet(key, nom=nom) for nom in ("Un", "Deux", "Trois"))
    before, after = table("guichets", one, two), table("guichets", two, three, two)
    found = compare(before, after)
    assert [row["nom"] for row in found.ajouts] == ["Trois", "Deux"]
    assert [(each.line, each.nom) for each in found.retraits] == [(2, "Un")]
    assert found.modifications == ()
    assert [row["nom"] for row in appliquer(before, found)] == ["Deux", "Trois", "Deux"]


def test_a_key_repeated_on_one_side_only():
    before, after = table("guichets", guichet("a")), table("guichets", guichet("a"), guichet("a", nom="Copie"))
    there, back = compare(before, after), compare(after, before)
    assert [row["nom"] for row in there.ajouts] == ["Copie"]
    assert (there.modifications, there.retraits) == ((), ())
    assert [each.nom for each in back.retraits] == ["Copie"]
    assert [row["nom"] for row in appliquer(after, back)] == ["A"]


def test_a_column_left_out_is_not_erased():
    before = table("guichets", guichet("a", remarque="Garder"))
    after = table("guichets", guichet("a"), absent=frozenset({"remarque"}))
    assert not compare(before, after)


def test_empty_tables():
    nothing, one = table("guichets"), table("guichets", guichet("a"))
    assert not compare(nothing, nothing)
    assert len(compare(nothing, one).ajouts) == 1
    assert len(compare(one, nothing).retraits) == 1
    assert appliquer(one, compare(one, nothing)) == []


def test_applying_keeps_the_order_and_puts_additions_at_the_end():
    before = table("guichets", guichet("c"), guichet("b"), guichet("a"))
    after = table("guichets", guichet("d"), guichet("a", nom="Autre"), guichet("c"))
    rows = appliquer(before, compare(before, after))
    assert [row["id"] for row in rows] == ["c", "a", "d"]
    assert rows[1]["nom"] == "Autre"
    assert all(tuple(row) == GUICHETS.names for row in rows)


def test_rows_only_disparues_stay():
    gone = Changements((), (), (), (), (Disparition("a", 2, "A"),), retire=False)
    assert len(appliquer(table("guichets", guichet("a")), gone)) == 1


def random_table(draw, name):
    keys = ["", "a", "b", "c", "d", "e"] if draw.random() < 0.3 else "abcdefgh"
    key = SCHEMAS[name].primary_key[0]
    picked = draw.choices(keys, k=draw.randrange(7)) if draw.random() < 0.5 else draw.sample(keys, draw.randrange(6))
    return table(name, *({key: each, **random_cells(draw, name)} for each in picked))


def random_cells(draw, name):
    values = {
        "guichets": {"nom": ("Un", "Deux", ""), "etp": ("", "1", "1.0", "x"), "perimetre": ("", "DEP:09", "DEP:9")},
        "typologies": {"libelle": ("Un", "Deux"), "ordre": ("1", "01", "2")},
        "repartitions": {"annee": ("2020", "2021"), "part": ("10", "10.0", "20")},
    }
    return {column: draw.choice(choices) for column, choices in values[name].items()}


def test_applying_what_was_compared_gives_the_other_table(subtests):
    for seed in range(150):
        with subtests.test(seed=seed):
            draw = random.Random(seed)
            name = draw.choice(("guichets", "typologies", "repartitions"))
            before, after = random_table(draw, name), random_table(draw, name)
            found = compare(before, after)
            assert exact(appliquer(before, found), after.schema) == exact(lignes(after), after.schema)
            counted = len(found.inchangees) + len(found.modifications)
            assert (counted + len(found.ajouts), counted + len(found.retraits)) == (len(after), len(before))
            again = compare(after, before)
            assert (len(again.ajouts), len(again.retraits)) == (len(found.retraits), len(found.ajouts))
