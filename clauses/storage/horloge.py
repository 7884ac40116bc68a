"""The clock: the moment and the day where the team is, whatever time zone the server is set to."""

import os
from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from clauses.domain.typographie import typographic

VARIABLE, DEFAUT = "CLAUSES_FUSEAU", "Europe/Paris"


def fuseau(environ: Mapping[str, str] = os.environ) -> ZoneInfo:
    """Time zone of the atlas; ``ValueError`` for a name that is not one.

    >>> fuseau({}).key, fuseau({"CLAUSES_FUSEAU": "Indian/Reunion"}).key
    ('Europe/Paris', 'Indian/Reunion')
    """
    name = environ.get(VARIABLE, "").strip() or DEFAUT
    try:
        return ZoneInfo(name)
    # An unknown name, a path out of the folder of zones, a folder of zones.
    except (KeyError, ValueError, OSError) as error:
        words = f"{VARIABLE} : « {name} » n’est pas un fuseau horaire (par exemple {DEFAUT} ou Indian/Reunion)."
        raise ValueError(typographic(words)) from error


def now() -> datetime:
    """The present moment."""
    return datetime.now(fuseau())


def today() -> date:
    """The present day, which may already be tomorrow's for the server."""
    return now().date()


def local(moment: datetime) -> datetime:
    """A moment written under any offset, as the team's clock showed it."""
    return moment.astimezone(fuseau())
