"""OpenID Connect sign-in, in two steps: authorization request, then callback.

Nonce and PKCE verifier stay on the server, ten minutes, under the ``state``; a cookie of the same lifetime ties them to
the browser that left (login CSRF). What waits for the provider has its own threads, and refuses rather than queues: the
map does not depend on the provider.
"""

import logging
import re
import secrets
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from anyio import CapacityLimiter, to_thread
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
    from clauses.acces.oidc import Depart, Identite

Result = TypeVar("Result")

logger = logging.getLogger(__name__)

BROWSER_COOKIE = "atlas_oidc"
PATH = f"{CONNEXION}/oidc"
RETOUR = f"{PATH}/retour"
EXPIREE = "expiree"

PLACES = 16
"""Visitors served at once on the way to the provider; as many on the way back."""
RETRY = 10
"""Seconds before those who found no place may try again; the code that a provider gives lasts 30 (ProConnect)."""

_BROWSER = re.compile(r"[A-Za-z0-9_-]{43}")


class FullError(Exception):
    """Every place is taken."""


class Places:
    """Threads apart from those of the map, without a queue (bulkhead)."""

    def __init__(self) -> None:
        self._threads, self._taken = CapacityLimiter(PLACES), 0

    async def run(self, work: Callable[[], Result]) -> Result:
        """Run in one of these threads.

        Raises
        ------
        FullError
        """
        # Not asked of the limiter, which yields before it takes a token: a crowd would all see it free.
        if self._taken >= PLACES:
            raise FullError
        self._taken += 1
        try:
            return await to_thread.run_sync(work, limiter=self._threads)
        finally:
            self._taken -= 1


class OidcRoutes:
    """Routes of one provider; its metadata are read at the first sign-in, not at startup."""

    def __init__(self, fournisseur: Fournisseur) -> None:
        from clauses.acces import oidc

        self._client = oidc.Client(fournisseur)
        # A crowd that leaves does not hold back those whose code is about to expire.
        self._leaving, self._returning = Places(), Places()

    async def start(self, request: Request) -> Response:
        """Send the browser to the provider."""
        from clauses.acces import oidc

        browser = read_cookie(request, BROWSER_COOKIE)
        if not _BROWSER.fullmatch(browser):
            browser = secrets.token_urlsafe(32)
        suite = following(request.query_params.get("suite", ""))

        def prepare() -> "Depart":
            depart = self._client.start(base_address(request) + RETOUR)
            kept = depart.attendu | {"navigateur": digest(browser), "suite": suite}
            Registre().attendre(depart.state, kept, time.time())
            return depart

        try:
            depart = await self._leaving.run(prepare)
        except FullError:
            return self._full(request)
        except oidc.FournisseurError as error:
            return self._down(request, error)
        return set_cookie(request, redirect(depart.adresse), BROWSER_COOKIE, browser, DUREE_ATTENTE)

    async def finish(self, request: Request) -> Response:
        """Callback: open the session if the answer is valid."""
        from clauses.acces import oidc

        answer = dict(request.query_params)
        browser = digest(read_cookie(request, BROWSER_COOKIE))

        def come_in() -> tuple[str, str] | None:
            kept = Registre().reprendre(answer.get("state", ""), time.time())
            if kept is None or kept["navigateur"] != browser:
                return None
            identite = self._client.finish(answer, kept)
            leave_former(request)
            secret = self._open(identite)
            trace(Evenement.CONNEXION, adresse=client_address(request), voie=OIDC, compte=identite.courriel)
            return secret, kept["suite"]

        try:
            opened = await self._returning.run(come_in)
        except FullError:
            return self._full(request)
        except oidc.FournisseurError as error:
            return self._down(request, error)
        except oidc.RefusError as refusal:
            return self._refused(request, refusal.raison, 403, refusal.detail)
        if opened is None:
            return self._refused(request, EXPIREE, 400)
        secret, suite = opened
        return open_session(request, redirect(suite), secret)

    async def logout_address(self, jeton: str, retour: str) -> str | None:
        """Logout address of the provider; ``None`` if it cannot be read."""
        from clauses.acces import oidc

        try:
            return await self._leaving.run(lambda: self._client.logout_address(jeton, retour))
        except FullError:
            return None
        except oidc.FournisseurError as error:
            logger.error("The provider of identity cannot be asked to close its session: %r", str(error))
            return None

    @staticmethod
    def _open(identite: "Identite") -> str:
        secret = secrets.token_urlsafe(32)
        Registre().ouvrir_seance(secret, identite.courriel, identite.nom, OIDC, time.time(), identite.jeton)
        return secret

    @staticmethod
    def _refused(request: Request, reason: str, status: int, detail: str = "") -> Response:
        trace(Evenement.REFUS, adresse=client_address(request), voie=OIDC, raison=reason, detail=detail)
        action = (CONNEXION, texts.TRY_AGAIN)
        return message(request, status, texts.REFUSED_TITLE, texts.REFUSED[reason], action=action)

    @staticmethod
    def _down(request: Request, error: Exception) -> Response:
        logger.error("The provider of identity does not answer as it should: %r", str(error))
        return message(request, 502, texts.DOWN_TITLE, texts.DOWN, action=(CONNEXION, texts.TRY_AGAIN))

    @staticmethod
    def _full(request: Request) -> Response:
        # The same address again: what the provider sent back has not been used.
        again = f"{request.url.path}?{request.url.query}".rstrip("?")
        response = message(request, 503, texts.FULL_TITLE, texts.FULL, action=(again, texts.TRY_AGAIN))
        response.headers["Retry-After"] = str(RETRY)
        return response
