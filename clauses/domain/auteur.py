"""Auteur: the name that signs editions, the same for every way of signing in."""

import re

LONGEST_NAME = 80
"""Characters of a name."""

_INVISIBLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
"""Controls, marks of direction, blanks without width, halves of a character: what a line of text cannot hold."""


def clean_name(text: str) -> str:
    r"""A name, or any other text, on one line; empty when nothing of it shows.

    >>> clean_name(" Léa\n\x1b Martin\u202e "), clean_name("\u200b\u200d"), clean_name("\ud800")
    ('Léa Martin', '', '')
    """
    cleaned = " ".join(_INVISIBLE.sub(" ", text).split())
    return cleaned if any(character.isprintable() and character != " " for character in cleaned) else ""


def signature(text: str) -> str:
    r"""A name cut to the length an edition accepts, for names that come from elsewhere and cannot be corrected.

    >>> len(signature("x" * 81)), signature("\t")
    (80, '')
    """
    return clean_name(text)[:LONGEST_NAME].rstrip()
