"""Schema: columns and constraints of a table, read from its Table Schema (``data/schemas/*.json``).

One description drives reading, validation, documentation and templates. Beyond the standard properties, a field may
have ``separateur`` (the cell is a list), ``controle`` (a rule of :mod:`clauses.domain.regles` by name), ``recommande``
(empty is a warning) and ``categories`` (labels of the values).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

INTEGER_TYPES = frozenset({"integer", "year"})
NUMBER_TYPES = INTEGER_TYPES | {"number"}

_SPACES = "[ \u00a0\u202f]"
_FRENCH_NUMBER = re.compile(rf"(-?)([0-9]+|[0-9]{{1,3}}(?:{_SPACES}[0-9]{{3}})+)(?:[.,]([0-9]+))?")
_PLAIN_NUMBER = r"-?[0-9]+(?:\.[0-9]+)?"
_LARGEST_INTEGER = 2**53


@dataclass(frozen=True)
class Field:
    """One column of a table."""

    name: str
    title: str
    description: str
    type: str = "string"
    required: bool = False
    unique: bool = False
    recommande: bool = False
    categories: tuple[tuple[str, str], ...] = ()
    pattern: re.Pattern[str] | None = None
    minimum: float | None = None
    maximum: float | None = None
    separateur: str = ""
    controle: str = ""
    example: str = ""

    @classmethod
    def from_dict(cls, description: Mapping[str, Any]) -> "Field":
        """Read a field descriptor of Table Schema; ``KeyError`` without a name."""
        constraints = description.get("constraints", {})
        pattern = constraints.get("pattern")
        labels = {str(item["value"]): str(item["label"]) for item in description.get("categories", ())}
        values = [str(value) for value in constraints.get("enum", labels)]
        return cls(
            name=description["name"],
            title=description.get("title", description["name"]),
            description=description.get("description", ""),
            type=description.get("type", "string"),
            required=bool(constraints.get("required")),
            unique=bool(constraints.get("unique")),
            recommande=bool(description.get("recommande")),
            categories=tuple((value, labels.get(value, value)) for value in values),
            pattern=re.compile(pattern) if pattern else None,
            minimum=constraints.get("minimum"),
            maximum=constraints.get("maximum"),
            separateur=description.get("separateur", ""),
            controle=description.get("controle", ""),
            example=str(description.get("example", "")),
        )

    @property
    def is_numeric(self) -> bool:
        return self.type in NUMBER_TYPES

    @cached_property
    def enum(self) -> tuple[str, ...]:
        """Values allowed (for a list: those of its items); empty when anything is."""
        return tuple(value for value, _ in self.categories)

    def items(self, value: str) -> list[str]:
        """Items of a list cell, empty ones included; the value alone for an ordinary field.

        >>> Field("donneurs_ordre", "", "", separateur="|").items("bailleurs| etat")
        ['bailleurs', 'etat']
        """
        if not self.separateur:
            return [value]
        return [item.strip() for item in value.split(self.separateur)]

    def canonical(self, value: str) -> str:
        """The value as this project writes it: numbers without spaces and with a point. Anything else is left alone.

        >>> Field("part", "", "", "number").canonical("1 038,20"), Field("annee", "", "", "year").canonical("2016,0")
        ('1038.20', '2016')
        """
        match = _FRENCH_NUMBER.fullmatch(value) if self.is_numeric else None
        if not match:
            return value
        sign, whole, decimals = match.groups()
        whole = re.sub(_SPACES, "", whole)
        if not decimals or (self.type in INTEGER_TYPES and not decimals.strip("0")):
            return f"{sign}{whole}"
        return f"{sign}{whole}.{decimals}"


@dataclass(frozen=True)
class Schema:
    """One table: its name (that of the file), its columns in order, its keys."""

    name: str
    title: str
    description: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...] = ()
    foreign_keys: tuple[tuple[str, str, str], ...] = ()
    """(column, table it refers to, column there); the table itself is written as an empty name."""

    @classmethod
    def from_dict(cls, description: Mapping[str, Any]) -> "Schema":
        """Read a Table Schema; ``KeyError`` when it has no ``name`` or ``fields``."""
        return cls(
            name=description["name"],
            title=description.get("title", description["name"]),
            description=description.get("description", ""),
            fields=tuple(Field.from_dict(field) for field in description["fields"]),
            primary_key=_names(description.get("primaryKey", ())),
            foreign_keys=tuple(
                (_names(key["fields"])[0], to["resource"] or description["name"], _names(to["fields"])[0])
                for key in description.get("foreignKeys", ())
                for to in (key["reference"],)
            ),
        )

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        return tuple(field.name for field in self.fields)

    @cached_property
    def by_name(self) -> dict[str, Field]:
        return {field.name: field for field in self.fields}


def typed(frame: pd.DataFrame, schema: Schema) -> pd.DataFrame:
    """Table of text turned into a table of types.

    Returns
    -------
    DataFrame, same rows and columns
        ``Int64`` for integers and years, ``float64`` for numbers, text otherwise; what is missing or cannot be read
        is ``<NA>`` or ``NaN``, never an exception.

    >>> schema = Schema("essai", "", "", (Field("annee", "", "", "year"), Field("part", "", "", "number")))
    >>> typed(pd.DataFrame({"annee": ["2016", "?"], "part": ["38.2", ""]}, dtype="str"), schema).values.tolist()
    [[2016, 38.2], [<NA>, nan]]
    """
    return pd.DataFrame(
        {field.name: _typed_column(frame[field.name], field) for field in schema.fields}, index=frame.index
    )


def _typed_column(column: pd.Series, field: Field) -> pd.Series:
    if not field.is_numeric:
        return column
    numbers = pd.to_numeric(column.where(column.str.fullmatch(_PLAIN_NUMBER)), errors="coerce").astype("float64")
    if field.type not in INTEGER_TYPES:
        return numbers
    return numbers.where((numbers % 1 == 0) & (numbers.abs() < _LARGEST_INTEGER)).astype("Int64")


def _names(value: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    """Table Schema writes one name or a list of names."""
    return (value,) if isinstance(value, str) else tuple(value)
