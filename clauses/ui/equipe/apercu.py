"""Preview of a change: maps before and after, communes that gain or lose a guichet, and the same in words."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from clauses.domain.evolution.effet import Effet, Nature
from clauses.domain.guichets import Typologie
from clauses.domain.typographie import typographic
from clauses.rendu import effet as words
from clauses.rendu.cartes import avant_apres_carte as cartes
from clauses.rendu.cartes.apercu import Contours
from clauses.rendu.mots import equipe_perimetre as texts
from clauses.ui import blocks, keys, tables

Typologies = Mapping[str, Typologie]
NEAR = "pres"


def show_avant_apres(
    contours: Contours,
    effet: Effet,
    typologies: Typologies,
    typologies_apres: Typologies | None = None,
    version: str = "",
) -> None:
    """The two maps and what changes between them.

    Parameters
    ----------
    contours : gives the polygons of a layer
    typologies, typologies_apres : of each coverage; the second is the first unless it changes too
    version : names both coverages; drawings are kept for the session as long as it stays the same (empty: never)
    """
    kinds = typologies, typologies if typologies_apres is None else typologies_apres
    couvertures = effet.avant, effet.apres
    region, near = cartes.find_bounds(effet.natures, contours)
    bounds = region
    if near is not None:
        chosen = st.segmented_control(
            texts.FRAME_LABEL,
            list(texts.FRAMES),
            default=NEAR,
            format_func=texts.FRAMES.__getitem__,
            key=keys.EQUIPE_APERCU_CADRE,
            required=True,
            label_visibility="collapsed",
        )
        bounds = region if chosen != NEAR else near

    def draw() -> tuple[str, str]:
        cadrage = cartes.Cadrage(bounds, effet.natures, contours)
        before, after = (cartes.draw(each, kind, cadrage) for each, kind in zip(couvertures, kinds, strict=True))
        return before, after

    drawn = _kept(f"{version} {bounds}" if version else "", draw)
    if not effet:
        same = drawn[0] == drawn[1]
        st.info(texts.NO_CHANGE if same else texts.NO_CHANGE_DRAWN)
        if same:
            return
    natures, bilan = words.natures(effet), effet.bilan(effet.territoires.region)
    blocks.show(
        "equipe_avant_apres.html",
        cartes=[
            _figure(texts.BEFORE, words.part(bilan.avant), drawn[0], natures),
            _figure(texts.AFTER, words.part(bilan.apres), drawn[1], natures),
        ],
        bilan=[
            each | {"verbe": texts.happens(each["nature"], each["nombre"]), "signe": _sign(each)} for each in natures
        ],
        legende_titre=texts.LEGEND,
        natures=[
            {"nature": each["nature"], "signe": _sign(each), "mots": texts.NATURES[each["nature"]]} for each in natures
        ],
        signes=cartes.legende(list(zip(couvertures, kinds, strict=True)), bounds, contours),
    )
    if effet:
        tables.show_table(
            words.table_changements(effet), texts.CHANGES_TABLE, texts.CHANGES_FILE, keys.EQUIPE_APERCU_TABLE
        )


def _kept(name: str, draw: Any) -> tuple[str, str]:
    """Drawings of this name, kept for the session; only the last ones are."""
    if not name:
        return draw()
    held = st.session_state.get(keys.EQUIPE_APERCU)
    if held is None or held[0] != name:
        held = st.session_state[keys.EQUIPE_APERCU] = (name, draw())
    return held[1]


def _figure(when: str, share: str, image: str, natures: list[dict[str, Any]]) -> dict[str, str]:
    changes = " ".join(
        f"{texts.NATURES[each['nature']]} : {each['communes']}, {each['habitants']}." for each in natures
    )
    return {
        "titre": when,
        "image": image,
        "alt": typographic(texts.map_of(when, share, changes or texts.NO_CHANGE)),
        "part": texts.covered(share),
    }


def _sign(each: Mapping[str, Any]) -> str:
    return cartes.SIGNS[Nature(each["nature"])]
