"""Filters of the map: one widget each, in the address by code, returning plain values."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from urllib.parse import quote

import streamlit as st

from clauses.domain.guichets import DONNEURS_ORDRE, MOST_SWITCHES, buyer_types
from clauses.domain.selection import Selection
from clauses.domain.typographie import NO_BREAK, typographic
from clauses.donnees import Moment
from clauses.rendu import parametres
from clauses.rendu.cartes.affichages import Affichage
from clauses.rendu.formats import unmarked
from clauses.rendu.mots import atlas as texts
from clauses.rendu.mots import couverture as mots
from clauses.rendu.mots.acheteurs import je_suis
from clauses.rendu.vues import load_vue
from clauses.ui import keys
from clauses.ui.adresse import keep, seed, some_of, yes_no
from clauses.ui.choix import ask_departement, ask_few, ask_one, ask_switch
from clauses.ui.recherche import show_recherche

COUCHES = ("departements", "sieges", "epci", "qpv", "motifs", "ign")
COUCHES_DEFAULT = ("departements", "sieges")


def show_filters(moment: Moment, on_choice: Callable[[str], None]) -> tuple[Selection, Sequence[str], Affichage]:
    """Search, territory and buyer, the less used filters in a popover; the legend filters too.

    Returns
    -------
    selection, layers to draw, and what the colours say
    """
    search, territory, more = st.columns([7, 4, 7], vertical_alignment="bottom")
    with search:
        show_recherche(on_choice)
    with territory:
        departement = _departement(moment)
    with more, st.container(horizontal=True, vertical_alignment="bottom"):
        buyer = _donneur_ordre(moment)
        with st.popover(texts.FILTERS_MORE, icon=":material/tune:"):
            affichage = Affichage(ask_few(parametres.VUE, texts.AFFICHAGE, texts.AFFICHAGES))
            unproven = _a_confirmer()
            couches = _couches()
    selection, present = Selection(None, buyer, unproven, departement), _present(moment)
    # Where colours are not those of the types, these are neither a legend nor a filter.
    if affichage is Affichage.GUICHETS:
        selection = replace(selection, typologies=_typologies(moment, selection, present))
    _show_hidden(selection, present)
    if affichage is not Affichage.GUICHETS:
        st.caption(texts.affichage_reminder(affichage))
    return selection, couches, affichage


def _departement(moment: Moment) -> str | None:
    return ask_departement(moment, texts.FILTER_DEPARTEMENT, texts.region_option(moment.territoires.region_nom))


def _donneur_ordre(moment: Moment) -> str | None:
    codes = buyer_types(moment.guichets)
    if not codes:
        return None
    if len(codes) <= MOST_SWITCHES:
        words = {code: typographic(je_suis(code)) for code in codes}
        return ask_switch(parametres.DONNEUR_ORDRE, texts.FILTER_BUYER, words, texts.FILTER_BUYER_HELP)
    options = {code: DONNEURS_ORDRE.get(code, code) for code in codes}
    return ask_one(
        parametres.DONNEUR_ORDRE, texts.FILTER_BUYER, options, texts.FILTER_BUYER_ALL, texts.FILTER_BUYER_HELP
    )


def _a_confirmer() -> bool:
    parametre = yes_no(parametres.A_CONFIRMER)
    chosen = st.toggle(
        texts.FILTER_UNPROVEN, seed(parametre), key=parametres.A_CONFIRMER, help=texts.FILTER_UNPROVEN_HELP
    )
    keep(parametre, chosen)
    return chosen


def _present(moment: Moment) -> list[str]:
    """Typologies of the whole region, whatever the filters: what is hidden stays so when the territory changes."""
    found = {guichet.typologie for guichet in load_vue(moment, Selection()).connus}
    return [code for code in moment.typologies if code in found]


def _typologies(moment: Moment, everything: Selection, present: Sequence[str]) -> frozenset[str] | None:
    """The legend: a button per typology with its colour, letter and number; ``None`` when all are on.

    Numbers are those of the other filters: what the map shows, or would show.
    """
    counts = Counter(guichet.typologie for guichet in load_vue(moment, everything).connus)

    def label(code: str) -> str:
        typologie = moment.typologies[code]
        swatch = f"![{unmarked(typologie.lettre)}](legende/{moment.version}/{quote(code)}.svg)"
        return f"{swatch} {unmarked(typographic(typologie.libelle))}{NO_BREAK}({counts[code]})"

    parametre = some_of(parametres.TYPOLOGIES, present, present)
    chosen = st.pills(
        texts.FILTER_TYPOLOGIES,
        present,
        selection_mode="multi",
        default=seed(parametre),
        format_func=label,
        key=parametres.TYPOLOGIES,
        help=texts.FILTER_TYPOLOGIES_HELP,
    )
    ordered = [code for code in present if code in chosen]
    keep(parametre, ordered)
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


def _couches() -> Sequence[str]:
    parametre = some_of(parametres.COUCHES, COUCHES, COUCHES_DEFAULT)
    chosen = st.pills(
        texts.CARTE_LAYERS,
        COUCHES,
        selection_mode="multi",
        default=seed(parametre),
        format_func=texts.LAYER_LABELS.__getitem__,
        key=parametres.COUCHES,
        help=texts.IGN_HELP,
    )
    ordered = [code for code in COUCHES if code in chosen]
    keep(parametre, ordered)
    return ordered
