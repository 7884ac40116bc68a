"""Map and answer panel: one Streamlit fragment, so that a click reruns nothing else."""

import os
from collections.abc import Sequence
from typing import Any

import streamlit as st
from streamlit_folium import st_folium

from clauses.domain.selection import Selection
from clauses.domain.territoires import COMMUNE, DEPARTEMENT, EPCI, Territoire
from clauses.donnees import Moment
from clauses.rendu import adresses, parametres
from clauses.rendu.adresses import Adresse
from clauses.rendu.blocs import choix as blocs_choix
from clauses.rendu.blocs import panneau, render
from clauses.rendu.blocs.lacunes import render_lacunes
from clauses.rendu.cartes.affichages import Affichage
from clauses.rendu.cartes.carte import FRAME_HEIGHT, build_carte
from clauses.rendu.cartes.couches import zone_title
from clauses.rendu.choix import Choix, find_zone, frame, frame_territoire, read_choix, zone_code
from clauses.rendu.contact import team_mailbox
from clauses.rendu.mots import annuaire as texts_annuaire
from clauses.rendu.mots import atlas as texts
from clauses.rendu.mots import choix as texts_choix
from clauses.rendu.mots import partage as texts_partage
from clauses.rendu.mots import population
from clauses.rendu.mots import territoire as texts_territoire
from clauses.rendu.partage import short_address, vignette
from clauses.ui import adresse, blocks, cadre, keys, lieu, partage
from clauses.ui.documents import show_reponse_button, site_address
from clauses.ui.moment import current_moment
from clauses.ui.signaler import show_signaler


@st.fragment
def show_explorer(selection: Selection, couches: Sequence[str], affichage: Affichage) -> None:
    """Answer and map; where each goes is in static/ecrans.css."""
    moment = current_moment()
    choix = read_choix(st.query_params, moment, selection)
    with st.container(key=keys.CARTE_REPONSE):
        _show_panel(moment, selection, affichage, choix)
        partage.show_whole()
    with st.container(key=keys.CARTE_DESSIN):
        _show_map(moment, selection, couches, affichage, choix)


def _show_panel(moment: Moment, selection: Selection, affichage: Affichage, choix: Choix) -> None:
    # With the answer, one block: each costs the browser as much as what it holds.
    bas = blocs_choix.render_bas(moment, selection, choix)
    if moment.is_missing_guichets:
        # Unreadable is not « non documenté »: without the list, any answer or share would be false.
        st.warning(texts.GUICHETS_MISSING, title=texts.GUICHETS_MISSING_TITLE)
        blocks.show_rendered(bas)
    elif choix.commune:
        _show_actions(moment, selection, choix.commune)
        answer = panneau.render_reponse(
            moment, choix.commune, selection.donneur_ordre, team_mailbox(os.environ), site_address()
        )
        blocks.show_rendered(answer, before=_render_paper(moment, Territoire(COMMUNE, choix.commune)), after=bas)
    elif choix.guichet or choix.zone:
        st.button(
            texts_choix.RETOUR, key=keys.CHOIX_RETOUR, icon=":material/close:", type="tertiary", on_click=lieu.forget
        )
        blocks.show_rendered(blocs_choix.render_choix(moment, choix), after=bas)
        nom = choix.guichet.nom if choix.guichet else zone_title(choix.zone) if choix.zone else ""
        show_signaler(moment, nom, Adresse("", adresse.current()))
    else:
        _warn_unknown(moment, choix.inconnu)
        if selection.narrows:
            _show_actions(moment, selection)
        gaps = affichage is Affichage.LACUNES
        if gaps:
            answer = render_lacunes(moment, selection.donneur_ordre, selection.departement)
        else:
            answer = panneau.render_accueil(moment, selection)
        with st.container(key=keys.CARTE_ACCUEIL if gaps or not selection.narrows else None):
            paper = _render_paper(moment, selection.territoire(moment.territoires))
            blocks.show_rendered(answer, before=paper, after=bas)
        if selection.narrows and not gaps:
            nom = moment.territoires.nom(selection.territoire(moment.territoires))
            show_signaler(moment, nom, Adresse("", adresse.current()))


def _warn_unknown(moment: Moment, name: str) -> None:
    value = st.query_params.get(name, "")
    if name == parametres.GUICHET:
        st.warning(texts_annuaire.UNKNOWN, title=texts_annuaire.UNKNOWN_TITLE)
    elif name:
        st.warning(texts.commune_unknown(value, moment.territoires.region_nom), title=texts.COMMUNE_UNKNOWN_TITLE)


