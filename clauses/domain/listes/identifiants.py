"""Identifiers of new structures: made of the name, and of the commune when needed to tell two of them apart."""

from collections import Counter
from collections.abc import Collection, Sequence

from clauses.domain.recherche import normalise

LONGEST = 60
"""Characters of the part made of a name: beyond, it is cut at a word."""


def make_ids(noms: Sequence[tuple[str, str, str]], taken: Collection[str]) -> list[str]:
    """One identifier for each structure, none of the ``taken`` ones; the same rows give the same identifiers.

    Parameters
    ----------
    noms : name, name of the commune, what tells apart two structures of the same name and commune

    >>> make_ids([("L'Atelier d'Été", "Testville", ""), ("Essai", "Ô", "1"), ("Essai", "Testville", "")], {"autre"})
    ['l-atelier-d-ete', 'essai-o', 'essai-testville']
    >>> make_ids([("Essai", "Ô", "12"), ("Essai", "Ô", "34"), ("李", "", "")], {"essai"})
    ['essai-o-12', 'essai-o-34', 'structure']
    """
    short = [_slug(nom) or "structure" for nom, _, _ in noms]
    long = ["-".join(filter(None, (name, _slug(commune)))) for name, (_, commune, _) in zip(short, noms, strict=True)]
    longest = ["-".join(filter(None, (name, _slug(other)))) for name, (_, _, other) in zip(long, noms, strict=True)]
    counts = [Counter(names) for names in (short, long, longest)]
    used = set(taken)
    made = []
    for names in zip(short, long, longest, strict=True):
        free = (name for name, count in zip(names, counts, strict=True) if count[name] == 1 and name not in used)
        name = next(free, "") or next(
            each for rank in range(2, len(used) + 3) if (each := f"{names[-1]}-{rank}") not in used
        )
        used.add(name)
        made.append(name)
    return made


def _slug(text: str) -> str:
    words = normalise(text[: 4 * LONGEST]).split()
    while len(words) > 1 and len("-".join(words)) > LONGEST:
        words.pop()
    return "-".join(words)[:LONGEST].strip("-")
