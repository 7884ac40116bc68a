"""Lazy attributes shared by threads."""

from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    lazy = cached_property
else:

    class lazy(cached_property):  # noqa: N801 (used as a decorator)
        """``cached_property`` computed once per instance when several threads ask at the same time.

        Python 3.11 holds one lock for all instances, later versions none at all: this is one per instance, which the
        class of the instance gives as ``lock``.
        """

        def __get__(self, instance: Any, owner: type | None = None) -> Any:
            if instance is None:
                return self
            with instance.lock:
                found = vars(instance)
                if self.attrname not in found:
                    found[self.attrname] = self.func(instance)
                return found[self.attrname]
