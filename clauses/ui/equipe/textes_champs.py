"""Fields of the head of a page: dates, lists of names, records, each with the widget that suits it."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

import streamlit as st

from clauses.domain.contenus.champs import CHOIX, FICHES, JOUR, LISTE, OUI, PARAGRAPHES, Champ, champs_of, shown
from clauses.domain.contenus.presentation import CALCULS, TOUTES
from clauses.domain.schema import Field
from clauses.domain.typographie import typographic
from clauses.donnees import Moment
from clauses.rendu.formats import unmarked
from clauses.rendu.mots import textes as texts
from clauses.ui import keys
from clauses.ui.equipe import champs

Put = Callable[[Champ, str], None]
FIRST, LAST = date(1990, 1, 1), date(2100, 1, 1)
_LINE = "\n"


def show_champs(moment: Moment, name: str, tete: Mapping[str, object], put: Put) -> None:
    """The fields of a page; ``put`` is given what one becomes."""
    for champ in champs_of(name):
        value, key = shown(tete.get(champ.cle), champ), f"{keys.EQUIPE_TEXTE}_{name}_{champ.cle}"
        if champ.genre == PARAGRAPHES:
            show_text(texts.CHAMPS[champ.cle], value, key, partial(put, champ))
        elif champ.genre == JOUR and _is_day(value):
            _show_day(champ, value, key, put)
        elif champ.cle == "territoire":
            _show_territoire(moment, champ, value, key, put)
        else:
            field = champs.Champ(_field(champ), value, key, _choix(moment, champ.cle))
            champs.show_champ(
                moment, field, partial(_put_list, champ, put) if champ.genre == CHOIX else partial(put, champ)
            )


def show_text(label: str, value: str, key: str, put: Callable[[str], None], height: int | None = None) -> None:
    """A text of several paragraphs, as high as what it holds unless told."""
    st.session_state[key] = value
    st.text_area(label, key=key, on_change=lambda: put(st.session_state[key] or ""), height=height or "content")


def _field(champ: Champ) -> Field:
    """The field as tables have theirs."""
    parts = [texts.PARTIES[part] for part in champ.parties]
    described = texts.per_line(CALCULS if champ.cle == "calculs" else ()) if champ.genre in (LISTE, FICHES) else ""
    return Field(
        champ.cle,
        texts.titled(texts.CHAMPS[champ.cle], parts),
        described,
        categories=tuple(texts.YES_NO.items()) if champ.genre == OUI else (),
        separateur=_LINE if champ.genre in (LISTE, FICHES, CHOIX) else "",
    )


def _choix(moment: Moment, cle: str) -> dict[str, str] | None:
    """Values that a list may hold, with their names; ``None`` where anything may be written."""
    if cle == "typologies":
        kinds = {code: typographic(each.libelle) for code, each in moment.typologies.items()}
        return {TOUTES: texts.ALL_KINDS, **kinds}
    if cle == "guichets":
        return {each.id: typographic(each.nom) for each in moment.guichets}
    if cle == "structures":
        return {each.id: typographic(each.nom) for each in moment.structures}
    return dict(texts.COUCHES) if cle == "couches" else None


def _put_list(champ: Champ, put: Put, typed: str) -> None:
    """A choice of several; all of them are not one more."""
    put(champ, TOUTES if TOUTES in typed.split(_LINE) else typed)


def _show_day(champ: Champ, value: str, key: str, put: Put) -> None:
    st.session_state[key] = date.fromisoformat(value) if value else None
    st.date_input(
        texts.CHAMPS[champ.cle], key=key, format="DD/MM/YYYY", min_value=FIRST, max_value=LAST,
        on_change=lambda: put(champ, found.isoformat() if (found := st.session_state[key]) else ""),
    )  # fmt: skip


def _is_day(value: str) -> bool:
    """True for a day, or none; what is neither is shown as it was written."""
    try:
        return not value or FIRST <= date.fromisoformat(value) <= LAST
    except ValueError:
        return False


def _show_territoire(moment: Moment, champ: Champ, value: str, key: str, put: Put) -> None:
    """A territory by its name or its code; the code is kept, the name is told."""

    def changed(typed: str) -> None:
        found = moment.noms.find(typed)
        put(champ, typed if found is None else str(found))

    champs.show_champ(moment, champs.Champ(_field(champ), value, key), changed)
    known = moment.noms.find(value) if value else None
    if known is not None:
        st.caption(unmarked(typographic(moment.territoires.nom_distinct(known))))
