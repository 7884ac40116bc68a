"""Charts of the hours: what they draw, that they fit the colours of both pages, that a text stays a text."""

import json

import pytest

from clauses.domain.guichets import Guichet
from clauses.domain.heures import Chiffre, Heures, annees, classement, connaissances, non_comparables
from clauses.domain.perimetre import parse
from clauses.domain.repartitions import Part
from clauses.domain.territoires import DEPARTEMENT, Territoire, example_territoires
from clauses.rendu import figures
from clauses.rendu.blocs.age import anciennete
from clauses.rendu.cartes.palette import contrast
from clauses.rendu.figures_ages import figure_ages
from clauses.rendu.tableaux import heures as tableaux_heures
from tests.donnees.hostile import CELLS

TERRITOIRES = example_territoires()
LIGHT, DARK = "#ffffff", "#121b22"


def chiffre(id_: str, place: str, annee: int, heures: int, **values) -> Chiffre:
    usual = {"nature": "realisees", "comparable": True, "confiance": "elevee", "source": ("https://a.example/b",)}
    return Chiffre(id_, id_, annee, parse(place), heures=heures, **(usual | values))


HEURES = Heures(
    TERRITOIRES,
    (
        chiffre("a", "DEP:98", 2019, 300),
        chiffre("b", "DEP:98", 2020, 450, qualificatif="près de"),
        chiffre("c", "DEP:99", 2020, 400),
        chiffre("d", "DEP:99", 2021, 7, comparable=False, nature="prevues"),
        chiffre("e", "COM:98001", 2018, 9, comparable=False),
        chiffre("f", "FRANCE", 2012, 10**6, comparable=False),
    ),
)
PARTS = (
    Part(parse("DEP:98"), 2020, "secteur", "Nettoyage", 60, "moyenne"),
    Part(parse("DEP:98"), 2020, "secteur", "Bâtiment", 40.2, "moyenne"),
)


def test_evolution_has_a_line_per_territory_and_keeps_their_years():
    series = HEURES.series(DEPARTEMENT)
    figure = figures.figure_evolution(series, HEURES)
    assert [(trace.name, list(trace.x), list(trace.y)) for trace in figure.data] == [
        ("Exemple", [2019, 2020], [300, 450]),
        ("Fiction", [2020], [400]),
    ]
    assert len({(trace.marker.symbol, trace.line.dash) for trace in figure.data}) == 2


def test_evolution_per_inhabitant():
    figure = figures.figure_evolution(HEURES.series(DEPARTEMENT), HEURES, par_habitant=True)
    assert list(figure.data[0].y) == [200, 300]


def test_reliability_and_source_are_one_hover_away():
    hover = figures.figure_evolution(HEURES.series(DEPARTEMENT), HEURES).data[0].hovertext[1]
    for part in ("<b>Exemple</b>", "près de 450\u00a0h réalisées", "Source de première main", "Source : a.example"):
        assert part in hover


def test_ranking():
    assert [(str(rang.territoire), rang.valeur) for rang in classement(HEURES, DEPARTEMENT, 2020)] == [
        ("DEP:98", 450),
        ("DEP:99", 400),
    ]
    per_head = classement(HEURES, DEPARTEMENT, 2020, par_habitant=True)
    assert [(str(rang.territoire), rang.valeur) for rang in per_head] == [("DEP:99", 8000), ("DEP:98", 300)]
    assert classement(HEURES, DEPARTEMENT, 2021) == []
    assert annees(HEURES, DEPARTEMENT) == [2020, 2019]


def test_ranking_chart_and_its_table_say_the_same():
    rangs = classement(HEURES, DEPARTEMENT, 2020)
    figure = figures.figure_classement(rangs, TERRITOIRES)
    assert list(figure.data[0].y) == ["Exemple", "Fiction"]
    table = tableaux_heures.table_classement(rangs, HEURES)
    assert table.valeurs["Territoire"].tolist() == ["Exemple", "Fiction"]
    assert table.valeurs["Heures"].tolist() == [450, 400]


def test_circles_have_an_area_in_proportion(contours):
    rangs = classement(HEURES, DEPARTEMENT, 2020)
    figure = figures.figure_carte(rangs, [], TERRITOIRES, contours["departements"])
    small, large = sorted(figure.data[-1].marker.size)
    assert (small / large) ** 2 == pytest.approx(400 / 450)


def test_where_nothing_is_known_there_is_an_empty_ring(contours):
    figure = figures.figure_carte([], [Territoire("DEP", "99")], TERRITOIRES, contours["departements"])
    assert list(figure.data[-1].hovertext) == ["Fiction<br>Non documenté"]
    assert figure.data[-1].marker.color == "rgba(0,0,0,0)"


def test_national_bars_leave_a_hole_for_missing_years():
    figure = figures.figure_annees([chiffre("a", "FRANCE", 2012, 5), chiffre("b", "FRANCE", 2021, 6, nature="")])
    assert list(figure.data[0].x) == [2012, 2021]
    assert list(figure.data[0].marker.pattern.shape) == ["", "/"]


