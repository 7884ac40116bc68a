"""Checks of a correspondance: required keys, nobody named, fixed columns valid for their schema."""

from collections.abc import Iterator, Sequence

import pandas as pd

from clauses.domain.imports.correspondance import Correspondance
from clauses.domain.imports.export import Export
from clauses.domain.issues import ERREUR, Issue
from clauses.domain.listes.personnes import is_title_of_person
from clauses.domain.perimetre import FRANCE
from clauses.domain.recherche import normalise
from clauses.domain.regles.contexte import closest
from clauses.domain.schema import Schema
from clauses.domain.suivi.controle import check_suivi
from clauses.domain.table import Table
from clauses.domain.territoires import Territoires
from clauses.domain.validation import validate_tables

_ESSAI = {"id": "essai", "nom": "Essai", "territoire": FRANCE, "annee": "2000", "heures": "1", "libelle": "Essai",
          "source": "Essai"}  # fmt: skip
"""Cells of a row that has all that a table asks, so that its rules can be asked about the fixed ones."""


def check(found: Correspondance, schema: Schema, territoires: Territoires) -> list[Issue]:
    """Issues that make a correspondance unusable, in the order of its lines; ``schema`` is that of the table."""
    parts = [*found.malformes, *_keys(found, schema)]
    parts += [*_persons(found), *_types(found, schema)] if found.description.is_liste else []
    parts += check_suivi(found, schema, territoires) if not found.description.is_liste else []
    return _in_order([*parts, *_fixes(found, schema)])


def check_titles(found: Correspondance, export: Export) -> list[Issue]:
    """A column « Nom » beside a column « Prénom » is that of people."""
    alone = {normalise(each) for each in export.titres} & {"prenom", "prenoms", "civilite"}
    if not found.description.is_liste or not alone:
        return []
    return [
        found.issue("E-STR-11", "colonnes", "nom", colonne=title)
        for title in found.colonnes.get("nom", ())
        if normalise(title) in ("nom", "noms")
    ]


def _keys(found: Correspondance, schema: Schema) -> Iterator[Issue]:
    """Keys that must be there, and the name of the table."""
    description = found.description
    given = {name[0] for name in found.lines}
    yield from (found.missing(name) for name in description.requises if name not in given)
    if found.table and found.table != description.table:
        yield found.unfit(found.table, "table", suggestion=description.table)
    if "colonnes" in given:
        for each in description.colonnes:
            if each.is_obligatoire and each.key not in found.colonnes:
                yield found.missing("colonnes", each.key)
    if "fixes" not in given and "fixes" not in description.requises:
        filled = _filled(found)
        for name in description.fixes:
            if schema.by_name[name].required and name not in filled:
                yield found.missing("fixes", name)


def _filled(found: Correspondance) -> dict[str, str]:
    """Columns of the table that the file gives, and the key of each."""
    by_key = found.description.by_key
    named = ((by_key[key].colonne, f"colonnes.{key}") for key in found.colonnes if key in by_key)
    return {name: key for name, key in named if name}


def _persons(found: Correspondance) -> Iterator[Issue]:
    titles = [(("colonnes", key), key, title) for key, titles in found.colonnes.items() for title in titles]
    titles += [(("filtre", title), "", title) for title in found.filtre]
    for path, key, title in titles:
        if is_title_of_person(title, key):
            yield found.issue("E-STR-11", *path, colonne=title)


def _types(found: Correspondance, schema: Schema) -> Iterator[Issue]:
    if not found.types:
        return
    field = schema.by_name["type"]
    if "type" not in found.colonnes:
        yield found.missing("colonnes", "type")
    for word, code in found.types.items():
        if code and code not in field.enum:
            suggestion = closest(code, field.enum, dict(field.categories))
            yield found.issue(
                "E-VAL-06", "types", word, valeur=code, valeurs=", ".join(field.enum), suggestion=suggestion
            )


def _fixes(found: Correspondance, schema: Schema) -> Iterator[Issue]:
    """Fixed columns are those of the table that the file does not give; their values obey its schema."""
    if ("fixes",) not in found.lines:
        return
    sources = {**found.description.de_chacun, **_filled(found)}
    possible = [name for name in schema.names if name not in sources]
    for name in found.fixes:
        if name in sources:
            yield found.issue(
                "E-COL-14", "fixes", name, cle=f"fixes.{name}", autre=sources[name],
                raison="cette valeur ne se donne pas une fois pour toutes",
            )  # fmt: skip
        elif name not in possible:
            yield found.issue("E-COL-11", "fixes", name, cle=name, suggestion=closest(name, possible))
    given = {field.name: field.canonical(found.fixes.get(field.name, "")) for field in schema.fields}
    essai = {name: _essai(name, schema) for name in (*sources, "id", "nom", "libelle") if name in schema.by_name}
    row = given | {name: value for name, value in essai.items() if name in sources or not given[name]}
    table = Table(schema, pd.DataFrame([row], columns=list(schema.names), dtype="str"), (1,), found.file)
    for wrong in validate_tables({schema.name: table}):
        # What the rules on several columns say is told with the rows made.
        if wrong.severity != ERREUR or wrong.column is None or wrong.code.startswith(found.description.regles):
            continue
        if found.fixes.get(wrong.column):
            yield found.issue(wrong.code, "fixes", wrong.column, **dict(wrong.params))
        elif wrong.code == "E-VAL-01" and wrong.column not in found.fixes:
            yield found.missing("fixes", wrong.column)


def _essai(name: str, schema: Schema) -> str:
    field = schema.by_name[name]
    if not field.required:
        return _ESSAI.get(name, "") if name in ("heures", "libelle") else ""
    return _ESSAI.get(name) or (field.enum[0] if field.enum else "essai")


def _in_order(issues: Sequence[Issue]) -> list[Issue]:
    """Issues by line; a key that is misspelt is not also missing."""
    meant = {_meant(each) for each in issues}
    kept = [each for each in issues if each.code != "E-COL-12" or each.column not in meant]
    return sorted(kept, key=lambda each: each.line or 0)


def _meant(unknown: Issue) -> str:
    """The place of the key that an unknown one most likely stands for; empty for any other issue."""
    suggestion = str(dict(unknown.params).get("suggestion") or "") if unknown.code == "E-COL-11" else ""
    place, dot, _ = (unknown.column or "").rpartition(".")
    return f"{place}{dot}{suggestion}" if suggestion else ""
