"""Security log: one event, one line, whatever its values hold (docs/connexion.md says what is written, and why).

The server writes it on its standard error, with all it logs; commands, whose terminal is no log, on the system's.
"""

import logging
import re
import sys
import traceback
from collections.abc import Generator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from enum import StrEnum
from logging.handlers import SysLogHandler
from pathlib import Path
from typing import Any

from clauses.storage import horloge

logger = logging.getLogger("atlas.traces")

SYSTEM_LOG = Path("/dev/log")

_LONGEST = 200
# Line ends of every kind, escape sequences of terminals, marks that turn the direction of what follows.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


class Evenement(StrEnum):
    """Names of events, as the log has them."""

    CONNEXION = "connexion"
    REFUS = "connexion-refusee"
    BLOCAGE = "connexion-bloquee"
    DECONNEXION = "deconnexion"
    AJOUT = "compte-ajoute"
    MOT_DE_PASSE = "mot-de-passe-change"
    RETRAIT = "compte-retire"
    FERMETURE = "sessions-fermees"
    DEBLOCAGE = "compte-debloque"
    PUBLICATION = "publication"
    RESTAURATION = "restauration"


def trace(evenement: str, **details: object) -> None:
    r"""Write one line: the name of the event, then ``name=value`` pairs; controls are escaped (no log forging).

    >>> from unittest.mock import patch
    >>> with patch.object(logger, "info") as info:
    ...     trace("connexion-refusee", voie="oidc", raison="x\n2026 CRITICAL")
    >>> info.call_args.args[1]
    "connexion-refusee voie='oidc' raison='x\\n2026 CRITICAL'"
    """
    cut = {name: value[:_LONGEST] if isinstance(value, str) else value for name, value in details.items()}
    pairs = (f"{name}={value!r}" for name, value in cut.items())
    logger.info("%s", " ".join((evenement, *pairs)))


class OneLineRecord(logging.LogRecord):
    """Record whose controls are escaped, and whose traceback is set back from the margin, whoever formats it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.exc_info and self.exc_info[1]:
            # The message of an error, which ends its traceback, may hold what a visitor sent.
            below = "".join(traceback.format_exception(self.exc_info[1]))
            self.exc_text = "\n".join(f"  {_escape(line)}" for line in below.splitlines())

    def getMessage(self) -> str:  # noqa: N802 (the name of the standard library)
        """Text of the record, on one line."""
        return _escape(super().getMessage())


class LocalFormatter(logging.Formatter):
    """Formatter that dates records by the team's clock, with its offset."""

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802
        """Date of a record (the name is that of the standard library)."""
        moment = horloge.local(datetime.fromtimestamp(record.created, UTC))
        return moment.strftime(datefmt or "%Y-%m-%dT%H:%M:%S%z")


@contextmanager
def standard_error() -> Generator[None, None, None]:
    """Send records there while the process serves: warnings and worse, and all events of this log.

    Those of every library are on one line, also where they have handlers of their own (Streamlit, uvicorn).
    """
    handler, root, factory = logging.StreamHandler(sys.stderr), logging.getLogger(), logging.getLogRecordFactory()
    handler.setFormatter(LocalFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root.addHandler(handler)
    logging.setLogRecordFactory(OneLineRecord)
    logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        logging.setLogRecordFactory(factory)
        root.removeHandler(handler)


@contextmanager
def system_log(address: Path = SYSTEM_LOG) -> Generator[None, None, None]:
    """Send the events there, among those of sign-ins; without a system log, as in a container, nowhere."""
    handler = None
    if address.is_socket():
        with suppress(OSError):
            handler = SysLogHandler(str(address), SysLogHandler.LOG_AUTHPRIV)
    if handler is None:
        yield
        return
    handler.ident = "atlas: "
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        handler.close()


def _escape(text: str) -> str:
    return _CONTROL.sub(lambda found: ascii(found[0])[1:-1], text)
