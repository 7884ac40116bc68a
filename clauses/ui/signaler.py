"""Report of an error: a message to the team, with what it is about."""

import os

import streamlit as st

from clauses.donnees import Moment
from clauses.rendu.adresses import Adresse
from clauses.rendu.contact import signaler, team_mailbox
from clauses.rendu.mots.autonome import edition
from clauses.rendu.mots.editeur import REPORT
from clauses.ui.documents import site_address


def show_signaler(moment: Moment, nom: str, adresse: Adresse) -> None:
    """Button among the actions of a sheet; nothing when no mailbox is set."""
    box, words = team_mailbox(os.environ), edition(moment.edition, moment.actualisee_le)
    if link := signaler(box, nom, adresse.on(site_address()), words):
        st.link_button(REPORT, link, icon=":material/edit_note:", type="tertiary")
