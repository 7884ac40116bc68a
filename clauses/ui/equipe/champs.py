"""Field of a form: the widget of a column, whose value is that of the draft."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

import streamlit as st

from clauses.domain.schema import Field
from clauses.domain.territoires import COMMUNE, Territoire
from clauses.domain.typographie import typographic
from clauses.donnees import Moment
from clauses.rendu.cartes.palette import ink_on
from clauses.rendu.cellules import written
from clauses.rendu.formats import unmarked
from clauses.rendu.grille import cell_text
from clauses.rendu.mots import fiche as texts
from clauses.ui import blocks
from clauses.ui.recherche import COMMUNES, show_recherche

Put = Callable[[str], None]

LONGEST_LINE = 120
SIEGE = replace(COMMUNES, est_situe=False)


@dataclass(frozen=True, slots=True)
class Champ:
    """A cell to ask for.

    Attributes
    ----------
    key : of its widget
    choix : labels by value where the column lists them elsewhere than in its schema
    requis : nothing was ever put there: what is missing is not a fault yet
    """

    field: Field
    value: str
    key: str
    choix: Mapping[str, str] | None = None
    requis: bool = False

    @property
    def help(self) -> str:
        """What the column holds, with an example."""
        field = self.field
        example = f" Exemple : {written(field.example, field)}" if field.example and not self.labels else ""
        return unmarked(typographic(f"{field.description}{example}"))

    @property
    def labels(self) -> Mapping[str, str]:
        """Labels by value; empty where anything may be written."""
        known = self.choix or {value: typographic(label) for value, label in self.field.categories}
        unknown = [value for value in self.field.items(self.value) if value and value not in known] if known else []
        return {**known, **{value: value for value in unknown}}


def show_champ(moment: Moment, champ: Champ, put: Put) -> None:
    """The widget of a cell; ``put`` is given what it becomes."""
    field = champ.field
    if field.controle == "commune":
        _show_commune(moment, champ, put)
    elif champ.labels and field.separateur:
        _show_several(champ, put)
    elif champ.labels:
        _show_one(champ, put)
        if field.controle == "couleur":
            colours = {code: label for code, label in champ.labels.items() if re.fullmatch("#[0-9A-Fa-f]{6}", code)}
            shown = [
                {"couleur": code, "encre": ink_on(code), "nom": label, "choisie": code == champ.value}
                for code, label in colours.items()
            ]
            blocks.show("equipe_couleur.html", couleurs=shown)
    else:
        _show_text(champ, put)


def _show_text(champ: Champ, put: Put) -> None:
    field = champ.field
    is_list = bool(field.separateur)
    st.session_state[champ.key] = "\n".join(field.items(champ.value)) if is_list else written(champ.value, field)

    def changed() -> None:
        typed = st.session_state[champ.key]
        if is_list:
            put(field.separateur.join(filter(None, (line.strip() for line in typed.splitlines()))))
        else:
            put(cell_text(" ".join(typed.split()), field))

    if is_list or len(champ.value) > LONGEST_LINE or field.name in texts.LONG:
        lines = texts.ONE_PER_LINE if is_list else None
        st.text_area(
            field.title, key=champ.key, help=champ.help, on_change=changed, height="content", placeholder=lines
        )
    else:
        st.text_input(field.title, key=champ.key, help=champ.help, on_change=changed)


def _show_one(champ: Champ, put: Put) -> None:
    st.session_state[champ.key] = champ.value or None
    labels = champ.labels
    st.selectbox(
        champ.field.title,
        list(labels),
        index=None,
        format_func=lambda value: labels.get(value, value),
        key=champ.key,
        help=champ.help,
        placeholder=texts.EMPTY,
        on_change=lambda: put(st.session_state[champ.key] or ""),
    )


def _show_several(champ: Champ, put: Put) -> None:
    field, labels = champ.field, champ.labels
    st.session_state[champ.key] = [item for item in field.items(champ.value) if item]
    st.multiselect(
        field.title,
        list(labels),
        format_func=lambda value: labels.get(value, value),
        key=champ.key,
        help=champ.help,
        placeholder=texts.EMPTY,
        on_change=lambda: put(field.separateur.join(st.session_state[champ.key])),
    )


def _show_commune(moment: Moment, champ: Champ, put: Put) -> None:
    """The commune by its name, as everywhere in the atlas."""
    territoires = moment.territoires
    known = champ.value in territoires.positions
    name = territoires.nom_distinct(Territoire(COMMUNE, champ.value)) if known else champ.value
    with st.container(horizontal=True, vertical_alignment="center"):
        blocks.show("equipe_commune.html", titre=champ.field.title, nom=typographic(name) or texts.NO_PLACE)
        if champ.value:
            st.button(
                texts.FORGET_PLACE, key=f"{champ.key}_retirer", icon=":material/close:", type="tertiary",
                on_click=partial(put, ""),
            )  # fmt: skip
    show_recherche(put, SIEGE, champ.key, champ.field.title)
