"""Patience with what is on screen twice: while a screen replaces another, a text of both is there for a moment.

Playwright waits for everything but that: an action or an expectation whose locator finds two elements fails at once.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from playwright.sync_api import Error, Locator, LocatorAssertions

LONGEST_S = 15
DOUBLED = "strict mode violation"
ACTIONS = (
    "bounding_box", "check", "click", "dispatch_event", "element_handle", "evaluate", "fill", "focus", "get_attribute",
    "hover", "inner_text", "press", "press_sequentially", "select_option", "set_input_files", "tap", "text_content",
)  # fmt: skip


def _patient(method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def call(*args: Any, **options: Any) -> Any:
        __tracebackhide__ = True
        end = time.monotonic() + LONGEST_S
        while True:
            try:
                return method(*args, **options)
            except (Error, AssertionError) as error:
                # Each try goes to the browser and back: nothing to wait for besides.
                if DOUBLED not in str(error) or time.monotonic() > end:
                    raise

    return call


def wait_for_one() -> None:
    """Make the locators of Playwright wait until they find one element; once for all."""
    expectations = [name for name in vars(LocatorAssertions) if name.startswith(("to_", "not_to_"))]
    for kind, names in ((Locator, ACTIONS), (LocatorAssertions, expectations)):
        for name in names:
            method = getattr(kind, name)
            if not hasattr(method, "__wrapped__"):
                setattr(kind, name, _patient(method))
