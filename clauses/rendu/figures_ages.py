"""Chart of the age of the information, dressed as those of the hours."""

from collections import Counter
from collections.abc import Sequence

import plotly.graph_objects as go

from clauses.domain.age import AGES, Age, age
from clauses.domain.guichets import Guichet
from clauses.rendu.figures import COULEURS, SYMBOLES, blank_figure, pick, plain
from clauses.rendu.mots import age as mots_age


def figure_ages(guichets: Sequence[Guichet], annee: int) -> go.Figure:
    """A dot for each guichet over the year it was last seen, stacked; the undated ones are apart, on the left."""
    years = [guichet.constate_en for guichet in guichets if guichet.constate_en is not None]
    apart = min([*years, annee]) - 2
    stacks: Counter[int] = Counter()
    figure = blank_figure(300)
    traces: dict[Age, list[tuple[int, int, str]]] = {each: [] for each in AGES}
    for guichet in guichets:
        x, found = guichet.constate_en or apart, age(guichet.constate_en, annee)
        stacks[x] += 1
        said = mots_age.seen(guichet.constate_en, found, annee)
        traces[found].append((x, stacks[x], f"<b>{plain(guichet.nom)}</b><br>{plain(said)}"))
    for rank, (each, dots) in enumerate(traces.items()):
        figure.add_scatter(
            x=[x for x, _, _ in dots],
            y=[y for _, y, _ in dots],
            name=mots_age.LABELS[each][0],
            mode="markers",
            marker={"size": 15, "color": pick(COULEURS, rank), "symbol": pick(SYMBOLES, rank)},
            hovertext=[words for _, _, words in dots],
            hoverinfo="text",
            cliponaxis=False,
        )
    undated = [(apart, mots_age.SANS_DATE.replace(" ", "<br>"))] if stacks[apart] else []
    ticks = [*undated, *((year, str(year)) for year in sorted(set(years)))]
    figure.update_xaxes(
        tickmode="array", tickvals=[x for x, _ in ticks], ticktext=[words for _, words in ticks], tickangle=0,
        range=[apart - 0.7 if undated else apart + 1.3, annee + 0.7],
    )  # fmt: skip
    figure.update_yaxes(visible=False, range=[0.3, max(stacks.values(), default=1) + 0.7])
    figure.update_layout(showlegend=True)
    return figure
