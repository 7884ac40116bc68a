"""Editing workflow of the team: edit a table, check it, preview it, publish it."""

from collections.abc import Callable, Hashable, Sequence

import streamlit as st

from clauses.acces import Membre
from clauses.domain.evolution.fusion import Choix
from clauses.domain.issues import Issue
from clauses.donnees import Moment, TerritoiresError, finish_publication, horloge, load_moment
from clauses.edition.apport import TABLES
from clauses.edition.preparation import Preparation, prepare
from clauses.edition.publication import why_closed
from clauses.edition.travail import Travail
from clauses.rendu import parametres
from clauses.rendu.changements import resume
from clauses.rendu.editions import published_on
from clauses.rendu.mots import editions as editions_texts
from clauses.rendu.mots import equipe as texts
from clauses.rendu.mots import equipe_grille as grid_texts
from clauses.rendu.mots.atlas import issue_line
from clauses.ui import keys
from clauses.ui.acces import reserved
from clauses.ui.arret import PageArretee
from clauses.ui.choix import ask_few
from clauses.ui.equipe import apres, brouillon, controle, fiche, fichier, grille, liste, publier

Vue = Callable[[Moment, Membre, brouillon.BrouillonOuvert, Sequence[Issue]], None]
"""What shows a draft: the grid, or the form."""


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
    if shown:
        st.markdown(texts.state(shown.numero, published_on(shown.action, shown.moment), shown.auteur))
    else:
        st.markdown(editions_texts.delivered(moment.edition))
    if moment.instantane.modifies:
        st.info(texts.by_hand(moment.instantane.modifies, moment.instantane.numero), icon=":material/edit_document:")
    if moment.instantane.reprises:
        lines = map(issue_line, moment.instantane.reprises.values())
        st.warning(texts.replaced(list(lines), moment.instantane.numero), icon=":material/settings_backup_restore:")


def show_atelier(moment: Moment, membre: Membre) -> None:
    """Choose a table and a way, then the four steps."""
    nom = ask_few(parametres.TABLE, texts.TABLE, texts.TABLE_NAMES)
    # A form is found by the key of its row: those of several columns have none.
    without = [] if len(moment.schemas[nom].primary_key) == 1 else [texts.FICHE]
    without += [] if nom in TABLES else [texts.LISTE]
    manieres = {code: label for code, label in texts.MANIERES.items() if code not in without}
    maniere = ask_few(parametres.MANIERE, texts.MANIERE, manieres)
    st.header(texts.STEP_EDIT, anchor=False)
    if maniere in (texts.GRILLE, texts.FICHE):
        _show_in_page(moment, membre, nom, fiche.show_fiche if maniere == texts.FICHE else grille.show_grille)
    elif maniere == texts.LISTE:
        liste.show_liste(moment, membre, nom)
    else:
        _show_with_file(moment, membre, nom)


def _show_in_page(moment: Moment, membre: Membre, nom: str, show: Vue) -> None:
    current = brouillon.open_brouillon(moment, membre.identifiant, nom)
    preparation = prepared(moment, current.travail())
    if current.repris_le:
        words = resume(preparation.fusion.miens, current.base.schema)
        st.info(texts.resumed(current.repris_le, words), icon=":material/history:")
    if preparation.is_entre_temps:
        title = apres.title_entre_temps(preparation, membre, current.numero)
        st.warning(texts.meanwhile_above(title), icon=":material/published_with_changes:")
    show(moment, membre, current, preparation.issues)
    if preparation.changements:
        changes = resume(preparation.changements, current.base.schema)
        st.markdown(grid_texts.in_short(nom, changes, is_valide=preparation.is_valide))
    _show_steps(membre, preparation, current.numero, current)


def _show_with_file(moment: Moment, membre: Membre, nom: str) -> None:
    travail = fichier.show_fichier(moment, membre, nom)
    if travail is not None:
        _show_steps(membre, prepared(moment, travail), travail.numero)
    else:
        publier.show_publiee(moment, nom)


def prepared(moment: Moment, travail: Travail) -> Preparation:
    """The check of this work, made once as long as nothing changes."""
    annee = horloge.today().year
    nom = travail.table.name
    held: dict[str, tuple[Hashable, Preparation]] = st.session_state.setdefault(keys.EQUIPE_PREPARATION, {})

    def with_choices(choix: Choix) -> Preparation:
        name = moment.instantane.cle, travail.empreinte, tuple(sorted(choix.items())), annee
        place = f"{nom} choix" if choix else nom
        if place not in held or held[place][0] != name:
            held[place] = (
                name,
                prepare(moment, travail.table, travail.base, annee=annee, choix=choix, derniere=travail.derniere),
            )
        return held[place][1]

    plain = with_choices({})
    choix = apres.choices(nom, plain.fusion.conflits)
    return with_choices(choix) if choix else plain


def _show_steps(
    membre: Membre, preparation: Preparation, numero: int | None, current: brouillon.BrouillonOuvert | None = None
) -> None:
    st.header(texts.STEP_CHECK, anchor=grid_texts.CHECK_ANCHOR)
    seen = preparation.propose if not preparation.is_entre_temps else preparation.apres
    controle.show_controle(
        seen if seen.lines else preparation.propose, preparation.issues, _reprise(preparation, current)
    )  # fmt: skip
    if preparation.propose.is_unread:
        return
    st.header(texts.STEP_PREVIEW, anchor=False)
    apres.show_entre_temps(preparation, apres.title_entre_temps(preparation, membre, numero))
    apres.show_apres(preparation)
    st.header(texts.STEP_PUBLISH, anchor=grid_texts.PUBLISH_ANCHOR)
    publier.show_publier(membre, preparation, is_brouillon=current is not None)


def _reprise(preparation: Preparation, current: brouillon.BrouillonOuvert | None) -> controle.Reprise | None:
    """What the page can mend: the lines of its draft, as long as they are those on screen."""
    if current is None:
        return None
    put = reserved(lambda values: grille.put(current, values))
    return controle.Reprise(put, preparation.corrections, current.travail().find_blanks(preparation.issues))
