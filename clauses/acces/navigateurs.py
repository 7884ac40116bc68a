"""Known browsers (OWASP “device cookie”): those that a person already signed in from, whose tries are counted apart.

Their cookie holds a number, and one signature for each person who signed in there. It opens nothing: the password is
still asked for. The key is the hash of the password, which nobody else has: another password, or a closed account, and
the browser is a stranger again; nothing is kept on the server.
"""

import hashlib
import hmac
import re
import secrets
from base64 import urlsafe_b64encode

DUREE = 365 * 24 * 3600
"""Seconds that a browser keeps the cookie, from the last sign-in."""

PERSONNES = 8
"""People whom one browser remembers, the last ones."""

_FORM = re.compile(rf"[A-Za-z0-9_-]{{22}}(\.[A-Za-z0-9_-]{{43}}){{1,{PERSONNES}}}")


def recognise(value: str, compte: str, empreinte: str) -> str:
    """Number of a browser that this person already signed in from, nothing for any other; ``value`` is its cookie."""
    number, signatures = _read(value)
    expected = _sign(number, compte, empreinte)
    return number if any(hmac.compare_digest(each, expected) for each in signatures) else ""


def mark(value: str, compte: str, empreinte: str) -> str:
    """The cookie to give to a browser that this person signs in from, with those it knew already."""
    number, signatures = _read(value)
    number = number or secrets.token_urlsafe(16)
    own = _sign(number, compte, empreinte)
    return ".".join([number, own, *[each for each in signatures if each != own][: PERSONNES - 1]])


def _read(value: str) -> tuple[str, list[str]]:
    if not _FORM.fullmatch(value):
        return "", []
    number, *signatures = value.split(".")
    return number, signatures


def _sign(number: str, compte: str, empreinte: str) -> str:
    signed = hmac.digest(empreinte.encode(), f"navigateur {number} {compte}".encode(), hashlib.sha256)
    return urlsafe_b64encode(signed).rstrip(b"=").decode()
