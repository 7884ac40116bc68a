"""Sign-in and sign-out pages: plain HTML, without script, outside of Streamlit.

``/connexion`` takes a password, or leads to the identity provider (:mod:`clauses.web.oidc`); ``/deconnexion`` asks,
then closes the session on the server. When nothing is configured, the first explains how to open the update.
"""

import logging
import time
from collections.abc import Awaitable, Callable

from anyio import CapacityLimiter, to_thread
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from clauses.acces import COOKIE, OIDC, POSTE_LOCAL, Reglages, comptes, navigateurs
from clauses.acces.temoins import NAVIGATEUR
from clauses.rendu.mots import acces as texts
from clauses.storage.registre import Registre, RegistreError, Seance
from clauses.storage.traces import Evenement, trace
from clauses.web.connexion_pages import (
    CONNEXION,
    DECONNEXION,
    asker,
    base_address,
    client_address,
    close_session,
    draw,
    following,
    is_genuine,
    leave_former,
    message,
    open_session,
    read_cookie,
    read_form,
    redirect,
    set_cookie,
)
from clauses.web.oidc import PATH, RETOUR, OidcRoutes

Endpoint = Callable[[Request], Awaitable[Response]]

logger = logging.getLogger(__name__)


def build_connexion_routes(reglages: Reglages) -> list[Route]:
    """Routes of the sign-in, for these settings."""
    provider = None if reglages.fournisseur is None else OidcRoutes(reglages.fournisseur)
    pages = Connexion(reglages, provider)
    return [
        Route(CONNEXION, guarded(pages.connexion), methods=["GET", "POST"]),
        Route(DECONNEXION, guarded(pages.deconnexion), methods=["GET", "POST"]),
        # Without provider, these lead to the page of the configured ways to sign in.
        Route(PATH, guarded(provider.start if provider else to_connexion), methods=["GET"]),
        Route(RETOUR, guarded(provider.finish if provider else to_connexion), methods=["GET"]),
    ]


async def to_connexion(_request: Request) -> Response:
    """Send the browser to the sign-in."""
    return redirect(CONNEXION)


def guarded(endpoint: Endpoint) -> Endpoint:
    """Wrap an endpoint: an error page for a foreign form, and for an unusable registry, which lets nobody in."""

    async def answer(request: Request) -> Response:
        try:
            return await endpoint(request)
        except HTTPException as error:
            action = (CONNEXION, texts.TRY_AGAIN)
            return message(request, error.status_code, texts.FORM_TITLE, texts.FORM, action=action)
        except RegistreError as error:
            logger.exception("The registry of the team cannot be used.")
            return message(request, 503, texts.REGISTRE_TITLE, texts.registre(error.raison))

    return answer


