"""Lignes: rows of a list once read, those left out and why."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from clauses.domain.imports.releve import AdresseDouteuse, Defauts
from clauses.domain.recherche import normalise
from clauses.domain.regles.contexte import Probleme

FILTRE, REGION, SANS_COMMUNE, INSERTION, DOUBLE = "filtre", "region", "sans_commune", "insertion", "double"
"""Why a row is left out on purpose."""


@dataclass(frozen=True)
class LigneLue:
    """One row: its line, its filled cells by column of the table, and the column of the table that says where it is."""

    line: int
    cells: Mapping[str, str]
    lieu: str

    def get(self, column: str) -> str:
        """A cell; empty when the row does not fill it."""
        return self.cells.get(column, "")

    @cached_property
    def place(self) -> tuple[str, str]:
        """Fallback key of a row without number: its plain name and its commune."""
        return normalise(self.get("nom")), self.get(self.lieu)


@dataclass
class Lignes:
    """Parsed rows of a file.

    Attributes
    ----------
    lues : number of rows
    defauts : issues of the rows
    titres : title of the file by column of the table, for issues
    fiches : rows that are understood
    motifs : number of rows left out, by reason
    fautives : plain cells of the faulty rows: what they name has not disappeared
    adresses : e-mail addresses that may be those of people
    """

    lues: int
    defauts: Defauts
    titres: Mapping[str, str]
    fiches: list[LigneLue] = field(default_factory=list)
    motifs: Counter[str] = field(default_factory=Counter)
    fautives: set[str] = field(default_factory=set)
    adresses: dict[str, AdresseDouteuse] = field(default_factory=dict)

    def refuse(self, line: int, column: str | None, wrong: Probleme, cells: Iterable[str]) -> None:
        """Record a faulty row, with its cells."""
        self.defauts.add(line, self.titres.get(column or "", column), wrong.code, wrong.params)
        for cell in cells:
            self.fautives.update((normalise(cell), "".join(filter(str.isdecimal, cell))))
