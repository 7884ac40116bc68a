"""Texts in words: the name of a page, and what changes in it line by line."""

import difflib
import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from clauses.domain.changements import Changements
from clauses.domain.contenus.textes import FICHIER, TEXTE
from clauses.rendu.mots import textes as words

_TITLE = re.compile(r"^titre:[ \t]*(.+?)[ \t]*$", re.MULTILINE)

Ligne = tuple[str, str, str, str]
"""Name of the page, place in it, words before, words after."""


def page_name(name: str, text: str) -> str:
    r"""Name of a page for people: its title.

    >>> page_name("outils/07-a.md", '---\ntitre: "Acheter"\n---'), page_name("outils/07-a.md", "")
    ('Acheter', 'outils/07-a.md')
    """
    titled = _TITLE.search(text) if text.startswith("---") else None
    return words.NAMES.get(name) or (titled[1].strip("\"'") if titled else "") or name


def names_of(changements: Changements) -> list[str]:
    """Names of the pages that change."""
    modified = [page_name(each.id, each.champs[TEXTE][1]) for each in changements.modifications]
    added = [page_name(row[FICHIER], row.get(TEXTE, "")) for row in changements.ajouts]
    return [*modified, *added, *(page_name(each.id, each.cellules.get(TEXTE, "")) for each in changements.retraits)]


def lines_of(changements: Changements) -> Iterator[Ligne]:
    """Lines that change: pages modified, then added, then taken away."""
    for each in changements.modifications:
        before, after = each.champs[TEXTE]
        yield from _lines(page_name(each.id, after), before, after)
    for row in changements.ajouts:
        yield from _lines(page_name(row[FICHIER], row.get(TEXTE, "")), "", row.get(TEXTE, ""))
    for gone in changements.retraits:
        text = gone.cellules.get(TEXTE, "")
        yield from _lines(page_name(gone.id, text), text, "")


def _lines(name: str, before: str, after: str) -> Iterable[Ligne]:
    old, new = before.splitlines(), after.splitlines()
    for kind, start, end, first, last in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            pairs = zip_longest(old[start:end], new[first:last], fillvalue="")
            rows = ((first + rank + 1, gone.strip(), come.strip()) for rank, (gone, come) in enumerate(pairs))
            yield from ((name, words.line(number), gone, come) for number, gone, come in rows if gone or come)
