"""A moment of the data with something else in it."""

from dataclasses import fields
from threading import RLock
from typing import Any
from uuid import uuid4

from clauses.donnees import Moment


def altered(moment: Moment, **values: Any) -> Moment:
    """The same moment but for these attributes; nothing kept for the first is found for this one."""
    given = {each.name: values.pop(each.name, getattr(moment, each.name)) for each in fields(moment)}
    given |= {"state": f"{moment.state} {uuid4()}", "lock": RLock()}
    return type("Altered", (Moment,), values)(**given)
