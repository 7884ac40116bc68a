"""Rules on contacts: web addresses, mailboxes, telephones. They are those of organisations, never of a person."""

import re
from urllib.parse import urlsplit

from clauses.domain.regles.contexte import Contexte, Probleme, probleme
from clauses.domain.schema import Field

_URL = re.compile(r"https?://[^\s/?#@\"'<>\\`{}|^]+\.[^\s/?#@\"'<>\\`{}|^]+([/?#][^\s\"<>\\`{}|^]*)?", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://|(javascript|data|vbscript|file):", re.IGNORECASE)
_DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}(/\S*)?", re.IGNORECASE)
_EMAIL = re.compile(r"[A-Za-z0-9_+-]+(\.[A-Za-z0-9_+-]+)*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
_PERSON = re.compile(r"[a-z]+[._-][a-z]+([._-][a-z]+)?")
# The first word of a generic mailbox, or one of its words: « contact », « clauses.insertion », « pole-emploi ».
_GENERIC = re.compile(
    r"accueil|achats?|admin|agence|agglo|annuaire|asso|clauses?|communication|contact|courrier|cohesion|departement|dgs|"
    r"direction|economie|emploi|entreprises?|formation|france|infos?|insertion|mairie|maison|marches?|metropole|"
    r"mission|pole|plie|plateforme|politique|public|recrutement|region|relation|secretariat|services?|siege|sociale?s?|"
    r"solidarites?|standard|territoire|travail|ville"
)
_PHONE = re.compile(r"(?:0|\+33|0033)[1-9][0-9]{8}|[13][0-9]{3}")
_PHONE_PUNCTUATION = re.compile(r"[\s.()-]|\(0\)")
_MOBILE = re.compile(r"(?:0|\+33|0033)[67]")


def is_url(value: str) -> bool:
    """A web address that can be linked to: ``http(s)``, a host with a dot, no user name, no odd character.

    >>> [is_url(u) for u in ("https://exemple.fr/a?b=1", "javascript:alert(1)", "http://a@b.fr", "exemple.fr")]
    [True, False, False, False]
    """
    if not _URL.fullmatch(value):
        return False
    try:
        return bool(urlsplit(value).hostname)
    except ValueError:
        return False


def url(_field: Field, value: str, _contexte: Contexte) -> Probleme | None:
    """A web page starts with ``http://`` or ``https://``."""
    if is_url(value):
        return None
    return probleme("E-URL-01", valeur=value, suggestion=f"https://{value}" if _DOMAIN.fullmatch(value) else "")


def source(field: Field, value: str, _contexte: Contexte) -> Probleme | None:
    """A source is a title or a web address; what looks like another scheme is refused."""
    wrong = next((item for item in field.items(value) if _SCHEME.match(item) and not is_url(item)), None)
    return None if wrong is None else probleme("E-URL-01", valeur=wrong)


def courriel(_field: Field, value: str, _contexte: Contexte) -> Probleme | None:
    """A mailbox is one address, and that of a service rather than of a person."""
    if not _EMAIL.fullmatch(value):
        return probleme("E-MEL-01", valeur=value)
    box, _, domain = value.lower().partition("@")
    # « exemple.fr@exemple.fr » is named after the site.
    if box != domain and _PERSON.fullmatch(box) and not any(map(_GENERIC.fullmatch, re.split("[._-]", box))):
        return probleme("A-MEL-01", valeur=value)
    return None


def telephone(_field: Field, value: str, _contexte: Contexte) -> Probleme | None:
    """A telephone is French, and a switchboard rather than a mobile."""
    digits = _PHONE_PUNCTUATION.sub("", value.replace("(0)", ""))
    if not _PHONE.fullmatch(digits):
        guess = f"0{digits}"
        return probleme("E-TEL-01", valeur=value, suggestion=_pairs(guess) if _PHONE.fullmatch(guess) else "")
    return probleme("A-TEL-01", valeur=value) if _MOBILE.match(digits) else None


def _pairs(digits: str) -> str:
    return " ".join(digits[start : start + 2] for start in range(0, len(digits), 2))
