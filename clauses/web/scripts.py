"""Script bundles of our own pages, at content-hashed addresses."""

import gzip
from functools import cache

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from clauses.rendu.mots import serveur
from clauses.rendu.scripts import PAGES, page_script, page_script_address
from clauses.web.cache_http import ASK_AGAIN, FOREVER, gzipped, tagged


def build_scripts_routes() -> list[BaseRoute]:
    """One route for each page with a script."""
    return [Route("/scripts/{name}.js", script)]


def script(request: Request) -> Response:
    """The script of a page; 404 for an unknown name."""
    name = request.path_params["name"]
    if name not in PAGES:
        return PlainTextResponse(serveur.NOT_FOUND, 404)
    _, _, tag = page_script_address(name).partition("?")
    # An address of an older page gets the current script, uncached.
    lifetime = FOREVER if request.url.query == tag else ASK_AGAIN
    return tagged(request, gzipped(request, _compress(name), "text/javascript", lifetime), tag)


@cache
def _compress(name: str) -> bytes:
    return gzip.compress(page_script(name).encode(), mtime=0)