class Connexion:
    """The two pages, for these settings."""

    def __init__(self, reglages: Reglages, provider: OidcRoutes | None) -> None:
        self.reglages, self._provider = reglages, provider
        # A verification takes 64 MiB and a core: many tries queue up instead of filling the memory, and
        # leaves the threads to the readers of the map.
        self._line = CapacityLimiter(2)

    async def connexion(self, request: Request) -> Response:
        """Form (GET) and sign-in (POST)."""
        suite = following(request.query_params.get("suite", ""))
        if request.method == "POST":
            return await self._try(request)
        membre = await to_thread.run_sync(asker, request, self.reglages)
        if membre is None:
            return self._form(request, suite)
        is_poste = membre.methode == POSTE_LOCAL
        return draw(
            request,
            "connecte.html",
            titre=texts.POSTE_TITLE if is_poste else texts.SIGNED_IN_TITLE,
            membre=membre,
            sortie=not is_poste,
            quitter=False,
            suite=suite,
        )

    async def deconnexion(self, request: Request) -> Response:
        """Confirmation (GET) and sign-out (POST)."""
        if request.method == "POST":
            return await self._leave(request)
        membre = await to_thread.run_sync(asker, request, self.reglages)
        if membre is None:
            return close_session(request, self._out(request, texts.NOT_SIGNED_IN))
        is_poste = membre.methode == POSTE_LOCAL
        return draw(
            request,
            "connecte.html",
            titre=texts.POSTE_TITLE if is_poste else texts.SIGN_OUT_TITLE,
            membre=membre,
            sortie=not is_poste,
            quitter=True,
        )

    def _form(
        self, request: Request, suite: str, status: int = 200, alerte: str = "", identifiant: str = ""
    ) -> Response:
        fournisseur = self.reglages.fournisseur
        if not (self.reglages.comptes or fournisseur):
            ailleurs = POSTE_LOCAL in self.reglages.voies
            return draw(request, "ferme.html", status, titre=texts.CLOSED_TITLE, ailleurs=ailleurs)
        return draw(
            request,
            "formulaire.html",
            status,
            titre=texts.CONNEXION_TITLE,
            alerte=alerte,
            comptes=self.reglages.comptes,
            avec=texts.sign_in_with(fournisseur.libelle) if fournisseur else "",
            identifiant=identifiant,
            suite=suite,
        )

    async def _try(self, request: Request) -> Response:
        form = await read_form(request)
        suite, identifiant = following(form.get("suite", "")), form.get("identifiant", "")[:64]
        if not self.reglages.comptes:
            return self._form(request, suite, 403)
        if not is_genuine(request, form):
            return self._form(request, suite, 403, texts.STALE, identifiant)
        client, navigateur = client_address(request), read_cookie(request, NAVIGATEUR)

        def sign_in() -> comptes.Essai:
            password = form.get("mot_de_passe", "")
            return comptes.sign_in(Registre(), identifiant, password, client, time.time(), navigateur)

        essai = await to_thread.run_sync(sign_in, limiter=self._line)
        if essai.attente > 0:
            response = self._form(request, suite, 429, texts.too_many(essai.attente), identifiant)
            response.headers["Retry-After"] = str(max(1, -int(-essai.attente // 1)))
            return response
        if not essai.secret:
            return self._form(request, suite, 401, texts.wrong(essai.restants, essai.ensuite), identifiant)
        await to_thread.run_sync(leave_former, request)
        response = open_session(request, redirect(suite), essai.secret)
        return set_cookie(request, response, NAVIGATEUR, essai.navigateur, navigateurs.DUREE)

    async def _leave(self, request: Request) -> Response:
        form = await read_form(request)
        if not is_genuine(request, form):
            return message(request, 403, texts.SIGN_OUT_TITLE, texts.STALE, action=(DECONNEXION, texts.SIGN_OUT))
        secret = read_cookie(request, COOKIE)

        def close() -> Seance | None:
            registre = Registre()
            seance = registre.seance(secret, time.time())
            registre.fermer_seance(secret)
            if seance is not None:
                trace(
                    Evenement.DECONNEXION,
                    adresse=client_address(request),
                    voie=seance.methode,
                    compte=seance.identifiant,
                )
            return seance

        seance = await to_thread.run_sync(close) if secret else None
        if seance is None or seance.methode != OIDC or self._provider is None:
            return close_session(request, self._out(request, texts.SIGNED_OUT))
        address = await self._provider.logout_address(seance.jeton, base_address(request) + DECONNEXION)
        if address is None:
            return close_session(request, self._out(request, texts.SIGNED_OUT, texts.PROVIDER_LEFT_OPEN))
        # Not a redirection: form-action would forbid it to leave the site. The page goes there by itself.
        page = draw(
            request,
            "message.html",
            titre=texts.SIGNED_OUT_TITLE,
            textes=(texts.SIGNED_OUT, texts.PROVIDER_SESSION),
            action=(address, texts.CONTINUE),
            suivante=address,
        )
        return close_session(request, page)

    @staticmethod
    def _out(request: Request, *textes: str) -> Response:
        return message(request, 200, texts.SIGNED_OUT_TITLE, *textes, action=(CONNEXION, texts.SIGN_IN_AGAIN))
