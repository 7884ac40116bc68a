"""Terms of the glossary in what is shown: the first occurrence of each has its definition, one hover away."""

import re
from collections.abc import Mapping, Sequence
from html import escape

from clauses.domain.contenus import Terme
from clauses.domain.recherche import normalise
from clauses.domain.typographie import typographic

Lexique = Mapping[str, Sequence[tuple[str, Terme]]]
"""Forms and their terms by first word in lower case: :attr:`clauses.domain.contenus.Contenus.lexique`."""

SHORT = 3
_TAG = re.compile(r"(<[^>]*>)")
_WORD = re.compile(r"\w+")
_CLOSED = frozenset(
    {
        "a",
        "abbr",
        "dt",
        "button",
        "summary",
        "caption",
        "code",
        "pre",
        "svg",
        "style",
        *(f"h{level}" for level in range(1, 7)),
    }
)
"""Elements whose words are left alone: links and headings need none, and a definition has no definition."""


def find_termes(glossaire: Sequence[Terme], words: str, chosen: str) -> list[Terme]:
    """Terms that have these words somewhere, the chosen one first."""
    word = normalise(words)
    found = [
        terme
        for terme in glossaire
        if word in normalise(" ".join((terme.nom, *terme.formes, terme.definition, terme.suite)))
    ]
    return sorted(found, key=lambda terme: terme.slug != chosen)


def mark(html: str, lexique: Lexique) -> str:
    """HTML made by the project, each term marked where it first appears in its text.

    The tags must come from a template or from :mod:`clauses.rendu.prose`: in those, neither a text nor an attribute
    holds « < » or « > » of its own.

    >>> lot = Terme("Lot", (), "Partie d'un marché.")
    >>> mark("<p>Un lot, <a>un lot</a>.</p>", {"lot": [("Lot", lot)]})
    '<p>Un <abbr tabindex="0" title="Partie d’un marché.">lot</abbr>, <a>un lot</a>.</p>'
    """
    seen: set[str] = set()
    closed = 0
    parts = []
    for rank, part in enumerate(_TAG.split(html)):
        if rank % 2 == 0:
            parts.append(part if closed else _mark_text(part, lexique, seen))
            continue
        name = re.match(r"</?([a-z0-9]+)", part)
        if name and name[1] in _CLOSED and not part.endswith("/>"):
            closed += -1 if part.startswith("</") else 1
        parts.append(part)
    return "".join(parts)


def _mark_text(text: str, lexique: Lexique, seen: set[str]) -> str:
    parts, start, skipped = [], 0, 0
    for word in _WORD.finditer(text):
        if word.start() < max(start, skipped) or text[word.start() - 1 : word.start()] in ("-", "&", "#"):
            continue
        found = _find(text, word.start(), lexique.get(word[0].lower(), ()))
        if found:
            form, terme = found
            end = word.start() + len(form)
            if terme.nom in seen:
                # The words of a form met again are not those of a shorter one.
                skipped = end
                continue
            seen.add(terme.nom)
            title = escape(typographic(terme.definition))
            parts.append(text[start : word.start()])
            parts.append(f'<abbr tabindex="0" title="{title}">{text[word.start() : end]}</abbr>')
            start = end
    return "".join([*parts, text[start:]])


def _find(text: str, start: int, candidates: Sequence[tuple[str, Terme]]) -> tuple[str, Terme] | None:
    for form, terme in candidates:
        end = start + len(form)
        # Within a paragraph, a line may end between the words of a form.
        written = text[start:end].replace("\n", " ")
        if _is_written(written, form) and not re.match(r"[\w-]", text[end : end + 1]):
            return form, terme
    return None


def _is_written(text: str, form: str) -> bool:
    """Case rule of a form: acronyms in capitals, short words in lower case (the Lot is a département), others any."""
    if form.isupper():
        return text == form
    return text == form.lower() if len(form) <= SHORT else text.lower() == form.lower()
