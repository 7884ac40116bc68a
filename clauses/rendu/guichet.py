"""A guichet in words: role, buyers, contact, when it was established. One way to say each, and to say it is not known.

Structures of the directory, which have the same contacts and dates, are said the same way.
"""

from clauses.domain.guichets import TOUS, Guichet
from clauses.domain.structures import Structure
from clauses.rendu.html import is_web
from clauses.rendu.mots.domaine import buyers

SANS_CONTACT = "Coordonnées non documentées"
NON_DATE = "non daté"
A_CONFIRMER = "à confirmer"
TOUS_ACHETEURS = "Tous les acheteurs"


def role(guichet: Guichet) -> str:
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
    """What the reader must know before calling: it only coordinates, serves some buyers only, is to be confirmed."""
    said = ("" if guichet.is_guichet else "organisme de coordination", only_for(guichet))
    return [*filter(None, said), *([] if guichet.is_avere else [A_CONFIRMER])]


def contact(entry: Guichet | Structure, between: str = " · ") -> str:
    """Every way to reach it."""
    return between.join(filter(None, (entry.telephone, entry.courriel, entry.site))) or SANS_CONTACT


def sans_contact(entry: Guichet | Structure) -> str:
    """What is said where it can be neither called, written to, nor looked up; empty where it can."""
    return "" if entry.telephone or entry.courriel or is_web(entry.site) else SANS_CONTACT


def constat(entry: Guichet | Structure) -> str:
    """« Constaté en 2024 »."""
    return f"Constaté en {entry.constate_en}" if entry.constate_en else f"Constat {NON_DATE}"


def annee_constat(entry: Guichet | Structure) -> str:
    """The same, in a column that says what it is."""
    return str(entry.constate_en or NON_DATE)
