"""Colours are distinguishable, readable, never the only cue, and the same in Python, CSS and JavaScript."""

import csv
import re

import pytest

from clauses.domain.statut import STATUTS_MONTRES, Statut
from clauses.rendu.cartes.aspect import MARQUE, MOTIFS, SOL, SOL_MASQUE, SOL_SECTORIEL, STATUT_ASPECTS, VIDE
from clauses.rendu.cartes.palette import contrast, ink_on
from tests.serveur import ROOT

with (ROOT / "data" / "typologies.csv").open(encoding="utf-8", newline="") as file:
    TYPOLOGIES = list(csv.DictReader(file))

STATUS_COLOURS = {look.clair for look in STATUT_ASPECTS.values()} | {look.sombre for look in STATUT_ASPECTS.values()}


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("colour", sorted({row["couleur"] for row in TYPOLOGIES} | STATUS_COLOURS))
def test_letter_is_readable_on_its_colour(colour: str):
    assert contrast(ink_on(colour), colour) >= 4.5


@pytest.mark.parametrize("cue", ["couleur", "lettre", "motif"])
def test_each_typology_has_its_own(cue: str):
    assert len({row[cue] for row in TYPOLOGIES}) == len(TYPOLOGIES) > 1


def test_statuses_have_their_own_colours():
    assert len(STATUS_COLOURS) == 2 * len(STATUTS_MONTRES)
    assert not STATUS_COLOURS & {row["couleur"].lower() for row in TYPOLOGIES}


@pytest.mark.parametrize("statut", Statut)
def test_the_style_sheet_has_the_colours_of_the_statuses(statut: Statut):
    look = STATUT_ASPECTS[statut]
    rule = f".atlas-statut-{statut}, .atlas-part-{statut} {{ --couleur: light-dark({look.clair}, {look.sombre}); }}"
    assert rule in read("static/atlas.css")


def test_the_bars_of_the_gaps_have_the_colour_of_their_map():
    nobody = STATUT_ASPECTS[Statut.NON_DOCUMENTE]
    assert f"--manque: light-dark({nobody.clair}, {nobody.sombre})" in read("static/atlas.css")


@pytest.mark.parametrize("statut", [statut for statut in STATUTS_MONTRES if STATUT_ASPECTS[statut].motif])
def test_the_style_sheet_has_their_patterns(statut: Statut):
    style = read("static/atlas.css")
    assert re.search(rf"^\.atlas-part-{statut} {{ background: .*var\(--motif\)", style, re.MULTILINE)
    assert f".atlas-signe-{STATUT_ASPECTS[statut].motif} {{" in style


def test_the_map_draws_the_patterns_of_the_table():
    drawn = re.findall(r'(\w+): { size: ([\d.]+), path: "([^"]+)", width: ([\d.]+) }', read("static/carte/motifs.js"))
    assert {name: (float(size), path, float(width)) for name, size, path, width in drawn} == dict(MOTIFS)
    assert {look.motif for look in STATUT_ASPECTS.values()} - {"", VIDE} <= set(MOTIFS)


def test_the_ground_of_the_map_is_the_same_in_both_themes():
    assert re.findall(r"--vide: (#\w+);", read("static/carte/carte.css"))[:2] == [SOL.clair, SOL.sombre]
    assert f"--atlas-sol: light-dark({SOL.clair}, {SOL.sombre})" in read("static/atlas.css")
    for name, sol in (("sol-masque", SOL_MASQUE), ("sol-sectoriel", SOL_SECTORIEL)):
        assert re.findall(rf"--{name}: (#\w+);", read("static/carte/carte.css")) == [sol.clair, sol.sombre]
        assert f"--atlas-{name}: light-dark({sol.clair}, {sol.sombre})" in read("static/atlas.css")


def test_the_first_drawing_of_the_map_has_its_colours():
    """Those of the ground, of strokes and of names; the drawing comes with the page (static/premier)."""
    themes = [
        dict(re.findall(r"--([\w-]+): ([^;]+);", block)) for block in read("static/carte/carte.css").split("}")[:2]
    ]
    drawn = re.findall(
        r"--([\w-]+): light-dark\((#\w+|rgba\([^)]*\)), (#\w+|rgba\([^)]*\))\)", read("static/premier/dessin.css")
    )
    assert len(drawn) >= 10
    assert drawn == [(name, *(theme[name] for theme in themes)) for name, _, _ in drawn]


def test_what_answers_some_buyers_only_is_nearly_white():
    """The dots covered 55 % of the communes: the eye read « covered » for a gap (issue: « nearly white »)."""
    assert contrast(SOL_SECTORIEL.clair, "#ffffff") < 1.03


@pytest.mark.parametrize(
    ("name", "written"),
    [
        (".streamlit/config.toml", 'primaryColor = "{}"'),
        ("clauses/rendu/documents/commun.typ", 'petrole = rgb("{}")'),
        ("clauses/web/templates/connexion.html", 'fill="{}"'),
        ("static/atlas.css", "--atlas-marque: {};"),
        ("static/autonome/autonome.css", "--accent: light-dark({},"),
        ("static/carte/carte.css", "background: {};"),
        ("static/carte/reperes.js", '"{}"'),
        ("static/connexion.css", "--accent: light-dark({},"),
        ("static/icone.svg", 'fill="{}"'),
        ("static/presentation/papier.css", "--accent: {};"),
        ("static/presentation/presentation.css", "--accent: {};"),
    ],
)
def test_the_brand_is_the_same_everywhere(name: str, written: str):
    assert written.format(MARQUE) in read(name)


def test_no_other_file_writes_the_brand():
    kinds = {".py", ".css", ".js", ".html", ".typ", ".svg"}
    files = [
        path for place in ("clauses", "static", "pages") for path in (ROOT / place).rglob("*") if path.suffix in kinds
    ]
    writing = {str(path.relative_to(ROOT)) for path in files if MARQUE in path.read_text(encoding="utf-8").lower()}
    assert writing == {
        "clauses/rendu/cartes/aspect.py", "clauses/rendu/documents/commun.typ", "clauses/web/templates/connexion.html",
        "static/atlas.css", "static/autonome/autonome.css", "static/carte/carte.css", "static/carte/reperes.js",
        "static/connexion.css", "static/icone.svg", "static/presentation/papier.css",
        "static/presentation/presentation.css",
    }  # fmt: skip
