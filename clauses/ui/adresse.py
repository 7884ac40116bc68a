"""Filters in the address, by code: « ?departement=34&typologie=plie,mde ».

Streamlit binds a widget to the address by its *label*, which here holds names, counts and pictures. These parameters
keep short stable codes instead, so that a link survives a change of wording.
"""

from collections.abc import Callable, Collection
from copy import copy
from dataclasses import dataclass
from typing import Any

import streamlit as st

_WRITTEN, _ARRIVAL, _WAITING = "_adresse_ecrite", "_adresse_arrivee", "_adresse_attente"
_SEEN, _ACTED = "_adresse_vue", "_adresse_geste"
NONE = "aucun"


@dataclass(frozen=True, slots=True)
class Parametre:
    """A widget key that is also a query parameter.

    ``read`` turns the text of the address into a value and raises ``ValueError`` for one that does not exist; such an
    address shows the default.
    """

    key: str
    default: Any
    read: Callable[[str], Any]
    write: Callable[[Any], str]


def one_of(key: str, codes: Collection[str]) -> Parametre:
    """One code among several, or none."""

    def read(text: str) -> str:
        if text not in codes:
            raise ValueError(text)
        return text

    return Parametre(key, None, read, str)


def some_of(key: str, codes: Collection[str], default: Collection[str]) -> Parametre:
    """Several codes, joined by commas; unknown ones are left out, an address of unknown ones alone is refused."""

    def read(text: str) -> list[str]:
        found = [code for code in codes if code in text.split(",")]
        if not found and text != NONE:
            raise ValueError(text)
        return found

    return Parametre(key, list(default), read, lambda value: ",".join(value) or NONE)


def yes_no(key: str, *, default: bool = True) -> Parametre:
    """True or false: what the address does not say is the default."""
    other = "non" if default else "oui"
    return Parametre(key, default, lambda text: (text == other) != default, lambda value: "oui" if value else "non")


def number_within(key: str, default: float, lowest: float, highest: float) -> Parametre:
    """A number of the type of ``default``, between two limits."""
    kind = type(default)

    def read(text: str) -> float:
        value = kind(text)
        # Also false for « nan ».
        if not lowest <= value <= highest:
            raise ValueError(text)
        return value

    return Parametre(key, default, read, lambda value: f"{value:g}" if kind is float else str(value))


def confirm() -> None:
    """Tell the browser the address that this run answers: a link from a screen to itself leaves its bar unchanged.

    It also notes whether a widget has moved since the last run. Such a run may bear the address of the run before: a
    second click came before the browser heard of what the first one wrote. It is not a way back.
    """
    seen = st.session_state.get(_SEEN, {})
    st.session_state[_ACTED] = any(
        key in st.session_state and st.session_state[key] != value for key, value in seen.items()
    )
    st.query_params.from_dict(st.query_params.to_dict())


def current() -> dict[str, str]:
    """Parameters of the address as they will be at the end of this run."""
    waiting = st.session_state.get(_WAITING, {})
    merged = {**st.query_params.to_dict(), **waiting}
    return {name: text for name, text in merged.items() if text is not None}


def flush() -> None:
    """At the end of a run: write the address once. Each writing is a step of the browser's history."""
    wanted = current()
    st.session_state.pop(_WAITING, None)
    if wanted != st.query_params.to_dict():
        st.query_params.from_dict(wanted)


def is_brought(key: str) -> bool:
    """Whether the address says something else of a parameter than what was last written there: a link, a way back."""
    return st.query_params.get(key) != st.session_state.get(_WRITTEN, {}).get(key)


def seed(parametre: Parametre) -> Any:
    """Before the widget: what the address said when the widget came, to be given as its default.

    It stays the same as long as the widget is there: one in a closed popover is only created in the browser when it
    opens, and then starts from its default. Going back or forward writes the value of the address over the widget's.
    """
    written = st.session_state.setdefault(_WRITTEN, {})
    arrival = st.session_state.setdefault(_ARRIVAL, {})
    text = st.query_params.get(parametre.key)
    if parametre.key not in arrival or parametre.key not in st.session_state:
        arrival[parametre.key] = text
    elif text != written.get(parametre.key) and not st.session_state.get(_ACTED):
        st.session_state[parametre.key] = _read(parametre, text)
    written[parametre.key] = text
    # Read again each time: what may be chosen can change with the data, or with another choice.
    return _read(parametre, arrival[parametre.key])


def keep(parametre: Parametre, value: Any) -> None:
    """After the widget: its value will be in the address (:func:`flush`); a default leaves no trace there."""
    text = None if value == parametre.default else parametre.write(value)
    st.session_state.setdefault(_WAITING, {})[parametre.key] = text
    st.session_state[_WRITTEN][parametre.key] = text
    st.session_state.setdefault(_SEEN, {})[parametre.key] = copy(st.session_state.get(parametre.key))


def drop(name: str) -> None:
    """A parameter that no widget holds will not be in the address."""
    st.session_state.setdefault(_WAITING, {})[name] = None


def _read(parametre: Parametre, text: str | None) -> Any:
    try:
        return parametre.default if text is None else parametre.read(text)
    except ValueError:
        return parametre.default
