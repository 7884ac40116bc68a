"""Check what the correspondance of a list of structures means: known types, valid fixed columns, nobody named."""

from collections.abc import Iterator, Sequence

from clauses.domain.imports.controle import check_fixes, check_keys, in_order
from clauses.domain.imports.export import Export
from clauses.domain.issues import Issue
from clauses.domain.liste_structures.correspondance import Correspondance
from clauses.domain.liste_structures.personnes import is_title_of_person
from clauses.domain.recherche import normalise
from clauses.domain.regles.contexte import closest
from clauses.domain.schema import Schema

_REQUIRED = ("table", "colonnes")
_OF_EACH = ("id", "nom", "siret", "commune", "adresse", "telephone", "courriel", "site")
"""Columns that are never the same for all the structures."""
_ESSAI = {"id": "essai", "nom": "Essai"}


def check(found: Correspondance, read: Sequence[Issue], schema: Schema) -> list[Issue]:
    """Issues that make a correspondance unusable, in the order of its lines.

    Parameters
    ----------
    read : what was already wrong in its form
    schema : that of ``structures.csv``
    """
    return in_order(
        [
            *read,
            *check_keys(found, _REQUIRED),
            *_columns(found),
            *_persons(found),
            *_types(found, schema),
            *_fixes(found, schema),
        ]
    )


def check_titles(found: Correspondance, export: Export) -> list[Issue]:
    """A column « Nom » beside a column « Prénom » is that of people."""
    title = found.colonnes.get("nom", "")
    alone = {normalise(each) for each in export.titres} & {"prenom", "prenoms", "civilite"}
    if normalise(title) in ("nom", "noms") and alone:
        return [found.issue("E-STR-11", "colonnes", "nom", colonne=title)]
    return []


def _columns(found: Correspondance) -> Iterator[Issue]:
    if ("colonnes",) in found.lines and "nom" not in found.colonnes:
        yield found.missing("colonnes", "nom")
    for name in ("confiance", "source"):
        if name not in found.colonnes and ("fixes",) not in found.lines:
            yield found.missing("fixes", name)


def _persons(found: Correspondance) -> Iterator[Issue]:
    titles = [(("colonnes", key), key, title) for key, title in found.colonnes.items()]
    titles += [(("filtre", title), "", title) for title in found.filtre]
    for path, key, title in titles:
        if is_title_of_person(title, key):
            yield found.issue("E-STR-11", *path, colonne=title)


def _types(found: Correspondance, schema: Schema) -> Iterator[Issue]:
    field = schema.by_name["type"]
    if found.types and "type" not in found.colonnes:
        yield found.missing("colonnes", "type")
    for word, code in found.types.items():
        if code and code not in field.enum:
            suggestion = closest(code, field.enum, dict(field.categories))
            yield found.issue(
                "E-VAL-06", "types", word, valeur=code, valeurs=", ".join(field.enum), suggestion=suggestion
            )


def _fixes(found: Correspondance, schema: Schema) -> Iterator[Issue]:
    sources = {name: f"colonnes.{name}" for name in schema.names if name in found.colonnes or name in _OF_EACH}
    essai = _ESSAI | {name: "" for name in sources if name not in _ESSAI}
    essai |= {"confiance": "moyenne"} if "confiance" in sources else {}
    essai |= {"source": "Essai"} if "source" in sources else {}
    yield from check_fixes(found, schema, sources, essai, "E-STR")
