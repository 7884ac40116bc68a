"""The stories of the presentation, their notes to print, and the codes that lead phones to them."""

import base64
from typing import Any

from clauses.autonome.adresses import UrlsDossier
from clauses.autonome.page import ENTRY
from clauses.domain.contenus.presentation import Histoire
from clauses.donnees import Moment, load_contenus
from clauses.rendu import adresses
from clauses.rendu.blocs import projection
from clauses.rendu.presentation import prose_of, qr_file


def build_histoires(moment: Moment, urls: UrlsDossier) -> dict[str, Any]:
    """Stories in their order, as the script of the presentation reads them.

    Without a public address of the atlas no code leads anywhere, and there is none.
    """
    return {"histoires": [_histoire(moment, histoire, urls) for histoire in load_contenus().histoires]}


def build_notes(moment: Moment, histoire: Histoire, urls: UrlsDossier) -> str:
    """The notes of a story as a page to be printed."""
    return projection.render_papier(
        histoire,
        _histoire(moment, histoire, urls),
        styles=[f"static/{name}" for name in projection.PAPER_STYLES],
        icone="static/icone.svg",
        liste=f"{ENTRY}#/presentation",
    )


def notes_name(histoire: Histoire) -> str:
    """File of the notes of a story."""
    return f"notes-{histoire.slug}.html"


def _histoire(moment: Moment, histoire: Histoire, urls: UrlsDossier) -> dict[str, Any]:
    donnees = projection.build_donnees(
        moment,
        histoire,
        projection.PROJECTION,
        {
            # Links of the texts open beside the show.
            "racine": ENTRY,
            "page": adresses.Adresse(adresses.PROJECTION).on(),
            "orateur": f"{ENTRY}#/orateur",
            "papier": notes_name(histoire),
            "quitter": "",
            "site": urls.site,
        },
    )
    steps = [
        made
        | prose_of(etape, urls)
        | {"qr": _code(adresses.projection(histoire.slug, rang).on(urls.site)) if urls.site else ""}
        | ({} if urls.site else {"codeQr": False})
        for rang, (made, etape) in enumerate(zip(donnees["etapes"], histoire.etapes, strict=True), 1)
    ]
    return donnees | {"etapes": steps}


def _code(address: str) -> str:
    return f"data:image/svg+xml;base64,{base64.b64encode(qr_file(address)).decode()}"
