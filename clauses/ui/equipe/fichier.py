"""Editing in a spreadsheet: download a table, upload it back."""

from collections.abc import Hashable
from typing import Literal

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from clauses.acces import Membre
from clauses.donnees import EditionInconnueError, Moment, load_editions
from clauses.edition.apport import TABLES
from clauses.edition.travail import Envoi, Travail, classeur, modele, read_fichier
from clauses.rendu import parametres
from clauses.rendu.editions import published_on
from clauses.rendu.exports import XLSX_TYPE
from clauses.rendu.mots import apport, equipe
from clauses.rendu.mots import editions as editions_texts
from clauses.rendu.mots import equipe_fichier as texts
from clauses.ui import keys
from clauses.ui.acces import reserved
from clauses.ui.equipe.brouillon import has_brouillon, replace_with
from clauses.ui.telechargement import show_download

_OTHERS = frozenset({"E-FIC-07", "E-COL-01"})
"""Codes of a file whose columns are not ours."""


def show_fichier(moment: Moment, membre: Membre, nom: str) -> Travail | None:
    """Download buttons and upload box; the table uploaded."""
    st.markdown(texts.STEPS)
    _show_downloads(moment, nom)
    depot = ask_file()
    if depot is None:
        st.caption(texts.WAITING)
        return None
    envoi, travail = _read(moment, nom, depot.name, depot.getvalue(), depot.file_id)
    if envoi.autre in equipe.TABLE_NAMES:
        _show_other(envoi.autre)
        return travail
    if nom in TABLES and any(each.code in _OTHERS for each in travail.table.issues):
        st.button(
            apport.TO_LIST, key=keys.EQUIPE_VERS_LISTE, icon=":material/view_column:", type="primary",
            on_click=_open_list,
        )  # fmt: skip
    if not travail.table.is_unread:
        show_to_grid(moment, membre, travail, texts.TO_GRID, texts.TO_GRID_HELP)
    return travail


def ask_file() -> UploadedFile | None:
    """A file, whatever it is: what cannot be read is told in a sentence. It stays from one way to another."""
    return st.file_uploader(texts.DROP, key=f"{keys.EQUIPE_DEPOT}_{st.session_state.get(keys.EQUIPE_DEPOTS, 0)}")


def _show_other(nom: str) -> None:
    """Button to read the file as the table that it is."""
    st.button(
        texts.open_other(equipe.TABLE_NAMES[nom]), key=keys.EQUIPE_AUTRE, icon=":material/swap_horiz:", type="primary",
        on_click=_open_other, args=(nom,),
    )  # fmt: skip


def show_to_grid(
    moment: Moment,
    membre: Membre,
    travail: Travail,
    label: str,
    help_: str,
    kind: Literal["primary", "secondary"] = "secondary",
) -> None:
    """Button to go on in the grid, with a draft; asks for confirmation when there is one."""
    is_busy = has_brouillon(moment, membre.identifiant, travail.table.name)
    with st.popover(label, icon=":material/edit_note:", type=kind) if is_busy else st.container():
        if is_busy:
            st.markdown(texts.TO_GRID_SURE)
        st.button(
            texts.TO_GRID_YES if is_busy else label,
            key=keys.EQUIPE_REPRENDRE,
            icon=":material/edit_note:",
            help=help_,
            type=kind,
            on_click=reserved(_to_grid),
            args=(membre.identifiant, travail),
        )


def _show_downloads(moment: Moment, nom: str) -> None:
    numero = moment.instantane.numero
    suffix = "" if numero is None else f"-edition-{numero}"
    with st.container(horizontal=True):
        show_download(
            texts.CURRENT, lambda: classeur(moment, nom), f"{nom}{suffix}.xlsx", XLSX_TYPE, keys.EQUIPE_CLASSEUR,
            icon=":material/table:", help_=texts.CURRENT_HELP, kind="primary",
        )  # fmt: skip
        show_download(
            texts.MODEL, lambda: modele(moment, nom), f"{nom}-modele.xlsx", XLSX_TYPE, keys.EQUIPE_MODELE,
            icon=":material/draft:", help_=texts.MODEL_HELP,
        )  # fmt: skip


