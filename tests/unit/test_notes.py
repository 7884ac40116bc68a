import pytest

from clauses.domain.notes import departements, notes_about, parse_notes
from clauses.domain.territoires import example_territoires

TERRITOIRES = example_territoires()
KEYS = ("REG:R9", "DEP:98", "DEP:99", "EPCI:E1")


def test_a_note_is_about_the_territory_that_it_names():
    notes = parse_notes("- [DEP:98] Ici.\n- [EPCI:E2 + COM:98001] Autour.\n- Partout.\n")
    assert [departements(note, TERRITOIRES) for note in notes] == [["98"], ["98", "99"], []]
    shown = {key: [note.texte for note in notes_about(notes, TERRITOIRES, TERRITOIRES.find(key))] for key in KEYS}
    assert shown == {
        "REG:R9": ["Ici.", "Autour.", "Partout."],
        "DEP:98": ["Ici.", "Autour."],
        "DEP:99": ["Autour."],
        "EPCI:E1": ["Ici.", "Autour."],
    }


@pytest.mark.parametrize(
    "text", ["[DEP:77] Ailleurs.", "[lien](https://essai.example) à lire", "[] Rien.", "[DEP 34] Mal."]
)
def test_what_names_no_territory_of_the_region_is_about_all_of_it(text: str):
    """A code that does not exist here is not a reason to lose a note."""
    notes = parse_notes(f"- {text}")
    assert len(notes_about(notes, TERRITOIRES, TERRITOIRES.region)) == 1
    assert not notes_about(notes, TERRITOIRES, TERRITOIRES.find("DEP:98"))


def test_words_between_brackets_are_kept_where_they_are_no_territory():
    assert [note.texte for note in parse_notes("- [DEP 34] Mal.\n- [lien](https://essai.example)\nAutre ligne.")] == [
        "[DEP 34] Mal.",
        "[lien](https://essai.example)",
    ]
