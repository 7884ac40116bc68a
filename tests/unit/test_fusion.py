"""Three-way merge of a table: nothing that one side alone changed is lost."""

import random
from collections import Counter

import pytest

from clauses.domain.changements import is_same, lignes, signature
from clauses.domain.evolution.fusion import ACTUEL, PROPOSE, Conflit, fusionner
from tests.donnees.tables import SCHEMAS, table

A = {"id": "a", "nom": "Un", "etp": "1"}
B = {"id": "b", "nom": "Deux"}
C = {"id": "c", "nom": "Trois"}


def guichets(*rows):
    return table("guichets", *rows)


def merged(base, actuel, propose, choix=None):
    return fusionner(guichets(*base), guichets(*actuel), guichets(*propose), choix)


def shown(rows):
    return [(row["id"], row["nom"], row["etp"]) for row in rows]


UN = ("a", "Un", "1")

# base, in force, proposed, rows expected, conflicts (key, column)
CASES = {
    "nobody changes": ([A], [A], [A], [UN], []),
    "they change": ([A], [A | {"nom": "X"}], [A], [("a", "X", "1")], []),
    "I change": ([A], [A], [A | {"nom": "X"}], [("a", "X", "1")], []),
    "each another column": ([A], [A | {"nom": "X"}], [A | {"etp": "9"}], [("a", "X", "9")], []),
    "both the same": ([A], [A | {"etp": "2"}], [A | {"etp": "2.0"}], [("a", "Un", "2")], []),
    "both differently": ([A], [A | {"etp": "2"}], [A | {"etp": "3"}], [("a", "Un", "2")], [("a", "etp")]),
    "they empty, I change": ([A], [A | {"etp": ""}], [A | {"etp": "3"}], [("a", "Un", "")], [("a", "etp")]),
    "I empty": ([A], [A], [A | {"etp": ""}], [("a", "Un", "")], []),
    "they add": ([A], [A, B], [A], [UN, ("b", "Deux", "")], []),
    "I add": ([A], [A], [B, A], [UN, ("b", "Deux", "")], []),
    "both add another": ([A], [A, B], [A, C], [UN, ("b", "Deux", ""), ("c", "Trois", "")], []),
    "both add the same": ([A], [A, B], [A, B], [UN, ("b", "Deux", "")], []),
    "both add differently": ([A], [A, B], [A, B | {"nom": "X"}], [UN, ("b", "Deux", "")], [("b", "")]),
    "they remove": ([A, B], [A], [A, B], [UN], []),
    "I remove": ([A, B], [A, B], [A], [UN], []),
    "both remove": ([A, B], [A], [A], [UN], []),
    "they remove, I change": ([A, B], [A], [A, B | {"nom": "X"}], [UN], [("b", "")]),
    "I remove, they change": ([A, B], [A, B | {"nom": "X"}], [A], [UN, ("b", "X", "")], [("b", "")]),
    "order of the table in force": ([A, B], [B, C, A], [A, B], [("b", "Deux", ""), ("c", "Trois", ""), UN], []),
    "everything was removed": ([A, B], [], [A, B], [], []),
    "I remove everything": ([A, B], [A, B], [], [], []),
}


@pytest.mark.parametrize(("base", "actuel", "propose", "rows", "conflicts"), CASES.values(), ids=CASES)
def test_three_tables(base, actuel, propose, rows, conflicts):
    found = merged(base, actuel, propose)
    assert shown(found.lignes) == rows
    assert [(each.id, each.colonne) for each in found.conflits] == conflicts
    assert found.ouverts == found.conflits


# base, in force, proposed, rows with « propose » chosen everywhere
CHOSEN = {
    "cell": ([A], [A | {"etp": "2"}], [A | {"etp": "3"}], [("a", "Un", "3")]),
    "both add": ([], [B], [B | {"nom": "X"}], [("b", "X", "")]),
    "they removed": ([A, B], [A], [A, B | {"nom": "X"}], [UN, ("b", "X", "")]),
    "I removed": ([A, B], [A, B | {"nom": "X"}], [A], [UN]),
}


@pytest.mark.parametrize(("base", "actuel", "propose", "rows"), CHOSEN.values(), ids=CHOSEN)
def test_the_choice_decides_and_closes_the_conflict(base, actuel, propose, rows):
    (conflict,) = merged(base, actuel, propose).conflits
    key = (conflict.id, conflict.colonne)
    mine = merged(base, actuel, propose, {key: PROPOSE})
    assert (shown(mine.lignes), mine.ouverts, mine.conflits) == (rows, (), (conflict,))
    theirs = merged(base, actuel, propose, {key: ACTUEL})
    assert (theirs.lignes, theirs.ouverts) == (merged(base, actuel, propose).lignes, ())


def test_a_conflict_says_the_three_values():
    found = merged([A], [A | {"etp": "2"}], [A | {"etp": "3"}])
    assert found.conflits == (Conflit("a", "etp", "1", "2", "3"),)
    removed = merged([A, B], [A], [A, B | {"nom": "X"}])
    assert removed.conflits == (Conflit("b", "", "Deux", "", "X"),)