def _read(moment: Moment, nom: str, file: str, content: bytes, depot: str) -> tuple[Envoi, Travail]:
    """Parse the file; its sheet, its base edition and what it holds are asked when it does not say them itself."""
    read = _Reading(moment, nom, file, content, depot)
    envoi, travail = read()
    if len(envoi.feuilles) > 1:
        chosen = st.selectbox(
            texts.SHEET, envoi.feuilles, index=envoi.feuilles.index(envoi.feuille) if envoi.feuille else 0,
            key=f"{keys.EQUIPE_FEUILLE}_{depot}",
        )  # fmt: skip
        if chosen != envoi.feuille:
            envoi, travail = read(chosen)
    if travail.table.is_unread:
        return envoi, travail
    partiel = _ask_part(depot)
    depuis = _ask_base(moment, travail, depot)
    if not partiel and depuis is None:
        return envoi, travail
    try:
        return read(envoi.feuille, depuis, partiel=partiel)
    except EditionInconnueError:
        st.error(editions_texts.DAMAGED)
        return read(envoi.feuille, partiel=partiel)


class _Reading:
    """Reader of one file, which reads it once as long as nothing is asked otherwise."""

    def __init__(self, moment: Moment, nom: str, file: str, content: bytes, depot: str) -> None:
        self.moment, self.nom, self.file, self.content, self.depot = moment, nom, file, content, depot

    def __call__(self, feuille: str = "", depuis: int | None = None, *, partiel: bool = False) -> tuple[Envoi, Travail]:
        asked = self.moment.instantane.cle, self.nom, self.depot, feuille, depuis, partiel
        held: dict[tuple[Hashable, ...], tuple[Envoi, Travail]] = st.session_state.setdefault(keys.EQUIPE_LECTURES, {})
        if asked not in held:
            # Those of another file, or of other data, are of no use any more.
            for each in [each for each in held if each[:3] != asked[:3]]:
                del held[each]
            held[asked] = read_fichier(self.moment, self.nom, self.content, self.file, feuille, depuis, partiel=partiel)
        return held[asked]


def _ask_part(depot: str) -> bool:
    """Whether the file is a part of the table."""
    chosen = st.segmented_control(
        texts.PART, [*texts.PARTS], default=texts.WHOLE, format_func=texts.PARTS.__getitem__, required=True,
        key=f"{keys.EQUIPE_PARTIE}_{depot}", help=texts.PART_HELP,
    )  # fmt: skip
    return chosen == texts.SOME


def _ask_base(moment: Moment, travail: Travail, depot: str) -> int | None:
    """The edition that the file was made from, when the person says so."""
    if travail.is_base_connue:
        st.caption(texts.base_of_file(travail.numero))
        return None
    if travail.is_base_perdue:
        st.warning(texts.BASE_LOST)
    shown = moment.instantane.numero
    editions = {
        each.numero: published_on(each.action, each.moment) for each in load_editions(moment) if each.numero != shown
    }
    if not editions:
        return None
    return st.selectbox(
        texts.BASE,
        [*editions],
        index=None,
        format_func=lambda numero: editions_texts.name(numero, editions[numero]),
        placeholder=texts.BASE_NOW,
        key=f"{keys.EQUIPE_DEPUIS}_{depot}",
        help=texts.BASE_HELP,
    )


def _open_other(nom: str) -> None:
    st.session_state[parametres.TABLE] = nom


def _open_list() -> None:
    st.session_state[parametres.MANIERE] = equipe.LISTE


def _to_grid(personne: str, travail: Travail) -> None:
    replace_with(personne, travail)
    st.session_state[parametres.MANIERE] = equipe.GRILLE
