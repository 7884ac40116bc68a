"""The stories of the presentation, their notes to print, and the codes that lead phones to them."""

import base64
from typing import Any

from clauses.autonome.liens import relink
from clauses.autonome.page import ENTRY
from clauses.catalogue import load_contenus
from clauses.domain.contenus.presentation import Histoire
from clauses.rendu.blocs import projection
from clauses.rendu.presentation import qr_file


def build_histoires(site: str) -> dict[str, Any]:
    """Stories in their order, as the script of the presentation reads them.

    ``site`` is the public address of the atlas: without one no code leads anywhere, and there is none.
    """
    return {"histoires": [_histoire(histoire, site) for histoire in load_contenus().histoires]}


def build_notes(histoire: Histoire, site: str) -> str:
    """The notes of a story as a page to be printed."""
    return projection.render_papier(
        histoire,
        _histoire(histoire, site),
        style="static/presentation/papier.css",
        icone="static/icone.svg",
        liste=f"{ENTRY}#/presentation",
    )


def notes_name(histoire: Histoire) -> str:
    """File of the notes of a story."""
    return f"notes-{histoire.slug}.html"


def _histoire(histoire: Histoire, site: str) -> dict[str, Any]:
    donnees = projection.build_donnees(
        histoire,
        projection.PROJECTION,
        {
            # Links of the texts open beside the show.
            "racine": ENTRY,
            "page": "/presentation",
            "orateur": f"{ENTRY}#/orateur",
            "papier": notes_name(histoire),
            "quitter": "",
            "site": site,
        },
    )
    steps = [
        etape
        | {name: relink(etape[name], site) for name in ("texte", "note")}
        | {"qr": _code(f"{site}/presentation?histoire={histoire.slug}&etape={rang}") if site else ""}
        | ({} if site else {"codeQr": False})
        for rang, etape in enumerate(donnees["etapes"], 1)
    ]
    return donnees | {"etapes": steps}


def _code(address: str) -> str:
    return f"data:image/svg+xml;base64,{base64.b64encode(qr_file(address)).decode()}"
