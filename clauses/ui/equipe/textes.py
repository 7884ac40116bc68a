"""Editor of the texts: choose a page, write it beside its preview, then the same steps as for a table."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import streamlit as st

from clauses.acces import Membre
from clauses.domain.age import Mois
from clauses.domain.changements import Row, lignes
from clauses.domain.contenus.champs import (
    TITRE,
    Champ,
    champs_of,
    famille_of,
    has_body,
    understood,
    with_body,
    with_champ,
)
from clauses.domain.contenus.textes import FICHIER, NOTES, TEXTE, TEXTES
from clauses.domain.issues import ERREUR, Issue
from clauses.domain.recherche import normalise
from clauses.donnees import Moment, horloge, load_livres
from clauses.edition.preparation import Preparation
from clauses.edition.textes import contenus_of_page, open_page
from clauses.rendu import parametres
from clauses.rendu.blocs.textes import render_apercu
from clauses.rendu.changements import details, resume
from clauses.rendu.formats import unmarked
from clauses.rendu.mots import equipe as shared
from clauses.rendu.mots import textes as texts
from clauses.rendu.textes import page_name
from clauses.ui import blocks, keys, tables
from clauses.ui.acces import reserved
from clauses.ui.choix import ask_few, ask_one
from clauses.ui.equipe import apres, atelier, publier
from clauses.ui.equipe.annuler import show_annuler
from clauses.ui.equipe.brouillon import BrouillonOuvert, forget, keep, open_brouillon
from clauses.ui.equipe.textes_champs import show_champs, show_text

HEIGHT, PREVIEW_HEIGHT, MOST_LINES = 480, 620, 16
_SINGLE = {"notes": NOTES, "glossaire": "glossaire.md"}
"""Families of one page."""


def show_textes(moment: Moment, membre: Membre) -> None:
    """The four steps, for the texts."""
    current = open_brouillon(moment, membre.identifiant, TEXTES)
    preparation = atelier.prepared(moment, current.travail())
    if current.repris_le:
        words = resume(preparation.fusion.miens, current.base.schema)
        st.info(shared.resumed(current.repris_le, words), icon=":material/history:")
    st.header(shared.STEP_EDIT, anchor=False)
    st.caption(texts.HELP)
    famille = ask_few(parametres.FAMILLE, texts.FAMILLE, texts.FAMILLES)
    name = _SINGLE.get(famille) or _ask_page(current, famille)
    if name:
        _show_page(moment, current, name)
    keep(moment, membre.identifiant, current, horloge.now())
    _show_actions(membre, current, famille, name)
    st.header(shared.STEP_CHECK, anchor=False)
    _show_check(preparation)
    st.header(shared.STEP_PREVIEW, anchor=False)
    apres.show_entre_temps(preparation, apres.title_entre_temps(preparation, membre, current.numero))
    _show_changes(preparation)
    st.header(shared.STEP_PUBLISH, anchor=False)
    publier.show_publier(membre, preparation, is_brouillon=True)


def _pages(current: BrouillonOuvert) -> dict[str, str]:
    """Pages of the draft by name."""
    return {row[FICHIER]: row[TEXTE] for row in current.saisie[0]}


def _ask_page(current: BrouillonOuvert, famille: str) -> str | None:
    pages, before = _pages(current), {row[FICHIER]: row[TEXTE] for row in lignes(current.base)}
    names = {
        name: page_name(name, text) + ("" if before.get(name) == text else f" ({texts.CHANGED})")
        for name, text in sorted(pages.items())
        if famille_of(name) == famille
    }
    return ask_one(parametres.PAGE_ECRITE, texts.PAGE, names, texts.PAGE_NOTHING)


def _show_page(moment: Moment, current: BrouillonOuvert, name: str) -> None:
    """What is typed on one side, what readers will see on the other."""
    text, champs = _pages(current).get(name, ""), champs_of(name)
    tete, corps = open_page(text) if champs else ({}, text)
    left, right = st.columns(2)
    with left:
        if tete is None:
            st.warning(texts.WHOLE_HELP)
            _show_body(current, name, texts.WHOLE, text, "", lambda _text, typed: typed)
        else:
            show_champs(moment, name, tete, reserved(partial(_put_champ, current, name)))
            if has_body(name):
                _show_body(current, name, texts.TEXT, corps, TEXTE, partial(_with_body, name))
                famille = famille_of(name)
                marks = "" if famille in _SINGLE else texts.MARKDOWN
                st.caption(" ".join(filter(None, (texts.HELPS.get(famille), marks, texts.FOLLOWS))))
    with right, st.container(border=True, height=PREVIEW_HEIGHT):
        st.caption(texts.PREVIEW)
        today = horloge.today()
        mois = Mois(today.year, today.month)
        apercu = render_apercu(moment, name, text, contenus_of_page(name, text), mois)
        if apercu:
            blocks.show_rendered(apercu)
        else:
            st.info(texts.PREVIEW_NOT if text else texts.PREVIEW_EMPTY)


def _show_body(
    current: BrouillonOuvert, name: str, label: str, value: str, part: str, write: Callable[[str, str], str]
) -> None:
    """The words of a page; ``write`` makes the page of what it is and of what was typed."""

    def put(typed: str) -> None:
        _put(current, name, write(_pages(current).get(name, ""), typed))

    key = f"{keys.EQUIPE_TEXTE}_{name}_{part}"
    show_text(label, value, key, reserved(put), HEIGHT if value.count("\n") > MOST_LINES else None)


def _with_body(name: str, text: str, typed: str) -> str:
    """The page, with another body."""
    return with_body(text, typed) if champs_of(name) else typed


def _put_champ(current: BrouillonOuvert, name: str, champ: Champ, typed: str) -> None:
    """Put a field in the page as the draft has it now: two of them may change at once."""
    text = _pages(current).get(name, "")
    _put(current, name, with_champ(text, champ, understood(typed, champ), champs_of(name)))


def _put(current: BrouillonOuvert, name: str, text: str | None) -> None:
    """Put a page in the draft, or take it away."""

    def changed(rows: list[Row]) -> list[Row]:
        kept = [row for row in rows if row[FICHIER] != name or text is not None]
        found = [row for row in kept if row[FICHIER] == name]
        for row in found:
            row[TEXTE] = text or ""
        return kept if found or text is None else [*kept, {FICHIER: name, TEXTE: text}]

    current.change(changed)


def _show_actions(membre: Membre, current: BrouillonOuvert, famille: str, name: str | None) -> None:
    livres, pages = load_livres(), _pages(current)
    with st.container(horizontal=True, vertical_alignment="center"):
        if famille not in _SINGLE:
            with st.popover(texts.ADD, icon=":material/add:"):
                st.text_input(texts.ADD_TITLE, key=keys.EQUIPE_TEXTE_TITRE)
                st.button(
                    texts.ADD_YES, key=keys.EQUIPE_TEXTE_AJOUTER, type="primary",
                    on_click=reserved(_add), args=(current, famille, name),
                )  # fmt: skip
        if name and name in livres and pages.get(name) != livres[name]:
            st.button(
                texts.SHIPPED, key=keys.EQUIPE_TEXTE_LIVRE, icon=":material/undo:", help=texts.SHIPPED_HELP,
                on_click=reserved(_put), args=(current, name, livres[name]),
            )  # fmt: skip
        if name in pages and famille not in _SINGLE:
            with st.popover(texts.REMOVE, icon=":material/delete:"):
                st.markdown(texts.REMOVE_SURE)
                st.button(
                    texts.REMOVE_YES, key=keys.EQUIPE_TEXTE_RETIRER, type="primary",
                    on_click=reserved(_put), args=(current, name, None),
                )  # fmt: skip
        show_annuler(current)
        if current.is_changed:
            with st.popover(shared.DISCARD, type="tertiary", icon=":material/delete_history:"):
                st.markdown(texts.DISCARD_SURE)
                st.button(
                    shared.DISCARD_YES, key=keys.EQUIPE_ABANDON_OUI, type="primary",
                    on_click=reserved(forget), args=(membre.identifiant, TEXTES),
                )  # fmt: skip
        if current.garde_le:
            st.caption(shared.kept(current.garde_le))
    if current.is_refuse:
        st.warning(texts.KEPT_NOT, icon=":material/save:")
    _show_gone(current, [each for each in livres if each not in pages and famille_of(each) == famille])


def _show_gone(current: BrouillonOuvert, names: list[str]) -> None:
    """Pages of the program that the team took away, each with the button that brings it back."""
    if not names:
        return
    livres = load_livres()
    st.caption(texts.SHIPPED_GONE)
    with st.container(horizontal=True):
        for name in names:
            st.button(
                unmarked(page_name(name, livres[name])), key=f"{keys.EQUIPE_TEXTE_LIVRE}_{name}",
                icon=":material/undo:", on_click=reserved(_put), args=(current, name, livres[name]),
            )  # fmt: skip


def _add(current: BrouillonOuvert, famille: str, beside: str | None) -> None:
    """A page of that title, after the others of its folder."""
    titre, pages = (st.session_state.get(keys.EQUIPE_TEXTE_TITRE) or "").strip(), _pages(current)
    folder = _folder_of(pages, famille, beside)
    slug = "-".join(normalise(titre).split())[:60].strip("-")
    if not slug:
        return
    ranks = [
        int(rank)
        for name in pages
        if name.startswith(f"{folder}/") and (rank := name[len(folder) + 1 :][:2]).isdecimal()
    ]
    name = f"{folder}/{max(ranks, default=0) + 1:02d}-{slug}.md"
    _put(current, name, with_champ("", TITRE, titre, champs_of(name)))
    st.session_state[parametres.PAGE_ECRITE] = name
    st.session_state[keys.EQUIPE_TEXTE_TITRE] = ""


def _folder_of(pages: dict[str, str], famille: str, beside: str | None) -> str:
    """Folder of the page shown; of the first one of the family otherwise."""
    names = [beside] if beside else [name for name in sorted(pages) if famille_of(name) == famille]
    return names[0].rpartition("/")[0] if names else famille


def _show_check(preparation: Preparation) -> None:
    """What prevents publishing and what is wrong in the pages that change; warnings of the others are folded."""
    miens = preparation.fusion.miens
    changed = {*(each.id for each in miens.modifications), *(row[FICHIER] for row in miens.ajouts)}
    issues = [found for found in preparation.issues if found.severity == ERREUR or found.file in changed]
    errors = [found for found in issues if found.severity == ERREUR]
    if issues:
        words = texts.checked(len(errors), len(issues) - len(errors))
        (st.error if errors else st.info)(words, icon=":material/error:" if errors else ":material/info:")
    else:
        st.success(texts.CHECK_OK, icon=":material/check_circle:")
    pages = {row[FICHIER]: row[TEXTE] for row in lignes(preparation.propose)}
    _show_issues([*errors, *(found for found in issues if found not in errors)], pages)
    others = [found for found in preparation.issues if found not in issues]
    if others:
        with st.expander(texts.others(len(others))):
            _show_issues(others, pages)


def _show_issues(issues: Sequence[Issue], pages: Mapping[str, str]) -> None:
    for found in issues:
        where = texts.found_in(page_name(found.file, pages.get(found.file, "")), found.line)
        sign = ":material/error:" if found.severity == ERREUR else ":material/warning:"
        st.markdown(f"- {sign} **{unmarked(where)}** {unmarked(found.message)}")


def _show_changes(preparation: Preparation) -> None:
    for other, changements in preparation.a_la_main.items():
        st.markdown(shared.also(other, resume(changements, preparation.moment.schemas[other])))
    if not preparation.changements:
        st.info(texts.CHANGES_NOTHING)
        return
    schema = preparation.propose.schema
    st.markdown(shared.changes(TEXTES, unmarked(resume(preparation.changements, schema))))
    tables.show_table(details(preparation.changements, schema), texts.CHANGES, shared.PREVIEW_FILE, keys.EQUIPE_DETAILS)
