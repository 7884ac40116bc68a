"""One cell of a list of structures. What is left out of it is never quoted: it may be about a person."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from clauses.domain.imports.description import Colonne, Genre
from clauses.domain.imports.lecture import AnneeMois, parse_annee, parse_date
from clauses.domain.listes.noms import as_title
from clauses.domain.listes.personnes import holds_personal_contact, is_name_of_person
from clauses.domain.noms import Noms
from clauses.domain.perimetre import PerimetreError, parse
from clauses.domain.recherche import normalise
from clauses.domain.regles import contacts
from clauses.domain.regles.boites import Boite, nature_of
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
    """A name that is not that of a person; one in capitals is put in title case."""
    name = " ".join(text.split())
    if is_name_of_person(name) or holds_personal_contact(name):
        return Lu(probleme=probleme("E-STR-12"))
    return Lu(as_title(name))


def read_texte(text: str) -> Lu:
    """Free text, left out when it holds an e-mail address or the number of a mobile."""
    return Lu(probleme=probleme("A-STR-17")) if holds_personal_contact(text) else Lu(" ".join(text.split()))


def read_adresse(text: str) -> Lu:
    """A street, as :func:`read_texte`; one in capitals is put in title case."""
    found = read_texte(text)
    return Lu(as_title(found.valeur)) if found.valeur else found


def read_courriel(text: str, contexte: Sequence[str] = (), accept: Callable[[str], bool] | None = None) -> Lu:
    """The mailbox of a service.

    Parameters
    ----------
    contexte : what it may be named after: the organisation, its commune
    accept : asked about an address that may be that of a person: whether it is kept; by default it is not

    >>> read_courriel("Contact@essai.example").valeur, read_courriel("jeanne.essai@essai.example").probleme.code
    ('Contact@essai.example', 'A-STR-14')
    """
    if not text:
        return Lu()
    boxes = [each.removeprefix("mailto:") for each in re.split(r"[\s;,|]+", text) if each]
    natures = {box: nature_of(box, contexte) for box in boxes if contacts.is_courriel(box)}
    for box, nature in natures.items():
        if nature is Boite.SERVICE:
            return Lu(box)
    douteuse = next((box for box, nature in natures.items() if nature is Boite.DOUTEUSE), "")
    if douteuse:
        kept = accept is not None and accept(douteuse)
        return Lu(douteuse) if kept else Lu(probleme=probleme("A-STR-20"))
    return Lu(probleme=probleme("A-STR-14" if natures or "@" in text else "A-STR-16"))


def read_telephone(text: str) -> Lu:
    """A switchboard: the first number that is not a mobile, by pairs.

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
            return Lu(contacts.in_pairs(meant) or meant)
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
    """A value of a closed list by its code or its label; ``types`` are the words of the file, without accents.

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


def read_types(text: str, field: Field, types: Mapping[str, str]) -> Lu:
    """Several values of a closed list, whatever separates them: none of them is dropped.

    >>> field = Field("a", "", "", separateur="|", categories=(("etat", "État"), ("bailleurs", "Bailleurs sociaux")))
    >>> read_types("Bailleurs sociaux, Etat", field, {}).valeur
    'bailleurs|etat'
    """
    whole = read_type(text, field, types)
    if whole.probleme is None:
        return whole
    found = [read_type(each, field, types) for each in _ITEMS_APART.split(text) if each]
    wrong = next((each for each in found if each.probleme), None)
    return wrong or Lu(field.separateur.join(dict.fromkeys(each.valeur for each in found)))


def read_perimetre(text: str, noms: Noms) -> Lu:
    """Territories by their codes or their names, whatever separates them."""
    if not text:
        return Lu()
    try:
        return Lu(str(parse(text)))
    except PerimetreError:
        written = noms.write(text)
    if written:
        return Lu(written)
    region = noms.territoires.region_nom
    return Lu(probleme=probleme("E-LIG-12", valeur=text, region=region, suggestion=noms.closest(text)))


def plain_types(types: Mapping[str, str]) -> dict[str, str]:
    """The words of a correspondance as :func:`read_type` wants them."""
    return {_singular(word): code for word, code in types.items()}


def reader_of(colonne: Colonne, field: Field, types: Mapping[str, str], annee: int | None) -> Callable[[str], Lu]:
    """Cell parser of a column, by the kind of its values.

    Parameters
    ----------
    field : column of the table that it fills
    types : words of the file for the values of the closed lists
    annee : current year, beyond which nothing is established
    """
    match colonne.genre:
        case Genre.NOM:
            return read_nom
        case Genre.TEXTE:
            return read_texte
        case Genre.ADRESSE:
            return read_adresse
        case Genre.SIRET:
            return read_siret
        case Genre.TELEPHONE:
            return read_telephone
        case Genre.SITE:
            return read_site
        case Genre.LISTE:
            return partial(read_liste, separateur=field.separateur)
        case Genre.CATEGORIE:
            return partial(read_types if field.separateur else read_type, field=field, types=plain_types(types))
        case Genre.ANNEE | Genre.CREATION:
            return partial(read_annee, field=field, annee=annee)
        case Genre.NOMBRE:
            return lambda text: Lu(field.canonical(text))
        case _:
            return Lu


def _singular(text: str) -> str:
    """Words without accents nor the s of the plural."""
    return " ".join(word.removesuffix("s") if len(word) > 3 else word for word in normalise(text).split())


_FIELD = Field("", "", "")
