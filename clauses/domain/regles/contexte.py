"""Context shared by the rules: the other tables, the territories, and suggestions for a mistyped value."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from clauses.domain.noms import Noms
from clauses.domain.perimetre import Niveau, Perimetre, PerimetreError, parse
from clauses.domain.recherche import normalise
from clauses.domain.table import Table
from clauses.domain.territoires import Territoires

MOST_PLACES = 2000
"""Perimeters kept resolved: each takes up to 9 bytes a commune, and a file may have any number of them."""


class Probleme(NamedTuple):
    """A rule that is not met: the code of the issue and the parameters of its sentence."""

    code: str
    params: dict[str, object]


def probleme(code: str, **params: object) -> Probleme:
    """Shorthand of the rules."""
    return Probleme(code, params)


@dataclass(frozen=True)
class Contexte:
    """Context of a rule, besides the value.

    Attributes
    ----------
    tables : tables by name, those that could be read
    territoires : ``None`` when they are not available; the rules that need them are then silent
    annee : current year, or ``None`` when nothing is to be called future
    """

    tables: Mapping[str, Table]
    territoires: Territoires | None = None
    annee: int | None = None

    def values(self, table: str, column: str) -> frozenset[str] | None:
        """Values of a column of another table; ``None`` when it could not be read."""
        other = self.tables.get(table)
        if other is None or column in other.absent:
            return None
        return frozenset(other.columns[column]) - {""}

    @cached_property
    def codes_by_name(self) -> dict[str, str]:
        """INSEE code of each commune whose name is borne by no other."""
        if self.territoires is None:
            return {}
        codes: dict[str, str] = {}
        for code, name in self.territoires.communes["nom"].items():
            plain = normalise(str(name))
            codes[plain] = "" if plain in codes else str(code)
        return {name: code for name, code in codes.items() if code}

    @cached_property
    def noms(self) -> Noms | None:
        """Territories by their names; ``None`` when they are not available."""
        return None if self.territoires is None else Noms(self.territoires)

    @cached_property
    def _perimetres(self) -> dict[str, Perimetre]:
        return {}

    @cached_property
    def _places(self) -> dict[str, tuple[np.ndarray, np.ndarray]]:
        return {}

    def perimetre(self, expression: str) -> Perimetre:
        """Parsed perimeter, the unknown one when it cannot be read (its own rule says so)."""
        if expression not in self._perimetres:
            try:
                self._perimetres[expression] = parse(expression)
            except PerimetreError:
                self._perimetres[expression] = Perimetre()
        return self._perimetres[expression]

    def positions(self, expression: str) -> np.ndarray:
        """Positions in ``territoires.communes`` of the communes of a perimeter.

        None when it is empty or cannot be resolved (its own rule says so), or when territories are not available.
        """
        return self.place(expression)[0]

    def place(self, expression: str) -> tuple[np.ndarray, np.ndarray]:
        """The positions of a perimeter, and the :class:`Niveau` (int8) by which it holds each of these communes."""
        if expression not in self._places:
            if len(self._places) >= MOST_PLACES:
                self._places.clear()
            self._places[expression] = self._resolve(self.perimetre(expression))
        return self._places[expression]

    def _resolve(self, perimetre: Perimetre) -> tuple[np.ndarray, np.ndarray]:
        territoires = self.territoires
        # Asked here rather than by catching the error: that one looks for a suggestion, which takes a while.
        if territoires is None or not all(
            token.niveau is Niveau.FRANCE or (token.level, token.code) in territoires.members
            for token in perimetre.tokens
        ):
            return np.array([], dtype=int), np.array([], dtype=np.int8)
        niveaux = perimetre.niveaux(territoires)
        served = np.flatnonzero(niveaux)
        return served, niveaux[served]


def closest(value: str, choices: Iterable[str], labels: Mapping[str, str] | None = None) -> str:
    """The choice a value most likely stands for (same letters, same label, or nearly), or nothing.

    >>> closest("Avéré", ["avere", "a_confirmer"]), closest("guichets", ["guichet"]), closest("xyz", ["guichet"])
    ('avere', 'guichet', '')
    """
    plain = {normalise(choice).replace(" ", ""): choice for choice in choices}
    plain |= {normalise(label).replace(" ", ""): choice for choice, label in (labels or {}).items()}
    wanted = normalise(value).replace(" ", "")
    close = difflib.get_close_matches(wanted, plain, n=1, cutoff=0.6)
    return plain[close[0]] if close else ""


def one_digit_away(code: str, known: Iterable[str] | Mapping[str, object]) -> str:
    """A known code that differs by one character or one inversion: the only candidate, or nothing.

    >>> one_digit_away("34023", {"34032": 0, "09122": 0})
    '34032'
    """
    variants = {code[:i] + code[i + 1] + code[i] + code[i + 2 :] for i in range(len(code) - 1)}
    inverted = [variant for variant in variants if variant in known]
    if len(inverted) == 1:
        return inverted[0]
    characters = "0123456789AB"
    variants = {code[:i] + other + code[i + 1 :] for i in range(len(code)) for other in characters}
    replaced = [variant for variant in variants if variant in known]
    return replaced[0] if len(replaced) == 1 else ""
