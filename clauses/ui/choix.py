"""Selection widgets bound to the address: one of a few, one of a list, several of a list."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from clauses.domain.typographie import typographic
from clauses.donnees import Moment
from clauses.rendu import parametres
from clauses.ui.adresse import keep, one_of, seed, some_of


def ask_few(key: str, label: str, options: Mapping[str, str], help_: str | None = None) -> str:
    """One choice among a few, side by side; the first is the default."""
    first = next(iter(options))
    parametre = one_of(key, options)
    chosen = st.segmented_control(
        label,
        list(options),
        default=seed(parametre) or first,
        format_func=options.__getitem__,
        key=key,
        required=True,
        help=help_,
    )
    keep(parametre, None if chosen == first else chosen)
    return chosen or first


def ask_switch(key: str, label: str, options: Mapping[str, str], help_: str | None = None) -> str | None:
    """One choice among a few, or none: each is a button that is pressed or not."""
    parametre = one_of(key, options)
    chosen = st.pills(
        label, list(options), default=seed(parametre), format_func=options.__getitem__, key=key, help=help_
    )
    keep(parametre, chosen)
    return chosen


def ask_one(key: str, label: str, options: Mapping[str, str], nothing: str, help_: str | None = None) -> str | None:
    """Select box; ``nothing`` is the label of no choice."""
    codes = list(options)
    parametre = one_of(key, codes)
    arrival = seed(parametre)
    chosen = st.selectbox(
        label,
        codes,
        index=None if arrival is None else codes.index(arrival),
        format_func=lambda code: options.get(code, code),
        key=key,
        placeholder=nothing,
        help=help_,
    )
    keep(parametre, chosen)
    return chosen


def ask_some(key: str, label: str, options: Mapping[str, str], nothing: str) -> list[str]:
    """Multiselect; an empty choice means all, and ``nothing`` is its placeholder."""
    codes = list(options)
    parametre = some_of(key, codes, [])
    chosen = st.multiselect(
        label,
        codes,
        default=seed(parametre),
        format_func=lambda code: options.get(code, code),
        key=key,
        placeholder=nothing,
    )
    ordered = [code for code in codes if code in chosen]
    keep(parametre, ordered)
    return ordered


def ask_pills(
    key: str, label: str, codes: Sequence[str], default: Sequence[str], words: Callable[[str], str], help_: str
) -> list[str]:
    """Buttons pressed or not, several at once; those pressed, in the order of ``codes``."""
    parametre = some_of(key, codes, default)
    chosen = st.pills(
        label, codes, selection_mode="multi", default=seed(parametre), format_func=words, key=key, help=help_
    )
    ordered = [code for code in codes if code in chosen]
    keep(parametre, ordered)
    return ordered


def ask_departement(moment: Moment, label: str, nothing: str) -> str | None:
    """Code of a département, or none."""
    names = moment.territoires.departements["nom"]
    options = {code: f"{code} {typographic(name)}" for code, name in names.items()}
    return ask_one(parametres.DEPARTEMENT, label, options, nothing)
