"""What a page says of itself to who shows links to it, and the pictures that go with them."""

import hashlib
import logging
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from clauses.catalogue import (
    EDITION,
    EditionInconnueError,
    TerritoiresError,
    at_edition,
    edition_number,
    load_catalogue,
    load_vignette,
)
from clauses.ui import texts
from clauses.ui.partage_apercu import DEFAULT, Apercu, build_apercu
from clauses.views.html import environment, trusted
from clauses.views.liens import EMBED
from clauses.web.connexion_pages import base_address
from clauses.web.geo import caching, degraded

WIDTH, HEIGHT = 1200, 630
"""Pixels of the pictures."""

logger = logging.getLogger(__name__)

_TEMPLATES = environment(Path(__file__).parent / "templates")
_FOLDER = Path(__file__).parents[2] / "static" / "partage"
_STYLE, _SCRIPT = _FOLDER / "embarque.css", _FOLDER / "hauteur.js"


def build_partage_routes() -> list[BaseRoute]:
    """Addresses of the pictures. Endpoints are plain functions: Starlette runs them in threads."""
    return [
        Route("/partage/{version}/region.png", degraded(region)),
        Route("/partage/{version}/departement/{code}.png", degraded(departement)),
    ]


def region(request: Request) -> Response:
    """The picture of the region."""
    return _picture(request, None)


def departement(request: Request) -> Response:
    """The picture of a département; 404 for an unknown one."""
    return _picture(request, request.path_params["code"])


def _picture(request: Request, code: str | None) -> Response:
    if load_catalogue().is_missing_guichets:
        return JSONResponse({"erreur": "guichets illisibles"}, status_code=503)
    try:
        body = load_vignette(code)
    except KeyError:
        return JSONResponse({"erreur": "département inconnu"}, status_code=404)
    return Response(body, media_type="image/png", headers={"Cache-Control": caching(request)})


def meta_tags(request: Request) -> str:
    """Elements for the head of a page: what is shown of a link to it; safe to put there, a template made them.

    They are given whatever the state of the data: a page does not fail for its picture.
    """
    return trusted(_TEMPLATES.get_template("partage.html").render(_values(request)))


def page_tags(request: Request) -> str:
    """The same with title and description, for Streamlit's page; what it needs besides, when it is in a frame."""
    values = _values(request)
    apercu = values["apercu"]
    return trusted(
        _TEMPLATES.get_template("partage_page.html").render(
            values,
            fenetre=f"{apercu.titre} – {texts.APP_TITLE}" if apercu.precis else texts.APP_TITLE,
            embarque=request.query_params.get(EMBED, "").lower() == "true",
            style=_static(_STYLE),
            script=_static(_SCRIPT),
        )
    )


def _values(request: Request) -> dict[str, Any]:
    apercu = _apercu(request.scope["path"], request.query_params)
    site = base_address(request)
    return {
        "apercu": apercu,
        "site_nom": texts.APP_TITLE,
        "adresse": f"{site}/{apercu.adresse}",
        "image": f"{site}/{apercu.image}" if apercu.image else "",
        "largeur": WIDTH,
        "hauteur": HEIGHT,
    }


def _apercu(path: str, query: Mapping[str, str]) -> Apercu:
    try:
        with at_edition(edition_number(query.get(EDITION, ""))):
            return build_apercu(path, query, load_catalogue())
    except (TerritoiresError, EditionInconnueError):
        # The screen says so itself.
        return DEFAULT
    except Exception:
        # A bug here must not take the page away; it is in the log.
        logger.exception("What is shown of a link cannot be told.")
        return DEFAULT


@cache
def _static(path: Path) -> str:
    """Address of a file of ours, which changes with its content."""
    return f"/app/static/partage/{path.name}?{hashlib.sha256(path.read_bytes()).hexdigest()[:12]}"
