"""Stories: fields of a step, errors in it, additions of the data."""

import itertools

import pytest

from clauses.domain.contenus import Texte
from clauses.domain.contenus.presentation import (
    CALCULS,
    CALCULS_HABITANTS,
    ChiffreMontre,
    Etape,
    Histoire,
    build_etape,
    build_histoire,
    check_histoires,
)
from clauses.domain.guichets import Typologie
from clauses.domain.selection import Selection
from clauses.donnees import read_moment
from clauses.rendu import presentation as views
from clauses.rendu.cartes.palette import contrast, luminance, projector
from tests.donnees import REGION

CATALOGUE = read_moment(REGION)


def texte(tete: dict, corps: str = "") -> Texte:
    return Texte("essai", "presentation/essai/01-essai.md", tete, {(name,): n for n, name in enumerate(tete, 2)}, corps)


def compter(etape: Etape, selection: Selection):
    couverture = selection.couverture(CATALOGUE.territoires, CATALOGUE.guichets, tuple(CATALOGUE.typologies))
    return couverture, couverture.summary(selection.positions(CATALOGUE.territoires))


def build(*etapes: Etape, lisible: bool = True) -> list[dict]:
    histoire = Histoire("essai", "Essai", "", etapes)
    cadres = {"DEP:09": views.Cadre(((43.0, 1.0), (43.3, 1.3)), {"type": "Polygon", "coordinates": []})}
    made = views.build_histoire(histoire, CATALOGUE.typologies, "v1", cadres, compter, "Atlas d'essai", lisible=lisible)
    return made["etapes"]


def test_a_step_in_full():
    etape, issues = build_etape(
        texte(
            {
                "titre": "Un titre",
                "territoire": "DEP:09",
                "typologies": ["plie", "mde"],
                "couches": ["sieges", "lacunes"],
                "chiffres": [{"valeur": "600 000 h", "libelle": "par an", "source": "Une fiche (2016)"}],
                "calculs": [{"calcul": "part_couverte", "libelle": "des habitants"}],
                "note": "À dire.",
                "code_qr": "oui",
            },
            "\nLe texte.\n",
        )
    )
    assert not issues
    assert etape == Etape(
        "essai",
        "Un titre",
        "Le texte.",
        ("plie", "mde"),
        ("sieges", "lacunes"),
        "DEP:09",
        (
            ChiffreMontre("par an", "600 000 h", "Une fiche (2016)"),
            ChiffreMontre("des habitants", calcul="part_couverte"),
        ),
        "À dire.",
        code_qr=True,
        file="presentation/essai/01-essai.md",
    )


@pytest.mark.parametrize(
    ("values", "code", "column"),
    [
        ({"titre": ""}, "E-COL-12", "titre"),
        ({"territoire": "Toulouse"}, "E-COL-13", "territoire"),
        ({"couches": ["sieges", "nuages"]}, "E-COL-13", "couches"),
        ({"typologies": {"plie": "oui"}}, "E-COL-13", "typologies"),
        ({"chiffres": [{"valeur": "3", "libelle": "essais"}]}, "E-COL-13", "chiffres"),
        ({"chiffres": [{"valeur": "3", "libelle": "essais", "source": ""}]}, "E-COL-13", "chiffres"),
        ({"calculs": [{"calcul": "age", "libelle": "du capitaine"}]}, "E-COL-13", "calculs"),
        ({"code_qr": "peut-être"}, "E-COL-13", "code_qr"),
        ({"typologie": "plie"}, "E-COL-11", "typologie"),
    ],
)
def test_what_is_wrong_is_said_and_left_out(values, code, column):
    etape, issues = build_etape(texte({"titre": "T", **values}))
    assert [(each.code, each.column) for each in issues] == [(code, column)]
    assert issues[0].line == (2 if column == "titre" else 3)
    assert (etape.territoire, etape.chiffres, etape.code_qr) == ("", (), False)
    assert set(etape.couches) <= {"sieges"}


def test_all_typologies():
    assert build_etape(texte({"titre": "T", "typologies": "toutes"}))[0].typologies is None
    assert build_etape(texte({"titre": "T"}))[0].typologies == ()


def test_the_introduction_of_a_story():
    histoire, issues = build_histoire(texte({"titre": "T"}))
    assert histoire.titre == "T"
    assert [(each.code, each.column) for each in issues] == [("E-COL-12", "resume")]


def test_what_the_data_do_not_know_is_a_warning_with_its_line():
    etape, _ = build_etape(texte({"titre": "T", "typologies": ["plie", "plies", "mde"], "territoire": "DEP:99"}))
    found = check_histoires([Histoire("essai", "Essai", "", (etape,))], CATALOGUE.typologies, CATALOGUE.territoires)
    assert [(each.code, each.severity, each.line, each.column) for each in found] == [
        ("A-CON-01", "avertissement", 3, "typologies"),
        ("A-CON-01", "avertissement", 4, "territoire"),
    ]
    assert "plie\u00a0» ?" in found[0].message.replace("\u202f", " ")


