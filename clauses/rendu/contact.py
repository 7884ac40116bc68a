"""Mailbox of the installation: corrections readers suggest, and security reports."""

import re

from clauses.rendu.mots import partage as texts

MAIL_VARIABLE = "CLAUSES_COURRIEL"

# Nothing that would add a header or a second recipient to a mailto: link.
_MAILBOX = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}")


def mailbox(value: str) -> str:
    """E-mail address read from the environment variable's value; empty when it is not set.

    Raises
    ------
    ValueError
        If it is not one address: a mistake should stop the start rather than remove the links without a word.

    >>> mailbox(" atlas@exemple.fr "), mailbox("")
    ('atlas@exemple.fr', '')
    """
    box = value.strip()
    if box and not _MAILBOX.fullmatch(box):
        raise ValueError(texts.NOT_MAILBOX.format(reglage=MAIL_VARIABLE, lu=box))
    return box
