"""Personal data: titles of columns that are never read, and cells that are left out."""

import re

from clauses.domain.recherche import normalise

_CONTACT = frozenset({"contact", "contacts"})
_WORDS = _CONTACT | {
    "prenom", "prenoms", "civilite", "directeur", "directrice", "responsable", "responsables", "dirigeant",
    "dirigeante", "dirigeants", "president", "presidente", "gerant", "gerante", "interlocuteur", "interlocutrice",
    "referent", "referente", "conseiller", "conseillere", "representant", "representante", "signataire", "titulaire",
    "permanent", "permanente", "encadrant", "encadrante",
}  # fmt: skip
_CONTACT_KEYS = frozenset({"telephone", "courriel", "site", "adresse", "contact_portee", "contact_annee"})
"""What a « contact » column may hold that is not a name; each cell has its own rule."""

_CIVILITE = re.compile(
    r"(?:m\.|mr\.?|mme\.?|mmes|mlle\.?|monsieur|madame|mademoiselle)\s+\S+(?:\s+\S+){0,3}", re.IGNORECASE
)
_COURRIEL = re.compile(r"\S@\S")
_MOBILE = re.compile(r"(?<!\d)(?:0|(?:\+|00)33[ .-]?(?:\(0\))?)[ .-]?[67](?:[ .-]?\d){8}(?!\d)")


def is_title_of_person(title: str, key: str = "") -> bool:
    """True if a column with this title holds people; ``key`` is what it would be read as.

    >>> [is_title_of_person(t) for t in ("Nom du responsable", "Prénom", "Contact", "Nom de la structure")]
    [True, True, True, False]
    >>> is_title_of_person("Courriel de contact", "courriel"), is_title_of_person("Courriel du directeur", "courriel")
    (False, True)
    """
    words = set(normalise(title).split())
    return bool(words & (_WORDS - _CONTACT if key in _CONTACT_KEYS else _WORDS))


def is_name_of_person(text: str) -> bool:
    """True if a name is only that of a person: a title of civility, then a few words.

    >>> [is_name_of_person(text) for text in ("M. Essai", "Mme Jeanne Essai", "Madame", "M2i Essai", "Mr Propre")]
    [True, True, False, False, True]
    """
    return bool(_CIVILITE.fullmatch(text.strip()))


def holds_personal_contact(text: str) -> bool:
    """True if a free text contains an e-mail address or a mobile number.

    >>> [holds_personal_contact(text) for text in ("voir a@b.example", "au 06 12 34 56 78", "1986, 50 salariés")]
    [True, True, False]
    """
    return bool(_COURRIEL.search(text) or _MOBILE.search(text))