def test_breakdown_is_sorted_and_side_by_side():
    other = (Part(parse("DEP:98"), 2021, "secteur", "Bâtiment", 100),)
    figure = figures.figure_repartition({"Exemple, 2020": PARTS, "Exemple, 2021": other})
    assert list(figure.layout.yaxis.categoryarray) == ["Nettoyage", "Bâtiment"]
    assert [trace.name for trace in figure.data] == ["Exemple, 2020", "Exemple, 2021"]
    assert len({trace.marker.pattern.shape for trace in figure.data}) == 2
    assert list(figure.data[0].text) == ["60\u202f%", "40,2\u202f%"]


@pytest.mark.parametrize("page", [LIGHT, DARK])
@pytest.mark.parametrize("colour", figures.COULEURS)
def test_colours_are_seen_on_both_pages(page: str, colour: str):
    assert contrast(colour, page) >= 3


@pytest.mark.parametrize("cell", CELLS)
def test_a_hostile_text_is_escaped_in_every_chart(cell: str, contours):
    text = CELLS[cell]
    hostile = Chiffre(
        text, text, 2020, parse("DEP:98"), heures=5, nature="realisees", comparable=True, portee=text, source=(text,),
        qualificatif=text,
    )  # fmt: skip
    heures = Heures(TERRITOIRES, (hostile,))
    rangs = classement(heures, DEPARTEMENT, 2020)
    drawn = [
        figures.figure_evolution(heures.series(DEPARTEMENT), heures),
        figures.figure_annees([hostile]),
        figures.figure_classement(rangs, TERRITOIRES),
        figures.figure_carte(rangs, [], TERRITOIRES, contours["departements"]),
        figures.figure_repartition({text: (Part(parse("DEP:98"), 2020, "secteur", text, 5, source=(text,)),)}),
    ]
    for figure in drawn:
        words = json.dumps(json.loads(figure.to_json(engine="json")))
        assert "<img" not in words
        assert "<script" not in words
        assert "hovertemplate" not in words
        assert "texttemplate" not in words


def test_what_is_known_and_what_is_needed():
    known = connaissances(HEURES, PARTS, DEPARTEMENT)
    assert [(each.annees, each.autres, each.dedans, each.repartitions) for each in known] == [
        ((2019, 2020), 0, 1, (2020,)),
        ((2020,), 1, 0, ()),
    ]
    words = tableaux_heures.Manques("tout", "une année", "la suite")
    table = tableaux_heures.table_connaissances(known, TERRITOIRES, words)
    assert table.textes["Ce qu’il faudrait"].tolist() == ["la suite (après 2020)", "une année"]
    empty = connaissances(Heures(TERRITOIRES, ()), (), DEPARTEMENT)
    table = tableaux_heures.table_connaissances(empty, TERRITOIRES, words)
    assert table.textes["Ce qu’il faudrait"].tolist() == ["tout"] * 2
    assert table.textes["Années comparables"].tolist() == ["Aucune"] * 2


def test_figures_that_stand_alone():
    assert [each.id for each in non_comparables(HEURES)] == ["d", "e"]
    assert [each.id for each in non_comparables(HEURES, Territoire("DEP", "98"))] == ["e"]


def test_name_of_a_group():
    assert tableaux_heures.group_name("DEP:98 + DEP:99", 2020, TERRITOIRES) == "Exemple et Fiction, 2020"
    assert tableaux_heures.group_name("FRANCE", 2020, TERRITOIRES) == "France, 2020"
    assert tableaux_heures.group_name("??", 2020, TERRITOIRES) == "??, 2020"


def test_ages_have_a_dot_per_guichet_and_the_undated_ones_apart():
    years = [2025, 2016, 2016, None]
    guichets = [Guichet(str(rank), "<b>Essai</b>", constate_en=year) for rank, year in enumerate(years)]
    figure = figure_ages(guichets, 2026)
    recent, old, undated = figure.data
    assert (list(recent.x), list(old.x), list(old.y), len(undated.x)) == ([2025], [2016, 2016], [1, 2], 1)
    assert undated.x[0] < 2016
    assert dict(zip(figure.layout.xaxis.tickvals, figure.layout.xaxis.ticktext, strict=True))[2016] == "2016"
    assert "&lt;b&gt;Essai" in recent.hovertext[0]
    assert len({trace.marker.symbol for trace in figure.data}) == 3


def test_ages_of_guichets_that_are_all_dated_leave_no_empty_column():
    figure = figure_ages([Guichet("g", "Essai", constate_en=2020)], 2026)
    assert list(figure.layout.xaxis.ticktext) == ["2020"]


def test_the_age_of_the_guichets_is_a_finding_with_its_table(moment):
    bloc = anciennete(moment)
    assert bloc is not None
    assert str(moment.annee) in bloc.titre
    assert moment.territoires.region_nom in bloc.titre
    assert len(bloc.tableau) == len(moment.guichets) == sum(len(trace.x) for trace in bloc.graphique.figure.data)
