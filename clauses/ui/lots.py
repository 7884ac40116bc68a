"""The lots of a calculation on screen: a card each, kept in the address."""

from collections.abc import Sequence

import streamlit as st

from clauses.domain import calcul
from clauses.domain.calcul import Coefficient, Lot
from clauses.rendu import parametres
from clauses.rendu.calcul_adresse import LIMITS, LONGEST_NAME, MOST_LOTS, read_lots, write_lots
from clauses.rendu.mots import calculateur as texts
from clauses.ui import keys

_WRITTEN, _COUNT = "_calcul_ecrit", "_calcul_lots"
_SELECTS = {"main_oeuvre": (calcul.MAIN_OEUVRE, "ref_main_oeuvre"), "cout": (calcul.COUT_HORAIRE, "ref_cout")}
"""Kind of the coefficients that may give a number of a lot, and where the lot remembers which one did."""


def ask_lots(coefficients: Sequence[Coefficient], *, with_share: bool) -> list[Lot]:
    """The lots on screen, kept in the address."""
    _restore(coefficients)
    lots = [_ask_lot(rank, coefficients, with_share=with_share) for rank in range(st.session_state[_COUNT])]
    if len(lots) < MOST_LOTS:
        st.button(
            texts.LOT_ADD,
            icon=":material/add:",
            key=keys.LOT_AJOUTER,
            on_click=lambda: fill([*lots, calcul.premier_lot(coefficients)]),
        )
    text = write_lots(lots)
    if lots == [calcul.premier_lot(coefficients)]:
        st.query_params.pop(parametres.LOTS, None)
        text = ""
    elif st.query_params.get(parametres.LOTS) != text:
        st.query_params[parametres.LOTS] = text
    st.session_state[_WRITTEN] = text
    return lots


def _restore(coefficients: Sequence[Coefficient]) -> None:
    """Load the lots of the address into the widgets, unless they wrote it themselves."""
    text = st.query_params.get(parametres.LOTS, "")
    if text != st.session_state.get(_WRITTEN) or _key(0, "montant") not in st.session_state:
        start = [calcul.premier_lot(coefficients)]
        fill(read_lots(text, start) if text else start)


def fill(lots: Sequence[Lot]) -> None:
    """Load these lots into the widgets."""
    st.session_state[_COUNT] = len(lots)
    for rank, lot in enumerate(lots):
        st.session_state[_key(rank, "nom")] = lot.nom
        for name in LIMITS:
            st.session_state[_key(rank, name)] = float(getattr(lot, name))
        for name, (_, remembered) in _SELECTS.items():
            st.session_state[_key(rank, f"{name}_choix")] = getattr(lot, remembered) or None


def _ask_lot(rank: int, coefficients: Sequence[Coefficient], *, with_share: bool) -> Lot:
    with st.container(border=True):
        name, amount, share = st.columns([2, 2, 2])
        nom = name.text_input(f"{texts.LOT_NAME} ({rank + 1})", key=_key(rank, "nom"), max_chars=LONGEST_NAME)
        montant = _number(amount, rank, "montant", texts.LOT_AMOUNT, 10_000.0, "%.0f")
        insertion = st.session_state[_key(rank, "insertion")]
        if with_share:
            insertion = _number(share, rank, "insertion", texts.LOT_SHARE, 1.0, "%g", texts.LOT_SHARE_HELP)
        else:
            # A widget that is not drawn forgets its value.
            st.session_state[_key(rank, "insertion")] = insertion
        kinds, labour = st.columns([4, 2], vertical_alignment="bottom")
        with kinds:
            nature = _ask_reference(rank, "main_oeuvre", texts.LOT_KIND, coefficients)
        main_oeuvre = _number(labour, rank, "main_oeuvre", texts.LOT_LABOUR, 1.0, "%g", texts.LOT_LABOUR_HELP)
        kinds, hourly = st.columns([4, 2], vertical_alignment="bottom")
        with kinds:
            reference = _ask_reference(rank, "cout", texts.LOT_COST_KIND, coefficients)
        cout = _number(hourly, rank, "cout", texts.LOT_COST, 0.5, "%g", texts.LOT_COST_HELP)
        lot = Lot(nom, montant, main_oeuvre, cout, insertion, nature, reference)
        if st.session_state[_COUNT] > 1:
            st.button(
                texts.LOT_REMOVE,
                type="tertiary",
                icon=":material/delete:",
                key=_key(rank, "retirer"),
                on_click=lambda: _remove(rank),
            )
    return lot


def _number(place: st.delta_generator.DeltaGenerator, rank: int, name: str, label: str, step: float, form: str,
            help_: str | None = None) -> float:  # fmt: skip
    return place.number_input(label, 0.0, LIMITS[name], step=step, format=form, key=_key(rank, name), help=help_)


def _ask_reference(rank: int, name: str, label: str, coefficients: Sequence[Coefficient]) -> str:
    """Select box of sourced values that fills the number beside it; returns the reference used, empty for none."""
    found = {each.id: each for each in calcul.choix(coefficients, _SELECTS[name][0])}
    key = _key(rank, f"{name}_choix")
    chosen = found.get(st.session_state.get(key) or "")
    if chosen is None or chosen.valeur != st.session_state[_key(rank, name)]:
        # Another number was typed since: several references may share it, so none is named.
        st.session_state[key] = None

    def pick() -> None:
        picked = found.get(st.session_state[key] or "")
        if picked is not None:
            st.session_state[_key(rank, name)] = float(picked.valeur or 0)

    answer = st.selectbox(
        label,
        list(found),
        index=None,
        format_func=lambda id_: texts.option(found[id_]),
        key=key,
        placeholder=texts.OTHER_VALUE,
        on_change=pick,
    )
    return answer or ""


def _remove(rank: int) -> None:
    kept = [_read(each) for each in range(st.session_state[_COUNT]) if each != rank]
    fill(kept)


def _read(rank: int) -> Lot:
    state = st.session_state
    numbers = {name: state[_key(rank, name)] for name in LIMITS}
    remembered = {name: state.get(_key(rank, f"{each}_choix")) or "" for each, (_, name) in _SELECTS.items()}
    return Lot(state[_key(rank, "nom")], **numbers, **remembered)


def _key(rank: int, name: str) -> str:
    return f"{keys.LOT}_{rank}_{name}"
