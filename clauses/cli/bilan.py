"""Coverage of territories, as nested values or as a table: what ``couverture`` prints."""

from collections.abc import Sequence
from textwrap import fill
from typing import TYPE_CHECKING, Any

from clauses.cli.sortie import EMPTY, WIDTH_OF_A_PIPE, grid, output, safe
from clauses.rendu.formats import number, percent
from clauses.rendu.mots import commandes as mots

if TYPE_CHECKING:
    import pandas as pd

    from clauses.domain.qpv import QPVCounts

MEASURES = {"communes": "Communes", "population": "Habitants"}


def to_dict(
    niveau: str,
    table: "pd.DataFrame",
    quartiers: "Sequence[QPVCounts]",
    details: "Sequence[dict[str, Any]]",
    annee: int | None,
) -> dict[str, Any]:
    """Communes, population and priority districts by status, for each territory, as nested values."""
    from clauses.domain.statut import STATUTS, part_couverte

    return {
        "niveau": str(niveau),
        "annee_population": annee,
        "territoires": [
            {
                "code": row["code"],
                "nom": row["nom"],
                "communes": row["communes"],
                "population": row["population"],
                "part_couverte": part_couverte(row),
                "quartiers_prioritaires": {
                    "nombre": qpv.by_statut.total(),
                    "population": qpv.population.total(),
                    "annees": list(qpv.annees),
                    "part_couverte": qpv.part_couverte,
                },
                "statuts": {
                    statut.value: {
                        "communes": row[f"communes_{statut}"],
                        "population": row[f"population_{statut}"],
                        "quartiers_prioritaires": qpv.by_statut[statut],
                        "population_quartiers": qpv.population[statut],
                    }
                    for statut in STATUTS
                },
                **detail,
            }
            for row, qpv, detail in zip(table.to_dict("records"), quartiers, details, strict=True)
        ],
    }


def show(table: "pd.DataFrame", quartiers: "Sequence[QPVCounts]") -> None:
    """Communes, inhabitants and those of priority districts by status, with their share of each territory."""
    from clauses.domain.statut import STATUTS
    from clauses.rendu.mots.domaine import STATUT_LABELS

    console = output()
    separator = " · " if console.width >= WIDTH_OF_A_PIPE else "\n"
    shown = grid(
        "Territoire",
        "",
        "Total",
        *(fill(STATUT_LABELS[statut], 12, break_long_words=False) for statut in STATUTS),
        numbers=2,
    )
    for row, qpv in zip(table.to_dict("records"), quartiers, strict=True):
        first = f"{row['code']} {row['nom']}"
        measures = {label: [row[f"{key}_{statut}"] for statut in STATUTS] for key, label in MEASURES.items()}
        if qpv.population.total():
            measures[mots.habitants_qpv(qpv.annees)] = [qpv.population[statut] for statut in STATUTS]
        for label, parts in measures.items():
            shares = [_share(part, sum(parts), separator) for part in parts]
            shown.add_row(*map(safe, (first, label, number(sum(parts)), *shares)))
            first = ""
    console.print(shown)


def _share(part: int, total: int, separator: str) -> str:
    return f"{number(part)}{separator}{percent(part / total)}" if part else EMPTY
