"""Editions as screens show them: their list, what differs between two, what the team starts from."""

from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from clauses.catalogue.etat import at_edition, folder_of
from clauses.catalogue.vues import load_edition, load_kept
from clauses.donnees import folder_state
from clauses.storage import files
from clauses.storage.editions.depot import Manifeste, list_manifestes
from clauses.storage.editions.publication import complete

if TYPE_CHECKING:
    from clauses.edition.comparaison import Comparaison
    from clauses.edition.etat import Etat


def load_editions() -> list[Manifeste]:
    """Editions published, the latest first."""
    return _editions(folder_state(files.data_dir()))


def finish_publication() -> tuple[str, ...]:
    """Refresh the tables that an interrupted publication left; the names of those that still could not be."""
    return complete(files.data_dir())


def load_comparaison(avant: int, apres: int | None) -> "Comparaison":
    """What differs between two editions, ``None`` being what the atlas shows now; see :func:`compare_editions`."""
    return _comparaison(folder_state(files.data_dir()), avant, apres)


def load_etat() -> "Etat":
    """What the atlas shows now, whatever the address says: what the team changes; see :func:`read_etat`."""
    return _etat(folder_state(files.data_dir()))


def load_zip(numero: int) -> bytes:
    """The files of an edition as open data, in one archive; see :func:`clauses.diffusion.build_zip`."""
    # Only who downloads needs what makes files.
    from clauses.diffusion import build_zip

    with at_edition(numero):
        return load_kept(("zip",), lambda: build_zip(load_edition(date.today())))  # noqa: DTZ011


@st.cache_resource(max_entries=2, show_spinner=False)
def _editions(state: str) -> list[Manifeste]:
    return list_manifestes(folder_of(state))


@st.cache_resource(max_entries=8, show_spinner=False)
def _comparaison(state: str, avant: int, apres: int | None) -> "Comparaison":
    # Only who compares editions, or publishes, needs what follows.
    from clauses.edition.comparaison import compare_editions

    return compare_editions(folder_of(state), avant, apres)


@st.cache_resource(max_entries=2, show_spinner=False)
def _etat(state: str) -> "Etat":
    from clauses.edition.etat import read_etat

    return read_etat(folder_of(state))
