"""Cells of a table as people read them: numbers in French, labels of codes, names of territories."""

import re
from collections.abc import Callable, Mapping

from clauses.domain.perimetre import FRANCE, PerimetreError, parse
from clauses.domain.schema import Field, Schema
from clauses.domain.territoires import COMMUNE, Territoire, Territoires
from clauses.domain.typographie import NARROW, typographic
from clauses.donnees import Moment
from clauses.rendu.mots import equipe_grille as texts

Lire = Callable[[str, Field], str]
"""What a cell says: its value and its column in, words out."""

_PLAIN = re.compile(r"(-?)(\d+)(?:\.(\d+))?")
_THOUSANDS = re.compile(r"(?<=\d)(?=(?:\d{3})+$)")
_NAMES = {"typologies": "libelle", "guichets": "nom"}
"""Column that names the rows which other rows refer to."""


def written(value: str, field: Field) -> str:
    """A number as it is written in French, years in one piece; anything else is left alone.

    >>> heures, annee = Field("heures", "", "", "number"), Field("annee", "", "", "year")
    >>> written("600000", heures), written("-5.25", heures), written("2016", annee), written("environ 5", heures)
    ('600\u202f000', '-5,25', '2016', 'environ 5')
    """
    found = _PLAIN.fullmatch(value) if field.is_numeric else None
    if not found:
        return value
    sign, digits, decimals = found.groups()
    spaced = digits if field.type == "year" else _THOUSANDS.sub(NARROW, digits)
    return f"{sign}{spaced},{decimals}" if decimals else f"{sign}{spaced}"


def labelled(value: str, field: Field, labels: Mapping[str, str] | None = None) -> str:
    """A cell with the labels of its values, where they have some: those given, else those of the schema.

    >>> labelled("a_confirmer", Field("statut", "", "", categories=(("a_confirmer", "À confirmer"),)))
    'À confirmer'
    """
    known = labels or dict(field.categories)
    return ", ".join(known.get(item, item) for item in field.items(value)) if known and value else written(value, field)


def reader(moment: Moment, schema: Schema) -> Lire:
    """The same, with the names that the other tables and the territories of a moment give to codes."""
    labels: dict[str, Mapping[str, str]] = {}
    for column, table, key in schema.foreign_keys:
        if table in _NAMES:
            columns = moment.tables[table].columns
            labels[column] = dict(zip(columns[key], map(typographic, columns[_NAMES[table]]), strict=True))

    def read(value: str, field: Field) -> str:
        if field.controle == "commune":
            return ", ".join(commune(item, moment.territoires) for item in field.items(value))
        if field.controle == "perimetre":
            return perimetre(value, moment.territoires)
        return labelled(value, field, labels.get(field.name))

    return read


def commune(code: str, territoires: Territoires) -> str:
    """Name of a commune; an unknown code stays as it is."""
    return territoires.nom_distinct(Territoire(COMMUNE, code)) if code in territoires.positions else code


def perimetre(value: str, territoires: Territoires) -> str:
    """A perimeter by the names of its territories, as it may be typed; one that cannot be read stays as it is.

    >>> from clauses.domain.territoires import example_territoires
    >>> perimetre("DEP:98 + EPCI:E2 - COM:98003", example_territoires())
    'Exemple + Essais réunis sauf Saint-Essai'
    """
    try:
        tokens = parse(value).tokens
    except PerimetreError:
        return value
    words = ""
    for token in tokens:
        known = (token.level, token.code) in territoires.members
        name = territoires.nom_distinct(Territoire(token.level, token.code)) if known else str(token)
        name = texts.WHOLE_COUNTRY if token.level == FRANCE else name
        link = f" {texts.EXCEPT} " if token.exclu else " + "
        words += f"{link if words or token.exclu else ''}{name}"
    return typographic(words.strip())
