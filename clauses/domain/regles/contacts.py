"""Rules on contacts: web addresses, mailboxes, telephones. They are those of organisations, never of a person."""

import re
from urllib.parse import urlsplit

from clauses.domain.regles.boites import Boite, nature_of
from clauses.domain.regles.contexte import Contexte, Probleme, probleme
from clauses.domain.schema import Field

_URL = re.compile(r"https?://[^\s/?#@\"'<>\\`{}|^]+\.[^\s/?#@\"'<>\\`{}|^]+([/?#][^\s\"<>\\`{}|^]*)?", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://|(javascript|data|vbscript|file):", re.IGNORECASE)
_DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}(/\S*)?", re.IGNORECASE)
_EMAIL = re.compile(r"[A-Za-z0-9_+-]+(\.[A-Za-z0-9_+-]+)*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
_PHONE = re.compile(r"(?:0|\+33|0033)[1-9][0-9]{8}|[13][0-9]{3}")
_NATIONAL = re.compile(r"(?:0|\+?33|0033)?([1-9][0-9]{8})")
"""The digits that are said; a spreadsheet takes the zero or the sign from those before them."""
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


def is_courriel(value: str) -> bool:
    """True if this is one e-mail address."""
    return bool(_EMAIL.fullmatch(value))


def courriel(_field: Field, value: str, _contexte: Contexte) -> Probleme | None:
    """A mailbox is one address, and that of a service rather than of a person."""
    if not is_courriel(value):
        return probleme("E-MEL-01", valeur=value)
    return probleme("A-MEL-01", valeur=value) if nature_of(value) is Boite.PERSONNE else None


def in_pairs(value: str) -> str:
    """A French number in pairs of digits, whatever it was written like; empty for what is not one, or a short one.

    >>> in_pairs("+33 (0)5.61.02.40.92"), in_pairs("521951525"), in_pairs("3949"), in_pairs("05 61 02")
    ('05 61 02 40 92', '05 21 95 15 25', '', '')
    """
    digits = _PHONE_PUNCTUATION.sub("", value.replace("(0)", ""))
    national = _NATIONAL.fullmatch(digits)
    return _pairs(f"0{national[1]}") if national else ""


def telephone(_field: Field, value: str, _contexte: Contexte) -> Probleme | None:
    """A telephone is French, and a switchboard rather than a mobile."""
    digits = _PHONE_PUNCTUATION.sub("", value.replace("(0)", ""))
    if not _PHONE.fullmatch(digits):
        return probleme("E-TEL-01", valeur=value, suggestion=in_pairs(value))
    return probleme("A-TEL-01", valeur=value) if _MOBILE.match(digits) else None


def _pairs(digits: str) -> str:
    return " ".join(digits[start : start + 2] for start in range(0, len(digits), 2))
