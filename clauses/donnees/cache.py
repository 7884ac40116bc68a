"""Cache decorator for what is computed from the data: the only cache of the project.

It knows nothing of what it keeps: each function is decorated where it is defined, with its own number of results.
"""

from collections.abc import Callable, Hashable
from threading import Condition, Lock
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from cachetools import LRUCache, cached
from cachetools.keys import hashkey

MOST_STATES = 12
"""States of files whose results are held; those of the state unused for the longest time go together."""


class Stamped(Protocol):
    """Anything made from files: ``state`` is a text that changes as soon as one of them does."""

    @property
    def state(self) -> str: ...


From = TypeVar("From", bound=Stamped)
Arguments = ParamSpec("Arguments")
Made = TypeVar("Made")

_makers: list[Any] = []
_used: dict[str, None] = {}
_using = Lock()


def kept(
    most: int,
) -> Callable[[Callable[Concatenate[From, Arguments], Made]], Callable[Concatenate[From, Arguments], Made]]:
    """Keep the results of a function of stamped data and plain arguments, shared by all threads: nobody changes them.

    The cache key is the state of the files, not the object: another moment of the same files finds the same results.
    Threads that ask for the same thing at once wait for the first one; exceptions are not kept.

    Parameters
    ----------
    most : results held, the least recently used going first; one function's calls never evict another's results, so
        that arguments controlled by visitors have a function, and a bound, of their own
    """

    def decorate(make: Callable[Concatenate[From, Arguments], Made]) -> Callable[Concatenate[From, Arguments], Made]:
        maker = cached(LRUCache(most), key=_key, condition=Condition())(make)
        _makers.append(maker)
        return maker

    return decorate


def is_kept(make: Callable[..., object], data: Stamped, *arguments: Hashable) -> bool:
    """True on a cache hit: the decorated function would return at once."""
    maker: Any = make
    key = _key(data, *arguments)
    with maker.cache_condition:
        return key in maker.cache


def _key(data: Stamped, *arguments: Hashable, **named: Hashable) -> Hashable:
    states: list[Any] = [getattr(each, "state", None) or each for each in (data, *arguments)]
    _use(data.state)
    return hashkey(*states, **named)


def _use(state: str) -> None:
    with _using:
        _used.pop(state, None)
        _used[state] = None
        stale = next(iter(_used)) if len(_used) > MOST_STATES else None
        if stale is not None:
            del _used[stale]
            _forget(stale)


def _forget(state: str) -> None:
    for maker in _makers:
        with maker.cache_condition:
            for key in [key for key in maker.cache if state in key]:
                del maker.cache[key]
