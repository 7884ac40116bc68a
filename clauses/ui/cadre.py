"""Whether the page is shown in a frame, on another site."""

import streamlit as st

_EMBEDDED = "_cadre"


def is_embedded() -> bool:
    """Whether the address that the visit began with says « embed=true »: no other page opens on another site.

    A link to another screen may drop it from the address; the page is still in its frame.
    """
    return st.session_state.setdefault(_EMBEDDED, bool(st.context.is_embedded))
