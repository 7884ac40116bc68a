"""The map and the panel beside it: one fragment, so that a click runs nothing else."""

from collections.abc import Sequence
from typing import Any

import streamlit as st
from streamlit_folium import st_folium

from clauses.catalogue import Catalogue, load_bounds, load_catalogue, load_commune_at, load_vue
from clauses.domain.selection import Selection
from clauses.rendu import adresses, blocs, parametres
from clauses.rendu.blocs import panneau
from clauses.rendu.cartes.carte import Bounds, build_carte
from clauses.rendu.mots import atlas as texts
from clauses.rendu.mots.autonome import LIGHT_LINK
from clauses.ui import blocks, cadre, keys, leger, partage
from clauses.ui.legende import signs

HEIGHT = 620


def choose(code: str) -> None:
    """Put a commune in the address; a département that would hide it is let go."""
    st.query_params[parametres.COMMUNE] = code
    catalogue = load_catalogue()
    departement = st.session_state.get(parametres.DEPARTEMENT)
    known = code in catalogue.territoires.positions
    if departement and known and catalogue.territoires.communes.at[code, "code_departement"] != departement:
        st.session_state[parametres.DEPARTEMENT] = None


def clear() -> None:
    """Forget the commune."""
    st.query_params.pop(parametres.COMMUNE, None)


@st.fragment
def show_explorer(selection: Selection, couches: Sequence[str]) -> None:
    """Map on one side, answer on the other; on a phone the answer comes under the map."""
    catalogue = load_catalogue()
    code = st.query_params.get(parametres.COMMUNE)
    known = code if code in catalogue.territoires.positions else None
    map_side, panel_side = st.columns([13, 8], gap="medium")
    with map_side:
        _show_map(catalogue, selection, couches, known)
        if not catalogue.is_missing_guichets:
            _show_signs(catalogue, selection)
        updated = texts.updated(catalogue.actualisee_le, catalogue.edition, modifie=bool(catalogue.modifies))
        light = "" if cadre.is_embedded() else f" · [{LIGHT_LINK}]({leger.ADDRESS})"
        st.caption(f"{updated}{light}")
    with panel_side:
        if catalogue.is_missing_guichets:
            # Not read is not « non documenté »: without the list, no answer and no share would be true.
            st.warning(texts.GUICHETS_MISSING, title=texts.GUICHETS_MISSING_TITLE)
        elif known:
            st.button(texts.SEARCH_CLEAR, key=keys.EFFACER, icon=":material/close:", type="tertiary", on_click=clear)
            blocks.show_rendered(panneau.render_reponse(catalogue, known, selection.donneur_ordre))
        else:
            if code:
                st.warning(
                    texts.commune_unknown(code, catalogue.territoires.region_nom), title=texts.COMMUNE_UNKNOWN_TITLE
                )
            blocks.show_rendered(panneau.render_accueil(catalogue))
    partage.show_whole()


def _show_signs(catalogue: Catalogue, selection: Selection) -> None:
    vue = load_vue(selection)
    blocks.show_rendered(
        vue.keep("legende", lambda: blocs.render("legende.html", signes=signs(vue, catalogue.typologies)))
    )


def _show_map(catalogue: Catalogue, selection: Selection, couches: Sequence[str], code: str | None) -> None:
    carte = build_carte(
        _state(catalogue, selection, couches, code),
        titre=texts.CARTE_FRAME,
        hauteur=HEIGHT,
        attribution=texts.CONTOURS_ATTRIBUTION,
    )
    # `returned_objects=[]`: the map reports choices itself (see carte.js), never a pan or a zoom.
    st_folium(carte, key=keys.CARTE, height=HEIGHT, use_container_width=True, returned_objects=[], on_change=_on_click)


def _on_click() -> None:
    point = (st.session_state.get(keys.CARTE) or {}).get("point")
    if not (isinstance(point, list) and len(point) == 2 and all(isinstance(value, int | float) for value in point)):
        return
    code = load_commune_at(*point)
    if code is None:
        st.toast(texts.OUTSIDE)
    else:
        choose(code)


def _state(catalogue: Catalogue, selection: Selection, couches: Sequence[str], code: str | None) -> dict[str, Any]:
    version = catalogue.version
    return {
        "fond": adresses.layer(version, "fond"),
        "zones": None if catalogue.is_missing_guichets else adresses.zones(version, selection),
        "cadre": _frame(selection.departement),
        "partiel": selection.departement is not None or catalogue.is_missing_guichets,
        "departements": "departements" in couches,
        "sieges": "sieges" in couches,
        "motifs": "motifs" in couches,
        "epci": adresses.layer(version, "epci") if "epci" in couches else None,
        "qpv": adresses.layer(version, "qpv") if "qpv" in couches else None,
        "ign": {"url": adresses.IGN_TILES, "attribution": texts.IGN_ATTRIBUTION} if "ign" in couches else None,
        "commune": _commune(catalogue, code) if code else None,
    }


def _frame(departement: str | None) -> Bounds:
    west, south, east, north = load_bounds(departement)
    return ((south, west), (north, east))


def _commune(catalogue: Catalogue, code: str) -> dict[str, Any]:
    commune = catalogue.territoires.communes.loc[code]
    return {
        "code": code,
        "titre": commune["nom"],
        "lat": commune["lat"],
        "lon": commune["lon"],
        "contours": adresses.communes_around(catalogue.version, code),
    }
