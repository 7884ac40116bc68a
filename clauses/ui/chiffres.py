"""Key figures: share of population, communes and priority districts by coverage status."""

from typing import Any

import streamlit as st

from clauses.catalogue import Catalogue, Vue, load_vue
from clauses.domain.couverture import STATUTS
from clauses.domain.qpv import count_by_statut
from clauses.domain.selection import Selection
from clauses.ui import blocks, texts
from clauses.views.formats import number, percent
from clauses.views.palette import STATUT_COULEURS


def show_chiffres(catalogue: Catalogue, selection: Selection) -> None:
    """One bar per measure and the same figures as a table; nothing when the guichets could not be read."""
    if catalogue.is_missing_guichets:
        return
    vue = load_vue(selection)
    territoires = catalogue.territoires
    name = (
        territoires.region_nom
        if selection.departement is None
        else str(territoires.departements.at[selection.departement, "nom"])
    )
    st.subheader(texts.figures_title(name), help=texts.FIGURES_NOTE, anchor=False)
    if selection != Selection(departement=selection.departement):
        st.caption(texts.FIGURES_FILTERED)
    blocks.show_rendered(vue.keep("chiffres", lambda: _render(catalogue, vue)))


def _render(catalogue: Catalogue, vue: Vue) -> str:
    summary = vue.couverture.summary(vue.positions)
    qpv = count_by_statut(catalogue.qpv, vue.couverture, vue.positions)
    values = {
        "population": [summary[f"population_{statut}"] for statut in STATUTS],
        "communes": [summary[f"communes_{statut}"] for statut in STATUTS],
        "qpv": [qpv.by_statut[statut] for statut in STATUTS],
    }
    notes = {"qpv": texts.qpv_unproven(qpv.a_confirmer)}
    return blocks.render(
        "chiffres.html",
        mesures=[_measure(key, parts, notes.get(key, "")) for key, parts in values.items()],
        lignes=[_row(rank, values) for rank, _ in enumerate(STATUTS) if any(parts[rank] for parts in values.values())],
    )


def _measure(key: str, parts: list[int], note: str) -> dict[str, Any]:
    total = sum(parts)
    words = [
        {
            "statut": statut.value,
            "libelle": texts.STATUT_LABELS[statut],
            "texte": percent(part / total) if total else "",
            "largeur": round(100 * part / total, 2) if total else 0,
            "couleur": STATUT_COULEURS[statut],
        }
        for statut, part in zip(STATUTS, parts, strict=True)
    ]
    alt = ", ".join(f"{word['libelle']} {word['texte']}" for word in words if word["largeur"])
    title = texts.FIGURES_ROWS[key]
    return {"titre": title, "total": number(total), "note": note, "parts": words, "alt": f"{title} : {alt}"}


def _row(rank: int, values: dict[str, list[int]]) -> dict[str, Any]:
    statut = STATUTS[rank]
    cells = []
    for parts in values.values():
        total = sum(parts)
        cells.append({"part": percent(parts[rank] / total) if total else "–", "valeur": number(parts[rank])})
    return {
        "statut": statut.value,
        "libelle": texts.STATUT_LABELS[statut],
        "definition": texts.STATUT_DEFINITIONS[statut],
        "couleur": STATUT_COULEURS[statut],
        "cellules": cells,
    }
