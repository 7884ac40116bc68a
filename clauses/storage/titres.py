"""Titles of the columns of a file that someone sends: where they are, what they mean, which table they are those of."""

from collections.abc import Iterable, Sequence

from clauses.domain.recherche import normalise
from clauses.domain.schema import Schema
from clauses.domain.tableur import FIRST_ROWS
from clauses.storage.tables import Ligne

_CLEARLY_MORE = 3


def find_titles(rows: Sequence[Ligne], schema: Schema) -> tuple[set[str], int, list[str]]:
    """Columns of the schema in the first row that has most of them, its rank, and its titles turned into names."""
    best: tuple[set[str], int, list[str]] = set(), 0, []
    for rank, (_, cells) in enumerate(rows[:FIRST_ROWS]):
        names = _recognised(cells, schema)
        known = set(names) & set(schema.names)
        if len(known) > len(best[0]):
            best = known, rank, names
    return best


def find_other(rows: Sequence[Ligne], schema: Schema, known: set[str], autres: Iterable[Schema]) -> Schema | None:
    """The table that these titles are whole of, when they say less of the one expected."""
    # Tables share columns: a file of one is sometimes whole of another, with many columns that it does not know.
    least = len(known) + (_CLEARLY_MORE if _is_whole(schema, known) else 1)
    scores = ((each, find_titles(rows, each)[0]) for each in autres if each.name != schema.name)
    whole = [(len(has) / len(each.fields), each) for each, has in scores if len(has) >= least and _is_whole(each, has)]
    return max(whole, key=lambda found: found[0])[1] if whole else None


def _is_whole(schema: Schema, known: set[str]) -> bool:
    """True if no required column is missing."""
    return all(field.name in known for field in schema.fields if field.required)


def names_of(schema: Schema) -> list[str]:
    """Names and titles of the columns."""
    return [*schema.names, *(field.title for field in schema.fields)]


def _recognised(header: Sequence[str], schema: Schema) -> list[str]:
    """Titles of the columns turned into their names, capitals and accents aside; the other ones as they are."""
    known: dict[str, str] = {}
    for field in schema.fields:
        known.setdefault(normalise(field.title), field.name)
    # A name says more than a title.
    known |= {normalise(field.name): field.name for field in schema.fields}
    exact = set(header) & set(schema.names)
    found: list[str] = []
    for title in header:
        name = known.get(normalise(title), title) if title and title not in schema.names else title
        found.append(title if name != title and name in exact else name)
    return found
