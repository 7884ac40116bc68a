"""The picture that goes with a link: its size, its words, and data that are awkward."""

import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from clauses.donnees import Moment
from clauses.impression import Contenu, Fonds, Selection, build_vignette
from clauses.impression.vignette import TEMPLATE, Vignette
from clauses.rendu.documents import render_pdf
from tests.impression.conftest import With
from tests.impression.lecture import Mot, words_of
from tests.moments import altered

PANEL = (0x0F, 0x5C, 0x6E)
LARGEST = 15 / 72 * 300
"""Pixels: size of a name that has room."""


def words(moment: Moment, fonds: Fonds, departement: str | None = None) -> list[Mot]:
    """Texts of the picture, read on the page that it is a picture of."""
    vignette = Vignette(Contenu(moment, Selection(departement=departement)), fonds)
    (found,) = words_of(render_pdf(TEMPLATE, vignette.values(), None))
    return found


def test_picture_of_the_region(livree: Moment, fonds_livres: Fonds):
    image = Image.open(io.BytesIO(build_vignette(livree, fonds_livres))).convert("RGB")
    assert image.size == (1200, 630)
    pixels = np.asarray(image)
    # Words on one side, the map on the other.
    assert tuple(pixels[5, 5]) == tuple(pixels[-5, 400]) == PANEL
    assert not (pixels[:, 500:] == PANEL).all(axis=2).any()
    colours = {tuple(pixel) for pixel in pixels[::7, 500::7].reshape(-1, 3).tolist()}
    assert {"#44AA99", "#88CCEE"} <= {f"#{r:02X}{g:02X}{b:02X}" for r, g, b in colours}


def test_same_data_same_bytes(inventee: Moment, fonds_inventes: Fonds):
    assert build_vignette(inventee, fonds_inventes) == build_vignette(inventee, fonds_inventes)


def test_every_departement_is_named_whole(livree: Moment, fonds_livres: Fonds):
    for code, nom in livree.territoires.departements["nom"].items():
        found = words(livree, fonds_livres, str(code))
        size = max(each.size for each in found)
        assert "".join(each.text for each in found if each.size == size) == nom.replace(" ", "").replace("'", "’")
        assert size > LARGEST * 0.8


@pytest.mark.parametrize("nom", ["Saint-" * 12 + "Fin", "M" * 80, "<b>$x^2$</b>", "Ô"])
def test_a_name_of_any_length_fits(inventee: Moment, fonds_inventes: Fonds, nom: str):
    territoires = replace(inventee.territoires, region_nom=nom)
    image = Image.open(io.BytesIO(build_vignette(altered(inventee, territoires=territoires), fonds_inventes)))
    assert image.size == (1200, 630)
    # What is beside the panel of words is the map's.
    assert (np.asarray(image.convert("RGB"))[200:350, 495:505].min(axis=2) > 100).all()


def test_nobody_known_is_not_nobody(avec: With, fonds_livres: Fonds):
    found = " ".join(each.text for each in words(avec(0), fonds_livres))
    assert "Aucun guichet" in found
    assert "%" not in found
    assert "Aucun guichet trouvé" in found


def test_an_unknown_departement_has_none(inventee: Moment, fonds_inventes: Fonds):
    with pytest.raises(KeyError):
        build_vignette(inventee, fonds_inventes, Selection(departement="34"))
