"""Legend of the map: types of structure, which are filters too, and the other signs."""

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import quote

import streamlit as st

from clauses.domain.selection import Selection
from clauses.domain.typographie import NO_BREAK, typographic
from clauses.donnees import Moment
from clauses.rendu import parametres
from clauses.rendu.blocs.legende import count_types, present_types, render_signes
from clauses.rendu.cartes.affichages import Affichage
from clauses.rendu.formats import unmarked
from clauses.rendu.mots import atlas as texts
from clauses.rendu.mots import autonome
from clauses.rendu.mots import couverture as mots
from clauses.ui import blocks, cadre, keys, leger
from clauses.ui.choix import ask_pills


def show_legende(moment: Moment, selection: Selection, affichage: Affichage) -> Selection:
    """Draw the legend; gives the selection with the types that the reader keeps."""
    present = present_types(moment)
    # Where colours are not those of the types, these are neither a legend nor a filter.
    if affichage is Affichage.GUICHETS:
        selection = replace(selection, typologies=_typologies(moment, selection, present))
    else:
        st.caption(texts.affichage_reminder(affichage))
    if not moment.is_missing_guichets and moment.geo.is_drawable:
        blocks.show_rendered(render_signes(moment, selection, affichage))
    _show_hidden(selection, present)
    updated = texts.updated(moment.actualisee_le, moment.edition, modifie=bool(moment.modifies))
    light = "" if cadre.is_embedded() else f" · [{autonome.LIGHT_LINK}]({leger.ADDRESS})"
    st.caption(f"{updated}{light}")
    return selection


def _typologies(moment: Moment, selection: Selection, present: Sequence[str]) -> frozenset[str] | None:
    """A button per typology with its colour, letter and number; ``None`` when all are on."""
    counts = count_types(moment, selection)

    def label(code: str) -> str:
        typologie = moment.typologies[code]
        swatch = f"![{unmarked(typologie.lettre)}](legende/{moment.version}/{quote(code)}.svg)"
        return f"{swatch} {unmarked(typographic(typologie.libelle))}{NO_BREAK}({counts[code]})"

    ordered = ask_pills(
        parametres.TYPOLOGIES, texts.FILTER_TYPOLOGIES, present, present, label, texts.FILTER_TYPOLOGIES_HELP
    )
    return None if ordered == present else frozenset(ordered)


def _show_hidden(selection: Selection, present: Sequence[str]) -> None:
    """What the filters hide, and the button that shows it again."""
    hidden = 0 if selection.typologies is None else sum(code not in selection.typologies for code in present)
    words = mots.masques(hidden, a_confirmer=not selection.a_confirmer)
    if words:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption(words, width="content")
            st.button(mots.TOUT_MONTRER, key=keys.TOUT_MONTRER, type="tertiary", on_click=_show_all, args=(present,))


def _show_all(present: Sequence[str]) -> None:
    st.session_state[parametres.TYPOLOGIES] = list(present)
    st.session_state[parametres.A_CONFIRMER] = True
