"""Notes beside the map: items of a Markdown list, each about a territory that it may name by its code."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from clauses.domain.perimetre import Perimetre, PerimetreError, parse
from clauses.domain.territoires import DEPARTEMENT, REGION, Territoire, Territoires

_ITEM = re.compile(r"- (?:\[([^\]]*)\] )?(.*)")


@dataclass(frozen=True, slots=True)
class Note:
    """A note, and the territories that it is about: the whole region where it names none."""

    texte: str
    perimetre: Perimetre = field(default_factory=Perimetre)

    def concerns(self, territoires: Territoires, territoire: Territoire) -> bool:
        """True if the note is about part of this territory; all of them are about the region."""
        if territoire.level == REGION:
            return True
        return bool(np.isin(territoires.of(territoire), _positions(self, territoires)).any())


def parse_notes(text: str) -> tuple[Note, ...]:
    r"""Notes of a Markdown list; what stands between brackets and is not a territory is part of the words.

    >>> about, general, other = parse_notes("# Notes\n- [DEP:34 + DEP:66] Ici.\n- Partout.\n- [sic] Là.")
    >>> str(about.perimetre), about.texte, general, other.texte
    ('DEP:34 + DEP:66', 'Ici.', Note(texte='Partout.', perimetre=Perimetre(tokens=())), '[sic] Là.')
    """
    items = (_ITEM.match(line) for line in text.splitlines())
    return tuple(_note(item[1], item[2].strip()) for item in items if item)


def departements(note: Note, territoires: Territoires) -> list[str]:
    """Codes of the départements that a note is about."""
    return [each.code for each in territoires.all(DEPARTEMENT) if note.concerns(territoires, each)]


def notes_about(notes: Iterable[Note], territoires: Territoires, territoire: Territoire) -> list[Note]:
    """Notes about a territory."""
    return [note for note in notes if note.concerns(territoires, territoire)]


def _note(code: str | None, texte: str) -> Note:
    try:
        return Note(texte, parse(code or ""))
    except PerimetreError:
        return Note(f"[{code}] {texte}")


def _positions(note: Note, territoires: Territoires) -> np.ndarray:
    try:
        return note.perimetre.positions(territoires)
    except PerimetreError:
        return np.array([], int)
