"""Editions: list, map, comparison, files, and the notice shown while an older one is open."""

import streamlit as st

from clauses.diffusion import load_zip
from clauses.domain.typographie import typographic
from clauses.donnees import EditionInconnueError, Moment, horloge, load_editions, load_moment, schema_of
from clauses.edition.comparaison import Comparaison, compare_moments
from clauses.rendu import ecrans, parametres
from clauses.rendu.cellules import reader
from clauses.rendu.changements import details, resume
from clauses.rendu.editions import TABLES, published_on, table_editions
from clauses.rendu.effet import resume_effet
from clauses.rendu.formats import unmarked
from clauses.rendu.mots import editions as texts
from clauses.rendu.parametres import EDITION
from clauses.ui import acces, keys, tables
from clauses.ui.choix import ask_one
from clauses.ui.equipe.apercu import show_avant_apres
from clauses.ui.moment import asked_edition
from clauses.ui.telechargement import show_download


def show_editions(moment: Moment) -> int | None:
    """The list, then the edition chosen; its number, ``None`` when it cannot be read."""
    st.markdown(texts.INTRO)
    found = load_editions(moment)
    if not found:
        st.info(texts.delivered(moment.edition))
        return None
    tables.show_table(
        table_editions(found, auteurs=acces.membre() is not None), texts.TABLE, texts.FILE, keys.EDITIONS_TABLE
    )
    names = {str(each.numero): texts.name(each.numero, published_on(each.action, each.moment)) for each in found}
    asked = ask_one(parametres.EDITION_CHOISIE, texts.CHOOSE, names, texts.COMPARE_NOTHING)
    if asked is None:
        return None
    numero = int(asked)
    try:
        _compare(numero, None)
    except EditionInconnueError:
        st.error(texts.DAMAGED)
        return None
    _show_one(numero)
    others = {name: label for name, label in names.items() if name != asked}
    other = ask_one(parametres.EDITION_AUTRE, texts.COMPARE_WITH, others, texts.COMPARE_NOW)
    _show_comparaison(numero, None if other is None else int(other))
    return numero


def _show_one(numero: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.page_link(ecrans.CARTE.path, label=texts.OPEN, icon=":material/map:", query_params={EDITION: str(numero)})
        show_download(
            texts.DOWNLOAD, lambda: _build_zip(numero), f"atlas-edition-{numero}.zip", "application/zip",
            keys.EDITION_ZIP, help_=texts.DOWNLOAD_HELP,
        )  # fmt: skip


def _build_zip(numero: int) -> bytes:
    return load_zip(load_moment(numero), horloge.today())


def _compare(avant: int, apres: int | None) -> Comparaison:
    return compare_moments(load_moment(avant), load_moment(apres))


def _show_comparaison(numero: int, other: int | None) -> None:
    """Differences between two editions, older first."""
    avant, apres = (numero, other) if other is None or numero < other else (other, numero)
    try:
        comparaison = _compare(avant, apres)
    except EditionInconnueError:
        st.error(texts.DAMAGED)
        return
    st.header(texts.compared(avant, apres), anchor=False)
    if not comparaison.changements:
        st.info(texts.SAME)
        return
    for nom, changements in comparaison.changements.items():
        schema = schema_of(comparaison.avant, nom)
        st.markdown(typographic(f"**{TABLES[nom]}** : {resume(changements, schema)}."))
        with st.expander(texts.DETAILS):
            tables.show_table(
                details(changements, schema, reader(comparaison.apres, schema)), f"{TABLES[nom]}",
                f"{texts.CHANGES_FILE}-{nom}", f"{keys.EDITION_DETAILS}_{nom}",
            )  # fmt: skip
    if comparaison.effet:
        _show_map(comparaison)


def _show_map(comparaison: Comparaison) -> None:
    st.markdown(f"**{texts.MAP_TITLE}**")
    for sentence in resume_effet(comparaison.effet):
        st.markdown(unmarked(sentence))
    avant, apres = comparaison.avant, comparaison.apres
    show_avant_apres(
        apres.geo.contours,
        comparaison.effet,
        avant.typologies,
        apres.typologies,
        version=f"{avant.instantane.cle} {apres.instantane.cle}",
    )


def show_notice(moment: Moment) -> None:
    """Notice of the edition opened by the address, with a link back to the current data."""
    if not moment.passee:
        return
    for each in load_editions(moment):
        if each.numero == moment.edition:
            words = texts.past(each.numero, published_on(each.action, each.moment), each.message)
            st.info(unmarked(words), title=texts.PAST_TITLE, icon=":material/history:")
    st.button(texts.BACK, key=keys.EDITION_RETOUR, icon=":material/arrow_back:", on_click=_leave)


def show_unknown() -> None:
    """The address names an edition that cannot be shown."""
    st.error(texts.unknown(asked_edition()), title=texts.UNKNOWN_TITLE)
    st.button(texts.BACK, key=keys.EDITION_RETOUR, icon=":material/arrow_back:", on_click=_leave)


def _leave() -> None:
    st.query_params.pop(EDITION, None)
