"""Fonts of the printed pages: how wide words are, and how they break into lines. Sizes in points, widths in mm."""

from functools import lru_cache
from pathlib import Path

from matplotlib.font_manager import FontProperties, get_font
from matplotlib.ft2font import LoadFlags

from clauses.impression.feuille import MM_PER_POINT
from clauses.rendu import documents
from clauses.rendu.documents import printable
from clauses.rendu.formats import typographic

TEXTE, GRAS, TITRES = "atlas-texte", "atlas-texte-gras", "atlas-titres"
_FOLDER = Path(documents.__file__).parent / "polices"
_REFERENCE = 100
_LONGEST = 600
"""Characters measured: no line of a page holds more."""


def words(text: str) -> str:
    r"""Text of the data as it is printed: French typography, one line, and only what the fonts have.

    >>> words("L'été : $x^2$\n👩")
    'L’été\xa0: $x^2$ ?'
    """
    return printable(typographic(text[:_LONGEST]))


@lru_cache(maxsize=8)
def properties(police: str) -> FontProperties:
    """A font as matplotlib wants it."""
    return FontProperties(fname=_FOLDER / f"{police}.ttf")


@lru_cache(maxsize=20_000)
def _width(text: str, police: str) -> float:
    font = get_font(_FOLDER / f"{police}.ttf")
    font.set_size(_REFERENCE, 72)
    font.set_text(text, 0, flags=LoadFlags.NO_HINTING)
    return font.get_width_height()[0] / 64 / _REFERENCE


def width(text: str, size: float, police: str = TEXTE) -> float:
    """Width of a line."""
    return _width(text, police) * size * MM_PER_POINT if text else 0.0


def cut(text: str, size: float, room: float, police: str = TEXTE, end: str = "…") -> str:
    """As much of a text as fits, the rest told by an ellipsis."""
    if width(text, size, police) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width(text[:middle].rstrip() + end, size, police) <= room:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + end


def wrap(text: str, size: float, room: float, police: str = TEXTE, most: int = 99) -> list[str]:
    """Lines of a text, at most so many; a word too long for a line is broken."""
    lines: list[str] = []
    rest = [word for word in text.split(" ") if word]
    space = width(" ", size, police)
    line, used = "", 0.0
    while rest:
        word = rest.pop(0)
        # Word by word, so that words are measured once.
        longer = used + space + width(word, size, police) if line else width(word, size, police)
        if longer <= room:
            line, used = f"{line} {word}" if line else word, longer
        elif line:
            lines.append(line)
            line, used = "", 0.0
            rest.insert(0, word)
        else:
            head = cut(word, size, room, police, end="") or word[:1]
            lines.append(head)
            rest = [word[len(head) :], *rest] if len(word) > len(head) else rest
        if len(lines) == most:
            tail = " ".join([line, *rest]).strip()
            if tail:
                lines[-1] = cut(f"{lines[-1]} {tail}", size, room, police)
            return lines
    return [*lines, line] if line else lines
