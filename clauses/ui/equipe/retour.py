"""Restore an edition."""

import streamlit as st

from clauses.acces import Membre
from clauses.donnees import EditionInconnueError, Moment, horloge, load_moment
from clauses.edition.comparaison import compare_moments
from clauses.edition.publication import LONGEST_MESSAGE, restore
from clauses.rendu import parametres
from clauses.rendu.mots import editions as texts
from clauses.rendu.mots import equipe as equipe_texts
from clauses.ui import editions, keys
from clauses.ui.equipe.publier import ask_author, attempt, keep_publiee, show_publiee


def show_editions(moment: Moment, membre: Membre) -> None:
    """List of editions, and what restoring the chosen one would change."""
    chosen = editions.show_editions(moment)
    if chosen is None:
        return
    try:
        comparaison = compare_moments(load_moment(chosen), load_moment())
    except EditionInconnueError:
        st.error(texts.DAMAGED)
        return
    st.header(texts.RESTORE_TITLE, anchor=False)
    st.caption(texts.RESTORE_HELP)
    shown = chosen, comparaison.apres.instantane.cle
    seen = st.session_state.get(keys.EDITION_VU)
    st.session_state[keys.EDITION_VU] = shown
    if not comparaison.changements:
        if not show_publiee(moment, parametres.EDITION_CHOISIE):
            st.info(texts.RESTORE_SAME)
        return
    _show_form(moment, membre, shown, seen)


def _show_form(moment: Moment, membre: Membre, shown: tuple[int, str], seen: tuple[int, str] | None) -> None:
    chosen, base = shown
    auteur = ask_author(membre, keys.EDITION_AUTEUR)
    message = st.text_input(
        texts.RESTORE_MESSAGE, value=texts.restored(chosen), max_chars=LONGEST_MESSAGE,
        key=f"{keys.EDITION_MESSAGE}_{chosen}",
    )  # fmt: skip
    if st.button(texts.RESTORE, key=keys.EDITION_RESTAURER, type="primary", icon=":material/settings_backup_restore:"):
        # The comparison above may differ from the one on screen at the click.
        if seen != shown:
            st.warning(equipe_texts.PUBLISH_STALE)
            return
        done = attempt(lambda: restore(moment.folder, chosen, auteur, message, horloge.now(), base=base))
        if done:
            keep_publiee(parametres.EDITION_CHOISIE, done)
            st.rerun()
