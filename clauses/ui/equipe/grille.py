"""Data editor of a table."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import streamlit as st

from clauses.acces import Membre
from clauses.domain.changements import Row, cle
from clauses.domain.issues import Issue
from clauses.domain.schema import Field, Schema
from clauses.domain.typographie import typographic
from clauses.donnees import Moment, horloge, kept
from clauses.rendu import grille as cells
from clauses.rendu.exports import to_csv
from clauses.rendu.formats import unmarked
from clauses.rendu.modeles import choix_for
from clauses.rendu.mots import equipe as texts
from clauses.rendu.tableaux import Tableau
from clauses.ui import keys
from clauses.ui.acces import reserved
from clauses.ui.equipe.annuler import show_annuler
from clauses.ui.equipe.brouillon import BrouillonOuvert, forget, keep
from clauses.ui.equipe.fiche import show_acces
from clauses.ui.telechargement import show_download

HEIGHT, ROW_HEIGHT, MARK_WIDTH = 460, 35, 140
_PINNED = {"nom", "libelle"}


def show_grille(moment: Moment, membre: Membre, brouillon: BrouillonOuvert, issues: Sequence[Issue]) -> None:
    """Grid with a mark on each faulty row, then its actions."""
    schema = brouillon.base.schema
    st.caption(texts.GRID_HELP)
    choix = _choix(moment, schema)
    rows, gone = brouillon.donnee
    kinds = {field.name: cells.kind(field, choix) for field in schema.fields}
    marques = _on_screen(cells.marks(issues, schema, brouillon.travail().find_blanks(issues)), brouillon)
    st.data_editor(
        cells.build_grille(_named(rows, brouillon), schema, kinds, marques, gone),
        key=brouillon.key,
        height=min(HEIGHT, ROW_HEIGHT * (len(rows) + 1) + 3),
        column_config=_columns(schema, kinds, choix),
        num_rows="fixed",
        alt=texts.GRID_ALT,
    )
    keep(moment, membre.identifiant, brouillon, horloge.now())
    _show_actions(membre, brouillon)
    show_acces(brouillon)


def _named(rows: Sequence[Row], brouillon: BrouillonOuvert) -> list[Row]:
    """New rows with the identifier that they will be given, which follows their name as long as nobody types it."""
    key, made = cle(brouillon.base.schema), brouillon.identifiers()
    return [row if row[key] else {**row, key: made.get(rank, "")} for rank, row in enumerate(rows)]


def _on_screen(marques: Mapping[int, str], brouillon: BrouillonOuvert) -> dict[int, str]:
    """Marks by the numbers of the grid: rows to take away are there, and are not in the table checked."""
    shown = brouillon.ranks()
    return {shown[line - 2] + 2: mark for line, mark in marques.items() if 0 <= line - 2 < len(shown)}


def _choix(moment: Moment, schema: Schema) -> dict[str, dict[str, str]]:
    """Values of the columns that list them, with their labels; communes are one of them."""
    typologies = moment.tables["typologies"]
    labels = dict(zip(typologies.columns["code"], typologies.columns["libelle"], strict=True))
    choix = {
        name: {code: typographic(label) for code, label in values} for name, values in choix_for(schema, labels).items()
    }
    communes = [field.name for field in schema.fields if field.controle == "commune" and not field.separateur]
    return choix | {name: _communes(moment) for name in communes}


@kept(2)
def _communes(moment: Moment) -> dict[str, str]:
    """Communes by code, in the order of their names."""
    table = moment.territoires.communes.sort_values("nom")
    return {str(code): f"{name} ({code})" for code, name in table["nom"].items()}


def _columns(schema: Schema, kinds: Mapping[str, str], choix: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    shared: dict[str, Any] = {
        # Of one width: what is clicked must not move when an error appears.
        cells.MARQUE: st.column_config.TextColumn(
            texts.MARK, help=texts.MARK_HELP, disabled=True, pinned=True, width=MARK_WIDTH
        ),
        cells.RETIRER: st.column_config.CheckboxColumn(texts.REMOVE, help=texts.REMOVE_HELP, width="small"),
    }
    return shared | {
        field.name: _column(field, kinds[field.name], choix.get(field.name, {})) for field in schema.fields
    }


class _Options(list):
    """Values of a column. Streamlit copies its whole description at each run: 4 446 communes would take 40 ms."""

    def __deepcopy__(self, _memo: dict[int, Any]) -> "_Options":
        return self


def _column(field: Field, kind: str, choix: Mapping[str, str]) -> Any:
    """Column configuration of the data editor."""
    help_ = typographic(f"{field.description} Exemple : {field.example}" if field.example else field.description)
    shared: dict[str, Any] = {"label": field.title, "help": unmarked(help_), "pinned": field.name in _PINNED or None}
    if kind == cells.CHOIX:
        column = st.column_config.SelectboxColumn(**shared)
        type_config: Any = column["type_config"]
        type_config["options"] = _Options({"value": code, "label": label} for code, label in choix.items())
        return column
    if kind == cells.LISTE:
        labels = dict(field.categories)
        return st.column_config.MultiselectColumn(
            **shared, options=[*field.enum], format_func=lambda code: typographic(labels.get(code, code))
        )
    if kind == cells.NOMBRE:
        return st.column_config.TextColumn(**shared, alignment="right")
    if kind == cells.LIEN:
        return st.column_config.LinkColumn(**shared)
    return st.column_config.TextColumn(**shared, width="medium" if field.name in _PINNED else None)


def _show_actions(membre: Membre, brouillon: BrouillonOuvert) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            texts.ADD_ROW,
            key=keys.EQUIPE_AJOUTER,
            icon=":material/add:",
            help=texts.ADD_ROW_HELP,
            on_click=reserved(_add_row),
            args=(brouillon,),
        )
        show_annuler(brouillon)
        if brouillon.is_changed:
            with st.popover(texts.DISCARD, type="tertiary", icon=":material/delete:"):
                st.markdown(texts.DISCARD_SURE)
                st.button(
                    texts.DISCARD_YES,
                    key=keys.EQUIPE_ABANDON_OUI,
                    type="primary",
                    on_click=reserved(forget),
                    args=(membre.identifiant, brouillon.nom),
                )
        if brouillon.garde_le:
            st.caption(texts.kept(brouillon.garde_le))
    if brouillon.is_refuse:
        st.warning(texts.KEPT_NOT, icon=":material/save:")
        frame, name = brouillon.travail().table.frame, f"{brouillon.nom}.csv"
        show_download(texts.DRAFT_FILE, lambda: to_csv(Tableau.of(frame)), name, "text/csv", keys.EQUIPE_SAUVER)


def _add_row(brouillon: BrouillonOuvert) -> None:
    empty = dict.fromkeys(brouillon.base.schema.names, "")
    brouillon.change(lambda rows: [empty, *rows], shift=1)


def put(brouillon: BrouillonOuvert, values: Iterable[tuple[int, str, str]]) -> None:
    """Put values in cells, by number of the row in the table checked and by column."""
    shown = brouillon.ranks()

    def changed(rows: list[Row]) -> list[Row]:
        for line, column, value in values:
            rows[shown[line - 2]][column] = value
        return rows

    brouillon.change(changed)
