"""Checks common to every correspondance: required keys, fixed columns valid for their schema."""

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from clauses.domain.imports.correspondance import Correspondance
from clauses.domain.issues import ERREUR, Issue
from clauses.domain.regles.contexte import closest
from clauses.domain.schema import Schema
from clauses.domain.table import Table
from clauses.domain.validation import validate_tables


def in_order(issues: Sequence[Issue]) -> list[Issue]:
    """Issues by line; a key that is misspelt is not also missing."""
    meant = {_meant(each) for each in issues}
    kept = [each for each in issues if each.code != "E-COL-12" or each.column not in meant]
    return sorted(kept, key=lambda each: each.line or 0)


def _meant(unknown: Issue) -> str:
    """The place of the key that an unknown one most likely stands for; empty for any other issue."""
    suggestion = str(dict(unknown.params).get("suggestion") or "") if unknown.code == "E-COL-11" else ""
    place, dot, _ = (unknown.column or "").rpartition(".")
    return f"{place}{dot}{suggestion}" if suggestion else ""


def check_keys(found: Correspondance, required: Sequence[str]) -> Iterator[Issue]:
    """Keys that must be there, and the name of the table."""
    given = {name[0] for name in found.lines}
    yield from (found.missing(name) for name in required if name not in given)
    if found.table and found.table != found.TABLE:
        yield found.unfit(found.table, "table", suggestion=found.TABLE)


def check_fixes(
    found: Correspondance, schema: Schema, sources: Mapping[str, str], essai: Mapping[str, str], later: str
) -> Iterator[Issue]:
    """Fixed columns are those of the table that the file does not give; their values obey its schema.

    Parameters
    ----------
    sources : columns that are never fixed here, and the key that gives each
    essai : cells that make a row of them, so that the rules of the table can be asked
    later : beginning of the codes of the rules on several columns: told with the rows made
    """
    if ("fixes",) not in found.lines:
        return
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
    row = given | {name: value for name, value in essai.items() if name in sources or not given[name]}
    table = Table(schema, pd.DataFrame([row], columns=list(schema.names), dtype="str"), (1,), found.file)
    for wrong in validate_tables({schema.name: table}):
        if wrong.severity != ERREUR or wrong.column is None or wrong.code.startswith(later):
            continue
        if found.fixes.get(wrong.column):
            yield found.issue(wrong.code, "fixes", wrong.column, **dict(wrong.params))
        elif wrong.code == "E-VAL-01" and wrong.column not in found.fixes:
            yield found.missing("fixes", wrong.column)
