"""Charts as plotly figures; texts of data are escaped, numbers come formatted.

Plotly reads a few HTML tags and ``%{…}`` in its texts: what comes from data goes through :func:`plain`, and only into
``hovertext`` and labels, never into a template.
"""

import html
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import sqrt
from typing import Any

import geopandas as gpd
import plotly.graph_objects as go
import shapely

from clauses.domain.heures import Chiffre, Heures, Rang
from clauses.domain.repartitions import Part
from clauses.domain.territoires import Territoire, Territoires
from clauses.domain.typographie import NARROW, NO_BREAK, typographic
from clauses.rendu.formats import number
from clauses.rendu.heures import percentage, periode, short_source, valeur
from clauses.rendu.mots.domaine import CONFIANCE_LABELS

COULEURS = ("#1b8299", "#c2566b", "#8a7a1f", "#7a68c4", "#b0611a", "#5c7f3f")
"""Readable (3:1) on the light page as on the dark one; markers and dashes distinguish series too."""
SYMBOLES = ("circle", "square", "diamond", "triangle-up", "cross", "star")
TRAITS = ("solid", "dash", "dot", "dashdot", "longdash", "solid")
GRIS = "#7d8790"
HOURS = {"tickformat": ",d", "ticksuffix": f"{NO_BREAK}h"}
LARGEST_CIRCLE = 46
BAR_PX, FRAME_PX = 34, 70
TOLERANCE_M = 2500.0


@dataclass(frozen=True)
class Graphique:
    """A chart with all that goes with it wherever it is shown or saved.

    ``titre`` and ``source`` are written in the image; ``alt`` is the text alternative; ``fichier``, the name of the
    image without extension.
    """

    figure: go.Figure
    titre: str
    source: str
    alt: str
    fichier: str

    @cached_property
    def json(self) -> dict[str, Any]:
        """The figure as plotly's script reads it."""
        return json.loads(self.figure.to_json(engine="json"))


def figure_evolution(
    series: Mapping[Territoire, Sequence[Chiffre]], heures: Heures, *, par_habitant: bool = False
) -> go.Figure:
    """Comparable hours by year (or per 1 000 inhabitants), one line per territory; a missing year breaks the line."""
    figure = blank_figure(360)
    years = sorted({chiffre.annee for serie in series.values() for chiffre in serie})
    territoires = heures.territoires
    for rank, (territoire, serie) in enumerate(series.items()):
        by_year = {chiffre.annee: chiffre for chiffre in serie}
        span = range(serie[0].annee, serie[-1].annee + 1)
        values = [_value(by_year.get(year), territoire, heures, par_habitant=par_habitant) for year in span]
        figure.add_scatter(
            x=list(span),
            y=values,
            name=plain(territoires.nom_distinct(territoire)),
            mode="lines+markers+text" if len(series) == 1 else "lines+markers",
            text=["" if value is None else f"{number(value)}{NO_BREAK}h" for value in values],
            textposition="top center",
            cliponaxis=False,
            line={"color": pick(COULEURS, rank), "dash": pick(TRAITS, rank), "width": 2.5},
            marker={"size": 10, "symbol": pick(SYMBOLES, rank)},
            hovertext=[
                _hover(territoires.nom_distinct(territoire), by_year[year]) if year in by_year else "" for year in span
            ],
            hoverinfo="text",
        )
    figure.update_xaxes(tickmode="array", tickvals=years, ticktext=[str(year) for year in years], range=_around(years))
    figure.update_yaxes(rangemode="tozero", **HOURS)
    figure.update_layout(showlegend=True)
    return figure


def evolution_words(
    series: Mapping[Territoire, Sequence[Chiffre]], heures: Heures, *, par_habitant: bool = False
) -> str:
    """Text alternative of :func:`figure_evolution`."""
    told = []
    for territoire, serie in series.items():
        values = [(each.annee, _value(each, territoire, heures, par_habitant=par_habitant)) for each in serie]
        points = ", ".join(f"{year} : {number(value)} h" for year, value in values if value is not None)
        told.append(f"{heures.territoires.nom_distinct(territoire)}, {points or 'rien à montrer'}")
    measure = " pour 1 000 habitants" if par_habitant else ""
    return typographic(f"Heures d’insertion réalisées{measure}. {'. '.join(told)}.")


