"""Corrections: what the checks propose in place of wrong cells, whole, by kind, so that one button mends them all."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from clauses.domain.changements import cle, lignes, par_cle
from clauses.domain.issues import ERREUR, Issue
from clauses.domain.regles.contexte import Contexte, Probleme, closest, probleme
from clauses.domain.reparations import is_rounded, repair_value
from clauses.domain.schema import Field
from clauses.domain.table import Table
from clauses.domain.validation import find_error

MORE = "A-VAL-04"
"""Code of the issue that says that more of a kind are not listed."""

_MOST_STEPS = 20
"""Items of a cell put right one after the other."""


class Genre(NamedTuple):
    """A kind of defect: the code of the issue and its column."""

    code: str
    colonne: str


class Correction(NamedTuple):
    """A cell to mend: its line, what it holds, what it would hold."""

    line: int
    avant: str
    apres: str


def find_corrections(table: Table, contexte: Contexte, base: Table | None = None) -> dict[Genre, list[Correction]]:
    """Every cell whose error has a correction, by kind, in the order of the columns then of the rows; none is left out.

    Parameters
    ----------
    base : the table published, which has the SIRET that a spreadsheet rounded
    """
    found: dict[Genre, list[Correction]] = {}
    for field in table.schema.fields:
        if field.name in table.absent:
            continue
        before = _published(table, base, field) if field.controle == "siret" and base else {}
        known: dict[str, tuple[str, str]] = {"": ("", "")}
        for rank, (line, value) in enumerate(table.records(field.name)):
            if value not in known:
                known[value] = _corrected(table, field, value, contexte)
            code, after = known[value]
            if code and is_rounded(value, before.get(rank, "")):
                after = before[rank]
            if after:
                found.setdefault(Genre(code, field.name), []).append(Correction(line, value, after))
    return found


def count_issues(issues: Iterable[Issue], corrections: Mapping[Genre, Sequence[Correction]]) -> tuple[int, int]:
    """Errors and warnings; those beyond what is listed of a kind count where their corrections are known.

    >>> from clauses.domain.issues import issue
    >>> found = [issue("E-VAL-02", "t.csv", 2, "n", valeur="x"), issue("A-VAL-01", "t.csv", 3, "n")]
    >>> count_issues(found, {Genre("E-VAL-02", "n"): [Correction(line, "1,0x", "1") for line in range(2, 210)]})
    (208, 1)
    """
    kinds = Counter((found.severity == ERREUR, found.code, found.column) for found in issues if found.code != MORE)
    for genre, cells in corrections.items():
        kind = True, genre.code, genre.colonne
        if kind in kinds:
            kinds[kind] = max(kinds[kind], len(cells))
    errors = sum(number for (is_error, *_), number in kinds.items() if is_error)
    return errors, kinds.total() - errors


def correct(field: Field, value: str, found: Probleme) -> str:
    """The whole cell once the suggestion of a problem is taken; empty when there is none.

    >>> field = Field("d", "", "", separateur="|", categories=(("etat", "État"), ("tous", "Tous")))
    >>> correct(field, "etta|tous", probleme("E-VAL-06", valeur="etta", suggestion="etat"))
    'etat|tous'
    """
    params = found.params
    suggestion = str(params.get("suggestion") or "")
    if not suggestion:
        return ""
    if field.controle == "perimetre":
        token = str(params.get("token", ""))
        # « DEP:3 » is also in « DEP:34 »: which one is meant is for a person to say.
        return value.replace(token, suggestion) if token and value.count(token) == 1 else ""
    wrong = str(params.get("valeur", value))
    if not field.separateur or wrong == value:
        return suggestion
    return field.separateur.join(suggestion if item == wrong else item for item in field.items(value))


def _corrected(table: Table, field: Field, value: str, contexte: Contexte) -> tuple[str, str]:
    """Code of the error of a cell, and the cell without error; the second is empty when nothing is proposed."""
    first = _error(table, field, value, contexte)
    if first is None:
        return "", ""
    certain = repair_value(field, value, contexte)
    after = certain.valeur if certain else value
    for _ in range(_MOST_STEPS):
        wrong = _error(table, field, after, contexte)
        if wrong is None:
            return first.code, "" if after == value else after
        after = correct(field, after, wrong)
        if not after:
            break
    return first.code, ""


def _error(table: Table, field: Field, value: str, contexte: Contexte) -> Probleme | None:
    """The first error of a filled cell, that of the other tables included."""
    found = find_error(field, value, contexte)
    for column, other, key in table.schema.foreign_keys if found is None else ():
        known = contexte.values(other, key) if column == field.name else None
        if known is not None and value not in known:
            return probleme("E-REF-01", valeur=value, table=other, suggestion=closest(value, known))
    return found


def _published(table: Table, base: Table, field: Field) -> Mapping[int, str]:
    """What is published in a column, by rank of the rows that have the same key."""
    rows = lignes(base)
    known = par_cle(rows, base.schema)
    keys: Sequence[str] = table.columns[cle(table.schema)]
    return {rank: rows[known[key]][field.name] for rank, key in enumerate(keys) if key in known}
