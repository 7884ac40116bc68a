"""Open Graph tags and preview images."""

import asyncio
import logging
from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from clauses.donnees import EditionInconnueError, TerritoiresError, edition_number, is_kept, load_moment
from clauses.impression.tirages import load_vignette
from clauses.rendu.blocs.partage import DEFAULT, Apercu, build_apercu
from clauses.rendu.html import environment, trusted
from clauses.rendu.mots import atlas as texts
from clauses.rendu.mots import serveur
from clauses.rendu.parametres import EDITION
from clauses.web.connexion_pages import base_address
from clauses.web.fichiers import static_address
from clauses.web.geo import caching
from clauses.web.headers import is_embedded

WIDTH, HEIGHT = 1200, 630
"""Pixels of the pictures."""

logger = logging.getLogger(__name__)

_TEMPLATES = environment(Path(__file__).parent / "templates")
_STYLE, _SCRIPT = "partage/embarque.css", "partage/hauteur.js"


def build_partage_routes() -> list[BaseRoute]:
    """Routes of the preview images."""
    images = Images()
    return [
        Route("/partage/{version}/region.png", images.answer),
        Route("/partage/{version}/departement/{code}.png", images.answer),
    ]


class Images:
    """Preview images, of the current data whatever the version in the address.

    Drawing one is long and threads are few: concurrent requests queue on a lock, without a thread, and find the image
    in the cache. Cached images skip the lock.
    """

    def __init__(self) -> None:
        self._drawing = asyncio.Lock()

    async def answer(self, request: Request) -> Response:
        """Image of the region, or of a département; 404 for an unknown one."""
        drawn = await run_in_threadpool(_is_drawn, request.path_params.get("code"))
        async with nullcontext() if drawn else self._drawing:
            return await run_in_threadpool(_picture, request)


def _is_drawn(departement: str | None) -> bool:
    try:
        return is_kept(load_vignette, load_moment(), departement)
    except TerritoiresError:
        return False


def _picture(request: Request) -> Response:
    try:
        moment = load_moment()
        if moment.is_missing_guichets:
            return JSONResponse({"erreur": serveur.UNREADABLE_GUICHETS}, status_code=503)
        body = load_vignette(moment, request.path_params.get("code"))
        return Response(body, media_type="image/png", headers={"Cache-Control": caching(request, moment)})
    except KeyError:
        return JSONResponse({"erreur": serveur.UNKNOWN_DEPARTEMENT}, status_code=404)
    except TerritoiresError:
        return JSONResponse({"erreur": serveur.UNREADABLE}, status_code=503)


def meta_tags(request: Request) -> str:
    """Open Graph tags for the head of a page, as safe HTML.

    Made whatever the state of the data: a page does not fail for its preview.
    """
    return trusted(_TEMPLATES.get_template("partage.html").render(_values(request)))


def page_tags(request: Request) -> str:
    """The same with title and description, for Streamlit's page; with style and script of the frame when embedded."""
    values = _values(request)
    apercu = values["apercu"]
    return trusted(
        _TEMPLATES.get_template("partage_page.html").render(
            values,
            fenetre=f"{apercu.titre} – {texts.APP_TITLE}" if apercu.precis else texts.APP_TITLE,
            embarque=is_embedded(request.query_params),
            style=static_address(_STYLE),
            script=static_address(_SCRIPT),
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
        return build_apercu(path, query, load_moment(edition_number(query.get(EDITION, ""))))
    except (TerritoiresError, EditionInconnueError):
        # The screen shows the error itself.
        return DEFAULT
    except Exception:
        # A bug here must not take the page away; it is in the log.
        logger.exception("The preview of a link cannot be made.")
        return DEFAULT
