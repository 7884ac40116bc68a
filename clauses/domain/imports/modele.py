"""Modele: the lines of a correspondance prepared from the titles of a file, for a person to read again and complete."""

import difflib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from clauses.domain.recherche import normalise
from clauses.domain.schema import Schema

_LIKELY = 0.6


def guess_columns(titles: Sequence[str], usual: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The title that each key most likely means, knowing how these columns are usually called; a title serves once.

    >>> guess_columns(["Mois", "Nb d'heures", "Ville"], {"heures": ["nb heures"], "commune": ["commune", "ville"]})
    {'commune': 'Ville', 'heures': "Nb d'heures"}
    """
    scores = [
        (max(difflib.SequenceMatcher(None, normalise(title), name).ratio() for name in names), key, title)
        for key, names in usual.items()
        for title in titles
    ]
    found: dict[str, str] = {}
    for score, key, title in sorted(scores, key=lambda each: -each[0]):
        if score >= _LIKELY and key not in found and title not in found.values():
            found[key] = title
    return found


def column_line(key: str, found: Mapping[str, str], attendu: str) -> str:
    """The line of a column: its title, or what is to be written there."""
    return f"  {key}: {quoted(found[key])}" if key in found else f'  {key}: ""  # {attendu}'


def fixed_line(name: str, value: str, schema: Schema) -> str:
    """The line of a fixed column, with its possible values."""
    field = schema.by_name[name]
    hint = ", ".join(field.enum) or field.description.split(". ")[0]
    return f"  {name}: {value or quoted('')}  # {hint}"


def unused_lines(titles: Iterable[str], found: Mapping[str, str]) -> list[str]:
    """Titles of the file that no key took, as comments."""
    unused = [title for title in titles if title and title not in found.values()]
    return [
        *(["# Colonnes du fichier restées sans emploi :"] if unused else []),
        *(f"#   {quoted(title)}" for title in unused),
    ]


def quoted(text: str) -> str:
    """Text between double quotes, as YAML reads it; nothing in it can drive a terminal."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    safe = (f"\\U{ord(char):08x}" if unicodedata.category(char) in ("Cc", "Cf") else char for char in escaped)
    return f'"{"".join(safe)}"'
