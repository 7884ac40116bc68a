"""Page to which a browser is led when the message of its page was too large (:mod:`clauses.web.stream_protocol`)."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from clauses.rendu.mots import serveur as texts
from clauses.web.connexion_pages import SUITES, message

PATH = "/trop-lourd"


def build_trop_lourd_routes() -> list[Route]:
    """Its only route."""
    return [Route(PATH, _show)]


def _show(request: Request) -> Response:
    return message(request, 413, texts.MESSAGE_TITLE, *texts.MESSAGE, action=(SUITES[0], texts.MESSAGE_BACK))
