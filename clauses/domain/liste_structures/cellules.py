"""One cell of a list of structures. What is left out of it is never quoted: it may be about a person."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from clauses.domain.imports.lecture import AnneeMois, parse_annee, parse_date
from clauses.domain.liste_structures.personnes import (
    holds_personal_contact,
    is_name_of_person,
    is_personal_mailbox,
)
from clauses.domain.recherche import normalise
from clauses.domain.regles import contacts
from clauses.domain.regles.codes import is_siret
from clauses.domain.regles.contexte import Contexte, Probleme, closest, probleme
from clauses.domain.schema import Field

_ALONE = Contexte({})
_ROUNDED = re.compile(r"\d(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)
_NUMBERS_APART = re.compile(r"\s*(?:[/;,|]|\bou\b|\bet\b)\s*")
_ITEMS_APART = re.compile(r"\s*[|;,\n]\s*")
_IN_BRACKETS = re.compile(r"(.*?)\s*\(([^()]*)\)")
_YEAR = re.compile(r"\d{4}([.,]0+)?")


class Lu(NamedTuple):
    """Parsed cell: a value for the table, and its issue if any (``E-``: the row is faulty)."""

    valeur: str = ""
    probleme: Probleme | None = None


def read_siret(text: str) -> Lu:
    """A SIRET, spaces and dots removed; an invalid one is left out, with an issue.

    >>> read_siret("732 829 320 00074"), read_siret("73282932000075").probleme.code, read_siret("7,3E+13").probleme.code
    (Lu(valeur='73282932000074', probleme=None), 'A-STR-12', 'A-STR-13')
    """
    if not text:
        return Lu()
    if _ROUNDED.fullmatch(text):
        return Lu(probleme=probleme("A-STR-13", valeur=text))
    digits = re.sub(r"[\s.\u00a0\u202f-]", "", text)
    # A spreadsheet drops the first zero.
    digits = f"0{digits}" if len(digits) == 13 else digits
    if re.fullmatch(r"[0-9]{14}", digits) and digits.strip("0") and is_siret(digits):
        return Lu(digits)
    return Lu(probleme=probleme("A-STR-12", valeur=text))


def read_nom(text: str) -> Lu:
    """A name that is not that of a person."""
    name = " ".join(text.split())
    return Lu(probleme=probleme("E-STR-12")) if is_name_of_person(name) or holds_personal_contact(name) else Lu(name)


def read_texte(text: str) -> Lu:
    """Free text, left out when it holds an e-mail address or the number of a mobile."""
    return Lu(probleme=probleme("A-STR-17")) if holds_personal_contact(text) else Lu(" ".join(text.split()))


def read_courriel(text: str) -> Lu:
    """The mailbox of a service.

    >>> read_courriel("Contact@essai.example").valeur, read_courriel("jeanne.essai@essai.example").probleme.code
    ('Contact@essai.example', 'A-STR-14')
    """
    if not text:
        return Lu()
    boxes = [each.removeprefix("mailto:") for each in re.split(r"[\s;,|]+", text) if each]
    right = [
        each for each in boxes if (found := contacts.courriel(_FIELD, each, _ALONE)) is None or found.code[0] == "A"
    ]
    generic = [each for each in right if not is_personal_mailbox(each)]
    if generic:
        return Lu(generic[0])
    return Lu(probleme=probleme("A-STR-14" if right or "@" in text else "A-STR-16"))


def read_telephone(text: str) -> Lu:
    """A switchboard: the first number that is not a mobile, as it is written.

    >>> read_telephone("06 12 34 56 78 / 05 61 00 00 01").valeur, read_telephone("06.12.34.56.78").probleme.code
    ('05 61 00 00 01', 'A-STR-15')
    """
    if not text:
        return Lu()
    mobile = False
    for number in filter(None, _NUMBERS_APART.split(text)):
        found = contacts.telephone(_FIELD, number, _ALONE)
        # The zero that a spreadsheet drops is the suggestion of the rule.
        meant = number if found is None else str(found.params.get("suggestion") or "")
        again = contacts.telephone(_FIELD, meant, _ALONE) if meant else found
        if again is None:
            return Lu(meant)
        mobile |= again.code == "A-TEL-01"
    return Lu(probleme=probleme("A-STR-15" if mobile else "A-STR-16"))


def read_site(text: str) -> Lu:
    """A web page; « www.essai.example » gets its https://."""
    if not text:
        return Lu()
    found = contacts.url(_FIELD, text, _ALONE)
    meant = text if found is None else str(found.params.get("suggestion") or "")
    return Lu(meant) if contacts.is_url(meant) else Lu(probleme=probleme("A-STR-16"))


def read_liste(text: str, separateur: str) -> Lu:
    """Items, whatever separates them, in their order and once each."""
    if holds_personal_contact(text):
        return Lu(probleme=probleme("A-STR-17"))
    return Lu(separateur.join(dict.fromkeys(filter(None, _ITEMS_APART.split(text)))))


def read_annee(text: str, field: Field, annee: int | None) -> Lu:
    """A year, alone or in a date."""
    if not text:
        return Lu()
    found = (parse_annee if _YEAR.fullmatch(text) else parse_date)(text, field, annee)
    return Lu(str(found.annee)) if isinstance(found, AnneeMois) else Lu(probleme=found)


def read_type(text: str, field: Field, types: Mapping[str, str]) -> Lu:
    """A type of structure by its code or its name; ``types`` are the words of the file, without accents.

    >>> field = Field("type", "", "", categories=(("EI", "Entreprise d’insertion"), ("EA", "Entreprise adaptée")))
    >>> [read_type(t, field, {}).valeur for t in ("ei", "Entreprises d'insertion", "Entreprise adaptée (EA)")]
    ['EI', 'EI', 'EA']
    """
    if not text:
        return Lu()
    plain = {_singular(name): code for code, label in field.categories for name in (code, label)}
    plain |= types
    bracket = _IN_BRACKETS.fullmatch(text)
    readings = (text, *(bracket.groups() if bracket else ()))
    found = {plain[name] for each in readings if (name := _singular(each)) in plain}
    if len(found) == 1:
        return Lu(found.pop())
    labels = dict(field.categories)
    suggestion = closest(text, field.enum, labels)
    return Lu(probleme=probleme("E-VAL-06", valeur=text, valeurs=", ".join(field.enum), suggestion=suggestion))


def plain_types(types: Mapping[str, str]) -> dict[str, str]:
    """The words of a correspondance as :func:`read_type` wants them."""
    return {_singular(word): code for word, code in types.items()}


def _singular(text: str) -> str:
    """Words without accents nor the s of the plural."""
    return " ".join(word.removesuffix("s") if len(word) > 3 else word for word in normalise(text).split())


_FIELD = Field("", "", "")
