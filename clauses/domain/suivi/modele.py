"""Modele: a correspondance prepared from the titles of a file, for a person to read again and complete."""

import difflib
import unicodedata
from collections.abc import Mapping, Sequence

from clauses.domain.recherche import normalise
from clauses.domain.schema import Schema
from clauses.domain.suivi.correspondance import COLONNES, TABLE
from clauses.domain.suivi.export import Export

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

_LIKELY = 0.6


def build_modele(export: Export, schema: Schema) -> str:
    """The text of a correspondance (YAML): what can be guessed is filled, what cannot is left empty."""
    found = guess_columns(export.titres)
    unused = [title for title in export.titres if title and title not in found.values()]
    lines = [
        "# Correspondance préparée d’après les titres du fichier : à relire et à compléter (docs/import-heures.md).",
        f"table: {TABLE}",
        *([f"feuille: {_quoted(export.feuille)}"] if export.feuille else []),
        "colonnes:",
        *(_column(key, found) for key in COLONNES if key in found or key in ("heures", "date", "territoire")),
        "niveau: EPCI  # COM, EPCI, DEP ou REG",
        "fixes:",
        *(_fixed(name, value, schema) for name, value in FIXES.items()),
        'identifiant: "guichet-{territoire}-{annee}"  # remplacer « guichet » par le nom court du vôtre',
        *(["# Colonnes du fichier restées sans emploi :"] if unused else []),
        *(f"#   {_quoted(title)}" for title in unused),
    ]
    return "\n".join(lines) + "\n"


def guess_columns(titles: Sequence[str]) -> dict[str, str]:
    """The title that each key most likely means; a title serves once.

    >>> guess_columns(["Mois", "Nb d'heures réalisées", "Commune du chantier", "CP", "Entreprise"])
    {'date': 'Mois', 'territoire': 'Commune du chantier', 'code_postal': 'CP', 'heures': "Nb d'heures réalisées"}
    """
    scores = [
        (max(difflib.SequenceMatcher(None, normalise(title), usual).ratio() for usual in usuals), key, title)
        for key, usuals in USUAL.items()
        for title in titles
    ]
    found: dict[str, str] = {}
    for score, key, title in sorted(scores, key=lambda each: -each[0]):
        if score >= _LIKELY and key not in found and title not in found.values():
            found[key] = title
    if "date" in found:
        found.pop("annee", None)
    if "beneficiaire" not in found:
        found.pop("qpv", None)
    return found


def _column(key: str, found: Mapping[str, str]) -> str:
    if key in found:
        return f"  {key}: {_quoted(found[key])}"
    return "" if key == "date" and "annee" in found else f'  {key}: ""  # {COLONNES[key]}'


def _fixed(name: str, value: str, schema: Schema) -> str:
    field = schema.by_name[name]
    hint = ", ".join(field.enum) or field.description.split(". ")[0]
    return f"  {name}: {value or _quoted('')}  # {hint}"


def _quoted(text: str) -> str:
    """Text between double quotes, as YAML reads it; nothing in it can drive a terminal."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    safe = (f"\\U{ord(char):08x}" if unicodedata.category(char) in ("Cc", "Cf") else char for char in escaped)
    return f'"{"".join(safe)}"'
