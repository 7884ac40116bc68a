"""Correspondance: column mapping of an imported file, with the values fixed for all its rows.

It is a small file, given here as plain values; its issues bear the line of the key. What it may hold is told by the
:class:`Description` of the import.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from clauses.domain.imports.description import Description
from clauses.domain.issues import Issue, issue
from clauses.domain.regles.contexte import closest

Place = tuple[str, ...]
"""Where a value is in the document: ``("colonnes", "heures")``."""

ECRITE, NOS_COLONNES, INCLUSION = "correspondance", "nos_colonnes", "inclusion"
"""How a correspondance was made: said by someone, or known from the titles."""

_TABLEAUX = frozenset({"colonnes", "fixes", "filtre", "types"})
"""Keys under which others are set back."""


@dataclass(frozen=True)
class Correspondance:
    """Column mapping of an import.

    Attributes
    ----------
    description : the import
    file, lines : name of the file it is written in, line of each key
    table : table to fill, as written
    colonnes : titles of the columns of the file, joined in this order, by key of the description
    types : value of the table by word of the file
    filtre : values to keep, by title of column
    fixes : columns of the table given once
    feuille : sheet of the workbook; empty for the first one
    niveau : level of the figures; empty when ``territoire`` is that of the whole file
    territoire, annee : those of the whole file; empty when a column gives them
    identifiant : template of the identifiers of figures
    forme : how it was made
    malformes : what was already wrong in its form
    """

    description: Description
    file: str
    lines: Mapping[Place, int] = field(repr=False)
    table: str = ""
    colonnes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)
    filtre: Mapping[str, Sequence[str]] = field(default_factory=dict)
    fixes: Mapping[str, str] = field(default_factory=dict)
    feuille: str = ""
    niveau: str = ""
    territoire: str = ""
    annee: str = ""
    identifiant: str = ""
    forme: str = ECRITE
    malformes: tuple[Issue, ...] = ()

    @classmethod
    def read(
        cls, description: Description, document: object, lines: Mapping[Place, int], file: str
    ) -> "Correspondance":
        """Correspondance parsed from plain values (texts, lists, mappings), with its issues of form.

        What the values mean is checked by :func:`clauses.domain.imports.controle.check`.
        """
        empty = cls(description, file, lines)
        if not isinstance(document, dict):
            wrong = empty.issue("E-FIC-11", raison="des lignes faites d’une clé et d’une valeur sont attendues")
            return replace(empty, malformes=(wrong,))
        found: list[Issue] = []
        values: dict[str, Any] = {}
        for name, value in document.items():
            if name not in description.cles:
                suggestion = closest(str(name), description.cles)
                found.append(empty.issue("E-COL-11", str(name), cle=name, suggestion=suggestion))
            elif name in _TABLEAUX:
                values[name] = _inner(name, value, empty, found)
            else:
                values[name] = _text(value, (name,), empty, found)
        for name in values.get("colonnes", {}).keys() - description.by_key.keys():
            suggestion = closest(name, description.by_key)
            found.append(empty.issue("E-COL-11", "colonnes", name, cle=name, suggestion=suggestion))
        return cls(description, file, lines, **values, malformes=tuple(found))

    @property
    def titres(self) -> list[str]:
        """Titles of the columns that are read."""
        return [*(title for titles in self.colonnes.values() for title in titles), *self.filtre]

    def issue(self, code: str, *path: str, **params: object) -> Issue:
        """An issue at the line of a key, otherwise of the one that holds it."""
        places = (path[:depth] for depth in range(len(path), 0, -1))
        line = next((self.lines[place] for place in places if place in self.lines), None)
        return issue(code, self.file, line, ".".join(path) or None, **params)

    def missing(self, *path: str, attendu: str = "") -> Issue:
        """The issue of a key that should be there."""
        return self.issue("E-COL-12", *path, cle=".".join(path), attendu=attendu or self._attendu(path))

    def unfit(self, valeur: object, *path: str, attendu: str = "", suggestion: str = "") -> Issue:
        """The issue of a value that its key cannot have."""
        return self.issue(
            "E-COL-13", *path, valeur=valeur, cle=".".join(path), attendu=attendu or self._attendu(path),
            suggestion=suggestion,
        )  # fmt: skip

    def _attendu(self, path: Place) -> str:
        """Meaning of a key, in words."""
        if path[0] == "colonnes" and path[-1] in self.description.by_key:
            return self.description.by_key[path[-1]].attendu
        if path[0] == "fixes" and len(path) > 1:
            return f"la colonne {path[-1]} de {self.description.table}.csv"
        return self.description.cles[path[0]]


def _inner(name: str, value: object, empty: Correspondance, found: list[Issue]) -> dict[str, Any]:
    """The keys and values set back under a key."""
    if not isinstance(value, dict):
        found.append(empty.unfit(value, name) if value else empty.missing(name))
        return {}
    read = {"filtre": _texts, "colonnes": _titles}.get(name, _text)
    return {str(key): read(each, (name, str(key)), empty, found) for key, each in value.items()}


def _text(value: object, path: Place, empty: Correspondance, found: list[Issue]) -> str:
    if isinstance(value, str):
        if not value.strip():
            found.append(empty.missing(*path))
        return value.strip()
    found.append(empty.unfit(value, *path))
    return ""


def _titles(value: object, path: Place, empty: Correspondance, found: list[Issue]) -> tuple[str, ...]:
    """The title of a column, or a list of those to join."""
    values = value if isinstance(value, list) and value else [value]
    return tuple(filter(None, (_text(each, path, empty, found) for each in values)))


def _texts(value: object, path: Place, empty: Correspondance, found: list[Issue]) -> tuple[str, ...]:
    """One value or a list of them; an empty text stands for an empty cell."""
    values = value if isinstance(value, list) else [value]
    if values and all(isinstance(each, str) for each in values):
        return tuple(map(str, values))
    found.append(empty.unfit(value, *path))
    return ()
