"""Error page: an apology and an incident number, never a traceback."""

import logging
import secrets

import streamlit as st

from clauses.donnees import TerritoiresError
from clauses.rendu.mots import atlas as texts

logger = logging.getLogger(__name__)


def show_incident(error: Exception) -> bool:
    """Log an uncaught error in full under a number, and show that number; ``True`` replaces Streamlit's own message.

    Damaged territories, met while a page is drawn, are said for what they are.
    """
    if isinstance(error, TerritoiresError):
        logger.error("Territories cannot be read.", exc_info=error)
        st.error(texts.DATA_MISSING, title=texts.DATA_MISSING_TITLE)
        return True
    number = secrets.token_hex(3)
    logger.error("Incident %s", number, exc_info=error)
    st.error(texts.incident(number), title=texts.INCIDENT_TITLE)
    return True
