"""Undo of the last change of a draft, whatever made it: the grid, the form, a correction."""

import streamlit as st

from clauses.domain.changements import compare
from clauses.rendu.changements import resume
from clauses.rendu.mots import equipe_grille as texts
from clauses.ui import keys
from clauses.ui.acces import reserved
from clauses.ui.equipe.brouillon import BrouillonOuvert


def show_annuler(brouillon: BrouillonOuvert) -> None:
    """Button that undoes one change, then the one before, and so on."""
    st.button(
        texts.UNDO,
        key=keys.EQUIPE_ANNULER,
        icon=":material/undo:",
        help=texts.UNDO_HELP,
        disabled=not brouillon.is_undoable,
        on_click=reserved(_undo),
        args=(brouillon,),
        shortcut="Ctrl+Z",
    )


def _undo(brouillon: BrouillonOuvert) -> None:
    brouillon.read()
    before = brouillon.travail().table
    brouillon.undo()
    after = brouillon.travail().table
    st.toast(texts.undone(resume(compare(before, after), before.schema)), icon=":material/undo:")
