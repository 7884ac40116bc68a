"""Whom to write to, and what: the mailbox of the installation, messages to complete."""

import re
from collections.abc import Mapping

from clauses.domain.guichets import Guichet
from clauses.domain.relais import Relais
from clauses.domain.structures import Structure
from clauses.rendu.html import mail_link
from clauses.rendu.mots import editeur, reponse
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


def team_mailbox(environ: Mapping[str, str]) -> str:
    """The mailbox set for the installation; empty without any."""
    return mailbox(environ.get(MAIL_VARIABLE, ""))


def ecrire(entry: Guichet | Structure | Relais, lieu: str) -> str:
    """Link that writes to an entry: to a guichet or a relay, with a message to complete; empty without a mailbox.

    ``lieu`` is the commune, or the territory, of the reader; empty when it is not known.
    """
    if not entry.courriel:
        return ""
    if isinstance(entry, Structure):
        return mail_link(entry.courriel)
    return mail_link(entry.courriel, *reponse.message(lieu))


def signaler(box: str, nom: str, address: str, edition: str) -> str:
    """Link that reports an error to the team, on what and read where; empty when no mailbox is set."""
    return mail_link(box, *editeur.report(nom, address, edition)) if box else ""


def proposer(box: str, commune: str) -> str:
    """Link that tells the team of a guichet that it does not know; empty when no mailbox is set."""
    return mail_link(box, *reponse.proposition(commune)) if box else ""
