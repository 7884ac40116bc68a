"""A guichet in words: role, buyers, territory, contact, date. One wording for each, and for unknown values.

Structures of the directory, which have the same contacts and dates, share it.
"""

from clauses.domain.guichets import TOUS, Guichet
from clauses.domain.perimetre import Perimetre
from clauses.domain.structures import Structure
from clauses.domain.territoires import EPCI, Territoires
from clauses.rendu.html import is_web
from clauses.rendu.mots.domaine import PORTEURS, address_said, buyers, contact_said

SANS_CONTACT, SANS_NUMERO = "Coordonnées non documentées", "Téléphone et courriel non documentés"
NON_DATE = "non daté"
A_CONFIRMER = "à confirmer"
TOUS_ACHETEURS = "Tous les acheteurs"

_OF_AN_AUTHORITY = frozenset({"plie", "mde", "intercommunalite", "departement"})
"""Typologies of guichets that a local authority bears."""


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


def contact(entry: Guichet | Structure, territoires: Territoires) -> str:
    """Contacts on one line with whose they are, or a mention that there is none."""
    return moyens_dits(entry, territoires, " · ") or sans_contact(entry) or SANS_CONTACT


def moyens_dits(entry: Guichet | Structure, territoires: Territoires, between: str = " ; ") -> str:
    """Contacts with whose they are, for the cell of a table, which has its own mention for none."""
    ways, said = moyens(entry, between), portee(entry, territoires)
    return f"{ways} ({said})" if ways and said else ways


def portee(entry: Guichet | Structure, territoires: Territoires) -> str:
    r"""« standard de l’agglomération, relevé en 2019 : demandez les clauses d’insertion »; empty when nothing is known.

    >>> from dataclasses import replace
    >>> from clauses.domain.perimetre import parse
    >>> from clauses.domain.territoires import example_territoires
    >>> seen = Guichet("g", "Essai", typologie="plie", perimetre=parse("DEP:98"), telephone="05 61", contact_annee=2019)
    >>> portee(replace(seen, contact_portee="service"), example_territoires())
    'numéro du guichet, relevé en 2019'
    >>> portee(replace(seen, contact_portee="organisme", contact_annee=None), example_territoires())
    'standard du Département, non daté\xa0: demandez les clauses d’insertion'
    """
    if not isinstance(entry, Guichet):
        return ""
    if not (entry.telephone or entry.courriel):
        return address_said(entry.contact_annee) if entry.adresse else ""
    whose = _porteur(entry, territoires)
    return contact_said(entry.contact_portee, whose, entry.contact_annee, by_phone=bool(entry.telephone))


def _porteur(guichet: Guichet, territoires: Territoires) -> str:
    """What bears a guichet: the local authority whose territory it serves, except for some typologies."""
    if guichet.typologie not in _OF_AN_AUTHORITY or not guichet.perimetre:
        return guichet.typologie if guichet.typologie in PORTEURS else ""
    token = guichet.perimetre.tokens[0]
    epci = territoires.epci
    is_known = token.level == EPCI and token.code in epci.index and "nature" in epci
    nature = epci.at[token.code, "nature"] if is_known else ""
    return next((key for key in (nature, token.level) if key and key in PORTEURS), "")


def moyens(entry: Guichet | Structure, between: str = " ; ") -> str:
    """Contacts alone."""
    return between.join(filter(None, (entry.telephone, entry.courriel, entry.site)))


def sans_contact(entry: Guichet | Structure) -> str:
    """Mention that an entry has no telephone, mailbox nor site; empty where it has one."""
    if entry.telephone or entry.courriel or is_web(entry.site):
        return ""
    return SANS_NUMERO if entry.adresse else SANS_CONTACT


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
