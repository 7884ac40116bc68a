"""A table in a file: what to download, what comes back."""

import streamlit as st

from clauses.acces import Membre
from clauses.catalogue import EditionInconnueError, load_editions
from clauses.edition.etat import Etat
from clauses.edition.travail import Travail, classeur, modele, read_fichier
from clauses.rendu import parametres
from clauses.rendu.editions import published_on
from clauses.rendu.exports import XLSX_TYPE
from clauses.rendu.mots import editions as editions_texts
from clauses.rendu.mots import equipe as texts
from clauses.ui import keys
from clauses.ui.acces import reserved
from clauses.ui.equipe.brouillon import has_brouillon, replace_with
from clauses.ui.telechargement import show_download

TYPES = ["csv", "xlsx", "txt", "tsv"]


def show_fichier(etat: Etat, membre: Membre, nom: str) -> Travail | None:
    """What to download, and where to drop the file; the table that it holds."""
    st.markdown(texts.FILE_STEPS)
    _show_downloads(etat, nom)
    depot = st.file_uploader(
        texts.FILE_DROP, type=TYPES, key=f"{keys.EQUIPE_DEPOT}_{nom}_{st.session_state.get(keys.EQUIPE_DEPOTS, 0)}"
    )
    if depot is None:
        st.caption(texts.FILE_WAITING)
        return None
    travail = _read(etat, nom, depot.name, depot.getvalue(), depot.file_id)
    if not travail.table.is_unread:
        _show_to_grid(etat, membre, travail)
    return travail


def _show_to_grid(etat: Etat, membre: Membre, travail: Travail) -> None:
    """Go on in the page; asked twice when a draft is there already."""
    is_busy = has_brouillon(etat, membre.identifiant, travail.table.name)
    with st.popover(texts.FILE_TO_GRID, icon=":material/edit_note:") if is_busy else st.container():
        if is_busy:
            st.markdown(texts.FILE_TO_GRID_SURE)
        st.button(
            texts.FILE_TO_GRID_YES if is_busy else texts.FILE_TO_GRID,
            key=keys.EQUIPE_REPRENDRE,
            icon=":material/edit_note:",
            help=texts.FILE_TO_GRID_HELP,
            on_click=reserved(_to_grid),
            args=(membre.identifiant, travail),
        )


def _show_downloads(etat: Etat, nom: str) -> None:
    numero = etat.instantane.numero
    suffix = "" if numero is None else f"-edition-{numero}"
    with st.container(horizontal=True):
        show_download(
            texts.FILE_CURRENT, lambda: classeur(etat, nom), f"{nom}{suffix}.xlsx", XLSX_TYPE, keys.EQUIPE_CLASSEUR,
            icon=":material/table:", help_=texts.FILE_CURRENT_HELP, kind="primary",
        )  # fmt: skip
        show_download(
            texts.FILE_MODEL, lambda: modele(etat, nom), f"{nom}-modele.xlsx", XLSX_TYPE, keys.EQUIPE_MODELE,
            icon=":material/draft:", help_=texts.FILE_MODEL_HELP,
        )  # fmt: skip


def _read(etat: Etat, nom: str, file: str, content: bytes, depot: str) -> Travail:
    """The file, from the sheet and the edition that the person chose when the file does not say."""
    envoi, travail = read_fichier(etat, nom, content, file)
    if len(envoi.feuilles) > 1:
        chosen = st.selectbox(
            texts.FILE_SHEET, envoi.feuilles, index=envoi.feuilles.index(envoi.feuille) if envoi.feuille else 0,
            key=f"{keys.EQUIPE_FEUILLE}_{depot}",
        )  # fmt: skip
        if chosen != envoi.feuille:
            envoi, travail = read_fichier(etat, nom, content, file, chosen)
    if travail.is_base_connue:
        st.caption(texts.base_of_file(travail.numero))
        return travail
    if travail.is_base_perdue:
        st.warning(texts.BASE_LOST)
    shown = etat.instantane.numero
    editions = {each.numero: published_on(each.action, each.moment) for each in load_editions() if each.numero != shown}
    if not editions:
        return travail
    depuis = st.selectbox(
        texts.FILE_BASE,
        [*editions],
        index=None,
        format_func=lambda numero: editions_texts.name(numero, editions[numero]),
        placeholder=texts.FILE_BASE_NOW,
        key=f"{keys.EQUIPE_DEPUIS}_{depot}",
        help=texts.FILE_BASE_HELP,
    )
    try:
        return travail if depuis is None else read_fichier(etat, nom, content, file, envoi.feuille, depuis)[1]
    except EditionInconnueError:
        st.error(editions_texts.DAMAGED)
        return travail


def _to_grid(personne: str, travail: Travail) -> None:
    replace_with(personne, travail)
    st.session_state[parametres.MANIERE] = texts.GRILLE
