"""French words of every face: a constant or a function per sentence, one module a subject.

Sources hold plain spaces, so that what is read on screen is found by searching for it; typography (no-break spaces,
curly apostrophes) is applied here, once, when words leave their module: each ends with ``typeset(globals())``.
Functions own agreement and elision. Long prose lives in ``content/*.md`` and in the templates.
"""

from collections.abc import Callable
from functools import wraps
from types import FunctionType
from typing import Any

from clauses.domain.typographie import typographic


def typeset(module: dict[str, Any]) -> None:
    """Apply French typography to the words of a module: its constants, and what its own functions return."""
    for name, value in list(module.items()):
        if isinstance(value, FunctionType) and value.__module__ == module["__name__"]:
            module[name] = _speaking(value)
        elif not name.startswith("__"):
            module[name] = _typeset(value)


def _speaking(function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def speak(*args: Any, **kwargs: Any) -> Any:
        return _typeset(function(*args, **kwargs))

    return speak


def _typeset(value: Any) -> Any:
    """The same value, its texts typeset; what is not made of texts is left as it is."""
    kind = type(value)
    if kind is str:
        return typographic(value)
    if kind in (tuple, list):
        return kind(map(_typeset, value))
    if kind is dict:
        return {key: _typeset(each) for key, each in value.items()}
    return value
