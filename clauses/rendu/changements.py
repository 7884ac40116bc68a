"""Changements in words: what an edition changes in a table."""

from collections.abc import Mapping, Sequence

import pandas as pd

from clauses.domain.changements import Changements, nom_de
from clauses.domain.contenus.textes import TEXTES
from clauses.domain.schema import Field, Schema
from clauses.domain.typographie import typographic
from clauses.rendu.cellules import Lire, labelled
from clauses.rendu.formats import count
from clauses.rendu.tableaux import Tableau
from clauses.rendu.textes import lines_of, names_of

FEMININE = frozenset({"typologies", "structures", "repartitions"})
"""Tables whose rows are called by a feminine noun."""

NOTHING = "rien ne change"
_TITLES = ["Élément", "Colonne", "Avant", "Après"]
WHOLE_ROW = "Toute la ligne"
MOST_NAMES = 6
"""Columns or territories named in a sentence: beyond, they are counted."""


def resume(changements: Changements, schema: Schema) -> str:
    """« 3 ajoutés, 1 modifié : périmètre, téléphone »; « rien ne change »."""
    feminine = "e" if schema.name in FEMININE else ""
    counts = (
        (len(changements.ajouts), "ajouté"),
        (len(changements.retraits), "retiré"),
        (len(changements.modifications), "modifié"),
    )
    words = ", ".join(count(value, word + feminine) for value, word in counts if value)
    columns = {name for each in changements.modifications for name in each.champs}
    titles = [lowered(each.title) for each in schema.fields if each.name in columns]
    if schema.name == TEXTES:
        titles = names_of(changements)
    return typographic(f"{words or NOTHING} : {listed(titles)}" if titles else words or NOTHING)


def details(changements: Changements, schema: Schema, lire: Lire = labelled) -> Tableau:
    """Diff of a table, field by field: rows modified, then added, then deleted; ``lire`` says what a cell holds."""
    if schema.name == TEXTES:
        return Tableau.of(pd.DataFrame([*lines_of(changements)], columns=_TITLES, dtype="str"))
    rows = [
        (each.nom or each.id, schema.by_name[name].title, *(lire(value, schema.by_name[name]) for value in values))
        for each in changements.modifications
        for name, values in each.champs.items()
    ]
    for row in changements.ajouts:
        rows += [(nom_de(row, schema), field.title, "", lire(value, field)) for field, value in _cells(row, schema)]
    for gone in changements.retraits:
        cells = _cells(gone.cellules, schema)
        rows += [(gone.nom or gone.id, field.title, lire(value, field), "") for field, value in cells]
        rows += [] if cells else [(gone.nom or gone.id, WHOLE_ROW, gone.id, "")]
    return Tableau.of(pd.DataFrame(rows, columns=_TITLES, dtype="str"))


def lowered(title: str) -> str:
    """A title inside a sentence: « périmètre », but « SIRET ».

    >>> lowered("Périmètre"), lowered("SIRET"), lowered("Part des QPV (%)")
    ('périmètre', 'SIRET', 'part des QPV (%)')
    """
    first = title.partition(" ")[0]
    return title if len(first) > 1 and first.isupper() else title[:1].lower() + title[1:]


def _cells(row: Mapping[str, str], schema: Schema) -> list[tuple[Field, str]]:
    """Filled cells of a row, in the order of the columns."""
    return [(field, row[field.name]) for field in schema.fields if row.get(field.name)]


def listed(names: Sequence[str]) -> str:
    """Names, the first ones only when they are many."""
    if len(names) <= MOST_NAMES:
        return ", ".join(names)
    return f"{', '.join(names[:MOST_NAMES])} et {count(len(names) - MOST_NAMES, 'autre')}"
