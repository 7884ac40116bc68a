"""Pages that the law asks for: legal notice, accessibility statement; plain HTML, without script."""

import os
from collections.abc import Mapping
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from clauses.rendu.blocs.entete import render_entete
from clauses.rendu.blocs.pied import ACCESSIBILITE, MENTIONS
from clauses.rendu.ecrans import DONNEES
from clauses.rendu.editeur import Editeur
from clauses.rendu.html import environment, trusted
from clauses.rendu.mots import atlas
from clauses.rendu.mots import editeur as texts
from clauses.web.cache_http import ASK_AGAIN, tagged
from clauses.web.fichiers import style_addresses
from clauses.web.pied import site_footer

_TEMPLATES = environment(Path(__file__).parent / "templates")
_STYLES = ("entete.css", "atlas.css", "texte.css")


def build_mentions_routes(environ: Mapping[str, str] = os.environ) -> list[BaseRoute]:
    """Routes of this module. Endpoints are plain functions: Starlette runs them in threads."""
    editeur = Editeur.from_environ(environ)
    pages = {
        MENTIONS: ("mentions.html", texts.LEGAL),
        ACCESSIBILITE: ("accessibilite.html", editeur.mention),
    }
    return [
        Route(f"/{path}", lambda request, template=template, title=title: _page(request, editeur, template, title))
        for path, (template, title) in pages.items()
    ]


def _page(request: Request, editeur: Editeur, template: str, titre: str) -> Response:
    page = _TEMPLATES.get_template(template).render(
        t=texts,
        titre=titre,
        site=atlas.APP_TITLE,
        editeur=editeur,
        donnees=DONNEES,
        entete=trusted(render_entete(None)),
        pied=site_footer(),
        styles=style_addresses(*_STYLES),
    )
    return tagged(request, HTMLResponse(page, headers={"Cache-Control": ASK_AGAIN}))
