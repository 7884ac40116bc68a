"""Presentation: slide show outside of Streamlit, speaker window, printed notes.

The show must answer a key in a fraction of a second and keep its map in place: Streamlit would rerun a script and go
through a websocket. What the page holds is made by :mod:`clauses.rendu.presentation`; layers and answers have
addresses that a browser keeps.
"""

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from clauses.domain.contenus.presentation import Histoire
from clauses.domain.selection import Selection
from clauses.donnees import Moment, TerritoiresError, load_contenus, load_moment
from clauses.rendu import adresses, ecrans, parametres
from clauses.rendu.blocs import projection
from clauses.rendu.blocs.projection import build_donnees
from clauses.rendu.choix import Choix, frame
from clauses.rendu.documents import SITE_VARIABLE
from clauses.rendu.histoires import find_histoire
from clauses.rendu.html import environment
from clauses.rendu.mots import atlas, serveur
from clauses.rendu.mots import presentation as texts
from clauses.rendu.presentation import qr_file
from clauses.rendu.reponse import presenter
from clauses.rendu.scripts import page_script_address
from clauses.rendu.vues import load_reponse
from clauses.web.cache_http import ASK_AGAIN, tagged
from clauses.web.connexion_pages import base_address
from clauses.web.fichiers import static_address
from clauses.web.geo import caching, degraded
from clauses.web.messages import message_page

PRESENTATION, ORATEUR, PAPIER, QR, LISTE = (
    f"/{page}"
    for page in (
        adresses.PROJECTION,
        adresses.ORATEUR,
        adresses.PAPIER,
        adresses.QR,
        ecrans.PRESENTATION.url_path,
    )
)
REPONSE = "/api/reponse"

_TEMPLATES = environment(Path(__file__).parent / "templates")

Endpoint = Callable[[Request], Response]


def build_presentation_routes() -> list[BaseRoute]:
    """Routes of this module. Endpoints are plain functions: Starlette runs them in threads."""
    return [
        Route(PRESENTATION, _told(show)),
        Route(f"{PRESENTATION}/", lambda request: RedirectResponse(f"{PRESENTATION}?{request.url.query}", 308)),
        Route(ORATEUR, _told(orateur)),
        Route(PAPIER, _told(papier)),
        Route(QR, _told(qr)),
        Route(f"{REPONSE}/{{version}}/{{code}}", degraded(reponse)),
    ]


def show(request: Request) -> Response:
    """Slide show."""
    return _script(request, projection.PROJECTION)


def orateur(request: Request) -> Response:
    """Speaker window."""
    return _script(request, projection.ORATEUR)


def papier(request: Request) -> Response:
    """Printable page: all steps with their notes."""
    histoire = _asked(request)
    if histoire is None:
        return _message(texts.UNKNOWN_TITLE, texts.UNKNOWN, 404)
    donnees = donnees_of(histoire, projection.ORATEUR)
    body = projection.render_papier(
        histoire, donnees, styles=[static_address(name) for name in projection.PAPER_STYLES],
        icone=static_address("icone.svg"), liste=LISTE, racine="/",
    )  # fmt: skip
    return _html(request, body)


def qr(request: Request) -> Response:
    """QR code of a step, as SVG; 404 for an unknown story or step."""
    histoire, rank = _asked(request), request.query_params.get(parametres.ETAPE, "1")
    if histoire is None or not (rank.isdecimal() and rank.isascii() and 1 <= int(rank[:4]) <= len(histoire.etapes)):
        return Response(status_code=404)
    address = adresses.projection(histoire.slug, int(rank[:4])).on(base_address(request))
    return Response(qr_file(address), media_type="image/svg+xml", headers={"Cache-Control": "no-store"})


def reponse(request: Request, moment: Moment) -> Response:
    """Answer for a commune, as JSON; 404 for an unknown code, 503 when the guichets cannot be read."""
    if moment.is_missing_guichets:
        return JSONResponse({"erreur": serveur.UNREADABLE_GUICHETS}, status_code=503)
    try:
        answer = load_reponse(moment, request.path_params["code"])
    except KeyError:
        return JSONResponse({"erreur": serveur.UNKNOWN_COMMUNE}, status_code=404)
    cadre = frame(moment, Choix(commune=answer.code), Selection())
    values = presenter(answer, moment.territoires, moment.version, cadre)
    return JSONResponse(values, headers={"Cache-Control": caching(request, moment)})


def donnees_of(histoire: Histoire, vue: str, environ: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Data of the script, with the addresses of the application."""
    moment = load_moment()
    return build_donnees(
        moment,
        histoire,
        vue,
        {
            "racine": "/",
            "page": PRESENTATION,
            "orateur": ORATEUR,
            "papier": adresses.projection(histoire.slug, page=adresses.PAPIER).on(),
            "quitter": LISTE,
            "communes": "/api/communes",
            "reponse": f"{REPONSE}/{moment.version}/",
            "site": environ.get(SITE_VARIABLE, "").strip(),
        },
    )


def _script(request: Request, vue: str) -> Response:
    histoire = _asked(request)
    if histoire is None:
        return _message(texts.UNKNOWN_TITLE, texts.UNKNOWN, 404)
    donnees = donnees_of(histoire, vue)
    return _page(
        request,
        "presentation.html",
        histoire=histoire,
        donnees=json.dumps(donnees, ensure_ascii=False, separators=(",", ":")),
        papier=donnees["adresses"]["papier"],
        styles=[static_address(name) for name in projection.STYLES],
        scripts=[static_address("leaflet/leaflet.js"), f"/{page_script_address('presentation')}"],
    )


def _asked(request: Request) -> Histoire | None:
    return find_histoire(load_contenus(), request.query_params.get(parametres.HISTOIRE))


def _page(request: Request, template: str, **values: Any) -> Response:
    return _html(request, _TEMPLATES.get_template(template).render(t=texts, atlas=atlas, **values))


def _html(request: Request, body: str) -> Response:
    return tagged(request, HTMLResponse(body, headers={"Cache-Control": ASK_AGAIN}))


def _message(titre: str, texte: str, status: int) -> Response:
    return message_page(status, titre, texte, {"nom": texts.TO_LIST, "adresse": LISTE})


def _told(endpoint: Endpoint) -> Endpoint:
    """Wrap an endpoint: an error page without territories."""

    def guarded(request: Request) -> Response:
        try:
            return endpoint(request)
        except TerritoiresError:
            return _message(texts.UNREADABLE_TITLE, texts.UNREADABLE, 503)

    return guarded
