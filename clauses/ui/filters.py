"""Filters of the map: one widget each, in the address by code, returning plain values."""

from collections import Counter
from collections.abc import Callable, Sequence
from urllib.parse import quote

import streamlit as st

from clauses.domain.guichets import DONNEURS_ORDRE, buyer_types
from clauses.domain.selection import Selection
from clauses.domain.typographie import NO_BREAK, typographic
from clauses.donnees import Moment
from clauses.rendu import parametres
from clauses.rendu.cartes.affichages import Affichage
from clauses.rendu.formats import unmarked
from clauses.rendu.mots import atlas as texts
from clauses.rendu.vues import load_vue
from clauses.ui.adresse import keep, seed, some_of, yes_no
from clauses.ui.choix import ask_departement, ask_few, ask_one
from clauses.ui.recherche import show_recherche

COUCHES = ("departements", "sieges", "epci", "qpv", "motifs", "ign")
COUCHES_DEFAULT = ("departements", "sieges")


def show_filters(moment: Moment, on_choice: Callable[[str], None]) -> tuple[Selection, Sequence[str], Affichage]:
    """Search and territory, the less used filters in a popover; the legend filters too.

    Returns
    -------
    selection, layers to draw, and what the colours say
    """
    search, territory, more = st.columns([9, 5, 3], vertical_alignment="bottom")
    with search:
        show_recherche(on_choice)
    with territory:
        departement = _departement(moment)
    with more, st.popover(texts.FILTERS_MORE, icon=":material/tune:", width="stretch"):
        affichage = Affichage(ask_few(parametres.VUE, texts.AFFICHAGE, texts.AFFICHAGES))
        buyer = _donneur_ordre(moment)
        unproven = _a_confirmer()
        couches = _couches()
    # Where colours are not those of the types, these are neither a legend nor a filter.
    typologies = _typologies(moment) if affichage is Affichage.GUICHETS else None
    selection = Selection(typologies, buyer, unproven, departement)
    reminder = texts.filters_reminder(selection)
    if reminder:
        st.caption(reminder)
    if affichage is not Affichage.GUICHETS:
        st.caption(texts.affichage_reminder(affichage))
    return selection, couches, affichage


def _departement(moment: Moment) -> str | None:
    return ask_departement(moment, texts.FILTER_DEPARTEMENT, texts.region_option(moment.territoires.region_nom))


def _donneur_ordre(moment: Moment) -> str | None:
    options = {code: DONNEURS_ORDRE.get(code, code) for code in buyer_types(moment.guichets)}
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


def _typologies(moment: Moment) -> frozenset[str] | None:
    """The legend: a button per typology with its colour, letter and number of guichets; ``None`` when all are on.

    Buttons and numbers are those of the whole region, whatever the territory: what is hidden stays so when it changes,
    and a browser that comes back to a server started again finds the buttons it knew.
    """
    counts = Counter(guichet.typologie for guichet in load_vue(moment, Selection()).guichets)
    present = [code for code in moment.typologies if code in counts]

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
