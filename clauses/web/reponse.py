"""The answer for a commune as a page to print, for the light atlas: « /reponse/34032.pdf »."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from clauses.domain.guichets import buyer_types
from clauses.donnees import TerritoiresError, load_moment
from clauses.rendu import parametres
from clauses.rendu.documents.reponse import load_reponse_pdf
from clauses.rendu.mots import impression as texts
from clauses.rendu.mots import serveur
from clauses.storage import horloge
from clauses.web.connexion_pages import base_address


def build_reponse_routes() -> list[BaseRoute]:
    """Routes of this module. Endpoints are plain functions: Starlette runs them in threads."""
    return [Route("/reponse/{code}.pdf", imprimer)]


def imprimer(request: Request) -> Response:
    """The page, dated of today; 404 for an unknown code, 400 for an unknown buyer, 503 without the data."""
    code, buyer = request.path_params["code"], request.query_params.get(parametres.DONNEUR_ORDRE) or None
    try:
        moment = load_moment()
    except TerritoiresError:
        return _refuse(503, serveur.UNREADABLE)
    if moment.is_missing_guichets:
        return _refuse(503, serveur.UNREADABLE_GUICHETS)
    if code not in moment.territoires.positions:
        return _refuse(404, serveur.UNKNOWN_COMMUNE)
    if buyer is not None and buyer not in buyer_types(moment.guichets):
        return _refuse(400, serveur.UNKNOWN_FILTER)
    today = horloge.today()
    pdf = load_reponse_pdf(moment, code, buyer, base_address(request), today)
    named = {"Content-Disposition": f'inline; filename="{texts.answer_file(code)}"', "Cache-Control": "no-store"}
    return Response(pdf, media_type="application/pdf", headers=named)


def _refuse(status: int, words: str) -> Response:
    return PlainTextResponse(words, status, headers={"Cache-Control": "no-store"})
