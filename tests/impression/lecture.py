"""Words of a printed page and where they are, as a PDF viewer finds them."""

from dataclasses import dataclass

import numpy as np
import pypdfium2
from pypdfium2 import raw

from clauses.domain.selection import Selection
from clauses.donnees import Moment
from clauses.impression import Contenu, FeuillePapier, Fonds, Sortie
from clauses.impression.page import TEMPLATE, Affiche
from clauses.rendu.documents import query, render_pdf

MM = 25.4 / 72


@dataclass(frozen=True)
class Mot:
    """A word of a page, the box of its ink (mm from the top left corner), and its size in points."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float


@dataclass(frozen=True)
class Feuillet:
    """A page that was printed, and the frame of its map (left, top, right, bottom), empty where it has none."""

    mots: tuple[Mot, ...]
    cadre: tuple[float, float, float, float]

    @property
    def sur_la_carte(self) -> list[Mot]:
        x0, y0, x1, y1 = self.cadre
        return [each for each in self.mots if x0 < each.x0 < x1 and y0 < each.y1 < y1]

    @property
    def ailleurs(self) -> list[Mot]:
        on_the_map = set(self.sur_la_carte)
        return [each for each in self.mots if each not in on_the_map]

    @property
    def text(self) -> str:
        return " ".join(each.text for each in self.mots)


def read(
    moment: Moment,
    fonds: Fonds,
    feuille: FeuillePapier,
    sortie: Sortie = Sortie.PDF,
    selection: Selection | None = None,
) -> list[Feuillet]:
    """Pages of a map; those of an image have the words that its outlines draw."""
    affiche = Affiche(Contenu(moment, selection or Selection()), fonds, feuille, sortie, "https://atlas.example")
    values = affiche.values()
    width, height = query(TEMPLATE, values, "carte")
    left, top = 10 * feuille.echelle, 23.5 * feuille.echelle
    pdf = render_pdf(TEMPLATE, values | {"_carte": affiche.carte(width, height).svg()}, moment.actualisee_le)
    first, *others = words_of(pdf)
    frame = (left, top, left + width, top + height)
    return [Feuillet(tuple(first), frame), *(Feuillet(tuple(words), (0, 0, 0, 0)) for words in others)]


def words_of(pdf: bytes) -> list[list[Mot]]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_words(page) for page in document]
    finally:
        document.close()


def _words(page: pypdfium2.PdfPage) -> list[Mot]:
    text, height = page.get_textpage(), page.get_height()
    found: list[Mot] = []
    letters: list[Mot] = []
    for rank in range(text.count_chars()):
        # A hyphen that ends a line is read as a control character.
        letter = chr(raw.FPDFText_GetUnicode(text.raw, rank)).replace("\x02", "-")
        left, bottom, right, top = text.get_charbox(rank)
        size = raw.FPDFText_GetFontSize(text.raw, rank)
        box = Mot(letter, left * MM, (height - top) * MM, right * MM, (height - bottom) * MM, size)
        if letters and not _follows(letters[-1], box):
            found.append(_joined(letters))
            letters = []
        if not letter.isspace() and box.x1 > box.x0:
            letters.append(box)
    text.close()
    return [*found, _joined(letters)] if letters else found


def _follows(one: Mot, other: Mot) -> bool:
    """True if a letter is of the same word: beside the other, on its line."""
    height = max(one.y1 - one.y0, other.y1 - other.y0, 0.5)
    return (
        not other.text.isspace()
        and -height < other.x0 - one.x1 < 0.38 * height
        and abs(other.y1 - one.y1) < height
        and one.size == other.size
    )


def _joined(letters: list[Mot]) -> Mot:
    return Mot(
        "".join(each.text for each in letters),
        letters[0].x0,
        min(each.y0 for each in letters),
        letters[-1].x1,
        max(each.y1 for each in letters),
        letters[0].size,
    )


def collisions(words: list[Mot]) -> list[tuple[str, str]]:
    """Pairs of words whose ink meets by more than a tenth of a millimetre both ways."""
    x0, y0, x1, y1 = np.array([(each.x0, each.y0, each.x1, each.y1) for each in words]).reshape(-1, 4).T
    across = np.minimum.outer(x1, x1) - np.maximum.outer(x0, x0)
    down = np.minimum.outer(y1, y1) - np.maximum.outer(y0, y0)
    pairs = np.argwhere(np.triu((across > 0.1) & (down > 0.1), 1))
    return [(words[one].text, words[other].text) for one, other in pairs]
