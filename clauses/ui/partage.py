"""Share a view: its short link, the code of a frame, a QR code; and what a page says of itself inside a frame."""

import os
from collections.abc import Mapping
from urllib.parse import urlencode

import streamlit as st

from clauses.catalogue import EDITION, Catalogue, load_annuaire, load_catalogue, load_kept
from clauses.domain.annuaire import GUICHETS, STRUCTURES
from clauses.domain.liens import Liens
from clauses.domain.territoires import COMMUNE, DEPARTEMENT, Territoire
from clauses.rendu import parametres
from clauses.rendu.documents import qr_data_uri
from clauses.rendu.liens import EMBED_VARIABLE, EVERYWHERE, embedders, frame_code, frame_query, short_address
from clauses.rendu.mots import partage as texts
from clauses.ui import adresse, blocks, cadre, keys
from clauses.ui.documents import site_address

LISTES = {parametres.GUICHET: GUICHETS, parametres.STRUCTURE: STRUCTURES}
"""List of the directory that a parameter names an entry of."""


def load_liens() -> Liens:
    """Short names of the territories, computed once per version of the data."""
    return load_kept(("liens",), lambda: Liens(load_catalogue().territoires))


@st.fragment
def show_partage(page: str = "", *only: str) -> None:
    """A button that opens what is needed to share the view; nothing is made before it opens.

    Parameters
    ----------
    page : path of the screen, empty for the map
    only : parameters of the address that make the view; all of them unless told
    """
    choices = st.popover(
        texts.OPEN, icon=":material/share:", type="tertiary", key=keys.PARTAGE_OUVRIR, on_change="rerun"
    )
    if choices.open:
        query = {name: text for name, text in adresse.current().items() if not only or name in (*only, EDITION)}
        with choices:
            _show_ways(page, query)


def _show_ways(page: str, query: Mapping[str, str]) -> None:
    catalogue, site = load_catalogue(), site_address()
    link = f"{site}/{short_address(load_liens(), page, query)}"
    words, image = st.columns([3, 1], vertical_alignment="bottom")
    with words:
        st.markdown(f"**{texts.LINK}**")
        st.code(link, language=None, wrap_lines=True)
        st.caption(texts.LINK_HELP)
    with image:
        blocks.show("partage.html", qr=qr_data_uri(link), alt=texts.QR_ALT)
    territoire = find_territoire(catalogue, page, query)
    title = texts.frame_title(catalogue.territoires.nom(territoire))
    frame = frame_query(catalogue.territoires, territoire)
    st.markdown(f"**{texts.FRAME}**")
    st.code(frame_code(site, title, frame), language="html", wrap_lines=True)
    st.caption(_frame_note())


def _frame_note() -> str:
    """What to do with the code, or to ask first."""
    allowed = embedders(os.environ.get(EMBED_VARIABLE, ""))
    if EVERYWHERE in allowed:
        return texts.FRAME_HELP
    return f"{texts.frame_listed(allowed)} {texts.FRAME_HELP}" if allowed else texts.FRAME_CLOSED


def find_territoire(catalogue: Catalogue, page: str, query: Mapping[str, str]) -> Territoire:
    """What a view is about, to show on a map: the region unless the address names a territory or an entry."""
    territoires = catalogue.territoires
    named = [query.get(parametres.TERRITOIRE, "")] if page == "territoire" else []
    if page != "annuaire":
        named += [
            f"{COMMUNE}:{query.get(parametres.COMMUNE, '')}",
            f"{DEPARTEMENT}:{query.get(parametres.DEPARTEMENT, '')}",
        ]
    for key, liste in LISTES.items():
        entree = load_annuaire(liste).by_id.get(query.get(key, "")) if page == "annuaire" else None
        if entree is not None and entree.commune in territoires.positions:
            named.append(f"{DEPARTEMENT}:{territoires.communes.at[entree.commune, 'code_departement']}")
    for each in named:
        try:
            return territoires.find(each)
        except KeyError:
            continue
    return territoires.region


def show_whole(page: str = "") -> None:
    """In a frame: one line that opens the same view of the whole atlas; nothing elsewhere."""
    if cadre.is_embedded():
        query = adresse.current()
        whole = f"/{page}?{urlencode(query)}" if query else f"/{page}"
        blocks.show("cadre.html", adresse=whole, nom=texts.FULL, aide=texts.FULL_HELP)
