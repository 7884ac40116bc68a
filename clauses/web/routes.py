"""Routes of the application, beside Streamlit's own."""

import logging
import os
from collections import Counter
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from clauses.acces import Reglages
from clauses.domain.issues import AVERTISSEMENT, ERREUR
from clauses.donnees import load_problemes
from clauses.storage import horloge
from clauses.web.atlas import build_atlas_routes
from clauses.web.connexion import build_connexion_routes
from clauses.web.ecrans import build_ecrans_routes
from clauses.web.geo import build_geo_routes
from clauses.web.guides import build_guides_routes
from clauses.web.liens import build_liens_routes
from clauses.web.mentions import build_mentions_routes
from clauses.web.partage import build_partage_routes
from clauses.web.presentation import build_presentation_routes
from clauses.web.reponse import build_reponse_routes
from clauses.web.scripts import build_scripts_routes
from clauses.web.trop_lourd import build_trop_lourd_routes

if TYPE_CHECKING:
    from clauses.donnees import Moment

logger = logging.getLogger(__name__)


def routes(load: Callable[[], "Moment"], environ: Mapping[str, str] = os.environ) -> list[BaseRoute]:
    """All routes of the application.

    Parameters
    ----------
    load
        Gives the data of the moment; called at each request, in a thread.
    environ
        Settings of the sign-in, read once; a wrong one stops the start (`ValueError`).
    """
    return [
        Route("/sante", sante(load)),
        *build_geo_routes(),
        *build_presentation_routes(),
        *build_atlas_routes(environ),
        *build_partage_routes(),
        *build_reponse_routes(),
        *build_liens_routes(),
        *build_scripts_routes(),
        *build_connexion_routes(Reglages.from_environ(environ)),
        *build_trop_lourd_routes(),
        *build_mentions_routes(environ),
        *build_guides_routes(),
        *build_ecrans_routes(environ),
    ]


def sante(load: Callable[[], "Moment"]) -> Callable[[Request], Response]:
    """Health check: 200 if the data can be read, 503 if not.

    ``{"etat": "ok" | "indisponible", "donnees": bool, "edition", "actualisee_le", "version", "problemes",
    "avertissements", "tables_reprises"}``, the last six null when the data cannot be read, or no map drawn.
    ``problemes`` and ``avertissements`` are what ``verifier`` counts; they do not close the site.
    ``tables_reprises``: shown as the edition has them, those of the data folder being lost.
    """

    # Not async: Starlette then runs it in a thread, and a slow disk does not block the other visitors.
    def endpoint(_request: Request) -> Response:
        try:
            moment = load().complete()
            today = horloge.today()
            counts = Counter(found.severity for found in load_problemes(moment, today.year))
        except Exception:
            # Any failure to read the data makes the site unavailable, which is what a health check reports.
            logger.exception("Data cannot be read.")
            unknown = dict.fromkeys(
                ("edition", "actualisee_le", "version", "problemes", "avertissements", "tables_reprises")
            )
            state = {"etat": "indisponible", "donnees": False, **unknown}
            return JSONResponse(state, 503, headers={"Cache-Control": "no-store"})
        return JSONResponse(
            {
                "etat": "ok",
                "donnees": True,
                "edition": moment.edition,
                "actualisee_le": moment.actualisee_le and moment.actualisee_le.isoformat(),
                "version": moment.version,
                "problemes": counts[ERREUR],
                "avertissements": counts[AVERTISSEMENT],
                "tables_reprises": list(moment.reprises),
            },
            headers={"Cache-Control": "no-store"},
        )

    return endpoint
