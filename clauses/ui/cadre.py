"""Embedding: is the page in a frame (iframe) of another site?"""

import streamlit as st

_EMBEDDED = "_cadre"


def is_embedded() -> bool:
    """True if the first address of the visit has « embed=true »: only such pages open on another site.

    A link to another screen may drop it from the address; the page is still in its frame.
    """
    return st.session_state.setdefault(_EMBEDDED, bool(st.context.is_embedded))
