"""Modele: a correspondance prepared from the titles of a file, for a person to read again and complete."""

from collections.abc import Mapping, Sequence

from clauses.domain.imports import modele
from clauses.domain.imports.export import Export
from clauses.domain.imports.modele import column_line, fixed_line, quoted, unused_lines
from clauses.domain.schema import Schema
from clauses.domain.suivi.correspondance import COLONNES, TABLE

USUAL: Mapping[str, tuple[str, ...]] = {
    "heures": ("heures", "nb heures", "nombre d heures", "heures realisees", "nb heures realisees", "volume horaire"),
    "date": ("date", "mois", "date de debut", "mois de realisation", "periode"),
    "annee": ("annee", "exercice"),
    "territoire": ("territoire", "commune", "commune du chantier", "lieu d execution", "ville", "epci", "code insee"),
    "code_postal": ("code postal", "cp"),
    "beneficiaire": ("beneficiaire", "participant", "n participant", "salarie", "identifiant du participant"),
    "contrat": ("contrat", "n contrat", "numero de contrat"),
    "marche": ("marche", "n marche", "numero de marche", "operation"),
    "qpv": ("qpv", "reside en qpv", "quartier prioritaire"),
}
"""How follow-up software calls its columns."""

FIXES: Mapping[str, str] = {
    "periode": "annuelle",
    "nature": "realisees",
    "comparable": "non",
    "portee": "",
    "confiance": "",
    "source": "",
}
"""Fixed columns of any figure, with what an export of hours done gives."""


def build_modele(export: Export, schema: Schema) -> str:
    """The text of a correspondance (YAML): what can be guessed is filled, what cannot is left empty."""
    found = guess_columns(export.titres)
    shown = [key for key in COLONNES if key in found or key in ("heures", "territoire")]
    shown += ["date"] if not {"date", "annee"} & found.keys() else []
    lines = [
        "# Correspondance préparée d’après les titres du fichier : à relire et à compléter (docs/import-heures.md).",
        f"table: {TABLE}",
        *([f"feuille: {quoted(export.feuille)}"] if export.feuille else []),
        "colonnes:",
        *(column_line(key, found, COLONNES[key]) for key in sorted(shown, key=list(COLONNES).index)),
        "niveau: EPCI  # COM, EPCI, DEP ou REG",
        "fixes:",
        *(fixed_line(name, value, schema) for name, value in FIXES.items()),
        'identifiant: "guichet-{territoire}-{annee}"  # remplacer « guichet » par le nom court du vôtre',
        *unused_lines(export.titres, found),
    ]
    return "\n".join(lines) + "\n"


def guess_columns(titles: Sequence[str]) -> dict[str, str]:
    """The title that each key most likely means; a title serves once.

    >>> guess_columns(["Mois", "Nb d'heures réalisées", "Commune du chantier", "CP", "Entreprise"])
    {'date': 'Mois', 'territoire': 'Commune du chantier', 'code_postal': 'CP', 'heures': "Nb d'heures réalisées"}
    """
    found = modele.guess_columns(titles, USUAL)
    if "date" in found:
        found.pop("annee", None)
    if "beneficiaire" not in found:
        found.pop("qpv", None)
    return found
