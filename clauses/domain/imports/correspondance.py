"""Correspondance: column mapping of an imported file, with the values fixed for all its rows.

It is a small file, given here as plain values; its issues bear the line of the key.
Each kind of import has its own keys, in a class made from this one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Self

from clauses.domain.issues import Issue, issue
from clauses.domain.regles.contexte import closest

Place = tuple[str, ...]
"""Where a value is in the document: ``("colonnes", "heures")``."""


@dataclass(frozen=True)
class Correspondance:
    """Column mapping of an import.

    Attributes
    ----------
    file, lines : name of the file it is written in, line of each key
    table : table to fill
    colonnes : title of the column of the file, by key of :attr:`COLONNES`
    filtre : values to keep, by title of column
    fixes : columns of the table given once
    feuille : sheet of the workbook; empty for the first one
    """

    TABLE: ClassVar[str] = ""
    """The table that this kind of import fills."""
    CLES: ClassVar[Mapping[str, str]] = {}
    """Keys of a correspondance, and what each gives."""
    COLONNES: ClassVar[Mapping[str, str]] = {}
    """What a column of the file may give."""
    TABLEAUX: ClassVar[frozenset[str]] = frozenset({"colonnes", "fixes", "filtre"})
    """Keys under which others are set back."""

    file: str
    lines: Mapping[Place, int] = field(repr=False)
    table: str = ""
    colonnes: Mapping[str, str] = field(default_factory=dict)
    filtre: Mapping[str, Sequence[str]] = field(default_factory=dict)
    fixes: Mapping[str, str] = field(default_factory=dict)
    feuille: str = ""

    @classmethod
    def read(cls, document: object, lines: Mapping[Place, int], file: str) -> tuple[Self, list[Issue]]:
        """Correspondance parsed from plain values (texts, lists, mappings), and issues of form.

        What the values mean is checked by the ``check`` of each kind of import.
        """
        empty = cls(file, lines)
        if not isinstance(document, dict):
            return empty, [empty.issue("E-FIC-11", raison="des lignes faites d’une clé et d’une valeur sont attendues")]
        found: list[Issue] = []
        values: dict[str, Any] = {}
        for name, value in document.items():
            if name not in cls.CLES:
                found.append(empty.issue("E-COL-11", str(name), cle=name, suggestion=closest(str(name), cls.CLES)))
            elif name in cls.TABLEAUX:
                values[name] = _inner(name, value, empty, found)
            else:
                values[name] = _text(value, (name,), empty, found)
        for name in values.get("colonnes", {}).keys() - cls.COLONNES.keys():
            suggestion = closest(name, cls.COLONNES)
            found.append(empty.issue("E-COL-11", "colonnes", name, cle=name, suggestion=suggestion))
        return cls(file, lines, **values), found

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
        return self.issue("E-COL-12", *path, cle=".".join(path), attendu=attendu or self._attendu(path))

    def unfit(self, valeur: object, *path: str, attendu: str = "", suggestion: str = "") -> Issue:
        """The issue of a value that its key cannot have."""
        return self.issue(
            "E-COL-13", *path, valeur=valeur, cle=".".join(path), attendu=attendu or self._attendu(path),
            suggestion=suggestion,
        )  # fmt: skip

    def _attendu(self, path: Place) -> str:
        """Meaning of a key, in words."""
        if path[0] == "colonnes" and path[-1] in self.COLONNES:
            return self.COLONNES[path[-1]]
        if path[0] == "fixes" and len(path) > 1:
            return f"la colonne {path[-1]} de {self.TABLE}.csv"
        return self.CLES[path[0]]


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
