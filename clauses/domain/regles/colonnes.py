"""Rules on a whole column: what must be there, what must not be twice, what refers to another table."""

from collections.abc import Iterator

from clauses.domain.issues import Issue, issue
from clauses.domain.regles.contexte import Contexte, closest
from clauses.domain.schema import Field
from clauses.domain.table import Table


def obligatoire(table: Table, field: Field, _contexte: Contexte) -> Iterator[Issue]:
    """A required cell is filled; a recommended one should be."""
    if field.required or field.recommande:
        code = "E-VAL-01" if field.required else "A-VAL-01"
        for line, value in table.records(field.name):
            if not value:
                yield issue(code, table.file, line, field.name)


def unique(table: Table, field: Field, _contexte: Contexte) -> Iterator[Issue]:
    """A unique column holds no value twice: the issue names both lines."""
    if not field.unique:
        return
    first: dict[str, int] = {}
    for line, value in table.records(field.name):
        if value and first.setdefault(value, line) != line:
            yield issue("E-VAL-09", table.file, line, field.name, valeur=value, premiere=first[value])


def reference(table: Table, field: Field, contexte: Contexte) -> Iterator[Issue]:
    """A code of another table exists there (communes have their own rule, which knows the territories)."""
    for column, other, key in table.schema.foreign_keys:
        known = contexte.values(other, key) if column == field.name else None
        if known is None:
            continue
        for line, value in table.records(column):
            if value and value not in known:
                guess = closest(value, known)
                yield issue("E-REF-01", table.file, line, column, valeur=value, table=other, suggestion=guess)
