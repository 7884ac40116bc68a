"""Message pages outside of Streamlit: unknown address, unreadable data."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from starlette.responses import HTMLResponse, Response

from clauses.rendu.html import environment
from clauses.rendu.mots import acces as texts
from clauses.web.fichiers import style_addresses
from clauses.web.pied import site_footer

_TEMPLATES = environment(Path(__file__).parent / "templates")
_STYLES = ("entete.css", "connexion.css")


def message_page(
    status: int,
    titre: str,
    texte: str,
    suite: Mapping[str, str],
    *,
    liens: Sequence[Mapping[str, str]] = (),
    titre_liens: str = "",
) -> Response:
    """Message page, never cached.

    Parameters
    ----------
    suite : the way on, as ``nom`` and ``adresse``
    liens : what was perhaps meant, as ``nom``, ``adresse`` and ``lieu`` (may be empty), under ``titre_liens``
    """
    body = _TEMPLATES.get_template("page_message.html").render(
        t=texts, titre=titre, texte=texte, alerte="", suivante="", suite=suite, liens=liens, titre_liens=titre_liens,
        styles=style_addresses(*_STYLES), site=site_footer(),
    )  # fmt: skip
    return HTMLResponse(body, status, headers={"Cache-Control": "no-store"})
