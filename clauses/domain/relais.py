"""Relais: whom to ask in a commune where no guichet is known: its EPCI, its département, its region.

General contacts of local authorities. They are no guichets: the coverage never counts them, the map never draws them.
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from clauses.domain.cellules import integer, split, text
from clauses.domain.perimetre import Niveau, Perimetre, PerimetreError, parse
from clauses.domain.territoires import Territoires


@dataclass(frozen=True, slots=True)
class Relais:
    """One row of ``data/relais.csv``; the fields are its columns, lists split."""

    id: str
    nom: str
    perimetre: Perimetre = field(default_factory=Perimetre)
    telephone: str = ""
    courriel: str = ""
    adresse: str = ""
    site: str = ""
    contact_annee: int | None = None
    confiance: str = ""
    source: tuple[str, ...] = ()
    remarque: str = ""


def relais_from(table: pd.DataFrame) -> tuple[Relais, ...]:
    """Relays of a typed table with the columns of ``relais.csv``, in its order; an unreadable perimeter is unknown.

    >>> relais, = relais_from(pd.DataFrame([{"id": "r", "perimetre": "DEP:98", "contact_annee": 2019}]))
    >>> relais.id, str(relais.perimetre), relais.contact_annee
    ('r', 'DEP:98', 2019)
    """
    return tuple(_relais(row) for row in table.to_dict("records"))


def _relais(row: dict) -> Relais:
    names = ("id", "nom", "telephone", "courriel", "adresse", "site", "confiance", "remarque")
    cells: dict[str, Any] = {name: text(row.get(name)) for name in names}
    try:
        perimetre = parse(text(row.get("perimetre")))
    except PerimetreError:
        perimetre = Perimetre()
    source, annee = split(row.get("source"), " ; "), integer(row.get("contact_annee"))
    return Relais(**cells, perimetre=perimetre, contact_annee=annee, source=source)


@dataclass(frozen=True)
class RelaisIndex:
    """Relays laid over the communes of a region."""

    territoires: Territoires
    relais: tuple[Relais, ...]

    def find(self, code: str, niveau: Niveau = Niveau.COMMUNE) -> tuple[Relais, ...]:
        """Relays of a commune, from the most local to the widest (``KeyError`` for an unknown code).

        ``niveau`` leaves out those that serve less than this much around it.

        >>> from clauses.domain.territoires import example_territoires
        >>> rows = [{"id": "region", "perimetre": "REG:R9"}, {"id": "dep", "perimetre": "DEP:98"}]
        >>> index = RelaisIndex(example_territoires(), relais_from(pd.DataFrame(rows)))
        >>> [each.id for each in index.find("98001")], [each.id for each in index.find("99001")]
        (['dep', 'region'], ['region'])
        >>> [each.id for each in index.find("98001", Niveau.REGION)]
        ['region']
        """
        ordered, niveaux = self._resolved
        levels = niveaux[self.territoires.positions[code]]
        ranks = sorted(np.flatnonzero(levels >= niveau), key=lambda rank: (levels[rank], rank))
        return tuple(ordered[rank] for rank in ranks)

    @property
    def niveaux(self) -> np.ndarray:
        """int8 array, communes by relays: level by which each serves each (0: does not)."""
        return self._resolved[1]

    def niveau(self, relais: Relais, code: str) -> Niveau:
        """Level by which a relay of this index serves a commune."""
        return Niveau(self.niveaux[self.territoires.positions[code], self._resolved[0].index(relais)])

    @cached_property
    def _resolved(self) -> tuple[tuple[Relais, ...], np.ndarray]:
        """Relays from the fewest inhabitants to the most, and the level by which each serves each commune."""
        population = self.territoires.communes["population"].to_numpy()
        placed = [(each, _levels(each, self.territoires)) for each in self.relais]
        placed.sort(key=lambda place: (population[place[1] != Niveau.AUCUN].sum(), place[0].id))
        columns = [levels for _, levels in placed]
        matrix = np.column_stack(columns) if columns else np.zeros((len(population), 0), np.int8)
        return tuple(each for each, _ in placed), matrix


def _levels(relais: Relais, territoires: Territoires) -> np.ndarray:
    """Levels of its perimeter; all zero where it names a territory that does not exist here (an issue says so)."""
    try:
        return relais.perimetre.niveaux(territoires)
    except PerimetreError:
        return np.zeros(len(territoires.communes), np.int8)
