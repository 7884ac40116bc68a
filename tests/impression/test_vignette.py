"""The picture that goes with a link: its size, its words, and data that are awkward."""

import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from clauses.donnees import Moment
from clauses.impression import Contenu, Fonds, Selection, build_vignette
from clauses.impression.dessin import ACCENT
from clauses.impression.vignette import NAME, Vignette
from tests.impression.conftest import With
from tests.moments import altered

PANEL = tuple(int(ACCENT[start : start + 2], 16) for start in (1, 3, 5))


def words(moment: Moment, fonds: Fonds, departement: str | None = None) -> dict[str, float]:
    """Texts of the picture, and their sizes."""
    page = Vignette(Contenu(moment, Selection(departement=departement)), fonds).draw()
    return {text.get_text(): text.get_fontsize() for text in page.figure.texts + page.figure.artists if _is_text(text)}


def _is_text(artist: object) -> bool:
    return hasattr(artist, "get_text")


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
        assert any(nom.startswith(text) for text in found), nom
        largest = [text for text, size in found.items() if size == max(found.values())]
        assert "".join(largest).replace(" ", "") == nom.replace(" ", "")
        assert max(found.values()) > NAME * 0.8


@pytest.mark.parametrize("nom", ["Saint-" * 12 + "Fin", "M" * 80, "<b>$x^2$</b>", "Ô"])
def test_a_name_of_any_length_fits(inventee: Moment, fonds_inventes: Fonds, nom: str):
    territoires = replace(inventee.territoires, region_nom=nom)
    image = Image.open(io.BytesIO(build_vignette(altered(inventee, territoires=territoires), fonds_inventes)))
    assert image.size == (1200, 630)


def test_nobody_known_is_not_nobody(avec: With, fonds_livres: Fonds):
    found = " ".join(words(avec(0), fonds_livres))
    assert "Aucun guichet" in found
    assert "0\u202f%" not in found
    assert "Non documenté" in found


def test_an_unknown_departement_has_none(inventee: Moment, fonds_inventes: Fonds):
    with pytest.raises(KeyError):
        build_vignette(inventee, fonds_inventes, Selection(departement="34"))
