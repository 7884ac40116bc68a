"""Nothing covers anything, nothing leaves the page, however long the list."""

from dataclasses import replace
from itertools import cycle

import pytest

from clauses.domain.notes import Note
from clauses.donnees import Moment
from clauses.impression import FeuillePapier, Fonds, FormatPapier, Orientation, Sortie
from tests.donnees.hostile import CELLS
from tests.impression.conftest import With
from tests.impression.lecture import collisions, read
from tests.impression.test_fichiers import plain, shown
from tests.moments import altered

FEUILLES = [FeuillePapier(format_, orientation) for format_ in FormatPapier for orientation in Orientation]
NAMES = [f"{each.format}-{each.orientation}" for each in FEUILLES]
SMALLEST = 5.8
"""Points, on A4: names in the smallest list."""


# The longest list on every sheet; the others where there is least room.
@pytest.mark.parametrize(
    ("number", "feuille"),
    [(0, FEUILLES[0]), (20, FEUILLES[0]), (20, FEUILLES[1]), *((60, feuille) for feuille in FEUILLES)],
    ids=["0", "20-landscape", "20-portrait", *NAMES],
)
def test_texts_stay_apart_and_on_the_page(avec: With, fonds_livres: Fonds, number: int, feuille: FeuillePapier):
    width, height = feuille.taille
    margin = 10 * feuille.echelle
    first, *others = read(avec(number), fonds_livres, feuille)
    assert bool(others) == (number >= 60)
    for page in (first, *others):
        words = page.mots
        assert [each for each in words if each.x0 < margin - 0.5 or each.x1 > width - margin + 0.5] == []
        assert [each for each in words if each.y0 < margin - 0.5 or each.y1 > height - 4] == []
        names = [each.size for each in page.ailleurs if each.text == "d’essai"]
        assert all(size >= SMALLEST * feuille.echelle - 0.01 for size in names)
        assert bool(names) == bool(number)
    assert len(first.ailleurs) > 20 < len(first.sur_la_carte)
    assert collisions(first.ailleurs) == []
    assert [pair for page in others for pair in collisions(list(page.mots))] == []
    # Sixty seats in the towns of one coast may have to touch; twenty may not.
    found = collisions(first.sur_la_carte)
    assert len(found) <= (0 if number <= 20 else 4), found


def test_a_long_list_goes_on_in_a_pdf_and_is_told_in_an_image(avec: With, fonds_livres: Fonds):
    moment, feuille = avec(60), FeuillePapier()
    printed = read(moment, fonds_livres, feuille)
    assert len(printed) == 2
    numbers = {each.text for page in printed for each in page.ailleurs}
    assert {str(number) for number in range(1, 61)} <= numbers
    assert {"1/2", "2/2"} <= numbers
    assert "Suite de la liste page suivante" in printed[0].text
    text = plain("".join(page.text for page in printed))
    assert [guichet.nom for guichet in moment.guichets if shown(guichet.nom) not in text] == []
    (image,) = read(moment, fonds_livres, feuille, Sortie.PNG)
    listed = sum(each.text == "d’essai" for each in image.ailleurs)
    assert listed
    assert f"… et {60 - listed} autres, sur l’atlas" in image.text


def test_a_hundred_guichets_have_as_many_pages_as_they_need(avec: With, fonds_livres: Fonds):
    pages = read(avec(100), fonds_livres, FeuillePapier())
    assert {str(number) for number in range(1, 101)} <= {each.text for page in pages for each in page.ailleurs}
    assert [pair for page in pages for pair in collisions(page.ailleurs)] == []


def test_smaller_type_before_another_page(avec: With, fonds_livres: Fonds):
    sizes = []
    for number in (5, 20):
        (page,) = read(avec(number), fonds_livres, FeuillePapier())
        sizes.append(next(each.size for each in page.ailleurs if each.text == "d’essai"))
    assert sizes == sorted(sizes, reverse=True)
    assert len(set(sizes)) > 1


@pytest.mark.parametrize("number", [1, 9])
def test_markers_of_one_commune_stand_side_by_side(livree: Moment, fonds_livres: Fonds, number: int):
    (base,) = [guichet for guichet in livree.guichets if guichet.id == "departement-herault"]
    same = tuple(replace(base, id=f"g{rank}", nom=f"Essai {rank}") for rank in range(number))
    (page,) = read(altered(livree, guichets=same), fonds_livres, FeuillePapier())
    shown = [each for each in page.sur_la_carte if each.text.isdigit()]
    # Zero and the like are of the scale bar.
    assert {str(rank) for rank in range(1, number + 1)} <= {each.text for each in shown}
    assert collisions(shown) == []


@pytest.mark.parametrize("first", range(0, len(CELLS), 4))
def test_hostile_cells_stay_in_their_place(inventee: Moment, fonds_inventes: Fonds, first: int):
    """Four at a time, each in all the places where a text may be."""
    texts = list(CELLS.values())[first : first + 4]
    typologies = {
        code: replace(kind, libelle=text, lettre=text[:1])
        for (code, kind), text in zip(inventee.typologies.items(), cycle(texts), strict=False)
    }
    guichets = tuple(
        replace(each, nom=text, telephone=text, remarque=text, source=(text,))
        for each, text in zip(inventee.guichets, cycle(texts), strict=False)
    )
    notes = tuple(Note(text) for text in texts)
    for feuille, title in zip((FEUILLES[0], FEUILLES[1]), (texts[0], texts[-1]), strict=True):
        moment = altered(inventee, guichets=guichets, typologies=typologies, notes=notes, titre=title)
        for page in read(moment, fonds_inventes, feuille):
            width, height = feuille.taille
            assert [each for each in page.mots if each.x1 > width - 9 or each.y1 > height - 4] == []
            assert collisions(page.ailleurs) == []
