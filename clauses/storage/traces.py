"""Security log: one event, one line, whatever its values hold (docs/connexion.md says what is written, and why)."""

import logging

logger = logging.getLogger("atlas.traces")


def trace(evenement: str, **details: object) -> None:
    r"""Write one line: the name of the event, then ``name=value`` pairs; controls are escaped (no log forging).

    >>> from unittest.mock import patch
    >>> with patch.object(logger, "info") as info:
    ...     trace("connexion refusée", voie="oidc", raison="x\n2026 CRITICAL")
    >>> info.call_args.args[1]
    "connexion refusée voie='oidc' raison='x\\n2026 CRITICAL'"
    """
    pairs = (f"{name}={value!a}" for name, value in details.items())
    logger.info("%s", " ".join((evenement, *pairs)))