def _show_actions(moment: Moment, selection: Selection, code: str = "") -> None:
    """What one does with an answer; nothing in a frame."""
    if cadre.is_embedded():
        return
    with st.container(horizontal=True, key=keys.REPONSE_ACTIONS):
        partage.show_partage_reponse()
        if code:
            show_reponse_button(moment, code, selection.donneur_ordre)


def _render_paper(moment: Moment, seen: Territoire) -> str:
    """What only paper shows: a small map, the edition, where the view is on line."""
    territoires = moment.territoires
    if seen.level in (COMMUNE, EPCI):
        image = adresses.locator(moment.version, seen)
        alt = texts_territoire.map_alt(territoires.nom(seen), territoires.region_nom)
    else:
        # Pictures of links are of the data of now.
        departement = seen.code if seen.level == DEPARTEMENT else None
        image = "" if moment.passee or moment.is_missing_guichets else vignette(moment.version, departement)
        alt = texts_partage.image_alt(territoires.region_nom)
    return render(
        "papier.html",
        carte=image,
        alt=alt,
        edition=f"{texts.APP_TITLE}. {texts.updated(moment.actualisee_le, moment.edition)}.",
        adresse=f"{site_address()}/{short_address(moment.liens, Adresse('', adresse.current()))}",
    )


def _show_map(moment: Moment, selection: Selection, couches: Sequence[str], affichage: Affichage, choix: Choix) -> None:
    if not moment.geo.is_drawable:
        # Rather than an empty map, which would look healthy.
        st.warning(texts.CONTOURS_MISSING, title=texts.CONTOURS_MISSING_TITLE)
        return
    carte = build_carte(
        _state(moment, selection, couches, affichage, choix),
        titre=texts.CARTE_FRAME,
        region=frame_territoire(moment, moment.territoires.region),
        attribution=population.attribution(moment.territoires.annee_population),
    )
    # `returned_objects=[]`: the map reports choices itself (see carte.js), never a pan or a zoom.
    st_folium(
        carte,
        key=keys.CARTE,
        height=FRAME_HEIGHT,
        use_container_width=True,
        returned_objects=[],
        on_change=lambda: _on_click(selection),
    )


def _on_click(selection: Selection) -> None:
    """What was chosen on the map: a seat, a zone seen from afar, or a commune."""
    chosen, moment = st.session_state.get(keys.CARTE) or {}, current_moment()
    guichet, point = chosen.get("guichet"), chosen.get("point")
    if any(each.id == guichet for each in moment.guichets):
        lieu.ask(parametres.GUICHET, str(guichet))
        return
    if not (isinstance(point, list) and len(point) == 2 and all(isinstance(value, int | float) for value in point)):
        return
    code = moment.geo.commune_at(*point)
    zone = find_zone(moment, selection, code) if code and chosen.get("zone") else None
    if code is None:
        st.toast(texts.OUTSIDE)
    elif zone:
        lieu.ask(parametres.ZONE, zone_code(zone, moment.territoires))
    else:
        lieu.choose(code)


def _state(
    moment: Moment, selection: Selection, couches: Sequence[str], affichage: Affichage, choix: Choix
) -> dict[str, Any]:
    version = moment.version
    return {
        "fond": adresses.layer(version, "fond"),
        "zones": None if moment.is_missing_guichets else adresses.zones(version, selection, affichage),
        "cadre": frame(moment, choix, selection),
        "partiel": selection.narrows or moment.is_missing_guichets,
        "departements": "departements" in couches,
        "sieges": "sieges" in couches,
        "motifs": "motifs" in couches,
        "epci": adresses.layer(version, "epci") if "epci" in couches else None,
        "qpv": adresses.layer(version, "qpv") if "qpv" in couches else None,
        "ign": {"url": adresses.IGN_TILES, "attribution": texts.IGN_ATTRIBUTION} if "ign" in couches else None,
        "commune": _commune(moment, choix.commune) if choix.commune else None,
        "zone": _place(moment, zone_code(choix.zone, moment.territoires)) if choix.zone else None,
        "guichet": choix.guichet.id if choix.guichet else None,
    }


def _commune(moment: Moment, code: str) -> dict[str, Any]:
    name = moment.territoires.communes.at[code, "nom"]
    contours = adresses.communes_around(moment.version, code)
    return {"code": code, "titre": name, **_place(moment, code), "contours": contours}


def _place(moment: Moment, code: str) -> dict[str, float]:
    commune = moment.territoires.communes.loc[code]
    return {"lat": commune["lat"], "lon": commune["lon"]}
