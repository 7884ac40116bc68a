"""Access guard of the team's screens: the member is looked up at every call.

The page calls `require_equipe` first, and whatever writes calls `membre` again: a callback runs before the page does.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import streamlit as st

from clauses.acces import COOKIE, POSTE_LOCAL, Membre, Reglages, who
from clauses.acces.adresses import is_https
from clauses.acces.temoins import cookie_name
from clauses.rendu.mots import acces as texts
from clauses.ui import blocks, cadre, partage
from clauses.ui.arret import PageArretee

P = ParamSpec("P")


def membre() -> Membre | None:
    """Member signed in, or ``None``: the cookie dates from the start of the visit, the session is looked up now.

    ``None`` in the frame of another site, because of clickjacking.
    """
    if cadre.is_embedded():
        return None
    context = st.context
    return who(
        Reglages.from_environ(),
        context.cookies,
        context.headers,
        st.get_option("server.address"),
        context.ip_address,
        scheme=_scheme(),
    )


def reserved(act: Callable[P, None]) -> Callable[P, None]:
    """Decorate a callback to do nothing without access: it runs before the page, hence before its guard."""

    @wraps(act)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> None:
        if membre() is not None:
            act(*args, **kwargs)

    return guarded


def require_equipe() -> Membre:
    """Member signed in; for anybody else, the page explains how to sign in, and stops."""
    present = membre()
    if present is not None:
        return present
    reglages = Reglages.from_environ()
    if cadre.is_embedded():
        blocks.show("acces.html", titre=texts.GUARD_TITLE, texte=texts.GUARD_FRAMED, lien="")
        partage.show_whole("mise-a-jour")
    elif not reglages.voies:
        blocks.show("acces.html", titre=texts.CLOSED_TITLE, texte=texts.GUARD_CLOSED, lien=texts.GUARD_CLOSED_LINK)
    elif not (reglages.comptes or reglages.fournisseur):
        blocks.show("acces.html", titre=texts.CLOSED_TITLE, texte=texts.ELSEWHERE, lien="")
    elif st.context.cookies.get(cookie_name(COOKIE, https=is_https(st.context.headers, _scheme()))):
        titre, texte = texts.GUARD_EXPIRED_TITLE, texts.GUARD_EXPIRED
        blocks.show("acces.html", titre=titre, texte=texte, lien=texts.SIGN_IN_AGAIN)
    else:
        blocks.show("acces.html", titre=texts.GUARD_TITLE, texte=texts.GUARD, lien=texts.SIGN_IN)
    raise PageArretee


def show_membre() -> None:
    """Name of the member, with a sign-out link when there is a session to close."""
    present = membre()
    if present is not None:
        sortie = "" if present.methode == POSTE_LOCAL else texts.SIGN_OUT
        blocks.show("acces_membre.html", qui=texts.signed_in_as(present.nom), sortie=sortie)


def _scheme() -> str:
    """Scheme of the server itself, which the context of a visit does not hold."""
    return "https" if st.get_option("server.sslCertFile") else "http"