def figure_annees(chiffres: Sequence[Chiffre]) -> go.Figure:
    """Figures by year as separate bars: those of a network that changes are not joined by a line."""
    figure = blank_figure(320)
    figure.add_bar(
        x=[chiffre.annee for chiffre in chiffres],
        y=[chiffre.heures for chiffre in chiffres],
        marker={"color": COULEURS[0], "pattern": {"shape": ["" if _is_done(each) else "/" for each in chiffres]}},
        text=[number(chiffre.heures or 0) for chiffre in chiffres],
        textposition="outside",
        cliponaxis=False,
        hovertext=[_hover(chiffre.libelle, chiffre) for chiffre in chiffres],
        hoverinfo="text",
    )
    # Years as numbers: those without a figure leave a hole.
    years = sorted({chiffre.annee for chiffre in chiffres})
    figure.update_xaxes(tickmode="array", tickvals=years, ticktext=[str(year) for year in years], range=_around(years))
    figure.update_yaxes(rangemode="tozero", nticks=6, **HOURS)
    return figure


def figure_classement(rangs: Sequence[Rang], territoires: Territoires) -> go.Figure:
    """Territories by hours, or by hours per 1 000 inhabitants: the greatest on top."""
    figure = blank_figure(FRAME_PX + BAR_PX * max(len(rangs), 2))
    names = [plain(territoires.nom_distinct(rang.territoire)) for rang in rangs]
    figure.add_bar(
        x=[rang.valeur for rang in rangs],
        y=names,
        orientation="h",
        marker={"color": COULEURS[0]},
        text=[f"{number(rang.valeur)}{NO_BREAK}h" for rang in rangs],
        textposition="auto",
        hovertext=[_hover(territoires.nom_distinct(rang.territoire), rang.chiffre) for rang in rangs],
        hoverinfo="text",
    )
    figure.update_xaxes(rangemode="tozero", nticks=5, **HOURS)
    figure.update_yaxes(autorange="reversed", type="category", automargin=True, ticksuffix="  ")
    return figure


def figure_repartition(groups: Mapping[str, Sequence[Part]]) -> go.Figure:
    """Shares of the hours as bars, sorted by the first group; several territories or years side by side."""
    order = list(dict.fromkeys(part.modalite for parts in groups.values() for part in parts))
    figure = blank_figure(FRAME_PX + max(BAR_PX, 22 * len(groups)) * max(len(order), 2))
    for rank, (name, parts) in enumerate(groups.items()):
        figure.add_bar(
            x=[part.part for part in parts],
            y=[plain(part.modalite) for part in parts],
            name=plain(name),
            orientation="h",
            marker={"color": pick(COULEURS, rank), "pattern": {"shape": pick(("", "/", ".", "x", "-", "+"), rank)}},
            text=[percentage(part.part) for part in parts],
            textposition="auto",
            hovertext=[_hover_part(name, part) for part in parts],
            hoverinfo="text",
        )
    figure.update_xaxes(rangemode="tozero", ticksuffix=f"{NARROW}%", nticks=6)
    figure.update_yaxes(
        autorange="reversed",
        type="category",
        automargin=True,
        categoryorder="array",
        categoryarray=[plain(name) for name in order],
        ticksuffix="  ",
    )
    figure.update_layout(barmode="group", showlegend=len(groups) > 1)
    return figure


def figure_carte(
    rangs: Sequence[Rang], sans_chiffre: Sequence[Territoire], territoires: Territoires, departements: gpd.GeoDataFrame
) -> go.Figure:
    """Circles whose area is the hours, over the outlines of the départements; a grey ring where nothing is known.

    Drawn in kilometres (Lambert-93) on plain axes: plotly's own maps would ask another host for the outlines.
    """
    figure = blank_figure(420)
    figure.add_scatter(**_lines(departements), mode="lines", line={"color": GRIS, "width": 0.8}, hoverinfo="skip")
    for places, made in ((sans_chiffre, False), ([rang.territoire for rang in rangs], True)):
        if not places:
            continue
        points = _points([territoires.chief(place) for place in places], territoires)
        greatest = max((rang.valeur for rang in rangs), default=1) or 1
        figure.add_scatter(
            x=[round(point.x / 1000, 1) for point in points],
            y=[round(point.y / 1000, 1) for point in points],
            mode="markers+text" if made else "markers",
            marker={
                "size": [max(LARGEST_CIRCLE * sqrt(rang.valeur / greatest), 5) for rang in rangs] if made else 9,
                "color": COULEURS[0] if made else "rgba(0,0,0,0)",
                "opacity": 0.82 if made else 1,
                "line": {"color": COULEURS[0] if made else GRIS, "width": 1.5},
            },
            text=[f"{number(rang.valeur)}{NO_BREAK}h" for rang in rangs] if made else None,
            textposition="bottom center",
            hovertext=[_hover(territoires.nom(rang.territoire), rang.chiffre) for rang in rangs]
            if made
            else [f"{plain(territoires.nom(place))}<br>Non documenté" for place in places],
            hoverinfo="text",
            cliponaxis=False,
        )
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False, scaleanchor="x", scaleratio=1)
    figure.update_layout(margin={"l": 10, "r": 10, "t": 10, "b": 10})
    return figure


