"""Tables in memory for the tests: a few rows of an invented table, on lines 2, 3…"""

import pandas as pd

from clauses.domain.schema import Schema
from clauses.domain.table import Table
from clauses.storage.files import SHIPPED_DATA
from clauses.storage.schemas import read_schemas

SCHEMAS = read_schemas(SHIPPED_DATA)
DEFAULTS = {
    "guichets": {"role": "guichet", "statut": "avere", "donneurs_ordre": "tous", "typologie": "plie"},
    "heures": {"periode": "annuelle", "nature": "realisees", "comparable": "oui", "territoire": "DEP:09"},
}
"""Cells of a row that a test says nothing of."""


def table(name: str, *rows: dict[str, str], absent: frozenset[str] = frozenset()) -> Table:
    """A table with the schema of the shipped data; the columns that a row does not give are those of ``DEFAULTS``."""
    schema: Schema = SCHEMAS[name]
    cells = [dict.fromkeys(schema.names, "") | DEFAULTS.get(name, {}) | row for row in rows]
    frame = pd.DataFrame(cells, columns=list(schema.names), dtype="str")
    return Table(schema, frame, tuple(range(2, len(rows) + 2)), f"{name}.csv", absent=absent)
