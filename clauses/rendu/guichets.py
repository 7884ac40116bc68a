"""A guichet in words: role, buyers, territory, contact, date. One wording for each, and for unknown values.

Structures of the directory, which have the same contacts and dates, share it.
"""

from clauses.domain.guichets import TOUS, Guichet
from clauses.domain.perimetre import Perimetre
from clauses.domain.structures import Structure
from clauses.domain.territoires import Territoires
from clauses.rendu.html import is_web
from clauses.rendu.mots.domaine import buyers

SANS_CONTACT = "Coordonnées non documentées"
NON_DATE = "non daté"
A_CONFIRMER = "à confirmer"
TOUS_ACHETEURS = "Tous les acheteurs"


def role_words(guichet: Guichet) -> str:
    """« Guichet avéré », « Coordination à confirmer »…"""
    name, proven = ("Guichet", "avéré") if guichet.is_guichet else ("Coordination", "avérée")
    return f"{name} {proven if guichet.is_avere else A_CONFIRMER}"


def only_for(guichet: Guichet) -> str:
    """« pour : bailleurs sociaux »; empty when it serves every buyer."""
    return "" if TOUS in guichet.donneurs_ordre else f"pour : {buyers(guichet.donneurs_ordre).lower()}"


def acheteurs(guichet: Guichet) -> str:
    """Buyers it serves, as a cell of a table."""
    return TOUS_ACHETEURS if TOUS in guichet.donneurs_ordre else buyers(guichet.donneurs_ordre)


def reserves(guichet: Guichet) -> list[str]:
    """Warnings before calling: it only coordinates, serves some buyers only, or is to be confirmed."""
    said = ("" if guichet.is_guichet else "organisme de coordination", only_for(guichet))
    return [*filter(None, said), *([] if guichet.is_avere else [A_CONFIRMER])]


def contact(entry: Guichet | Structure) -> str:
    """Contacts on one line, or a mention that there is none."""
    return moyens(entry, " · ") or SANS_CONTACT


def moyens(entry: Guichet | Structure, between: str = " ; ") -> str:
    """The same for the cell of a table, which has its own mention for none."""
    return between.join(filter(None, (entry.telephone, entry.courriel, entry.site)))


def sans_contact(entry: Guichet | Structure) -> str:
    """Mention that an entry has no telephone, mailbox nor site; empty where it has one."""
    return "" if entry.telephone or entry.courriel or is_web(entry.site) else SANS_CONTACT


def constat(entry: Guichet | Structure) -> str:
    """« Constaté en 2024 »."""
    return f"Constaté en {entry.constate_en}" if entry.constate_en else f"Constat {NON_DATE}"


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
