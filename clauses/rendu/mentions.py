"""Caveats of an entry for formats that lack our columns: its status, its buyers, its source."""

from collections.abc import Iterator

from clauses.domain.guichets import TOUS, Guichet
from clauses.domain.structures import Structure
from clauses.domain.territoires import Territoires
from clauses.domain.typographie import typographic
from clauses.rendu.guichets import constat, portee, role_words, tokens_words
from clauses.rendu.mots.domaine import CONFIANCE_LABELS, buyers


def mentions(entry: Guichet | Structure, territoires: Territoires) -> str:
    """Sentences about an entry, for a note or a description; texts of the data are left as written."""
    return " ".join(_sentences(entry, territoires))


def _sentences(entry: Guichet | Structure, territoires: Territoires) -> Iterator[str]:
    if isinstance(entry, Guichet):
        yield f"{role_words(entry)}."
        if entry.perimetre:
            yield f"{typographic('Territoire :')} {tokens_words(entry.perimetre, territoires)}."
        if TOUS not in entry.donneurs_ordre:
            yield f"{typographic('Certains acheteurs seulement :')} {buyers(entry.donneurs_ordre)}."
    if entry.remarque:
        yield entry.remarque if entry.remarque.endswith((".", "!", "?")) else f"{entry.remarque}."
    whose = portee(entry, territoires)
    if whose:
        yield f"{whose[:1].upper()}{whose[1:]}."
    yield f"{constat(entry)}."
    if entry.confiance in CONFIANCE_LABELS:
        yield f"{CONFIANCE_LABELS[entry.confiance]}."
    if entry.source:
        yield f"{typographic('Source :')} {' ; '.join(entry.source)}"
