"""Data snapshot of a rerun: the edition named by the address, the same from top to end."""

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar

import streamlit as st

from clauses.donnees import Moment, edition_number, load_moment
from clauses.rendu.parametres import EDITION

_run: ContextVar[dict[int | None, Moment] | None] = ContextVar("run", default=None)


def asked_edition() -> int | None:
    """Number of the edition that the address names."""
    return edition_number(st.query_params.get(EDITION, ""))


def current_moment() -> Moment:
    """The data that the address names: files are stamped once per rerun, and once per call in a callback.

    Raises
    ------
    TerritoiresError
        Without territories nothing can be shown. Any other missing or broken file is an issue of the moment.
    EditionInconnueError
        When the address names an edition that does not exist, or is damaged.
    """
    held, numero = _run.get(), asked_edition()
    if held is None:
        return load_moment(numero)
    if numero not in held:
        held[numero] = load_moment(numero)
    return held[numero]


@contextmanager
def one_run() -> Generator[None]:
    """A run of a whole screen. A rerun of a fragment, which starts inside the screen, is none: it looks again."""
    token = _run.set({})
    try:
        yield
    finally:
        _run.reset(token)
