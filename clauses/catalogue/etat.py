"""What the screens look at: the data of now, or those of an edition opened again."""

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from clauses.domain.contenus import Contenus
from clauses.donnees import Catalogue, folder_state, read_catalogue
from clauses.storage import contenus, files

EDITION = "edition"
"""Parameter of the address that names an edition."""

_ASKED: ContextVar[int | None] = ContextVar("edition", default=None)
_MARK = "édition "
_MOST_DIGITS = 10


def load_catalogue() -> Catalogue:
    """Everything the screens need, consistent for one run.

    Raises
    ------
    TerritoiresError
        Without territories nothing can be shown. Any other missing or broken file is an issue of the catalogue.
    EditionInconnueError
        When the address names an edition that does not exist, or is damaged.
    """
    return catalogue_of(current_state())


def load_contenus() -> Contenus:
    """What is written beside the data; read again when a file changes."""
    return _contenus(contenus.contents_state(contenus.contents_dir()))


@contextmanager
def at_edition(numero: int | None) -> Generator[None]:
    """What is loaded inside is what the atlas showed at this edition: for a route, whose address says it otherwise."""
    token = _ASKED.set(numero)
    try:
        yield
    finally:
        _ASKED.reset(token)


def edition_number(text: str) -> int | None:
    """Number that an address gives; ``None`` when it gives none.

    >>> edition_number("3"), edition_number("-3"), edition_number("3" * 10)
    (3, None, None)
    """
    return int(text) if text.isascii() and text.isdecimal() and len(text) < _MOST_DIGITS else None


def asked_edition() -> int | None:
    """Number of the edition that the address of the screen, or the route, names."""
    numero = _ASKED.get()
    context = get_script_run_ctx(suppress_warning=True)
    # A screen asks hundreds of times: the text of the address, nearly always without edition, is looked at first.
    if numero is None and context is not None and EDITION in context.query_string:
        text = st.query_params.get(EDITION, "")
        numero = edition_number(text)
    return numero


def current_state() -> str:
    """One text that changes as soon as what is looked at does: the key of everything kept."""
    # A text is hashed at once; Streamlit takes milliseconds over a tuple of dataclasses, at each call.
    state, numero = folder_state(files.data_dir()), asked_edition()
    return state if numero is None else f"{state}\n{_MARK}{numero}"


def folder_of(state: str) -> Path:
    """Folder that a state is of."""
    return Path(state.partition("\n")[0])


@st.cache_resource(max_entries=4, show_spinner=False)
def catalogue_of(state: str) -> Catalogue:
    """The data in this state."""
    _, mark, numero = state.rpartition(f"\n{_MARK}")
    return read_catalogue(folder_of(state), int(numero) if mark else None)


@st.cache_resource(max_entries=2, show_spinner=False)
def _contenus(state: str) -> Contenus:
    return contenus.read_contenus(folder_of(state))
