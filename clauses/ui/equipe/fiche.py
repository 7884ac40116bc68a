"""Form of one row: grouped fields, each kept in the draft as soon as it is left."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

import streamlit as st

from clauses.acces import Membre
from clauses.domain.changements import Row, cle, nom_de
from clauses.domain.issues import ERREUR, Issue
from clauses.domain.schema import Schema
from clauses.domain.typographie import typographic
from clauses.donnees import Moment, horloge
from clauses.rendu import ecrans, parametres
from clauses.rendu.formats import unlinked, unmarked
from clauses.rendu.mots import equipe
from clauses.rendu.mots import fiche as texts
from clauses.ui import keys
from clauses.ui.acces import reserved
from clauses.ui.choix import ask_one
from clauses.ui.equipe.annuler import show_annuler
from clauses.ui.equipe.brouillon import BrouillonOuvert, keep
from clauses.ui.equipe.champs import Champ, show_champ
from clauses.ui.equipe.perimetre import show_assistant

PUBLIC = {"guichets": parametres.GUICHET, "structures": parametres.STRUCTURE}
"""Tables whose rows have a public sheet, and the parameter that names one."""


def show_fiche(moment: Moment, membre: Membre, brouillon: BrouillonOuvert, issues: Sequence[Issue]) -> None:
    """Choice of a row, then its form."""
    st.caption(texts.HELP)
    rows, _ = brouillon.saisie
    names = _names(rows, brouillon.base.schema)
    _follow(rows, names, cle(brouillon.base.schema))
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    with left:
        chosen = ask_one(parametres.FICHE, texts.WHICH, names, texts.WHICH_NONE)
    with right:
        st.button(
            texts.NEW, key=keys.EQUIPE_NOUVELLE, icon=":material/add:", width="stretch",
            on_click=reserved(_add), args=(brouillon,),
        )  # fmt: skip
    if chosen is None:
        st.info(texts.CHOOSE)
    else:
        _show_form(moment, brouillon, chosen, issues)
    keep(moment, membre.identifiant, brouillon, horloge.now())
    with st.container(horizontal=True, vertical_alignment="center"):
        show_annuler(brouillon)
        if brouillon.garde_le:
            st.caption(equipe.kept(brouillon.garde_le))
    if brouillon.is_refuse:
        st.warning(equipe.KEPT_NOT, icon=":material/save:")


def show_acces(brouillon: BrouillonOuvert) -> None:
    """From the grid to the form of one of its rows."""
    names = _names(brouillon.saisie[0], brouillon.base.schema)
    st.selectbox(
        texts.OPEN_FROM_GRID,
        list(names),
        index=None,
        format_func=lambda name: names.get(name, name),
        key=keys.EQUIPE_VERS_FICHE,
        placeholder=texts.WHICH_NONE,
        on_change=_open,
    )


def _open() -> None:
    name = st.session_state[keys.EQUIPE_VERS_FICHE]
    if name:
        st.session_state[parametres.MANIERE] = equipe.FICHE
        st.session_state[parametres.FICHE] = name


def _names(rows: Sequence[Row], schema: Schema) -> dict[str, str]:
    """Rows by their identifier, those without one by their rank: « +0 »."""
    key, found = cle(schema), {}
    for rank, row in enumerate(rows):
        year = f" ({row['annee']})" if row.get("annee") else ""
        found.setdefault(row[key] or f"+{rank}", typographic(nom_de(row, schema) or texts.NAMELESS) + year)
    return found


def _follow(rows: Sequence[Row], names: Mapping[str, str], key: str) -> None:
    """A new row is named by its rank until it has an identifier: from then on, by that.

    What is chosen is said again: the browser knows a choice by its words, which follow the name that is typed.
    """
    if st.session_state.get(parametres.FICHE) in names:
        st.session_state[parametres.FICHE] = st.session_state[parametres.FICHE]
    asked = st.session_state.get(parametres.FICHE) or st.query_params.get(parametres.FICHE) or ""
    rank = asked.removeprefix("+")
    if asked not in names and asked != rank and rank.isdecimal() and int(rank) < len(rows):
        st.session_state[parametres.FICHE] = rows[int(rank)][key]


def _rank(rows: Sequence[Row], schema: Schema, name: str) -> int:
    if name.startswith("+"):
        return int(name[1:])
    return next(rank for rank, row in enumerate(rows) if row[cle(schema)] == name)


def _add(brouillon: BrouillonOuvert) -> None:
    empty = dict.fromkeys(brouillon.base.schema.names, "")
    brouillon.change(lambda rows: [*rows, empty])
    st.session_state[parametres.FICHE] = f"+{len(brouillon.saisie[0]) - 1}"


def _show_form(moment: Moment, brouillon: BrouillonOuvert, name: str, issues: Sequence[Issue]) -> None:
    schema, rows = brouillon.base.schema, brouillon.saisie[0]
    rank, key = _rank(rows, schema, name), cle(schema)
    row = rows[rank]
    _show_head(moment, brouillon, rank, name)
    told = _issues(brouillon, rank, issues)
    choix = _choix(moment, rows, schema, row)
    is_new = row[key] not in brouillon.base.columns[key]

    def ask(column: str) -> None:
        """The field of a column, and what is wrong with it."""
        widget = f"{keys.EQUIPE_CHAMP}_{schema.name}_{name}_{column}"
        champ = Champ(
            schema.by_name[column], row[column], widget, choix.get(column), requis=is_new and not row[column]
        )  # fmt: skip
        put = reserved(partial(_put, brouillon, rank, column))
        if champ.field.controle == "perimetre":
            st.markdown(f"**{champ.field.title}**")
            show_assistant(moment, row[column], widget, put, row[key])
        else:
            show_champ(moment, champ, put)
        _show_issues(told.get(column, ()), champ)

    for title, names in texts.groups(schema.name, [column for column in schema.names if column != key]).items():
        if names:
            folded = title in texts.FOLDED and not any(row[column] for column in names)
            with st.expander(title, expanded=not folded):
                _show_lines(_lines(names, schema), ask)


def _show_lines(lines: Iterable[Sequence[str]], ask: Callable[[str], None]) -> None:
    for line in lines:
        if len(line) == 1:
            ask(line[0])
        else:
            for place, column in zip(st.columns(len(line)), line, strict=True):
                with place:
                    ask(column)


def _show_head(moment: Moment, brouillon: BrouillonOuvert, rank: int, name: str) -> None:
    schema = brouillon.base.schema
    gone = brouillon.saisie[1]
    key = f"{keys.EQUIPE_RETIRER}_{schema.name}_{name}"
    shown = brouillon.ranks()
    made = brouillon.travail().table.columns[cle(schema)]
    with st.container(horizontal=True, vertical_alignment="center"):
        if rank in shown and made[shown.index(rank)]:
            st.caption(texts.identifier(made[shown.index(rank)]))
        public = PUBLIC.get(schema.name)
        if public and name in moment.tables[schema.name].columns[cle(schema)]:
            st.page_link(
                ecrans.ANNUAIRE.path, label=texts.SEE, icon=":material/visibility:", query_params={public: name}
            )
        st.session_state[key] = rank in gone
        st.checkbox(
            texts.REMOVE, key=key, help=texts.REMOVE_HELP if schema.name == "guichets" else None,
            on_change=reserved(_remove), args=(brouillon, rank, key),
        )  # fmt: skip


def _remove(brouillon: BrouillonOuvert, rank: int, key: str) -> None:
    rows, gone = brouillon.saisie
    brouillon.restart((rows, gone | {rank} if st.session_state[key] else gone - {rank}))


def _put(brouillon: BrouillonOuvert, rank: int, column: str, value: str) -> None:
    def changed(rows: list[Row]) -> list[Row]:
        rows[rank][column] = value
        return rows

    brouillon.change(changed)


def _issues(brouillon: BrouillonOuvert, rank: int, issues: Iterable[Issue]) -> dict[str, list[Issue]]:
    """Issues of the row by column: rows to take away are on screen, and not in the table checked."""
    shown = brouillon.ranks()
    if rank not in shown:
        return {}
    line = shown.index(rank) + 2
    found: dict[str, list[Issue]] = {}
    for each in issues:
        if each.line == line and each.column and each.file == brouillon.base.file:
            found.setdefault(each.column, []).append(each)
    return found


def _show_issues(issues: Iterable[Issue], champ: Champ) -> None:
    for each in issues:
        if champ.requis and each.code == "E-VAL-01":
            st.caption(texts.TO_FILL)
            continue
        colour = "red" if each.severity == ERREUR else "orange"
        sign = ":material/error:" if each.severity == ERREUR else ":material/warning:"
        st.markdown(f"{sign} :{colour}[{unmarked(unlinked(each.message))}]")


def _choix(moment: Moment, rows: Sequence[Row], schema: Schema, row: Row) -> dict[str, Mapping[str, str]]:
    """Values and labels of the columns that name a row, of another table or of this one."""
    found: dict[str, Mapping[str, str]] = {}
    for column, table, key in schema.foreign_keys:
        if table == schema.name:
            found[column] = {
                each[key]: typographic(each["nom"])
                for each in rows
                if each[key] and each[key] != row[key] and not each.get("ferme_en")
            }
        elif table == "typologies":
            typologies = moment.tables[table].columns
            labels = map(typographic, typologies["libelle"])
            found[column] = dict(zip(typologies["code"], labels, strict=True))
    if schema.name == "typologies":
        taken = {each["couleur"] for each in rows if each is not row}
        found["couleur"] = {code: label for code, label in texts.COLOURS.items() if code not in taken}
    return found


def _lines(names: Sequence[str], schema: Schema) -> list[list[str]]:
    """Two short fields side by side; a long one has a line of its own."""
    lines: list[list[str]] = []
    for name in names:
        if _is_long(name, schema) or not lines or len(lines[-1]) == 2 or _is_long(lines[-1][0], schema):
            lines.append([name])
        else:
            lines[-1].append(name)
    return lines


def _is_long(name: str, schema: Schema) -> bool:
    field = schema.by_name[name]
    return field.controle == "perimetre" or bool(field.separateur and not field.enum) or name in texts.LONG