def plain(text: str) -> str:
    """A text of data where plotly reads HTML: shown as written, with its French typography.

    >>> plain("<b>L'Hérault</b>")
    '&lt;b&gt;L’Hérault&lt;/b&gt;'
    """
    return html.escape(typographic(re.sub(r"[ \t\r\n]+", " ", text).strip()), quote=False)


def _hover(name: str, chiffre: Chiffre) -> str:
    lines = [f"<b>{plain(name)}</b>", f"{plain(valeur(chiffre))} {plain(periode(chiffre))}", plain(chiffre.portee)]
    return "<br>".join([*filter(None, lines), *_reliability(chiffre.confiance, chiffre.source)])


def _hover_part(name: str, part: Part) -> str:
    head = [f"<b>{plain(part.modalite)}</b>", f"{plain(name)} : {percentage(part.part)}"]
    return "<br>".join([*head, *_reliability(part.confiance, part.source)])


def _reliability(confiance: str, source: Sequence[str]) -> list[str]:
    words = [CONFIANCE_LABELS[confiance]] if confiance in CONFIANCE_LABELS else []
    return [*words, f"Source : {plain(' ; '.join(short_source(item) for item in source))}"] if source else words


def _value(chiffre: Chiffre | None, territoire: Territoire, heures: Heures, *, par_habitant: bool) -> float | None:
    if chiffre is None:
        return None
    return heures.par_mille(territoire, chiffre) if par_habitant else chiffre.heures


def blank_figure(height: int) -> go.Figure:
    """A figure without any trace, as all of them are dressed."""
    figure = go.Figure()
    figure.update_layout(
        template="none",
        height=height,
        margin={"l": 10, "r": 20, "t": 16, "b": 40},
        separators=f",{NARROW}",
        showlegend=False,
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
        dragmode=False,
        hoverlabel={"align": "left"},
        bargap=0.28,
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
    )
    figure.update_xaxes(fixedrange=True, zeroline=False, gridcolor="rgba(125,135,144,0.25)")
    figure.update_yaxes(fixedrange=True, zeroline=False, gridcolor="rgba(125,135,144,0.25)", automargin=True)
    return figure


def _is_done(chiffre: Chiffre) -> bool:
    return chiffre.nature == "realisees"


def pick(values: Sequence[str], rank: int) -> str:
    """A colour or a sign by rank; they come again when there are more ranks."""
    return values[rank % len(values)]


def _around(years: Sequence[int]) -> list[float] | None:
    return [years[0] - 0.5, years[-1] + 0.5] if years else None


def _lines(table: gpd.GeoDataFrame) -> dict[str, list[float | None]]:
    """Borders drawn once, as one broken line (kilometres)."""
    outlines = shapely.coverage_simplify(table.to_crs(2154).geometry.to_numpy(), TOLERANCE_M)
    merged = shapely.line_merge(shapely.unary_union(shapely.boundary(outlines)))
    x: list[float | None] = []
    y: list[float | None] = []
    for line in shapely.get_parts(merged):
        for easting, northing in shapely.get_coordinates(line):
            x.append(round(easting / 1000, 1))
            y.append(round(northing / 1000, 1))
        x.append(None)
        y.append(None)
    return {"x": x, "y": y}


def _points(codes: Sequence[str], territoires: Territoires) -> gpd.GeoSeries:
    rows = territoires.communes.loc[list(codes)]
    return gpd.GeoSeries(gpd.points_from_xy(rows["lon"], rows["lat"]), crs=4326).to_crs(2154)
