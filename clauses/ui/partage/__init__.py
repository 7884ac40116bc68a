"""Share dialog: short link, mail, iframe code, QR code; and the link to the whole atlas inside a frame."""

import os
from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from clauses.rendu.adresses import Adresse, carte
from clauses.rendu.blocs.partage import build_apercu, find_territoire
from clauses.rendu.documents import qr_data_uri
from clauses.rendu.html import mail_link
from clauses.rendu.mots import partage as texts
from clauses.rendu.parametres import EDITION
from clauses.rendu.partage import EMBED_VARIABLE, EVERYWHERE, embedders, frame_code, short_address
from clauses.ui import adresse, blocks, cadre, keys
from clauses.ui.composant import build_composant
from clauses.ui.documents import site_address
from clauses.ui.moment import current_moment

_TELEPHONE = build_composant(Path(__file__).parent, "telephone", "showTelephone")


@st.fragment
def show_partage(page: str = "", *only: str, label: str = texts.OPEN) -> None:
    """Popover to share the view; nothing is made before it opens. On a telephone, its share sheet takes the place.

    Parameters
    ----------
    page : path of the screen, empty for the map
    only : query parameters kept in the link; all of them by default
    """
    # It takes the view of the page, which a click on the map changes without a run of this.
    _TELEPHONE(key=keys.PARTAGE_TELEPHONE, data={"ouvrir": label})
    _show_popover(label, keys.PARTAGE_OUVRIR, page, only)


@st.fragment
def show_partage_reponse() -> None:
    """The same for the answer, with its sentence; :func:`show_partage` brings the script of its button."""
    with st.container(key=keys.PARTAGE_REPONSE_TELEPHONE, width="content"):
        blocks.show("partage_telephone.html", vue=_vue("", _query(())), mots=texts.OPEN)
    _show_popover(texts.OPEN, keys.PARTAGE_REPONSE, "", ())


def _show_popover(label: str, key: str, page: str, only: tuple[str, ...]) -> None:
    choices = st.popover(label, icon=":material/share:", type="tertiary", key=key, on_change="rerun")
    if choices.open:
        with choices:
            _show_ways(page, _query(only))


def _query(only: tuple[str, ...]) -> dict[str, str]:
    return {name: text for name, text in adresse.current().items() if not only or name in (*only, EDITION)}


def _vue(page: str, query: Mapping[str, str]) -> dict[str, str]:
    """What a message says of a view: title, sentence, short link."""
    moment = current_moment()
    apercu = build_apercu(page, query, moment)
    link = f"{site_address()}/{short_address(moment.liens, Adresse(page, query))}"
    return {"titre": apercu.titre, "texte": apercu.description, "lien": link}


def _show_ways(page: str, query: Mapping[str, str]) -> None:
    moment, site, vue = current_moment(), site_address(), _vue(page, query)
    words, image = st.columns([3, 1], vertical_alignment="bottom")
    with words:
        st.markdown(f"**{texts.LINK}**")
        st.code(vue["lien"], language=None, wrap_lines=True)
        blocks.show(
            "partage_courriel.html",
            mots=texts.MAIL,
            lien=mail_link("", vue["titre"], f"{vue['texte']}\r\n\r\n{vue['lien']}"),
        )
        st.caption(texts.LINK_HELP)
    with image:
        blocks.show("partage.html", qr=qr_data_uri(vue["lien"]), alt=texts.QR_ALT)
    territoire = find_territoire(moment, page, query)
    title = texts.frame_title(moment.territoires.nom(territoire))
    frame = carte(territoire).query
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
