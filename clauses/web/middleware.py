"""ASGI middleware around Streamlit, from the outside in."""

import os
from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

from clauses.acces import Reglages
from clauses.acces.adresses import is_loopback
from clauses.rendu.documents import SITE_VARIABLE
from clauses.rendu.editeur import Editeur
from clauses.rendu.partage import EMBED_VARIABLE, embedders, public_address
from clauses.storage import horloge
from clauses.web.headers import HeadersMiddleware
from clauses.web.interface import InterfaceMiddleware, prepare
from clauses.web.origine import OriginGuard
from clauses.web.page import build_page
from clauses.web.stream import StreamGuard
from clauses.web.uploads import UploadGuard


def middleware(environ: Mapping[str, str] = os.environ) -> list[Middleware]:
    """Headers first, so that every answer bears them, refusals included.

    Settings are read here, while the application is being built: a wrong one prevents the start (`ValueError`).
    """
    page = build_page()
    ancestors = embedders(environ.get(EMBED_VARIABLE, ""))
    horloge.fuseau(environ)
    reglages = Reglages.from_environ(environ)
    site = public_address(environ.get(SITE_VARIABLE, ""))
    editeur = Editeur.from_environ(environ)
    if site and not is_loopback(urlsplit(site).hostname or ""):
        editeur.require_public(site)
    return [
        Middleware(HeadersMiddleware, script_hashes=page.script_hashes, ancestors=ancestors),
        Middleware(OriginGuard, sites=[site]),
        Middleware(StreamGuard, reglages=reglages),
        Middleware(UploadGuard, reglages=reglages),
        Middleware(InterfaceMiddleware, folders=prepare()),
        # For what is made at each request. Streamlit's own leaves the page at « / » as it is.
        Middleware(GZipMiddleware, compresslevel=6),
    ]
