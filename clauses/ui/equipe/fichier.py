"""Editing in a spreadsheet: download a table, upload it back."""

import streamlit as st

from clauses.acces import Membre
from clauses.donnees import EditionInconnueError, Moment, load_editions
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


def show_fichier(moment: Moment, membre: Membre, nom: str) -> Travail | None:
    """Download buttons and upload box; the table uploaded."""
    st.markdown(texts.FILE_STEPS)
    _show_downloads(moment, nom)
    depot = st.file_uploader(
        texts.FILE_DROP, type=TYPES, key=f"{keys.EQUIPE_DEPOT}_{nom}_{st.session_state.get(keys.EQUIPE_DEPOTS, 0)}"
    )
    if depot is None:
        st.caption(texts.FILE_WAITING)
        return None
    travail = _read(moment, nom, depot.name, depot.getvalue(), depot.file_id)
    if not travail.table.is_unread:
        _show_to_grid(moment, membre, travail)
    return travail


def _show_to_grid(moment: Moment, membre: Membre, travail: Travail) -> None:
    """Button to go on in the grid; asks for confirmation when a draft exists."""
    is_busy = has_brouillon(moment, membre.identifiant, travail.table.name)
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


def _show_downloads(moment: Moment, nom: str) -> None:
    numero = moment.instantane.numero
    suffix = "" if numero is None else f"-edition-{numero}"
    with st.container(horizontal=True):
        show_download(
            texts.FILE_CURRENT, lambda: classeur(moment, nom), f"{nom}{suffix}.xlsx", XLSX_TYPE, keys.EQUIPE_CLASSEUR,
            icon=":material/table:", help_=texts.FILE_CURRENT_HELP, kind="primary",
        )  # fmt: skip
        show_download(
            texts.FILE_MODEL, lambda: modele(moment, nom), f"{nom}-modele.xlsx", XLSX_TYPE, keys.EQUIPE_MODELE,
            icon=":material/draft:", help_=texts.FILE_MODEL_HELP,
        )  # fmt: skip


def _read(moment: Moment, nom: str, file: str, content: bytes, depot: str) -> Travail:
    """Parse the file; its sheet and its base edition are those chosen when the file has neither."""
    envoi, travail = read_fichier(moment, nom, content, file)
    if len(envoi.feuilles) > 1:
        chosen = st.selectbox(
            texts.FILE_SHEET, envoi.feuilles, index=envoi.feuilles.index(envoi.feuille) if envoi.feuille else 0,
            key=f"{keys.EQUIPE_FEUILLE}_{depot}",
        )  # fmt: skip
        if chosen != envoi.feuille:
            envoi, travail = read_fichier(moment, nom, content, file, chosen)
    if travail.is_base_connue:
        st.caption(texts.base_of_file(travail.numero))
        return travail
    if travail.is_base_perdue:
        st.warning(texts.BASE_LOST)
    shown = moment.instantane.numero
    editions = {
        each.numero: published_on(each.action, each.moment) for each in load_editions(moment) if each.numero != shown
    }
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
        return travail if depuis is None else read_fichier(moment, nom, content, file, envoi.feuille, depuis)[1]
    except EditionInconnueError:
        st.error(editions_texts.DAMAGED)
        return travail


def _to_grid(personne: str, travail: Travail) -> None:
    replace_with(personne, travail)
    st.session_state[parametres.MANIERE] = texts.GRILLE
