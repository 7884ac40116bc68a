"""Printed pages: real text, embedded fonts, one page, whatever the data hold."""

import io
from datetime import date
from functools import cache

import pytest
from pypdf import PdfReader

from clauses.domain.calcul import Calcul, Lot
from clauses.domain.couverture import Couverture
from clauses.domain.fiche import build_fiche
from clauses.domain.reponse import repondre
from clauses.domain.territoires import LEVELS
from clauses.donnees import Moment, read_moment
from clauses.rendu import calcul as words_calcul
from clauses.rendu.adresses import Adresse
from clauses.rendu.documents import Impression, printable, render_pdf
from clauses.rendu.documents.calcul import build_calcul_pdf
from clauses.rendu.documents.fiche import build_fiche_pdf
from clauses.storage.geo import read_contours
from tests.donnees import REGION
from tests.donnees.hostile import CELLS
from tests.serveur import ROOT

JOUR = date(2026, 3, 1)
HEAVIEST = 500_000
EMPTY = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'/>"


@cache
def donnees(folder=ROOT / "data") -> Moment:
    return read_moment(folder)


def sheet(moment: Moment, key: str, folder=ROOT / "data", site: str = "https://atlas.example") -> bytes:
    couverture = Couverture(moment.territoires, moment.guichets, tuple(moment.typologies))
    fiche = build_fiche(
        moment.territoires.find(key), couverture, moment.heures, moment.qpv, moment.structures, moment.index_relais
    )
    printed = Impression(moment.titre, moment.edition, moment.actualisee_le, JOUR, site)

    @cache
    def contours(layer: str):
        return read_contours(folder / "geo" / f"{layer}.geojson")

    return build_fiche_pdf(fiche, couverture, moment.heures, moment.typologies, contours, printed, 1607)


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def words(pdf: bytes) -> str:
    """Text of the pages, spaces of any kind made plain."""
    return " ".join(" ".join(page.extract_text() for page in read(pdf).pages).split())


@pytest.mark.parametrize("key", ["EPCI:243100518", "COM:34032", "COM:30032", "DEP:34", "DEP:48", "REG:76"])
def test_one_page_of_selectable_text(key: str):
    pdf = sheet(donnees(), key)
    assert len(read(pdf).pages) == 1
    assert len(pdf) < HEAVIEST
    text = words(pdf)
    assert donnees().territoires.nom(donnees().territoires.find(key)).replace("'", "’") in text
    for part in ("Qui appeler", "La couverture", "Heures d’insertion", "Sources", "1er mars 2026", "atlas.example"):
        assert part in text


def test_contacts_figures_and_sources_are_there():
    text = words(sheet(donnees(), "DEP:34"))
    for part in ("370 000 h", "en 2017", "De 2016 à 2017", "04 67 46 47 48", "clausesociale34.fr", "édition n° 1"):
        assert part in text


def test_fonts_are_embedded():
    found = {}
    for page in read(sheet(donnees(), "EPCI:243100518")).pages:
        for font in page["/Resources"]["/Font"].values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            found[descendant["/BaseFont"]] = "/FontFile2" in descendant["/FontDescriptor"].get_object()
    assert found
    assert all(found.values())
    assert {name.partition("+")[2].partition("-")[0] for name in found} == {"AtlasTexte", "AtlasTitres"}


def test_tagged_in_french_with_a_title():
    reader = read(sheet(donnees(), "EPCI:243100518"))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"].startswith("fr")
    assert reader.metadata.title.startswith("Toulouse Métropole")


def test_without_a_known_site_there_is_no_address():
    assert "territoire?territoire" not in words(sheet(donnees(), "COM:34032", site=""))


def test_same_day_same_bytes():
    assert sheet(donnees(), "COM:34032") == sheet(donnees(), "COM:34032")


@pytest.mark.parametrize("key", ["COM:09004", "COM:98005", "EPCI:900000003", "COM:98006", "DEP:09", "REG:R9"])
def test_every_kind_of_territory_of_the_invented_region(key: str):
    moment = donnees(REGION)
    assert len(read(sheet(moment, key, REGION)).pages) == 1


