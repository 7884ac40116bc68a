"""Editing workflow of the team: edit a table, check it, preview it, publish it."""

from collections.abc import Hashable
from datetime import date

import streamlit as st

from clauses.acces import Membre
from clauses.domain.evolution.fusion import Choix
from clauses.donnees import Moment, TerritoiresError, finish_publication, load_moment
from clauses.edition.preparation import Preparation, prepare
from clauses.edition.publication import why_closed
from clauses.edition.travail import Travail
from clauses.rendu import parametres
from clauses.rendu.changements import resume
from clauses.rendu.editions import published_on
from clauses.rendu.mots import equipe as texts
from clauses.rendu.mots.atlas import issue_line
from clauses.ui import keys
from clauses.ui.acces import reserved
from clauses.ui.arret import PageArretee
from clauses.ui.choix import ask_few
from clauses.ui.equipe import apres, brouillon, controle, fichier, grille, publier


def require_moment() -> Moment:
    """Current data; without territories nothing can be checked, and the page stops there."""
    try:
        # Otherwise a table one edition behind could be opened and changed.
        finish_publication()
        return load_moment()
    except TerritoiresError:
        st.error(texts.TERRITORIES)
        raise PageArretee from None


def show_etat(moment: Moment) -> None:
    """Why nothing can be published, before anybody works for that; current edition, files edited or replaced since."""
    if reason := why_closed(moment.folder):
        st.warning(texts.closed(reason), icon=":material/lock:")
    shown = moment.instantane.manifeste
    when = published_on(shown.action, shown.moment) if shown else ""
    st.markdown(texts.state(moment.instantane.numero, when, shown.auteur if shown else ""))
    if moment.instantane.modifies:
        st.info(texts.by_hand(moment.instantane.modifies, moment.instantane.numero), icon=":material/edit_document:")
    if moment.instantane.reprises:
        lines = map(issue_line, moment.instantane.reprises.values())
        st.warning(texts.replaced(list(lines), moment.instantane.numero), icon=":material/settings_backup_restore:")


def show_atelier(moment: Moment, membre: Membre) -> None:
    """Choose a table and a way, then the four steps."""
    publier.show_publiee()
    left, right = st.columns(2)
    with left:
        nom = ask_few(parametres.TABLE, texts.TABLE, texts.TABLE_NAMES)
    with right:
        maniere = ask_few(parametres.MANIERE, texts.MANIERE, texts.MANIERES)
    st.header(texts.STEP_EDIT, anchor=False)
    if maniere == texts.GRILLE:
        _show_in_page(moment, membre, nom)
    else:
        _show_with_file(moment, membre, nom)


def _show_in_page(moment: Moment, membre: Membre, nom: str) -> None:
    current = brouillon.open_brouillon(moment, membre.identifiant, nom)
    preparation = _prepare(moment, current.travail())
    if current.repris_le:
        words = resume(preparation.fusion.miens, current.base.schema)
        st.info(texts.resumed(current.repris_le, words), icon=":material/history:")
    grille.show_grille(moment, membre, current, preparation.issues)
    _show_steps(membre, preparation, current)


def _show_with_file(moment: Moment, membre: Membre, nom: str) -> None:
    travail = fichier.show_fichier(moment, membre, nom)
    if travail is not None:
        _show_steps(membre, _prepare(moment, travail))


def _prepare(moment: Moment, travail: Travail) -> Preparation:
    """The check of this work, made once as long as nothing changes."""
    annee = date.today().year  # noqa: DTZ011 - the day here, not a moment
    nom = travail.table.name
    held: dict[str, tuple[Hashable, Preparation]] = st.session_state.setdefault(keys.EQUIPE_PREPARATION, {})

    def prepared(choix: Choix) -> Preparation:
        name = moment.instantane.cle, travail.empreinte, tuple(sorted(choix.items())), annee
        place = f"{nom} choix" if choix else nom
        if place not in held or held[place][0] != name:
            held[place] = name, prepare(moment, travail.table, travail.base, annee=annee, choix=choix)
        return held[place][1]

    plain = prepared({})
    choix = apres.choices(nom, plain.fusion.conflits)
    return prepared(choix) if choix else plain


def _show_steps(membre: Membre, preparation: Preparation, current: brouillon.BrouillonOuvert | None = None) -> None:
    st.header(texts.STEP_CHECK, anchor=False)
    seen = preparation.propose if not preparation.is_entre_temps else preparation.apres
    put = reserved(lambda values: grille.put(current, values)) if current else None
    controle.show_controle(seen if seen.lines else preparation.propose, preparation.issues, put)
    if preparation.propose.is_unread:
        return
    st.header(texts.STEP_PREVIEW, anchor=False)
    apres.show_entre_temps(preparation)
    apres.show_apres(preparation)
    st.header(texts.STEP_PUBLISH, anchor=False)
    publier.show_publier(membre, preparation, is_brouillon=current is not None)