def test_a_layer_is_added_to_those_before():
    first, second, third = build(
        Etape("a", "A", ""),
        Etape("b", "B", "", typologies=("plie",), territoire="DEP:09"),
        Etape("c", "C", "", typologies=None, couches=("lacunes", "quartiers", "intercommunalites")),
    )
    assert (first["zones"], first["typologies"], first["cadre"]) == ("", [], None)
    assert second["zones"] == "/geo/v1/zones.geojson?typologie=plie"
    assert (second["ajoutees"], second["cadre"]) == (["plie"], ((43.0, 1.0), (43.3, 1.3)))
    assert third["zones"] == "/geo/v1/zones.geojson"
    assert "plie" not in third["ajoutees"]
    assert set(third["ajoutees"]) | {"plie"} == set(CATALOGUE.typologies)
    assert (third["epci"], third["qpv"]) == ("/geo/v1/epci.geojson", "/geo/v1/qpv.geojson")


def test_an_unknown_typology_is_left_out_of_the_map():
    (etape,) = build(Etape("a", "A", "", typologies=("plie", "zeppelin")))
    assert etape["typologies"] == ["plie"]
    assert "zeppelin" not in etape["zones"]
    (none,) = build(Etape("a", "A", "", typologies=("zeppelin",)))
    assert none["zones"] == ""


@pytest.mark.parametrize("calcul", CALCULS)
def test_figures_of_the_data_are_counted_and_sourced(calcul):
    (etape,) = build(Etape("a", "A", "", typologies=None, chiffres=(ChiffreMontre("x", calcul=calcul),)))
    (figure,) = etape["chiffres"]
    people = ", population municipale, année non connue" if calcul in CALCULS_HABITANTS else ""
    assert figure["source"] == f"Atlas d’essai{people}"
    assert any(char.isdigit() for char in figure["valeur"])


def test_counts_are_those_of_the_atlas():
    couverture, summary = compter(Etape("a", "A", ""), Selection())
    covered = summary["population_local"] + summary["population_departemental"]
    assert views.compute("habitants_couverts", couverture, summary).replace("\u202f", "") == str(covered)
    shares = [views.compute(name, couverture, summary) for name in ("part_couverte", "part_sans_guichet")]
    assert sum(int(share.partition("\u202f")[0]) for share in shares) == 100


def test_unread_guichets_are_not_gaps():
    (etape,) = build(
        Etape(
            "a", "A", "", typologies=None, couches=("lacunes",), chiffres=(ChiffreMontre("x", calcul="part_couverte"),)
        ),
        lisible=False,
    )
    assert (etape["zones"], etape["lacunes"], etape["chiffres"]) == ("", False, [])


def test_markdown_is_escaped_on_the_way():
    (etape,) = build(Etape("a", "<b>", "<img src=x onerror=alert(1)> [y](javascript:alert(1))", note="<script>"))
    assert "<img" not in etape["texte"]
    assert "href" not in etape["texte"]
    assert "<script" not in etape["note"]
    # A title is text, which the script never reads as HTML.
    assert etape["titre"] == "<b>"


def test_projector_colours_are_dark_and_told_apart_by_how_dark_they_are():
    colours = [typologie.couleur for typologie in CATALOGUE.typologies.values()]
    strong = projector(colours)
    assert all(contrast(colour, "#ffffff") >= 3 for colour in strong.values())
    shades = sorted(luminance(colour) for colour in strong.values())
    assert all(contrast_of > 1.15 for contrast_of in ratios(shades))


def ratios(shades: list[float]) -> list[float]:
    return [(bright + 0.05) / (dark + 0.05) for dark, bright in itertools.pairwise(shades)]


def test_no_colour_or_one():
    assert projector([]) == {}
    assert views.palette([Typologie("x", "X", "", "#DDCC77", "X", "uni", 1)]).keys() == {"#DDCC77"}


def test_the_words_of_the_share_may_be_left_out_but_no_others():
    etape, issues = build_etape(texte({"titre": "a", "calculs": [{"calcul": "part_couverte", "libelle": ""}]}, "b"))
    assert not issues
    assert etape.chiffres == (ChiffreMontre("", calcul="part_couverte"),)
    etape, issues = build_etape(texte({"titre": "a", "calculs": [{"calcul": "guichets", "libelle": ""}]}, "b"))
    assert [each.code for each in issues] == ["E-COL-13"]
    assert not etape.chiffres
