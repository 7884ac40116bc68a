"""Diff of a publication: in words, field by field, on the map; conflicts with what others published meanwhile."""

from collections.abc import Iterable
from textwrap import shorten

import streamlit as st

from clauses.acces import Membre
from clauses.domain.changements import cle, lignes, nom_de
from clauses.domain.evolution.fusion import ACTUEL, PROPOSE, Choix, Conflit
from clauses.domain.guichets import typologies_from
from clauses.domain.schema import Schema
from clauses.donnees import load_editions, load_table, schema_of
from clauses.edition.preparation import Preparation
from clauses.rendu.cellules import Lire, reader
from clauses.rendu.changements import details, resume
from clauses.rendu.editions import DEPART
from clauses.rendu.effet import resume_effet, table_effet
from clauses.rendu.formats import unlinked, unmarked
from clauses.rendu.mots import equipe as texts
from clauses.ui import keys, tables
from clauses.ui.equipe.apercu import show_avant_apres

LONGEST_VALUE = 240
"""Characters of a value that a choice shows: a text is read above, line by line."""
MOST_UNFOLDED = 30
"""Changes listed without being asked: a page that is one long table hides its map."""

_MAPPED = {"guichets", "typologies"}
"""Tables that the map draws."""


def title_entre_temps(preparation: Preparation, membre: Membre, numero: int | None) -> str:
    """Who published since a draft began: oneself, by a restoration or not, or somebody else.

    Parameters
    ----------
    numero : edition that was shown when the draft began
    """
    since = [each for each in load_editions(preparation.moment) if each.numero > (numero or 0)]
    # What is kept before a restoration has the same author.
    if not since or any(each.auteur != membre.nom for each in since if each.action != DEPART):
        return texts.MEANWHILE_TITLE
    restored = next((each.restaure for each in since if each.restaure is not None), None)
    return texts.MINE_PUBLISHED if restored is None else texts.mine_restored(restored)


def show_entre_temps(preparation: Preparation, title: str = texts.MEANWHILE_TITLE) -> None:
    """Changes published since the draft began, and conflicts to resolve; ``title`` says by whom."""
    schema = preparation.propose.schema
    if not preparation.is_entre_temps:
        return
    st.warning(texts.meanwhile(resume(preparation.fusion.leurs, schema)), title=title)
    lire = reader(preparation.moment, schema)
    left, right = st.columns(2)
    with left, st.expander(texts.MEANWHILE_THEIRS):
        tables.show_table(
            details(preparation.fusion.leurs, schema, lire), texts.MEANWHILE_THEIRS, "entre-temps", keys.EQUIPE_LEURS
        )
    with right, st.expander(texts.MEANWHILE_MINE):
        tables.show_table(
            details(preparation.fusion.miens, schema, lire), texts.MEANWHILE_MINE, "mes-changements", keys.EQUIPE_MIENS
        )
    if preparation.fusion.conflits:
        st.markdown(f"**{texts.CONFLICT_TITLE}**")
        st.caption(texts.CONFLICT_INTRO)
        rows = (
            row
            for table in (preparation.propose, load_table(preparation.moment, preparation.nom))
            for row in lignes(table)
        )
        names = {row[cle(schema)]: nom_de(row, schema) for row in rows}
        for each in preparation.fusion.conflits:
            _ask(preparation.nom, names.get(each.id, each.id), each, schema, lire)


def choices(nom: str, conflits: Iterable[Conflit]) -> Choix:
    """Resolution chosen for each conflict; dropped as soon as one of its values changes."""
    chosen = _chosen()
    return {(each.id, each.colonne): chosen[nom, each] for each in conflits if (nom, each) in chosen}


def _chosen() -> dict[tuple[str, Conflit], str]:
    return st.session_state.setdefault(keys.EQUIPE_CHOIX, {})


def _ask(nom: str, who: str, conflit: Conflit, schema: Schema, lire: Lire) -> None:
    title = schema.by_name[conflit.colonne].title if conflit.colonne else texts.CONFLICT_WHOLE
    values = {ACTUEL: conflit.actuel, PROPOSE: conflit.propose}
    base = conflit.base
    if conflit.colonne:
        field = schema.by_name[conflit.colonne]
        values, base = {side: lire(value, field) for side, value in values.items()}, lire(base, field)
    if not conflit.colonne:
        values = {side: value or texts.CONFLICT_GONE for side, value in values.items()}
    chosen = _chosen().get((nom, conflit))
    key = f"{keys.EQUIPE_CONFLIT}_{nom}_{conflit}"
    st.radio(
        unmarked(unlinked(texts.conflict(who, title, shorten(base, LONGEST_VALUE, placeholder="…")))),
        [*values],
        index=None if chosen is None else [*values].index(chosen),
        format_func=lambda side: unmarked(
            unlinked(texts.version(side, shorten(values[side], LONGEST_VALUE, placeholder="…")))
        ),
        key=key,
        on_change=_choose,
        args=(nom, conflit, key),
    )


def _choose(nom: str, conflit: Conflit, key: str) -> None:
    _chosen()[nom, conflit] = st.session_state[key]


def show_apres(preparation: Preparation) -> None:
    """Changes that publishing would make."""
    nom, schema = preparation.nom, preparation.propose.schema
    for other, changements in preparation.a_la_main.items():
        st.markdown(texts.also(other, resume(changements, schema_of(preparation.moment, other))))
    if not preparation.changements:
        st.info(texts.PREVIEW_NOTHING)
        return
    st.markdown(texts.changes(nom, resume(preparation.changements, schema)))
    fields = details(preparation.changements, schema, reader(preparation.moment, schema))
    with st.expander(texts.PREVIEW_DETAILS, expanded=len(fields) <= MOST_UNFOLDED, icon=":material/list_alt:"):
        tables.show_table(fields, texts.PREVIEW_DETAILS, texts.PREVIEW_FILE, keys.EQUIPE_DETAILS)
    if nom in _MAPPED:
        if preparation.is_dessinable:
            _show_coverage(preparation)
        else:
            st.info(texts.PREVIEW_TOO_MANY)


def _show_coverage(preparation: Preparation) -> None:
    st.markdown(f"**{texts.PREVIEW_MAP}**")
    # One list: a paragraph each would push the map away.
    st.markdown("\n".join(f"- {unmarked(sentence)}" for sentence in resume_effet(preparation.effet)))
    apres = preparation.apres if preparation.nom == "typologies" else preparation.moment.tables["typologies"]
    show_avant_apres(
        preparation.moment.geo.contours,
        preparation.effet,
        preparation.moment.typologies,
        typologies_from(apres.typed()),
        version=preparation.empreinte,
    )
    if preparation.effet:
        with st.expander(texts.PREVIEW_COVERAGE):
            tables.show_table(
                table_effet(preparation.effet),
                texts.PREVIEW_COVERAGE,
                texts.PREVIEW_COVERAGE_FILE,
                keys.EQUIPE_COUVERTURE,
            )
