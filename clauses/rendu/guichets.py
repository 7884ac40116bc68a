"""A guichet in words: its role, and its perimeter with names instead of codes."""

from clauses.domain.guichets import Guichet
from clauses.domain.perimetre import Perimetre
from clauses.domain.territoires import Territoires


def role_words(guichet: Guichet) -> str:
    """« Guichet avéré », « Coordination à confirmer »…"""
    role, proven = ("Guichet", "avéré") if guichet.is_guichet else ("Coordination", "avérée")
    return f"{role} {proven if guichet.is_avere else 'à confirmer'}"


def perimetre_words(guichet: Guichet, territoires: Territoires) -> str:
    """A perimeter with names instead of codes."""
    if not guichet.perimetre:
        return "Périmètre inconnu : pas sur la carte"
    return tokens_words(guichet.perimetre, territoires)


def tokens_words(perimetre: Perimetre, territoires: Territoires) -> str:
    """The tokens of a known perimeter with names."""
    words = ""
    for rank, token in enumerate(perimetre.tokens):
        name = territoires.name(token.level, token.code)
        words += name if rank == 0 else f" {'sauf' if token.exclu else '+'} {name}"
    return words
