"""Coverage in figures: one bar per measure and its parts, in words and widths ready for a template."""

from collections.abc import Mapping, Sequence
from typing import Any

from clauses.domain.qpv import QPVCounts
from clauses.domain.statut import STATUTS_MONTRES, Statut
from clauses.rendu.formats import count, number, percent
from clauses.rendu.mots import atlas as mots
from clauses.rendu.mots import population
from clauses.rendu.mots.domaine import STATUT_DEFINITIONS, STATUT_LABELS

MESURES: Mapping[str, str] = {
    "population": "Habitants",
    "communes": "Communes",
    "qpv": "Habitants des quartiers prioritaires",
}


def mesures(
    summary: Mapping[str, int],
    qpv: QPVCounts,
    annee: int | None = None,
    libelles: Mapping[Statut, str] = STATUT_LABELS,
) -> list[dict[str, Any]]:
    """Bars of a territory: inhabitants (population of that year), communes, inhabitants of priority districts."""
    notes = {
        "population": population.kind(annee),
        "qpv": mots.qpv_note(qpv.by_statut.total(), qpv.annees, qpv.sans_population, qpv.a_confirmer),
    }
    shown = _statuts(summary)
    values = _values(summary, qpv)
    return [_mesure(MESURES[key], shown, parts, notes.get(key, ""), libelles) for key, parts in values.items()]


def lignes(
    summary: Mapping[str, int], qpv: QPVCounts, libelles: Mapping[Statut, str] = STATUT_LABELS
) -> list[dict[str, Any]]:
    """The same figures as the rows of a table, one per status that counts something."""
    values = _values(summary, qpv)
    shown = enumerate(_statuts(summary))
    return [
        _ligne(statut, rank, values, qpv, libelles)
        for rank, statut in shown
        if any(parts[rank] for parts in values.values())
    ]


def _statuts(summary: Mapping[str, int]) -> list[Statut]:
    """Statuses that a summary counts: « masqué » where some guichets are filtered out."""
    return [statut for statut in STATUTS_MONTRES if f"population_{statut}" in summary]


def _values(summary: Mapping[str, int], qpv: QPVCounts) -> dict[str, list[int]]:
    shown = _statuts(summary)
    return {
        "population": [summary[f"population_{statut}"] for statut in shown],
        "communes": [summary[f"communes_{statut}"] for statut in shown],
        "qpv": [qpv.population[statut] for statut in shown],
    }


def _mesure(
    titre: str, statuts: Sequence[Statut], parts: Sequence[int], note: str, libelles: Mapping[Statut, str]
) -> dict[str, Any]:
    total = sum(parts)
    words = [
        {
            "statut": statut.value,
            "libelle": libelles[statut],
            "definition": STATUT_DEFINITIONS[statut],
            "texte": percent(part / total) if total else "",
            "largeur": round(100 * part / total, 2) if total else 0,
        }
        for statut, part in zip(statuts, parts, strict=True)
    ]
    alt = ", ".join(f"{word['libelle']} {word['texte']}" for word in words if word["largeur"])
    return {"titre": titre, "total": number(total), "note": note, "parts": words, "alt": f"{titre} : {alt or 'aucun'}"}


def _ligne(
    statut: Statut,
    rank: int,
    values: Mapping[str, Sequence[int]],
    qpv: QPVCounts,
    libelles: Mapping[Statut, str],
) -> dict[str, Any]:
    cells = []
    for key, parts in values.items():
        total = sum(parts)
        districts = f", {count(qpv.by_statut[statut], 'quartier')}" if key == "qpv" else ""
        share = percent(parts[rank] / total) if total else "–"
        cells.append({"part": share, "valeur": number(parts[rank]) + districts})
    return {
        "statut": statut.value,
        "libelle": libelles[statut],
        "definition": STATUT_DEFINITIONS[statut],
        "cellules": cells,
    }
