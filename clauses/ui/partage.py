"""Share dialog: short link, iframe code, QR code; and the link to the whole atlas inside a frame."""

import os
from collections.abc import Mapping

import streamlit as st

from clauses.rendu.adresses import Adresse
from clauses.rendu.blocs.partage import find_territoire
from clauses.rendu.documents import qr_data_uri
from clauses.rendu.mots import partage as texts
from clauses.rendu.parametres import EDITION
from clauses.rendu.partage import EMBED_VARIABLE, EVERYWHERE, embedders, frame_code, frame_query, short_address
from clauses.ui import adresse, blocks, cadre, keys
from clauses.ui.documents import site_address
from clauses.ui.moment import current_moment


@st.fragment
def show_partage(page: str = "", *only: str) -> None:
    """Popover to share the view; nothing is made before it opens.

    Parameters
    ----------
    page : path of the screen, empty for the map
    only : query parameters kept in the link; all of them by default
    """
    choices = st.popover(
        texts.OPEN, icon=":material/share:", type="tertiary", key=keys.PARTAGE_OUVRIR, on_change="rerun"
    )
    if choices.open:
        query = {name: text for name, text in adresse.current().items() if not only or name in (*only, EDITION)}
        with choices:
            _show_ways(page, query)


def _show_ways(page: str, query: Mapping[str, str]) -> None:
    moment, site = current_moment(), site_address()
    link = f"{site}/{short_address(moment.liens, Adresse(page, query))}"
    words, image = st.columns([3, 1], vertical_alignment="bottom")
    with words:
        st.markdown(f"**{texts.LINK}**")
        st.code(link, language=None, wrap_lines=True)
        st.caption(texts.LINK_HELP)
    with image:
        blocks.show("partage.html", qr=qr_data_uri(link), alt=texts.QR_ALT)
    territoire = find_territoire(moment, page, query)
    title = texts.frame_title(moment.territoires.nom(territoire))
    frame = frame_query(moment.territoires, territoire)
    st.markdown(f"**{texts.FRAME}**")
    st.code(frame_code(site, title, frame), language="html", wrap_lines=True)
    st.caption(_frame_note())


def _frame_note() -> str:
    """Instructions for the iframe code, or the setting to ask for first."""
    allowed = embedders(os.environ.get(EMBED_VARIABLE, ""))
    if EVERYWHERE in allowed:
        return texts.FRAME_HELP
    return f"{texts.frame_listed(allowed)} {texts.FRAME_HELP}" if allowed else texts.FRAME_CLOSED


def show_whole(page: str = "") -> None:
    """In a frame: one line that opens the same view of the whole atlas; nothing elsewhere."""
    if cadre.is_embedded():
        blocks.show("cadre.html", adresse=Adresse(page, adresse.current()).on(), nom=texts.FULL, aide=texts.FULL_HELP)