def test_both_changes_are_told():
    found = merged([A], [A, B], [A | {"nom": "X"}])
    assert [each.id for each in found.miens.modifications] == ["a"]
    assert [row["id"] for row in found.leurs.ajouts] == ["b"]


def test_an_unknown_choice_is_refused():
    with pytest.raises(ValueError, match="unknown choice"):
        merged([A], [A], [A], {("a", "nom"): "moi"})


def test_a_choice_that_nothing_asks_for_changes_nothing():
    assert shown(merged([A], [A | {"nom": "X"}], [A], {("a", "nom"): PROPOSE}).lignes) == [("a", "X", "1")]


def test_a_column_that_the_proposition_does_not_have_is_not_erased():
    propose = table("guichets", A | {"nom": "X"}, B, absent=frozenset({"etp"}))
    found = fusionner(guichets(A), guichets(A), propose)
    assert shown(found.lignes) == [("a", "X", "1"), ("b", "Deux", "")]


@pytest.mark.parametrize("key", ["", "a"])
def test_rows_that_their_key_does_not_tell_apart_are_taken_whole(key):
    one, two, three = ({"id": key, "nom": nom} for nom in ("Un", "Deux", "Trois"))
    assert [row["nom"] for row in merged([one, two], [one, two], [two, three]).lignes] == ["Deux", "Trois"]
    assert [row["nom"] for row in merged([one], [one, two], [one, two]).lignes] == ["Un", "Deux"]
    # Changed by them meanwhile: nothing says that it is the one taken away.
    assert [row["nom"] for row in merged([one, two], [one, three], [one]).lignes] == ["Un", "Trois"]


VALUES = {"nom": ("Un", "Deux", "Trois"), "etp": ("", "1", "2"), "remarque": ("", "x")}


def evolve(draw, rows):
    """A table some time later."""
    changed = [dict(row) for row in rows if draw.random() > 0.2]
    for row in changed:
        for column, choices in VALUES.items():
            if draw.random() < 0.3:
                row[column] = draw.choice(choices)
    missing = [key for key in "abcdef" if key not in {row["id"] for row in rows}]
    changed += [random_row(draw, key) for key in missing if draw.random() < 0.3]
    draw.shuffle(changed)
    return changed


def random_row(draw, key):
    return {"id": key} | {column: draw.choice(choices) for column, choices in VALUES.items()}


def test_no_cell_that_one_side_alone_changed_is_lost(subtests):
    for seed in range(150):
        with subtests.test(seed=seed):
            draw = random.Random(seed)
            base = [random_row(draw, key) for key in "abcdef" if draw.random() < 0.7]
            actuel, propose = evolve(draw, base), evolve(draw, base)
            found = merged(base, actuel, propose)
            result = {row["id"]: row for row in found.lignes}
            assert len(result) == len(found.lignes)
            old, theirs, mine = ({row["id"]: row for row in rows} for rows in (base, actuel, propose))
            conflicts = {(each.id, each.colonne) for each in found.conflits}
            for key in old.keys() | theirs.keys() | mine.keys():
                sides = [each.get(key) for each in (old, theirs, mine)]
                if None in sides:
                    expected = sides[1] if sides[2] == sides[0] or (key, "") in conflicts else sides[2]
                    same = expected is None or all(result[key][column] == value for column, value in expected.items())
                    assert same
                    assert (expected is None) is (key not in result)
                    continue
                for column in VALUES:
                    before, in_force, proposed = (side[column] for side in sides)
                    changed = {value for value in (in_force, proposed) if value != before}
                    assert ((key, column) in conflicts) is (len(changed) == 2)
                    if len(changed) == 1:
                        assert result[key][column] in changed
                    else:
                        assert result[key][column] == in_force


def test_a_merge_with_one_side_still_is_the_other_side(subtests):
    for seed in range(100):
        with subtests.test(seed=seed):
            draw = random.Random(seed)
            keys = ["", "a", "a", "b", "c"] if seed % 2 else "abcde"
            base = [random_row(draw, key) for key in keys if draw.random() < 0.8]
            other = evolve(draw, base) + [random_row(draw, draw.choice(keys)) for _ in range(draw.randrange(3))]
            fields = SCHEMAS["guichets"].fields
            expected = Counter(signature(row, fields) for row in lignes(guichets(*other)))
            for rows in (
                merged(base, base, other).lignes,
                merged(base, other, base).lignes,
                merged(base, other, other).lignes,
            ):
                assert Counter(signature(row, fields) for row in rows) == expected


def test_is_same_and_signature_agree():
    texts = ["", "1", "1.0", "01", "nan", "inf", "x", "1e400", "DEP:09", "dep:09", "DEP:09+COM:98001", "DEP:09 +"]
    for field in SCHEMAS["guichets"].fields:
        for one in texts:
            for other in texts:
                same = signature({field.name: one}, [field]) == signature({field.name: other}, [field])
                assert same is is_same(one, other, field), (field.name, one, other)
