"""Nothing covers anything, nothing leaves the page, however long the list."""

from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import pytest
from matplotlib.text import Text

from clauses.domain.selection import Selection
from clauses.donnees import Moment
from clauses.impression import Contenu, Feuille, Fonds, Format, Orientation, Sortie, polices
from clauses.impression.dessin import VERROU, Page, settings
from clauses.impression.feuille import MM_PER_POINT, Rect
from clauses.impression.liste import FLOOR, compose
from clauses.impression.page import Affiche
from tests.donnees.hostile import CELLS
from tests.impression.conftest import With
from tests.moments import altered

FEUILLES = [Feuille(format_, orientation) for format_ in Format for orientation in Orientation]
NAMES = [f"{each.format}-{each.orientation}" for each in FEUILLES]
FONTS = {f"{name}.ttf": name for name in (polices.TEXTE, polices.GRAS, polices.TITRES)}


@dataclass(frozen=True)
class Mot:
    """A text of a page and its box (mm): from the top of its lower-case letters to its baseline."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float

    def meets(self, other: "Mot") -> bool:
        return (
            min(self.x1, other.x1) - max(self.x0, other.x0) > 0.1
            and min(self.y1, other.y1) - max(self.y0, other.y0) > 0.1
        )


def pages(moment: Moment, fonds: Fonds, feuille: Feuille, sortie=Sortie.PDF, selection=None) -> list[Page]:
    contenu = Contenu(moment, selection or Selection())
    with VERROU, settings():
        return Affiche(contenu, fonds, feuille, sortie, "https://atlas.example").pages()


def mots(page: Page) -> list[Mot]:
    found = []
    for artist in page.figure.get_children():
        if isinstance(artist, Text) and artist.get_text():
            x, y = artist.get_position()
            size = artist.get_fontsize()
            police = FONTS[Path(str(artist.get_fontproperties().get_file())).name]
            width = polices.width(artist.get_text(), size, police)
            found.append(Mot(artist.get_text(), x, y - 0.5 * size * MM_PER_POINT, x + width, y))
    return found


def collisions(words: list[Mot]) -> list[tuple[str, str]]:
    return [(one.text, other.text) for rank, one in enumerate(words) for other in words[rank + 1 :] if one.meets(other)]


@pytest.mark.parametrize("feuille", FEUILLES, ids=NAMES)
@pytest.mark.parametrize("number", [0, 20, 60])
def test_texts_stay_apart_and_on_the_page(avec: With, fonds_livres: Fonds, number: int, feuille: Feuille):
    width, height = feuille.taille
    margin = 10 * feuille.echelle
    first, *others = pages(avec(number), fonds_livres, feuille)
    for page in (first, *others):
        words = mots(page)
        assert words
        assert [each for each in words if each.x0 < margin - 0.1 or each.x1 > width - margin + 0.2] == []
        assert [each for each in words if each.y0 < margin - 0.1 or each.y1 > height - 4] == []
    frame = first_map(first)
    on_map = [each for each in mots(first) if frame.x < each.x0 < frame.right
              and frame.y < each.y1 < frame.bottom]  # fmt: skip
    outside = [each for each in mots(first) if each not in on_map]
    assert len(outside) > 20 < len(on_map)
    assert collisions(outside) == []
    assert [pair for page in others for pair in collisions(mots(page))] == []
    # Sixty seats in the towns of one coast may have to touch; twenty may not.
    assert len(collisions(on_map)) <= (0 if number <= 20 else 4), collisions(on_map)


def first_map(page: Page) -> Rect:
    """The frame of the map: the tallest rectangle of the page that is not the page."""
    boxes = []
    for artist in page.figure.get_children():
        path = getattr(artist, "get_path", lambda: None)()
        if path is not None and len(path.vertices) == 5:
            x0, y0 = path.vertices.min(axis=0)
            x1, y1 = path.vertices.max(axis=0)
            boxes.append(Rect(x0, y0, x1 - x0, y1 - y0))
    return max((box for box in boxes if box.width > 20), key=lambda box: box.width * box.height)


@pytest.mark.parametrize("feuille", FEUILLES, ids=NAMES)
@pytest.mark.parametrize("number", [1, 20, 60, 200])
def test_list_never_overflows_its_rectangle(avec: With, number: int, feuille: Feuille):
    contenu = Contenu(avec(number), Selection())
    rect = Rect(10, 20, 90 * feuille.echelle, 130 * feuille.echelle)
    with VERROU, settings():
        found = compose(contenu, contenu.entrees, rect, (1, 2), feuille.echelle)
    assert len(found.places) + len(found.restantes) == number
    assert found.taille >= FLOOR * feuille.echelle - 1e-6
    assert bool(found.restantes) == (number >= 60)
    for each in found.places:
        assert rect.y - 1e-6 <= each.y <= each.y + each.article.hauteur <= rect.bottom + 1e-6
    columns = {each.x for each in found.places}
    for column in columns:
        stacked = sorted((each for each in found.places if each.x == column), key=lambda each: each.y)
        for above, below in pairwise(stacked):
            assert above.y + above.article.hauteur < below.y


def test_a_long_list_goes_on_in_a_pdf_and_is_told_in_an_image(avec: With, fonds_livres: Fonds):
    moment, feuille = avec(60), Feuille()
    printed = pages(moment, fonds_livres, feuille)
    assert len(printed) == 2
    numbers = {each.text for page in printed for each in mots(page)}
    assert {str(number) for number in range(1, 61)} <= numbers
    assert {"1/2", "2/2", "Suite de la liste page suivante"} <= numbers
    (image,) = pages(moment, fonds_livres, feuille, Sortie.PNG)
    assert any(each.text.startswith("… et ") and each.text.endswith("autres, sur l’atlas") for each in mots(image))


def test_smaller_type_before_another_page(avec: With):
    rect = Rect(0, 0, 180, 110)
    sizes = []
    for number in (5, 20, 30):
        contenu = Contenu(avec(number), Selection())
        with VERROU, settings():
            found = compose(contenu, contenu.entrees, rect, (1, 2), 1)
        assert not found.restantes
        sizes.append(found.taille)
    assert sizes == sorted(sizes, reverse=True)
    assert len(set(sizes)) > 1


@pytest.mark.parametrize("number", [1, 9])
def test_markers_of_one_commune_stand_side_by_side(livree: Moment, fonds_livres: Fonds, number: int):
    (base,) = [guichet for guichet in livree.guichets if guichet.id == "departement-herault"]
    same = tuple(replace(base, id=f"g{rank}", nom=f"Essai {rank}") for rank in range(number))
    (page,) = pages(altered(livree, guichets=same), fonds_livres, Feuille(), Sortie.PNG)
    frame = first_map(page)
    shown = [each for each in mots(page) if each.text.isdigit() and each.x1 < frame.right and each.y1 < frame.bottom]
    # Zero and the like are of the scale bar.
    assert {str(rank) for rank in range(1, number + 1)} <= {each.text for each in shown}
    assert collisions(shown) == []


@pytest.mark.parametrize("name", CELLS)
def test_hostile_cells_stay_in_their_place(inventee: Moment, fonds_inventes: Fonds, name: str):
    text = CELLS[name]
    typologies = {code: replace(kind, libelle=text, lettre=text[:1]) for code, kind in inventee.typologies.items()}
    guichets = tuple(
        replace(each, nom=text, telephone=text, remarque=text, source=(text,)) for each in inventee.guichets
    )
    moment = altered(inventee, guichets=guichets, typologies=typologies, notes=(text,) * 3, titre=text)
    for feuille in (FEUILLES[0], FEUILLES[1]):
        for page in pages(moment, fonds_inventes, feuille):
            words, (width, height) = mots(page), feuille.taille
            assert [each for each in words if each.x1 > width - 9 or each.y1 > height - 4] == []
            assert not any(isinstance(each, Text) and each.get_parse_math() for each in page.figure.get_children())
