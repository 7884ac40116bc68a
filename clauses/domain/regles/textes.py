"""Rules on any text: what a spreadsheet, a wrong encoding or a paste leaves behind."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from clauses.domain.regles.contexte import Probleme, probleme

BETWEEN_CELLS = "\ue000"
"""Joins the cells of a column so that one search screens them all (a private character: never in a text)."""

_NAMES = {"\u200b": "espace nulle", "\ufeff": "marque d’ordre", "\u00ad": "trait d’union conditionnel"}


@dataclass(frozen=True)
class TextRule:
    """A forbidden pattern, and the issue for its first occurrence.

    The engine first looks for it in a whole column at once (cells joined by :data:`BETWEEN_CELLS`): a clean column
    costs one search.
    """

    pattern: re.Pattern[str]
    describe: Callable[[re.Match[str]], Probleme]

    def check(self, value: str) -> Probleme | None:
        match = self.pattern.search(value)
        return self.describe(match) if match else None


def _mojibake(match: re.Match[str]) -> Probleme:
    text = match.string
    try:
        repaired = text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        repaired = ""
    return probleme("E-TXT-01", extrait=match.group(), suggestion=repaired)


def _formula(match: re.Match[str]) -> Probleme:
    return probleme("A-TXT-01", extrait=match.group())


def _markup(match: re.Match[str]) -> Probleme:
    return probleme("A-TXT-02", extrait=match.group())


def _invisible(match: re.Match[str]) -> Probleme:
    character = match.group()
    return probleme("A-TXT-03", extrait=_NAMES.get(character, f"U+{ord(character):04X}"))


# UTF-8 read as Windows-1252: every accented letter becomes « Ã » or « Â » and a sign, every typographic mark « â€ ».
MOJIBAKE = TextRule(re.compile("Ã[\u0080-\u00bf\u0152-\u0192\u2013-\u2122]|Â[\u00a0-\u00bf]|â€|Å“|ï¿½|�"), _mojibake)
FORMULA = TextRule(re.compile(rf"(?:\A|(?<={BETWEEN_CELLS}))[=+\-@]"), _formula)
MARKUP = TextRule(re.compile(r"<\s*[/!a-zA-Z][^<>]{0,20}"), _markup)
INVISIBLE = TextRule(
    re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"), _invisible
)

TEXT_RULES: tuple[TextRule, ...] = (MOJIBAKE, FORMULA, MARKUP, INVISIBLE)
