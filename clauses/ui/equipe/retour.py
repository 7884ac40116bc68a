"""Bring an edition back."""

import streamlit as st

from clauses.acces import Membre
from clauses.catalogue import load_comparaison
from clauses.edition.etat import Etat
from clauses.edition.publication import LONGEST_MESSAGE, restore
from clauses.ui import editions, keys
from clauses.ui.equipe.publier import ask_author, attempt, now, show_publiee
from clauses.ui.texts import editions as texts


def show_editions(etat: Etat, membre: Membre) -> None:
    """The list, and for the edition chosen what coming back to it would change."""
    show_publiee()
    chosen = editions.show_editions()
    if chosen is None:
        return
    st.subheader(texts.RESTORE_TITLE, anchor=False)
    st.caption(texts.RESTORE_HELP)
    if not load_comparaison(chosen, None).changements:
        st.info(texts.RESTORE_SAME)
        return
    auteur = ask_author(membre, keys.EDITION_AUTEUR)
    message = st.text_input(
        texts.RESTORE_MESSAGE, value=texts.restored(chosen), max_chars=LONGEST_MESSAGE,
        key=f"{keys.EDITION_MESSAGE}_{chosen}",
    )  # fmt: skip
    if st.button(texts.RESTORE, key=keys.EDITION_RESTAURER, type="primary", icon=":material/settings_backup_restore:"):
        done = attempt(lambda: restore(etat.folder, chosen, auteur, message, now()))
        if done:
            st.session_state[keys.EQUIPE_PUBLIEE] = done
            st.rerun()
