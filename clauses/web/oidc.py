"""OpenID Connect sign-in, in two steps: authorization request, then callback.

Nonce and PKCE verifier stay on the server, ten minutes, under the ``state``; a cookie of the same lifetime ties them to
the browser that left (login CSRF).
"""

import logging
import re
import secrets
import time
from typing import TYPE_CHECKING

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response

from clauses.acces import OIDC
from clauses.acces.reglages import Fournisseur
from clauses.rendu.mots import acces as texts
from clauses.storage.registre import DUREE_ATTENTE, Registre, digest
from clauses.storage.traces import Evenement, trace
from clauses.web.connexion_pages import (
    CONNEXION,
    base_address,
    client_address,
    following,
    leave_former,
    message,
    open_session,
    read_cookie,
    redirect,
    set_cookie,
)

if TYPE_CHECKING:
    from clauses.acces.oidc import Identite

logger = logging.getLogger(__name__)

BROWSER_COOKIE = "atlas_oidc"
PATH = f"{CONNEXION}/oidc"
RETOUR = f"{PATH}/retour"
EXPIREE = "expiree"

_BROWSER = re.compile(r"[A-Za-z0-9_-]{43}")


class OidcRoutes:
    """Routes of one provider; its metadata are read at the first sign-in, not at startup."""

    def __init__(self, fournisseur: Fournisseur) -> None:
        self.fournisseur = fournisseur

    async def start(self, request: Request) -> Response:
        """Send the browser to the provider."""
        from clauses.acces import oidc

        browser = read_cookie(request, BROWSER_COOKIE)
        if not _BROWSER.fullmatch(browser):
            browser = secrets.token_urlsafe(32)
        suite = following(request.query_params.get("suite", ""))

        def prepare() -> oidc.Depart:
            depart = oidc.start(self.fournisseur, base_address(request) + RETOUR)
            kept = depart.attendu | {"navigateur": digest(browser), "suite": suite}
            Registre().attendre(depart.state, kept, time.time())
            return depart

        try:
            depart = await to_thread.run_sync(prepare)
        except oidc.FournisseurError as error:
            return self._down(request, error)
        return set_cookie(request, redirect(depart.adresse), BROWSER_COOKIE, browser, DUREE_ATTENTE)

    async def finish(self, request: Request) -> Response:
        """Callback: open the session if the answer is valid."""
        from clauses.acces import oidc

        answer = dict(request.query_params)
        kept = await to_thread.run_sync(Registre().reprendre, answer.get("state", ""), time.time())
        if kept is None or kept["navigateur"] != digest(read_cookie(request, BROWSER_COOKIE)):
            return self._refused(request, EXPIREE, 400)

        def come_in() -> str:
            identite = oidc.finish(self.fournisseur, answer, kept)
            leave_former(request)
            secret = self._open(identite)
            trace(Evenement.CONNEXION, adresse=client_address(request), voie=OIDC, compte=identite.courriel)
            return secret

        try:
            secret = await to_thread.run_sync(come_in)
        except oidc.FournisseurError as error:
            return self._down(request, error)
        except oidc.RefusError as refusal:
            return self._refused(request, refusal.raison, 403, refusal)
        return open_session(request, redirect(kept["suite"]), secret)

    async def logout_address(self, jeton: str, retour: str) -> str | None:
        """Logout address of the provider; ``None`` if it cannot be read."""
        from clauses.acces import oidc

        try:
            return await to_thread.run_sync(oidc.logout_address, self.fournisseur, jeton, retour)
        except oidc.FournisseurError as error:
            logger.error("The provider of identity cannot be asked to close its session: %s", error)
            return None

    @staticmethod
    def _open(identite: "Identite") -> str:
        secret = secrets.token_urlsafe(32)
        Registre().ouvrir_seance(secret, identite.courriel, identite.nom, OIDC, time.time(), identite.jeton)
        return secret

    @staticmethod
    def _refused(request: Request, reason: str, status: int, detail: object = "") -> Response:
        said = str(detail) or reason
        trace(Evenement.REFUS, adresse=client_address(request), voie=OIDC, raison=said)
        action = (CONNEXION, texts.TRY_AGAIN)
        return message(request, status, texts.REFUSED_TITLE, texts.REFUSED[reason], action=action)

    @staticmethod
    def _down(request: Request, error: Exception) -> Response:
        logger.error("The provider of identity does not answer as it should: %s", error)
        return message(request, 502, texts.DOWN_TITLE, texts.DOWN, action=(CONNEXION, texts.TRY_AGAIN))
