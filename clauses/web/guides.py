"""Guides over HTTP: plain HTML, without script, and the files that they show."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from clauses.rendu import guides
from clauses.rendu.blocs.entete import render_entete
from clauses.rendu.guides import PLACE, TYPES, find_file, load_guide, load_guides
from clauses.rendu.html import environment, trusted
from clauses.rendu.mots import atlas
from clauses.rendu.mots import equipe as texts
from clauses.web.cache_http import ASK_AGAIN, tagged
from clauses.web.ecrans import unknown
from clauses.web.fichiers import style_addresses
from clauses.web.pied import site_footer

_TEMPLATES = environment(Path(__file__).parent / "templates")
_STYLES = ("entete.css", "atlas.css", "texte.css")


def build_guides_routes() -> list[BaseRoute]:
    """Routes of this module. Endpoints are plain functions: Starlette runs them in threads."""
    return [
        Route(f"/{PLACE}", lambda _: RedirectResponse(f"/{PLACE}/{guides.EQUIPE}")),
        Route(f"/{PLACE}/{{nom}}", _page),
        Route(f"/{PLACE}/{{nom:path}}", _file),
    ]


def _page(request: Request) -> Response:
    guide = load_guide(request.path_params["nom"])
    if guide is None:
        return unknown(request)
    page = _TEMPLATES.get_template("guide.html").render(
        t=texts,
        titre=guide.titre,
        site=atlas.APP_TITLE,
        corps=trusted(guide.html),
        autres=[other for other in load_guides() if other is not guide],
        entete=trusted(render_entete(None)),
        pied=site_footer(),
        styles=style_addresses(*_STYLES),
    )
    return tagged(request, HTMLResponse(page, headers={"Cache-Control": ASK_AGAIN}))


def _file(request: Request) -> Response:
    path = find_file(request.path_params["nom"])
    if path is None:
        return unknown(request)
    response = Response(path.read_bytes(), media_type=TYPES[path.suffix], headers={"Cache-Control": ASK_AGAIN})
    return tagged(request, response)
