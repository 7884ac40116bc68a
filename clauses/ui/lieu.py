"""The place that the map looks at, in its address: a commune, and the territory around it."""

from collections.abc import Mapping

import streamlit as st

from clauses.domain.territoires import COMMUNE, Territoire
from clauses.donnees import Moment
from clauses.rendu import parametres
from clauses.rendu.adresses import carte, territoire_from
from clauses.rendu.choix import NOMS
from clauses.ui.moment import current_moment

_NAMES = (*NOMS, parametres.DEPARTEMENT, parametres.TERRITOIRE)


def find_territoire(moment: Moment) -> Territoire:
    """The territory of the address, the region by default."""
    return territoire_from(st.query_params, moment.territoires)


def choose(key: str) -> None:
    """Put a place in the address: « EPCI:243100518 », or the INSEE code of a commune; ``""`` leaves the place.

    A commune stays in the territory looked at when it is one of its own.
    """
    if not key:
        clear()
        return
    moment, (level, _, code) = current_moment(), key.rpartition(":")
    chosen = Territoire(level or COMMUNE, code)
    query = dict(carte(chosen).query)
    if chosen.level == COMMUNE and code in moment.territoires.positions:
        around = find_territoire(moment)
        if moment.territoires.positions[code] in moment.territoires.of(around):
            query |= carte(around).query
    _write(query)


def clear() -> None:
    """Leave the commune for the territory around it, or the territory for the region."""
    moment = current_moment()
    around = find_territoire(moment) if parametres.COMMUNE in st.query_params else moment.territoires.region
    _write(carte(around).query)


def ask(name: str, value: str) -> None:
    """Put a guichet or a zone in the address, in the territory looked at."""
    _write({**carte(find_territoire(current_moment())).query, name: value})


def forget() -> None:
    """Leave a guichet or a zone for the territory around it."""
    _write(carte(find_territoire(current_moment())).query)


def _write(query: Mapping[str, str]) -> None:
    # At once: each writing is a step of the browser's history.
    kept = {name: text for name, text in st.query_params.to_dict().items() if name not in _NAMES}
    st.query_params.from_dict({**query, **kept})
