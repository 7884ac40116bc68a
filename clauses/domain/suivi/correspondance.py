"""Keys of the correspondance of a follow-up file (``docs/import-heures.md``)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from clauses.domain.imports import correspondance

TABLE = "heures"

CLES: Mapping[str, str] = {
    "table": f"le nom de la table à remplir ({TABLE})",
    "feuille": "le nom de la feuille du classeur",
    "colonnes": "les titres des colonnes du fichier",
    "niveau": "le niveau auquel les lignes sont additionnées (COM, EPCI, DEP ou REG)",
    "territoire": "le territoire de tout le fichier, comme DEP:34",
    "annee": "l’année de tout le fichier",
    "filtre": "les valeurs à garder, colonne par colonne",
    "fixes": "ce qui est dit une fois pour tous les chiffres",
    "identifiant": "le modèle des identifiants, comme guichet-x-{territoire}-{annee}",
}
"""Keys of a correspondance, and what each gives."""

COLONNES: Mapping[str, str] = {
    "heures": "la colonne des heures",
    "date": "une colonne de dates ou de mois",
    "annee": "une colonne d’années",
    "territoire": "une colonne de communes, d’intercommunalités ou de départements",
    "code_postal": "une colonne de codes postaux, pour les homonymes",
    "beneficiaire": "une colonne qui distingue les personnes",
    "contrat": "une colonne qui distingue les contrats",
    "marche": "une colonne qui distingue les marchés",
    "qpv": "une colonne qui dit, par oui ou non, si la personne habite un QPV",
}
"""What a column of the file may give."""

COMPTES: Mapping[str, str] = {"beneficiaire": "beneficiaires", "contrat": "contrats", "marche": "marches"}
"""Columns whose distinct values are counted, and the column of ``heures.csv`` where the number goes."""


@dataclass(frozen=True)
class Correspondance(correspondance.Correspondance):
    """Column mapping of a follow-up file.

    Attributes
    ----------
    niveau : level of the figures; empty when ``territoire`` is that of the whole file
    territoire, annee : those of the whole file; empty when a column gives them
    identifiant : template of the identifiers

    >>> found, issues = Correspondance.read({"table": "heures", "colonne": {}}, {("colonne",): 2}, "suivi.yml")
    >>> found.table, [(issue.code, issue.line, dict(issue.params).get("suggestion")) for issue in issues]
    ('heures', [('E-COL-11', 2, 'colonnes')])
    """

    TABLE: ClassVar[str] = TABLE
    CLES: ClassVar[Mapping[str, str]] = CLES
    COLONNES: ClassVar[Mapping[str, str]] = COLONNES

    niveau: str = ""
    territoire: str = ""
    annee: str = ""
    identifiant: str = ""
