"""Lists whose titles are known: ours, and data·inclusion with its fields (type where it is certain, source)."""

import re
from collections.abc import Iterable

from clauses.domain.imports.catalogue import STRUCTURES
from clauses.domain.imports.correspondance import INCLUSION, NOS_COLONNES, Correspondance
from clauses.domain.imports.description import Description
from clauses.domain.imports.export import Export
from clauses.domain.listes.cellules import Lu
from clauses.domain.regles.contexte import probleme
from clauses.domain.schema import Schema

_COLONNES = {
    name: name
    for name in ("nom", "siret", "commune", "code_insee", "code_postal", "adresse", "telephone", "courriel", "source")
} | {"site": "site_web", "constate_en": "date_maj"}
"""Columns of data·inclusion that are read, by key."""

TYPOLOGIES = ("typologie", "reseaux_porteurs", "labels_nationaux")
"""Columns of data·inclusion that may give the type: the first one in v0, the second one in v1, the last one in v0."""

_SIGNS_OF_INCLUSION = frozenset({"id", "source", "nom", "date_maj"})
_SIGNS_OF_OURS = frozenset({"nom", "confiance", "source"})

EXPECTED = sorted({*_COLONNES.values(), *TYPOLOGIES, *_SIGNS_OF_INCLUSION, *_SIGNS_OF_OURS})
"""Titles by which the row of titles of these lists is found."""

TYPES = {code.lower(): code for code in ("EI", "AI", "ACI", "ETTI", "EITI", "GEIQ", "EA", "ESAT")}
"""Type by word of ``typologie`` (v0), ``reseaux_porteurs`` (v1) or ``labels_nationaux`` (v0)."""

PROBABLES = frozenset(
    {"aciphc", "eatt", "unea", "chantier-ecole", "coorace", "federation-des-entreprises-dinsertion", "unai"}
)
"""Words of insertion structures that do not give a type: federations, variants."""

_WORD = re.compile(r"[a-z0-9_-]+")


def recognise(export: Export, description: Description, schema: Schema) -> Correspondance | None:
    """The correspondance of a file whose titles are ours, or those of data·inclusion; ``None`` for any other."""
    titles = set(export.titres)
    if description is STRUCTURES and titles >= _SIGNS_OF_INCLUSION and "confiance" not in titles:
        columns = {key: (title,) for key, title in _COLONNES.items() if title in titles}
        columns |= {title: (title,) for title in TYPOLOGIES if title in titles}
        fixes = {"confiance": "moyenne"}
        return Correspondance(description, export.file, {}, description.table, columns, fixes=fixes, forme=INCLUSION)
    if description.is_liste and titles >= _SIGNS_OF_OURS:
        named = {each.colonne or each.key: each.key for each in description.colonnes}
        named |= {description.lieu: "commune"}
        columns = {named[name]: (name,) for name in schema.names if name in titles and name in named}
        return Correspondance(description, export.file, {}, description.table, columns, forme=NOS_COLONNES)
    return None


def read_typologies(cells: Iterable[str]) -> Lu | None:
    """The type that these cells give; ``None`` when they say something else than an insertion structure, or nothing.

    Cells are lists in any form (« aci|ei », « {aci,ei} », « ['aci'] »).

    >>> read_typologies(["ACI", ""]).valeur, read_typologies(["", "['aci', 'chantier-ecole']"]).valeur
    ('ACI', 'ACI')
    >>> read_typologies(["{aci,ei}"]).probleme.code, read_typologies(["CCAS"]), read_typologies([""])
    ('A-STR-18', None, None)
    """
    words = {word for cell in cells for word in _WORD.findall(cell.lower())}
    certain = sorted({TYPES[word] for word in words & TYPES.keys()})
    if len(certain) == 1:
        return Lu(certain[0])
    possible = certain or sorted(words & PROBABLES)
    return Lu(probleme=probleme("A-STR-18", types=", ".join(possible))) if possible else None


def source_of(name: str) -> str:
    """The source to write: « data·inclusion (dora) »."""
    name = " ".join(name.replace(";", ",").split())
    return f"data·inclusion ({name})" if name else "data·inclusion"
