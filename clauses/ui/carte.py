"""Map and answer panel: one Streamlit fragment, so that a click reruns nothing else."""

import os
from collections.abc import Sequence
from typing import Any

import streamlit as st
from streamlit_folium import st_folium

from clauses.domain.selection import Selection
from clauses.domain.territoires import COMMUNE, Territoire
from clauses.donnees import Moment, kept
from clauses.rendu import adresses, blocs, parametres
from clauses.rendu.adresses import Adresse
from clauses.rendu.blocs import panneau
from clauses.rendu.blocs.lacunes import render_lacunes
from clauses.rendu.cartes.affichages import Affichage
from clauses.rendu.cartes.carte import Bounds, build_carte
from clauses.rendu.contact import team_mailbox
from clauses.rendu.mots import atlas as texts
from clauses.rendu.mots import partage as texts_partage
from clauses.rendu.mots import population
from clauses.rendu.mots import territoire as texts_territoire
from clauses.rendu.mots.autonome import LIGHT_LINK
from clauses.rendu.partage import short_address, vignette
from clauses.rendu.vues import load_vue
from clauses.ui import adresse, blocks, cadre, keys, leger, partage
from clauses.ui.documents import show_reponse_button, site_address
from clauses.ui.legende import signs
from clauses.ui.moment import current_moment

HEIGHT = 620


def choose(code: str) -> None:
    """Put a commune in the address; drop a département filter that would hide it."""
    st.query_params[parametres.COMMUNE] = code
    moment = current_moment()
    departement = st.session_state.get(parametres.DEPARTEMENT)
    known = code in moment.territoires.positions
    if departement and known and moment.territoires.communes.at[code, "code_departement"] != departement:
        st.session_state[parametres.DEPARTEMENT] = None


def clear() -> None:
    """Forget the commune."""
    st.query_params.pop(parametres.COMMUNE, None)


@st.fragment
def show_explorer(selection: Selection, couches: Sequence[str], affichage: Affichage) -> None:
    """Map on one side, answer on the other; on a phone the answer comes under the map."""
    moment = current_moment()
    code = st.query_params.get(parametres.COMMUNE)
    known = code if code in moment.territoires.positions else None
    map_side, panel_side = st.columns([13, 8], gap="medium")
    with map_side:
        _show_map(moment, selection, couches, affichage, known)
        if not moment.is_missing_guichets and moment.geo.is_drawable:
            blocks.show_rendered(_render_signs(moment, selection, affichage))
        updated = texts.updated(moment.actualisee_le, moment.edition, modifie=bool(moment.modifies))
        light = "" if cadre.is_embedded() else f" · [{LIGHT_LINK}]({leger.ADDRESS})"
        st.caption(f"{updated}{light}")
    with panel_side:
        if moment.is_missing_guichets:
            # Unreadable is not « non documenté »: without the list, any answer or share would be false.
            st.warning(texts.GUICHETS_MISSING, title=texts.GUICHETS_MISSING_TITLE)
        elif known:
            _show_actions(moment, known, selection)
            _show_paper(moment, known, selection.departement)
            blocks.show_rendered(
                panneau.render_reponse(moment, known, selection.donneur_ordre, team_mailbox(os.environ))
            )
        else:
            if code:
                st.warning(
                    texts.commune_unknown(code, moment.territoires.region_nom), title=texts.COMMUNE_UNKNOWN_TITLE
                )
            _show_paper(moment, None, selection.departement)
            if affichage is Affichage.LACUNES:
                blocks.show_rendered(render_lacunes(moment, selection.donneur_ordre, selection.departement))
            else:
                blocks.show_rendered(panneau.render_accueil(moment, selection))
    partage.show_whole()