def filled(text: str) -> dict:
    """A sheet where every text is this one."""
    texts = ("titre", "auteur", "surtitre", "nom", "lieu", "hors_region", "phrase", "situation_alt", "couverture_alt")
    more = ("heures_ailleurs", "sources", "edition", "adresse", "_adresse", "autres_guichets", "quartiers", "proche",
            "titre_relais")  # fmt: skip
    lists = ("tuiles", "parts", "heures", "guichets", "acheteurs", "chiffres", "relais")
    return {
        **dict.fromkeys((*texts, *more), text),
        **{name: [] for name in lists},
        "heures_phrases": [text],
        "structures": [{"nom": text, "detail": text}],
        **{"_situation": EMPTY, "_couverture": EMPTY, "_qr": ""},
    }


@pytest.mark.parametrize("cell", CELLS)
def test_a_hostile_text_is_printed_as_it_is(cell: str):
    text = words(render_pdf("fiche", filled(CELLS[cell]), JOUR))
    if cell in ("html", "template", "accolades", "formule_plus", "tiret_bas", "pourcent"):
        assert CELLS[cell] in text
    if cell == "emoji":
        assert "? clause ?" in text


def test_every_printable_character_is_in_the_fonts():
    """With PDF/UA a character that a font lacks is an error: this one would be raised here."""
    everything = "".join(printable(chr(code)) for code in range(0x20, 0x3000))
    assert "œ" in everything
    assert render_pdf("fiche", filled(everything), JOUR).startswith(b"%PDF")


def test_a_calculation_on_one_page():
    calcul = Calcul((Lot("Gros œuvre", 1_000_000, 50, 30, 5), Lot("<b>#x</b>", 120_000, 70, 28, 7)), 1607, 439)
    moment = read_moment(REGION)
    reponse, nobody = (repondre(moment.couverture, code, moment.index_relais) for code in ("09001", "09006"))
    pdf = build_calcul_pdf(
        "Calcul d’essai",
        words_calcul.tuiles(calcul, ("environ 3", "personnes")),
        [{"nom": "Lot 1", "formule": "1 + 1 = 2"}],
        words_calcul.table_lots(calcul, "Ensemble"),
        words_calcul.origines(calcul, donnees().coefficients),
        (reponse, moment.territoires),
        Impression("Atlas d’essai", 3, JOUR, JOUR, "https://atlas.example"),
        Adresse("calculateur", {"lots": "1"}),
    )
    text = words(pdf)
    assert len(read(pdf).pages) == 1
    for part in ("1 043 h", "1 + 1 = 2", "<b>#x</b>", "valeur saisie", "05 61 00 00 00", "atlas.example/calculateur"):
        assert part in text
    assert "Commencez par : Département d’Exemple, 05 61 00 00 09" in words(
        build_calcul_pdf(
            "C",
            [],
            [],
            words_calcul.table_lots(calcul, "T"),
            [],
            (nobody, moment.territoires),
            Impression("A", None, None, JOUR),
            "calculateur",
        )
    )


def test_an_address_too_long_for_a_qr_code_has_none():
    foot = Impression("A", 1, JOUR, JOUR, "https://atlas.example").foot(Adresse("calculateur", {"lots": "x" * 4000}))
    assert foot["_qr"] == ""
    assert len(foot["adresse"]) <= 240
    assert foot["adresse"].startswith("atlas.example/calculateur?lots=xxx")


def test_the_longest_sheets_fit_on_one_page():
    """Of all the territories wider than a commune, those with the most to say."""
    moment = donnees()
    couverture = Couverture(moment.territoires, moment.guichets, tuple(moment.typologies))
    contours = cache(lambda layer: read_contours(ROOT / "data" / "geo" / f"{layer}.geojson"))
    printed = Impression(moment.titre, moment.edition, moment.actualisee_le, JOUR, "https://atlas.example")
    fiches = [
        build_fiche(territoire, couverture, moment.heures, moment.qpv, moment.structures, moment.index_relais)
        for level in LEVELS[1:]
        for territoire in moment.territoires.all(level)
    ]
    for parts in ("services", "chiffres", "dedans", "quartiers", "structures", "relais", "resume", "nom"):
        fiches.sort(key=lambda fiche: len(getattr(fiche, parts)))
        for fiche in fiches[-4:]:
            pdf = build_fiche_pdf(fiche, couverture, moment.heures, moment.typologies, contours, printed, 1607)
            assert len(read(pdf).pages) == 1, fiche.nom
            assert len(pdf) < HEAVIEST, fiche.nom


def test_where_nobody_is_known_the_nearest_guichet_is_printed():
    assert "Le guichet le plus proche, à 23 km" in words(sheet(donnees(), "COM:30032"))
    assert "le plus proche" not in words(sheet(donnees(), "COM:34032"))
