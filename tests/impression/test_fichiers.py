"""The files: text that can be selected, embedded fonts, exact sizes, the same bytes for the same data."""

import io
import re
from dataclasses import replace
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from PIL import Image
from pypdf import PdfReader

from clauses.domain.guichets import Typologie
from clauses.domain.selection import Selection
from clauses.domain.typographie import typographic
from clauses.donnees import Moment
from clauses.impression import FeuillePapier, Fonds, FormatPapier, Orientation, Sortie, build_carte
from clauses.impression.motifs import NAMES as MOTIFS
from clauses.impression.motifs import motifs_of
from clauses.rendu.cartes.palette import luminance
from clauses.rendu.documents import printable
from tests.donnees.hostile import CELLS
from tests.moments import altered

SITE = "https://atlas.example"
SIZES = {
    (FormatPapier.A4, Orientation.PAYSAGE): (297, 210),
    (FormatPapier.A4, Orientation.PORTRAIT): (210, 297),
    (FormatPapier.A3, Orientation.PAYSAGE): (420, 297),
    (FormatPapier.A3, Orientation.PORTRAIT): (297, 420),
}


def words(pdf: bytes) -> str:
    return plain("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))


def plain(text: str) -> str:
    """Without spaces: where a line breaks is not what is tested."""
    return re.sub(r"\s", "", text)


def shown(text: str) -> str:
    return plain(printable(typographic(text)))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "-".join(size))
def test_pdf_of_the_region(livree: Moment, fonds_livres: Fonds, size):
    pdf = build_carte(livree, fonds_livres, feuille=FeuillePapier(*size), site=SITE)
    (page,) = PdfReader(io.BytesIO(pdf)).pages
    width, height = (side / 25.4 * 72 for side in SIZES[size])
    assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx((width, height), abs=0.01)
    text = words(pdf)
    for part in (
        "Occitanie", "Guichets territoriaux des clauses sociales", "Carte actualisée le 23 novembre 2026, édition n° 1",
        "Maison de l’emploi", "Pour les HLM seulement", "Existe peut-être", "Aucun guichet trouvé",
        "Plusieurs guichets",
        "HÉRAULT", "PYRÉNÉES-ORIENTALES", "Montpellier", "Toulouse", "Mer Méditerranée", "km", "Échelle : environ 1/",
        "À savoir", "Sources :", "IGN", "INSEE", "Licence Ouverte 2.0", "atlas.example", "04 67 46 47 48",
    ):  # fmt: skip
        assert plain(part) in text, part
    for guichet in livree.guichets:
        assert shown(guichet.nom) in text
    for note in livree.notes:
        assert shown(note.texte) in text


def test_fonts_are_embedded_and_the_link_is_one(livree: Moment, fonds_livres: Fonds):
    selection = Selection(departement="34")
    reader = PdfReader(io.BytesIO(build_carte(livree, fonds_livres, selection, site=SITE)))
    (page,) = reader.pages
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        font = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        assert "Atlas" in font["/BaseFont"]
        assert "/FontFile2" in font["/FontDescriptor"].get_object()
    (link,) = [note.get_object()["/A"]["/URI"] for note in page["/Annots"]]
    assert link == f"{SITE}/?departement=34"
    assert reader.metadata.title == typographic("Hérault (34) : guichets territoriaux des clauses sociales")
    assert reader.metadata.creation_date.date() == livree.actualisee_le
    # Vector, all of it.
    drawn = [each.get_object()["/Subtype"] for each in page["/Resources"].get("/XObject", {}).values()]
    assert "/Image" not in drawn


