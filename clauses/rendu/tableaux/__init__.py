"""Typed tables: a data frame of values, and columns that format them in French.

The screen, CSV, XLSX and JSON (:mod:`clauses.rendu.exports`) are made from the same values: no number is read back from
its text, and a text that looks like a number (a code, a telephone) stays a text.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from types import MappingProxyType
from typing import Any, ClassVar

import pandas as pd

from clauses.rendu.formats import day, decimals_of, moment, number, percent


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """Values written as they are, texts above all; ``vide`` stands for none."""

    vide: str = ""
    est_nombre: ClassVar[bool] = False
    """Aligned to the right."""

    def write(self, value: Any) -> str:
        """In French."""
        return str(value)

    def to_excel(self, value: Any) -> tuple[Any, str]:
        """Value of the cell of a workbook, and its number format, equivalent to :meth:`write`."""
        return value, "General"


@dataclass(frozen=True, slots=True, kw_only=True)
class Numero(Format):
    """Numbers that name rather than count (a year, an edition): no thousands apart, aligned like a text."""

    def to_excel(self, value: Any) -> tuple[Any, str]:
        return value, "0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Jour(Format):
    """Dates, with their hour where they have one."""

    def write(self, value: date) -> str:
        return moment(value) if isinstance(value, datetime) else day(value)

    def to_excel(self, value: date) -> tuple[date, str]:
        if isinstance(value, datetime):
            # A workbook has no time zones: it shows the hour that the screen shows.
            return value.replace(tzinfo=None), f'{_DAY} "à" h "h" mm'
        return value, _DAY


@dataclass(frozen=True, slots=True)
class Nombre(Format):
    """Numbers: ``decimales`` of them, or no more than needed with ``au_plus``, then a unit."""

    decimales: int = 0
    au_plus: bool = field(default=False, kw_only=True)
    unite: str = field(default="", kw_only=True)
    est_nombre: ClassVar[bool] = True

    def write(self, value: float) -> str:
        return number(value, self._decimals(value)) + self.unite

    def to_excel(self, value: float) -> tuple[float, str]:
        unit = f'"{self.unite}"' if self.unite else ""
        return value, f"#,##0{_zeros(self._decimals(value))}{unit}"

    def _decimals(self, value: float) -> int:
        return decimals_of(value, self.decimales) if self.au_plus else self.decimales


@dataclass(frozen=True, slots=True)
class Pourcentage(Format):
    """Shares: 1 is the whole. A part is never rounded to nothing nor to everything, in a workbook either."""

    decimales: int = 1
    au_plus: bool = field(default=False, kw_only=True)
    est_nombre: ClassVar[bool] = True

    def write(self, value: float) -> str:
        return percent(value, self.decimales, trim=self.au_plus)

    def to_excel(self, value: float) -> tuple[float, str]:
        words, plain = self.write(value), f"0{_zeros(self.decimales)}%"
        if words[0].isalpha():
            step = 10**-self.decimales / 100
            near = f"<{step:g}" if value < step else f">{1 - step:g}"
            return value, f'[{near}]"{words}";{plain}'
        trimmed = self.au_plus or value in (0, 1)
        return value, f"0{_zeros(decimals_of(value * 100, self.decimales))}%" if trimmed else plain


def _zeros(decimals: int) -> str:
    return f".{'0' * decimals}" if decimals else ""


_DAY = "[$-40C]d mmmm yyyy"

TEXTE, ENTIER = Format(), Nombre()


@dataclass(frozen=True, slots=True)
class Colonne:
    """A title, and how its values are written."""

    titre: str
    format: Format = TEXTE

    def cell(self, valeur: Any) -> "Cellule":
        """A value of this column, unless it is a cell already."""
        if isinstance(valeur, Cellule):
            return valeur
        return Cellule(None if pd.isna(valeur) or valeur == "" else valeur, self.format)


@dataclass(frozen=True, slots=True)
class Cellule:
    """A value and how it is written; in a column that holds several kinds, a row brings its own."""

    valeur: Any
    format: Format

    def __str__(self) -> str:
        return self.format.vide if self.valeur is None else self.format.write(self.valeur)


@dataclass(frozen=True, eq=False)
class Tableau:
    """Columns, and a value of each per row: ``None``, not a number or empty where it is missing."""

    colonnes: tuple[Colonne, ...]
    valeurs: pd.DataFrame

    @classmethod
    def build(
        cls, lignes: Iterable[Mapping[str, Any]], formats: Mapping[str, Format] = MappingProxyType({})
    ) -> "Tableau":
        """From rows by title; a title without format is a column of texts."""
        return cls.of(pd.DataFrame(list(lignes), dtype="object"), formats)

    @classmethod
    def of(cls, valeurs: pd.DataFrame, formats: Mapping[str, Format] = MappingProxyType({})) -> "Tableau":
        """From a data frame; a column without format is shown as it is."""
        return cls(tuple(Colonne(str(name), formats.get(name, TEXTE)) for name in valeurs.columns), valeurs)

    def without(self, titre: str) -> "Tableau":
        """The same table, but for a column."""
        kept = tuple(colonne for colonne in self.colonnes if colonne.titre != titre)
        return Tableau(kept, self.valeurs.drop(columns=titre))

    def __len__(self) -> int:
        return len(self.valeurs)

    @property
    def cellules(self) -> Iterator[list[Cellule]]:
        """Rows of typed cells."""
        for ligne in self.valeurs.astype("object").itertuples(index=False, name=None):
            yield [colonne.cell(valeur) for colonne, valeur in zip(self.colonnes, ligne, strict=True)]

    @cached_property
    def textes(self) -> pd.DataFrame:
        """The table as it is read."""
        return pd.DataFrame(
            [list(map(str, ligne)) for ligne in self.cellules], columns=self.valeurs.columns, dtype="object"
        )
