"""Correspondance: which column of a follow-up file says what, and what is said once for all the figures made from it.

It is a small file (``docs/import-heures.md``), given here as plain values; what is wrong in it is told by issues that
bear the line of the key.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from clauses.domain.issues import Issue, issue
from clauses.domain.regles.contexte import closest

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

Place = tuple[str, ...]
"""Where a value is in the document: ``("colonnes", "heures")``."""


@dataclass(frozen=True)
class Correspondance:
    """What a correspondance says.

    Attributes
    ----------
    file, lines : name of the file it is written in, line of each key
    table : table to fill
    colonnes : title of the column of the file, by key of :data:`COLONNES`
    niveau : level of the figures; empty when ``territoire`` is that of the whole file
    territoire, annee : those of the whole file; empty when a column gives them
    filtre : values to keep, by title of column
    fixes : columns of ``heures.csv`` given once
    identifiant : template of the identifiers
    feuille : sheet of the workbook; empty for the first one
    """

    file: str
    lines: Mapping[Place, int] = field(repr=False)
    table: str = ""
    colonnes: Mapping[str, str] = field(default_factory=dict)
    niveau: str = ""
    territoire: str = ""
    annee: str = ""
    filtre: Mapping[str, Sequence[str]] = field(default_factory=dict)
    fixes: Mapping[str, str] = field(default_factory=dict)
    identifiant: str = ""
    feuille: str = ""

    @property
    def titres(self) -> list[str]:
        """Titles of the columns that are read."""
        return [*self.colonnes.values(), *self.filtre]

    def issue(self, code: str, *path: str, **params: object) -> Issue:
        """An issue at the line of a key, otherwise of the one that holds it."""
        places = (path[:depth] for depth in range(len(path), 0, -1))
        line = next((self.lines[place] for place in places if place in self.lines), None)
        return issue(code, self.file, line, ".".join(path) or None, **params)

    def missing(self, *path: str, attendu: str = "") -> Issue:
        """The issue of a key that should be there."""
        return self.issue("E-COL-12", *path, cle=".".join(path), attendu=attendu or _attendu(path))

    def unfit(self, valeur: object, *path: str, attendu: str = "", suggestion: str = "") -> Issue:
        """The issue of a value that its key cannot have."""
        return self.issue(
            "E-COL-13", *path, valeur=valeur, cle=".".join(path), attendu=attendu or _attendu(path),
            suggestion=suggestion,
        )  # fmt: skip


def read_correspondance(document: object, lines: Mapping[Place, int], file: str) -> tuple[Correspondance, list[Issue]]:
    """What plain values (texts, lists, mappings) say, and what is not of the form expected.

    What the values mean is checked by :func:`clauses.domain.suivi.controle.check`.

    >>> found, issues = read_correspondance({"table": "heures", "colonne": {}}, {("colonne",): 2}, "suivi.yml")
    >>> found.table, [(issue.code, issue.line, dict(issue.params).get("suggestion")) for issue in issues]
    ('heures', [('E-COL-11', 2, 'colonnes')])
    """
    empty = Correspondance(file, lines)
    if not isinstance(document, dict):
        return empty, [empty.issue("E-FIC-11", raison="des lignes faites d’une clé et d’une valeur sont attendues")]
    found: list[Issue] = []
    values: dict[str, Any] = {}
    for name, value in document.items():
        if name not in CLES:
            found.append(empty.issue("E-COL-11", str(name), cle=name, suggestion=closest(str(name), CLES)))
        elif name in ("colonnes", "fixes", "filtre"):
            values[name] = _inner(name, value, empty, found)
        else:
            values[name] = _text(value, (name,), empty, found)
    for name in values.get("colonnes", {}).keys() - COLONNES.keys():
        suggestion = closest(name, COLONNES)
        found.append(empty.issue("E-COL-11", "colonnes", name, cle=name, suggestion=suggestion))
    return Correspondance(file, lines, **values), found


def _inner(name: str, value: object, empty: Correspondance, found: list[Issue]) -> dict[str, Any]:
    """The keys and values set back under a key."""
    if not isinstance(value, dict):
        found.append(empty.unfit(value, name) if value else empty.missing(name))
        return {}
    read = _texts if name == "filtre" else _text
    return {str(key): read(each, (name, str(key)), empty, found) for key, each in value.items()}


def _text(value: object, path: Place, empty: Correspondance, found: list[Issue]) -> str:
    if isinstance(value, str):
        if not value.strip():
            found.append(empty.missing(*path))
        return value.strip()
    found.append(empty.unfit(value, *path))
    return ""


def _texts(value: object, path: Place, empty: Correspondance, found: list[Issue]) -> tuple[str, ...]:
    """One value or a list of them; an empty text stands for an empty cell."""
    values = value if isinstance(value, list) else [value]
    if values and all(isinstance(each, str) for each in values):
        return tuple(map(str, values))
    found.append(empty.unfit(value, *path))
    return ()


def _attendu(path: Place) -> str:
    """What a key gives, in words."""
    if path[0] == "colonnes" and path[-1] in COLONNES:
        return COLONNES[path[-1]]
    return f"la colonne {path[-1]} de {TABLE}.csv" if path[0] == "fixes" and len(path) > 1 else CLES[path[0]]
