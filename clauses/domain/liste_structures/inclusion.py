"""Fields of a structure in data·inclusion: its type where the correspondence is certain, its source."""

import re
from collections.abc import Iterable

from clauses.domain.liste_structures.cellules import Lu
from clauses.domain.regles.contexte import probleme

TYPES = {code.lower(): code for code in ("EI", "AI", "ACI", "ETTI", "EITI", "GEIQ", "EA", "ESAT")}
"""Type by word of ``typologie`` (v0), ``reseaux_porteurs`` (v1) or ``labels_nationaux`` (v0)."""

PROBABLES = frozenset(
    {"aciphc", "eatt", "unea", "chantier-ecole", "coorace", "federation-des-entreprises-dinsertion", "unai"}
)
"""Words of insertion structures that do not give a type: federations, variants."""

_WORD = re.compile(r"[a-z0-9_-]+")


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
