"""Publication form: author, reason, confirmations; then the edition, or the reason of the refusal."""

from collections.abc import Callable

import streamlit as st

from clauses.acces import POSTE_LOCAL, Membre
from clauses.domain.issues import has_errors
from clauses.domain.typographie import typographic
from clauses.donnees import EditionInconnueError, Moment, horloge
from clauses.edition.preparation import Preparation
from clauses.edition.publication import (
    LONGEST_MESSAGE,
    LONGEST_NAME,
    EditionEntreTempsError,
    OccupeError,
    Publiee,
    RefuseeError,
    publish,
    reason_of,
)
from clauses.rendu import ecrans
from clauses.rendu.formats import unmarked
from clauses.rendu.mots import equipe as texts
from clauses.ui import acces, keys, prerequis
from clauses.ui.equipe.brouillon import forget


def keep_publiee(place: str, done: Publiee) -> None:
    """Have the next run say that this was published, where the button was: a table, or the list of editions."""
    st.session_state[keys.EQUIPE_PUBLIEE] = place, done


def show_publiee(moment: Moment, place: str) -> bool:
    """Edition just published from here, as long as the atlas shows it; whether there is one."""
    published_in, done = st.session_state.get(keys.EQUIPE_PUBLIEE, ("", None))
    if done is None or published_in != place or done.manifeste.numero != moment.instantane.numero:
        return False
    st.success(texts.published(done.manifeste.numero), icon=":material/published_with_changes:")
    if done.en_retard:
        st.warning(texts.late(done.en_retard))
    st.page_link(ecrans.CARTE.path, label=texts.SEE_MAP, icon=":material/map:")
    return True


def show_publier(membre: Membre, preparation: Preparation, *, is_brouillon: bool) -> None:
    """Form, or what is missing before it; ``is_brouillon``: the draft is published, not an uploaded file."""
    seen = st.session_state.get(keys.EQUIPE_VU)
    st.session_state[keys.EQUIPE_VU] = preparation.empreinte
    if preparation.conflits:
        st.info(texts.PUBLISH_CONFLICTS)
    if has_errors(preparation.issues):
        st.info(texts.PUBLISH_ERRORS)
    elif preparation.conflits:
        return
    elif not preparation.a_publier:
        if not show_publiee(preparation.moment, preparation.nom):
            st.info(texts.PUBLISH_NOTHING)
    else:
        _show_form(membre, preparation, seen, is_brouillon=is_brouillon)


def _show_form(membre: Membre, preparation: Preparation, seen: str | None, *, is_brouillon: bool) -> None:
    auteur = ask_author(membre, keys.EQUIPE_AUTEUR)
    message = st.text_input(texts.MESSAGE, key=keys.EQUIPE_MESSAGE, max_chars=LONGEST_MESSAGE, help=texts.MESSAGE_HELP)
    confirme = not preparation.a_confirmer
    if preparation.a_confirmer:
        with st.container(border=True):
            st.markdown(texts.confirm(len(preparation.a_confirmer)))
            for found in preparation.a_confirmer:
                st.markdown(f"- {unmarked(found.message)}")
            confirme = st.checkbox(texts.CONFIRM, key=keys.EQUIPE_CONFIRMER)
    pressed = st.button(texts.PUBLISH, key=keys.EQUIPE_PUBLIER, type="primary", icon=":material/publish:",
                        disabled=not confirme)  # fmt: skip
    if not pressed:
        return
    # Another publication may have happened between the read and the click.
    if seen != preparation.empreinte:
        st.warning(texts.PUBLISH_STALE)
        return
    with st.spinner(texts.PUBLISH_WAIT):
        done = attempt(lambda: publish(preparation, auteur, message, horloge.now(), confirme=confirme))
    if done:
        if is_brouillon:
            forget(membre.identifiant, preparation.nom)
        for name in (keys.EQUIPE_CHOIX, keys.EQUIPE_VU, keys.EQUIPE_MESSAGE, keys.EQUIPE_CONFIRMER):
            st.session_state.pop(name, None)
        st.session_state[keys.EQUIPE_DEPOTS] = st.session_state.get(keys.EQUIPE_DEPOTS, 0) + 1
        keep_publiee(preparation.nom, done)
        st.rerun()


def ask_author(membre: Membre, key: str) -> str:
    """Author: the name of the account; editable on one's own computer."""
    if membre.methode != POSTE_LOCAL:
        return membre.nom
    st.session_state.setdefault(key, membre.nom)
    return st.text_input(texts.AUTHOR, key=key, max_chars=LONGEST_NAME, help=texts.AUTHOR_HELP)


def attempt(act: Callable[[], Publiee]) -> Publiee | None:
    """Publish or restore, if the session is still valid; errors are shown."""
    if acces.membre() is None:
        st.error(texts.PUBLISH_RIGHTS)
        return None
    try:
        return act()
    except RefuseeError as error:
        st.error(typographic(error.raison))
        prerequis.show_banner(error.issues)
    except EditionInconnueError as error:
        st.error(texts.damaged(error.numero))
    except EditionEntreTempsError:
        st.warning(texts.PUBLISH_STALE)
    except OccupeError:
        st.warning(texts.PUBLISH_BUSY)
    except OSError as error:
        st.error(texts.refused_by_disk(reason_of(error)))
    return None
