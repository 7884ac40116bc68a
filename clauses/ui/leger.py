"""Links to the standalone atlas: open it, or download it for a USB stick."""

import streamlit as st

from clauses.rendu.mots import autonome as texts

ADDRESS = "/atlas/"
ARCHIVE = f"{ADDRESS}atlas.zip"


def show_leger() -> None:
    """Introduction, link, and ZIP download."""
    st.header(texts.LIGHT_TITLE, anchor=False)
    st.markdown(texts.LIGHT_INTRO)
    with st.container(horizontal=True):
        st.link_button(texts.LIGHT_OPEN, ADDRESS, icon=":material/bolt:")
        st.link_button(texts.LIGHT_ZIP, ARCHIVE, icon=":material/folder_zip:")
    st.caption(texts.LIGHT_HELP)
