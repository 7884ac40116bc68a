"""Standalone atlas over HTTP: its files compressed once, cached by browsers.

The fast, light version for the public: no websocket, no session, nothing computed per visitor.
"""

import gzip
import mimetypes
import os
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from clauses.autonome import ARCHIVE, ENTRY, SHARING, AtlasError, build_archive, build_atlas, digest
from clauses.donnees import Moment, TerritoiresError, contenus_state, load_moment
from clauses.rendu.documents import LONGEST_QR, SITE_VARIABLE
from clauses.rendu.editeur import PERSONNE, Editeur
from clauses.rendu.mots import autonome as texts
from clauses.rendu.partage import public_address
from clauses.rendu.presentation import qr_file
from clauses.web.cache_http import ASK_AGAIN, FOREVER, gzipped, tagged
from clauses.web.connexion_pages import base_address
from clauses.web.partage import meta_tags

ATLAS, QR = "/atlas", "qr.svg"
SERVED = '<meta name="atlas-serveur" content="oui">'
"""Tells the script that addresses of the application answer beside the page."""

# The MIME types of the system may differ, or be missing.
_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2"}


@dataclass(frozen=True)
class Copie:
    """Copy of the standalone atlas: its files by name, and the ETag of each, for one state of data and contents.

    Texts are kept gzipped, but for the entry, which changes with the address asked for.
    """

    state: tuple[str, str]
    contents: Mapping[str, bytes]
    tags: Mapping[str, str]


class Copies:
    """Cache of the current copy, built on the first request (some seconds of processor).

    Stale while revalidate: after a publication one visitor waits for the new copy; the others get the former one
    meanwhile, instead of holding all the threads of the server.
    """

    def __init__(self, site: str, editeur: Editeur = PERSONNE) -> None:
        self._site, self._editeur = site, editeur
        self._lock = Lock()
        self._made: Copie | None = None

    def load(self) -> Copie:
        """Current copy; `AtlasError` or `TerritoiresError` when its data cannot be read."""
        # By state: objects are read again when they left their cache, and are the same.
        moment = load_moment()
        state = moment.version, contenus_state()
        before = self._made
        if before is not None and before.state == state:
            return before
        if not self._lock.acquire(blocking=before is None):
            assert before is not None
            return before
        try:
            if self._made is None or self._made.state != state:
                self._made = self._build(moment, state)
            return self._made
        finally:
            self._lock.release()

    def _build(self, moment: Moment, state: tuple[str, str]) -> Copie:
        contents = build_atlas(moment, self._site, self._editeur)
        contents[ARCHIVE] = build_archive(contents)
        kept = {
            name: gzip.compress(content, mtime=0) if _is_kept_gzipped(name) else content
            for name, content in contents.items()
        }
        return Copie(state, kept, {name: digest(content) for name, content in contents.items()})


def build_atlas_routes(environ: Mapping[str, str] = os.environ) -> list[BaseRoute]:
    """Routes of this module. Endpoints are plain functions: Starlette runs them in threads."""
    copies = Copies(public_address(environ.get(SITE_VARIABLE, "")), Editeur.from_environ(environ))

    def endpoint(request: Request) -> Response:
        try:
            return _answer(request, request.path_params["name"] or ENTRY, copies.load())
        except (AtlasError, TerritoiresError):
            return PlainTextResponse(texts.UNAVAILABLE, 503, headers={"Cache-Control": "no-store"})

    return [
        Route(ATLAS, lambda request: RedirectResponse(_with_query(f"{ATLAS}/", request), 308)),
        Route(f"{ATLAS}/{QR}", qr),
        Route(f"{ATLAS}/{{name:path}}", endpoint),
    ]


def qr(request: Request) -> Response:
    """QR code of the light atlas at the view of the query, as SVG; 404 for a query that no QR code can hold."""
    address = _with_query(f"{base_address(request)}{ATLAS}/", request)
    if len(address) > LONGEST_QR:
        return PlainTextResponse(texts.NOT_FOUND, 404)
    return Response(qr_file(address), media_type="image/svg+xml", headers={"Cache-Control": "no-store"})


def _answer(request: Request, name: str, copie: Copie) -> Response:
    content = copie.contents.get(name)
    if content is None:
        return PlainTextResponse(texts.NOT_FOUND, 404, headers={"Cache-Control": "no-store"})
    if name == ENTRY:
        # Its Open Graph tags hold its own address.
        body = content.decode().replace(SHARING, f"{meta_tags(request)}\n{SERVED}", 1).encode()
        return tagged(request, Response(body, media_type=_type(name), headers={"Cache-Control": ASK_AGAIN}))
    tag = copie.tags[name]
    # An address of an older page gets the current file, uncached.
    lifetime = FOREVER if request.url.query == tag else ASK_AGAIN
    if _is_kept_gzipped(name):
        response = gzipped(request, content, _type(name), lifetime)
    else:
        response = Response(content, media_type=_type(name), headers={"Cache-Control": lifetime})
    if name == ARCHIVE:
        response.headers["Content-Disposition"] = f'attachment; filename="{ARCHIVE}"'
    return tagged(request, response, tag)


def _type(name: str) -> str:
    return _TYPES.get(name[name.rfind(".") :]) or mimetypes.guess_type(name)[0] or "application/octet-stream"


def _is_kept_gzipped(name: str) -> bool:
    return name != ENTRY and _type(name).startswith(("text/", "image/svg", "application/json"))


def _with_query(path: str, request: Request) -> str:
    return f"{path}?{request.url.query}" if request.url.query else path
