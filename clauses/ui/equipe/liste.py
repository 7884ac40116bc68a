"""A list that someone brings: its file, what its columns are, then what it says, and a draft like any other."""

import streamlit as st

from clauses.acces import Membre
from clauses.domain.imports.correspondance import Correspondance
from clauses.domain.imports.releve import Avance
from clauses.donnees import Moment, horloge
from clauses.edition import modeles
from clauses.edition.apport import Apercu, SourceError, preview, read_apport
from clauses.rendu.formats import unlinked, unmarked
from clauses.rendu.mots import apport as texts
from clauses.rendu.mots import equipe_fichier
from clauses.ui import keys
from clauses.ui.equipe import liste_colonnes, liste_releve
from clauses.ui.equipe.fichier import ask_file
from clauses.ui.equipe.liste_etat import Liste, held, hold
from clauses.ui.equipe.publier import show_publiee

LONG = 1_000
"""Rows from which the reading shows its progress."""


def show_liste(moment: Moment, membre: Membre, nom: str) -> None:
    """Drop a file, say what its columns are, read it, answer, make a draft of it."""
    st.markdown(texts.INTRO)
    depot = ask_file()
    if depot is None:
        hold(None)
        if not show_publiee(moment, nom):
            st.caption(texts.WAITING)
        return
    liste = _opened(moment, nom, depot.name, depot.getvalue(), depot.file_id)
    if liste is None:
        return
    st.subheader(texts.COLUMNS, anchor=False)
    _ask_sheet(liste, depot.getvalue(), depot.file_id)
    liste_colonnes.show_colonnes(liste)
    _ask_part(liste)
    if _is_ready(liste):
        apercu = liste.read(lambda found: _read(liste, found))
        liste_releve.show_releve(liste, membre, apercu)


def _opened(moment: Moment, nom: str, file: str, content: bytes, depot: str, feuille: str = "") -> Liste | None:
    """The list of this session, if it is that file; otherwise it is read. What it cannot be is told."""
    liste = held()
    wanted = f"{nom} {depot}"
    if liste is not None and liste.depot == wanted and (not feuille or liste.apport.feuille == feuille):
        liste.moment = moment
        return liste
    hold(None)
    try:
        apport = read_apport(moment, nom, content, file, feuille)
    except SourceError as error:
        for each in error.issues:
            st.error(unmarked(unlinked(each.message)))
        return None
    modele = modeles.suggest_modele(moment, apport)
    liste = Liste(moment, apport, wanted, modele)
    hold(liste)
    return liste


def _ask_sheet(liste: Liste, content: bytes, depot: str) -> None:
    feuilles = liste.apport.feuilles
    if len(feuilles) < 2:
        return
    chosen = st.selectbox(
        equipe_fichier.SHEET, feuilles, index=feuilles.index(liste.apport.feuille),
        key=f"{keys.EQUIPE_FEUILLE}_{liste.apport.nom}_{depot}",
    )  # fmt: skip
    if chosen != liste.apport.feuille and _opened(
        liste.moment, liste.apport.nom, liste.apport.file, content, depot, chosen
    ):
        st.rerun()


def _ask_part(liste: Liste) -> None:
    chosen = st.segmented_control(
        texts.PART, [*texts.PARTS], default=texts.SOME, format_func=texts.PARTS.__getitem__, required=True,
        key=f"{keys.EQUIPE_LISTE_PARTIE}_{liste.depot}", help=texts.PART_HELP,
    )  # fmt: skip
    liste.is_entier = chosen == texts.WHOLE


def _is_ready(liste: Liste) -> bool:
    """Whether it is to be read; the button that asks for it, or what is to say before."""
    missing = liste.missing()
    if missing:
        st.info(texts.missing(missing))
    elif not liste.is_demandee:
        st.button(
            texts.READ, key=keys.EQUIPE_LISTE_LIRE, type="primary", icon=":material/fact_check:",
            on_click=_ask_reading, args=(liste, True),
        )  # fmt: skip
    return liste.is_demandee and not missing


def _ask_reading(liste: Liste, wanted: bool) -> None:
    liste.is_demandee = wanted


def _read(liste: Liste, found: Correspondance) -> Apercu:
    """The dry run. A long one shows where it is; a click on the button below it ends the run, hence the reading."""

    def told(done: int, total: int) -> None:
        bar.progress(done / total, texts.reading(done, total))

    def read(avance: Avance | None = None) -> Apercu:
        return preview(
            liste.moment, liste.apport, found, liste.reponses, annee=horloge.today().year,
            is_entier=liste.is_entier, avance=avance,
        )  # fmt: skip

    if liste.apport.nombre < LONG:
        return read()
    place = st.empty()
    with place.container(horizontal=True, vertical_alignment="center"):
        bar = st.progress(0.0)
        st.button(
            texts.STOP, key=keys.EQUIPE_LISTE_ARRETER, icon=":material/stop_circle:",
            on_click=_ask_reading, args=(liste, False),
        )  # fmt: skip
    apercu = read(told)
    place.empty()
    return apercu
