"""Modele: the text of a correspondance, for a person to read again, complete and keep."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from clauses.domain.imports.correspondance import Correspondance
from clauses.domain.schema import Schema

_ASKED = '""  # '

Lignes = Callable[[Correspondance, Schema], Iterable[str]]
"""Lines of one key of a correspondance."""


def document_of(found: Correspondance) -> dict[str, object]:
    """Plain values of a correspondance: those of its file."""
    values = {
        "feuille": found.feuille,
        "colonnes": {key: titles[0] if len(titles) == 1 else list(titles) for key, titles in found.colonnes.items()},
        "niveau": found.niveau,
        "territoire": found.territoire,
        "annee": found.annee,
        "types": dict(found.types),
        "filtre": {title: list(kept) for title, kept in found.filtre.items()},
        "fixes": dict(found.fixes),
        "identifiant": found.identifiant,
    }
    table = {"table": found.description.table}
    return table | {key: values[key] for key in found.description.cles if values.get(key)}


def lines_of(document: Mapping[str, object], path: tuple[str, ...] = ()) -> dict[tuple[str, ...], int]:
    """Every key of a document that no file holds, at line 0."""
    found: dict[tuple[str, ...], int] = {}
    for key, value in document.items():
        found[(*path, key)] = 0
        if isinstance(value, Mapping):
            found |= lines_of(value, (*path, key))
    return found


def render_modele(found: Correspondance, schema: Schema, titres: Iterable[str] = ()) -> str:
    """The file of a correspondance (YAML): what is known is filled, what is asked is left empty, with its meaning.

    Parameters
    ----------
    titres : columns of the file, for a model to complete: those that serve nothing are listed as comments, what the
        file may still give is asked
    """
    description = found.description
    lines = [
        f"# Ce que contient chaque colonne du fichier, à relire et à compléter : docs/import-{description.table}.md.",
    ]
    for key in description.cles:
        lines += _KEYS[key](found, schema)
    titres = list(titres)
    lines = [line for line in lines if titres or _ASKED not in line]
    unused = [title for title in titres if title and title not in found.titres]
    lines += ["# Colonnes du fichier restées sans emploi :"] if unused else []
    lines += [f"#   {quoted(title)}" for title in unused]
    return "\n".join(lines) + "\n"


def _table(found: Correspondance, _schema: Schema) -> list[str]:
    return [f"table: {found.description.table}"]


def _feuille(found: Correspondance, _schema: Schema) -> list[str]:
    return [f"feuille: {quoted(found.feuille)}"] if found.feuille else []


def _colonnes(found: Correspondance, _schema: Schema) -> Iterator[str]:
    yield "colonnes:"
    # A date or a year: the one that is asked is the date.
    is_dated = found.annee or {"date", "annee"} & found.colonnes.keys()
    asked = set() if is_dated else {"date"}
    for each in found.description.colonnes:
        titles = found.colonnes.get(each.key, ())
        if titles:
            yield f"  {each.key}: {_written(titles if len(titles) > 1 else titles[0])}"
        elif each.is_toujours and found.description.is_liste and not each.is_obligatoire:
            yield f"  # {each.key}: {_ASKED}{each.attendu}"
        elif each.is_toujours or each.key in asked:
            yield f"  {each.key}: {_ASKED}{each.attendu}"


def _reglage(key: str, hint: str = "") -> Lignes:
    def lines(found: Correspondance, _schema: Schema) -> list[str]:
        value = str(getattr(found, key))
        written = value if value.isalnum() else quoted(value)
        return [f"{key}: {written}{hint}"] if value else []

    return lines


def _pairs(key: str) -> Lignes:
    def lines(found: Correspondance, _schema: Schema) -> list[str]:
        pairs = getattr(found, key)
        shown = [f"  {quoted(name)}: {_written(value)}" for name, value in pairs.items()]
        return [f"{key}:", *shown] if pairs else []

    return lines


def _fixes(found: Correspondance, schema: Schema) -> Iterator[str]:
    yield "fixes:"
    given = {found.description.by_key[key].colonne for key in found.colonnes if key in found.description.by_key}
    for name in dict.fromkeys((*found.description.fixes, *found.fixes)):
        value, field = found.fixes.get(name, ""), schema.by_name[name]
        if name in given or not (value or field.required):
            continue
        hint = ", ".join(field.enum) or field.description.split(". ")[0]
        plain = value if value.isalnum() else quoted(value)
        yield f"  {name}: {plain}  # {hint}" if value else f"  {name}: {_ASKED}{hint}"


_KEYS: Mapping[str, Lignes] = {
    "table": _table,
    "feuille": _feuille,
    "colonnes": _colonnes,
    "niveau": _reglage("niveau", "  # COM, EPCI, DEP ou REG"),
    "territoire": _reglage("territoire"),
    "annee": _reglage("annee"),
    "types": _pairs("types"),
    "filtre": _pairs("filtre"),
    "fixes": _fixes,
    "identifiant": _reglage("identifiant", "  # un nom court du guichet, puis {territoire} et {annee}"),
}


def _written(value: str | Sequence[str]) -> str:
    """One text, or a list of them."""
    return quoted(value) if isinstance(value, str) else f"[{', '.join(map(quoted, value))}]"


def quoted(text: str) -> str:
    """Text between double quotes, as YAML reads it; nothing in it can drive a terminal."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    safe = (f"\\U{ord(char):08x}" if unicodedata.category(char) in ("Cc", "Cf") else char for char in escaped)
    return f'"{"".join(safe)}"'