def _show_actions(moment: Moment, code: str, selection: Selection) -> None:
    """What one does with an answer; in a frame, forget it and no more."""
    with st.container(horizontal=True, key=keys.REPONSE_ACTIONS):
        st.button(texts.SEARCH_CLEAR, key=keys.EFFACER, icon=":material/close:", type="tertiary", on_click=clear)
        if not cadre.is_embedded():
            with st.container(width="content"):
                partage.show_partage_reponse()
            show_reponse_button(moment, code, selection.donneur_ordre)


def _show_paper(moment: Moment, code: str | None, departement: str | None) -> None:
    """What only paper shows: a small map, the edition, where the view is on line."""
    territoires = moment.territoires
    if code:
        seen = Territoire(COMMUNE, code)
        image = adresses.locator(moment.version, seen)
        alt = texts_territoire.map_alt(territoires.nom(seen), territoires.region_nom)
    else:
        # Pictures of links are of the data of now.
        image = "" if moment.passee or moment.is_missing_guichets else vignette(moment.version, departement)
        alt = texts_partage.image_alt(territoires.region_nom)
    blocks.show(
        "papier.html",
        carte=image,
        alt=alt,
        edition=f"{texts.APP_TITLE}. {texts.updated(moment.actualisee_le, moment.edition)}.",
        adresse=f"{site_address()}/{short_address(moment.liens, Adresse('', adresse.current()))}",
    )


@kept(32)
def _render_signs(moment: Moment, selection: Selection, affichage: Affichage) -> str:
    vue = load_vue(moment, selection)
    return blocs.render("legende.html", signes=signs(vue, moment.typologies, affichage, moment.annee))


def _show_map(
    moment: Moment, selection: Selection, couches: Sequence[str], affichage: Affichage, code: str | None
) -> None:
    if not moment.geo.is_drawable:
        # Rather than an empty map, which would look healthy.
        st.warning(texts.CONTOURS_MISSING, title=texts.CONTOURS_MISSING_TITLE)
        return
    carte = build_carte(
        _state(moment, selection, couches, affichage, code),
        titre=texts.CARTE_FRAME,
        hauteur=HEIGHT,
        attribution=population.attribution(moment.territoires.annee_population),
    )
    # `returned_objects=[]`: the map reports choices itself (see carte.js), never a pan or a zoom.
    st_folium(carte, key=keys.CARTE, height=HEIGHT, use_container_width=True, returned_objects=[], on_change=_on_click)


def _on_click() -> None:
    point = (st.session_state.get(keys.CARTE) or {}).get("point")
    if not (isinstance(point, list) and len(point) == 2 and all(isinstance(value, int | float) for value in point)):
        return
    code = current_moment().geo.commune_at(*point)
    if code is None:
        st.toast(texts.OUTSIDE)
    else:
        choose(code)


def _state(
    moment: Moment, selection: Selection, couches: Sequence[str], affichage: Affichage, code: str | None
) -> dict[str, Any]:
    version = moment.version
    return {
        "fond": adresses.layer(version, "fond"),
        "zones": None if moment.is_missing_guichets else adresses.zones(version, selection, affichage),
        "cadre": _frame(moment, selection.departement),
        "partiel": selection.departement is not None or moment.is_missing_guichets,
        "departements": "departements" in couches,
        "sieges": "sieges" in couches,
        "motifs": "motifs" in couches,
        "epci": adresses.layer(version, "epci") if "epci" in couches else None,
        "qpv": adresses.layer(version, "qpv") if "qpv" in couches else None,
        "ign": {"url": adresses.IGN_TILES, "attribution": texts.IGN_ATTRIBUTION} if "ign" in couches else None,
        "commune": _commune(moment, code) if code else None,
    }


def _frame(moment: Moment, departement: str | None) -> Bounds:
    west, south, east, north = moment.geo.bounds(departement)
    return ((south, west), (north, east))


def _commune(moment: Moment, code: str) -> dict[str, Any]:
    commune = moment.territoires.communes.loc[code]
    return {
        "code": code,
        "titre": commune["nom"],
        "lat": commune["lat"],
        "lon": commune["lon"],
        "contours": adresses.communes_around(moment.version, code),
    }
