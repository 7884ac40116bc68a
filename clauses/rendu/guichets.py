"""A guichet in words: role, buyers, territory, contact, date. One wording for each, and for unknown values.

Structures of the directory, which have the same contacts and dates, share it.
"""

from clauses.domain.age import age
from clauses.domain.guichets import ORGANISME, TOUS, Guichet
from clauses.domain.perimetre import Niveau, Perimetre
from clauses.domain.relais import Relais
from clauses.domain.structures import Structure
from clauses.domain.territoires import EPCI, Territoires
from clauses.domain.typographie import NO_BREAK, typographic
from clauses.rendu.html import is_web
from clauses.rendu.mots import domaine as mots
from clauses.rendu.mots.age import seen

SANS_CONTACT, SANS_NUMERO = "Aucun contact trouvé", "Ni téléphone ni courriel trouvés"
NON_DATE = "non daté"
A_CONFIRMER = mots.A_CONFIRMER
TOUS_ACHETEURS = "Tous les acheteurs"

_OF_AN_AUTHORITY = frozenset({"plie", "mde", "intercommunalite", "departement"})
"""Typologies of guichets that a local authority bears."""


def role_words(guichet: Guichet) -> str:
    """« Guichet », « Coordination (existe peut-être : à vérifier) »…"""
    name = "Guichet" if guichet.is_guichet else "Coordination"
    return name if guichet.is_avere else f"{name} ({A_CONFIRMER})"


def only_for(guichet: Guichet) -> str:
    """« pour les HLM seulement »; empty when it serves every buyer."""
    return "" if TOUS in guichet.donneurs_ordre else mots.only_for(guichet.donneurs_ordre)


def acheteurs(guichet: Guichet) -> str:
    """Buyers it serves, as a cell of a table."""
    return TOUS_ACHETEURS if TOUS in guichet.donneurs_ordre else mots.buyers(guichet.donneurs_ordre)


def reserves(guichet: Guichet) -> list[str]:
    """Warnings before calling: it only coordinates, serves some buyers only, or may not exist any more."""
    said = ("" if guichet.is_guichet else "organisme de coordination", only_for(guichet))
    return [*filter(None, said), *([] if guichet.is_avere else [A_CONFIRMER])]


def services(guichet: Guichet) -> list[tuple[str, str]]:
    """What it does, in plain words, each with the words of the trade; empty where they are the same."""
    named = [typographic(service) for service in guichet.services]
    return [(mots.SERVICES[each], each) if each in mots.SERVICES else (each, "") for each in named]


def niveau_words(guichet: Guichet, niveau: Niveau, territoires: Territoires) -> str:
    """« pour toute l’agglomération »: the territory by which a guichet is competent."""
    label = mots.NIVEAU_LABELS[niveau]
    natures = {
        _nature(token.code, territoires)
        for token in guichet.perimetre.tokens
        if token.level == EPCI and not token.exclu
    }
    return mots.EPCI_LABELS.get(natures.pop(), label) if niveau is Niveau.EPCI and len(natures) == 1 else label


def _nature(code: str, territoires: Territoires) -> str:
    """Nature of an EPCI; empty when it is not known."""
    is_known = code in territoires.epci.index and "nature" in territoires.epci
    return str(territoires.epci.at[code, "nature"]) if is_known else ""


def contact(entry: Guichet | Structure | Relais, territoires: Territoires) -> str:
    """Contacts on one line with whose they are, or a mention that there is none; a number is not cut in two."""
    said = moyens_dits(entry, territoires, " · ") or sans_contact(entry) or SANS_CONTACT
    return said.replace(entry.telephone, entry.telephone.replace(" ", NO_BREAK)) if entry.telephone else said


def contact_relais(relais: Relais, territoires: Territoires) -> str:
    """The same for a relay, with its address where there is neither telephone nor mailbox."""
    said = contact(relais, territoires)
    return said if relais.telephone or relais.courriel or not relais.adresse else f"{relais.adresse} · {said}"


def moyens_dits(
    entry: Guichet | Structure | Relais, territoires: Territoires, between: str = " ; ", *, asking: bool = True
) -> str:
    """Contacts with whose they are; ``asking`` with what to ask for, which a table would repeat in each row."""
    ways, said = moyens(entry, between), portee(entry, territoires, asking=asking)
    return f"{ways} ({said})" if ways and said else ways


def portee(entry: Guichet | Structure | Relais, territoires: Territoires, *, asking: bool = True) -> str:
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
    if isinstance(entry, Structure):
        return ""
    if not (entry.telephone or entry.courriel):
        return mots.address_said(entry.contact_annee) if entry.adresse else ""
    whose = _porteur(entry, territoires)
    by_phone = bool(entry.telephone)
    is_relais = isinstance(entry, Relais)
    ask = (mots.ASK_RELAIS if is_relais else mots.ASK_GUICHET) if asking else ""
    of = ORGANISME if is_relais else entry.contact_portee
    return mots.contact_said(of, whose, entry.contact_annee, by_phone=by_phone, ask=ask)


def _porteur(entry: Guichet | Relais, territoires: Territoires) -> str:
    """What bears it: the local authority whose territory it serves, except for some typologies of guichets."""
    kind = entry.typologie if isinstance(entry, Guichet) else ""
    if not entry.perimetre or (isinstance(entry, Guichet) and kind not in _OF_AN_AUTHORITY):
        return kind if kind in mots.PORTEURS else ""
    token = entry.perimetre.tokens[0]
    nature = _nature(token.code, territoires) if token.level == EPCI else ""
    return next((key for key in (nature, token.level) if key and key in mots.PORTEURS), "")


def moyens(entry: Guichet | Structure | Relais, between: str = " ; ") -> str:
    """Contacts alone."""
    return between.join(filter(None, (entry.telephone, entry.courriel, entry.site)))


def sans_contact(entry: Guichet | Structure | Relais) -> str:
    """Mention that an entry has no telephone, mailbox nor site; empty where it has one."""
    if entry.telephone or entry.courriel or is_web(entry.site):
        return ""
    return SANS_NUMERO if entry.adresse else SANS_CONTACT


def constat(entry: Guichet | Structure, annee: int | None = None) -> str:
    """« Vu en 2016, il y a dix ans : à vérifier », seen from a year; « Constaté en 2016 » where it would be read later.

    Paper and files outlive the year in which they are made.
    """
    if annee is not None:
        return seen(entry.constate_en, age(entry.constate_en, annee), annee)
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