def kinds_of(node: object) -> list[str]:
    """Kinds of the elements of a tagged PDF, in the order of reading."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [kind for each in node for kind in kinds_of(each)]
    if not isinstance(node, dict):
        return []
    return [*([node["/S"]] if "/S" in node else []), *kinds_of(node.get("/K", []))]


def test_a_screen_reader_finds_headings_a_list_and_what_the_map_shows(livree: Moment, fonds_livres: Fonds):
    root = PdfReader(io.BytesIO(build_carte(livree, fonds_livres, site=SITE))).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("fr")
    kinds = kinds_of(root["/StructTreeRoot"])
    assert kinds.count("/H1") == 1
    assert kinds.count("/LI") == len(livree.guichets)
    assert kinds.index("/H1") < kinds.index("/Figure") < kinds.index("/LI") < kinds.index("/Link")
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()


def test_a_departement_alone(livree: Moment, fonds_livres: Fonds):
    text = words(build_carte(livree, fonds_livres, Selection(departement="34")))
    assert "Hérault(34)" in text
    assert shown("PLIE Béziers Méditerranée") in text
    assert shown("Conseil départemental du Gers") not in text
    assert "AVEYRON" in text  # a neighbour, named
    assert "atlas.example" not in text
    with pytest.raises(KeyError):
        build_carte(livree, fonds_livres, Selection(departement="99"))


def test_filters_are_told(livree: Moment, fonds_livres: Fonds):
    selection = Selection(frozenset({"plie"}), "bailleurs", a_confirmer=False)
    text = words(build_carte(livree, fonds_livres, selection, site=SITE))
    assert (
        plain("Carte partielle, pour un bailleur social ; sans les guichets à vérifier ; types de structure : PLIE")
        in text
    )
    assert shown("Conseil départemental du Gers") not in text
    assert plain("atlas.example/?typologie=plie&acheteur=bailleurs&a_confirmer=non") in text


def test_an_edition_opened_again_is_named_and_linked(inventee: Moment, fonds_inventes: Fonds):
    past = altered(inventee, edition=7, passee=True)
    text = words(build_carte(past, fonds_inventes, site=SITE))
    assert plain("édition n° 7") in text
    assert "atlas.example/?edition=7" in text
    edited = altered(inventee, modifies=("guichets.csv",))
    assert plain("modifiée depuis") in words(build_carte(edited, fonds_inventes))


@pytest.mark.parametrize("sortie", Sortie)
def test_the_same_data_give_the_same_bytes(inventee: Moment, fonds_inventes: Fonds, sortie: Sortie):
    one, other = (build_carte(inventee, fonds_inventes, sortie=sortie, site=SITE) for _ in range(2))
    assert one == other


def test_an_undated_region_without_neighbours_nor_notes(inventee: Moment, fonds_inventes: Fonds):
    bare = altered(inventee, actualisee_le=None, edition=None, notes=(), guichets=(), titre="")
    empty = fonds_inventes.contours("contexte").iloc[:0]
    fonds = Fonds(lambda layer: empty if layer == "contexte" else fonds_inventes.contours(layer),
                  fonds_inventes.libelles.iloc[:0])  # fmt: skip
    for sortie in Sortie:
        assert build_carte(bare, fonds, sortie=sortie)
    text = words(build_carte(bare, fonds))
    assert plain("Carte non datée") in text
    assert plain("Aucun guichet trouvé ici") in text


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "-".join(size))
def test_svg_is_one_vector_file(livree: Moment, fonds_livres: Fonds, size):
    selection = Selection(departement="66")
    svg = build_carte(livree, fonds_livres, selection, FeuillePapier(*size), Sortie.SVG, SITE)
    root = ET.fromstring(svg)
    width, height = (side / 25.4 * 72 for side in SIZES[size])
    assert root.get("width", "").endswith("pt")
    assert root.findtext("{http://www.w3.org/2000/svg}title", "").startswith("Pyrénées-Orientales (66)")
    assert [float(value) for value in root.get("viewBox").split()] == pytest.approx([0, 0, width, height], abs=0.01)
    names = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert not names & {"image", "text", "script", "foreignObject", "a", "style"}
    for element in root.iter():
        for attribute, value in element.attrib.items():
            if attribute.rpartition("}")[2] == "href":
                assert value.startswith("#")
            assert "url(" not in value or "url(#" in value


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "-".join(size))
def test_png_has_300_points_per_inch(livree: Moment, fonds_livres: Fonds, size):
    selection = Selection(departement="66")
    image = Image.open(io.BytesIO(build_carte(livree, fonds_livres, selection, FeuillePapier(*size), Sortie.PNG)))
    assert image.size == tuple(round(side / 25.4 * 300) for side in SIZES[size])
    assert image.info["dpi"] == pytest.approx((300, 300), abs=0.1)


def test_hostile_cells_are_printed_as_text(inventee: Moment, fonds_inventes: Fonds):
    first = inventee.guichets[0]
    cells = {name: f"$x^2$ {cell}" for name, cell in CELLS.items()}
    guichets = tuple(replace(first, id=name, nom=cell) for name, cell in cells.items())
    moment = altered(inventee, guichets=guichets)
    text = words(build_carte(moment, fonds_inventes))
    assert [name for name, cell in cells.items() if shown(cell)[:40] not in text] == []
    ET.fromstring(build_carte(moment, fonds_inventes, sortie=Sortie.SVG))


def test_no_two_typologies_share_grey_and_hatch(livree: Moment):
    motifs = motifs_of(livree.typologies)
    for one, other in combinations(livree.typologies.values(), 2):
        same_grey = abs(luminance(one.couleur) - luminance(other.couleur)) < 0.05
        assert not (same_grey and motifs[one.code] == motifs[other.code])
        assert one.lettre != other.lettre


def test_hatches_differ_even_where_the_table_does_not_say():
    kinds = {str(rank): Typologie(str(rank), "", "", "#888888", "", motif, rank)
             for rank, motif in enumerate(["", "uni", "uni", "inconnu", "points", "points", "x"])}  # fmt: skip
    found = motifs_of(kinds)
    assert sorted(found.values()) == sorted(MOTIFS)
    assert (found["1"], found["4"]) == ("uni", "points")
