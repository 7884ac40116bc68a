"""First screen of an address in the page itself, and the answer to what its field was asked."""

import logging
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from clauses.domain.age import Mois
from clauses.domain.territoires import COMMUNE, DEPARTEMENT, EPCI, Territoire
from clauses.donnees import EditionInconnueError, Moment, TerritoiresError, edition_number, load_moment
from clauses.rendu import adresses, ecrans, parametres
from clauses.rendu.adresses import Adresse
from clauses.rendu.fiche import territoire_place
from clauses.rendu.mots import partage
from clauses.rendu.mots import premier as texts
from clauses.rendu.premier import build_premier
from clauses.rendu.scripts import page_script_address
from clauses.storage import horloge
from clauses.web.fichiers import static_address
from clauses.web.headers import is_embedded
from clauses.web.messages import message_page
from clauses.web.pied import site_footer

HEAD = (
    f'<link rel="stylesheet" href="{static_address("premier/premier.css")}" />'
    f'<link rel="stylesheet" href="{static_address("premier/dessin.css")}" />'
    f'<script src="/{page_script_address("premier")}" defer fetchpriority="high"></script>'
)
"""Style of the first screen, and the script that starts the application, then hands over to it."""

CANDIDATS = 8
LONGEST = 80

logger = logging.getLogger(__name__)


def first_screen(request: Request, boite: str) -> str:
    """HTML of the first screen; empty when there is none, whatever the state of the data: the application says it."""
    query = request.query_params
    try:
        moment = load_moment(edition_number(query.get(parametres.EDITION, "")))
        today = horloge.today()
        pied = "" if is_embedded(query) else site_footer()
        return build_premier(_page(request), dict(query), moment, Mois(today.year, today.month), boite, pied)
    except (TerritoiresError, EditionInconnueError):
        return ""
    except Exception:
        # A bug here must not take the page away; it is in the log.
        logger.exception("The first screen cannot be made.")
        return ""


def answer(request: Request) -> Response | None:
    """Where the words typed in the field lead, or the places that they may mean; ``None`` when there are none."""
    page, words = _page(request), request.query_params.get(parametres.TEXTE, "").strip()[:LONGEST]
    if not words or page not in (ecrans.CARTE.url_path, ecrans.TERRITOIRE.url_path):
        return None
    try:
        moment = load_moment(edition_number(request.query_params.get(parametres.EDITION, "")))
    except (TerritoiresError, EditionInconnueError):
        return None
    found = _find(moment, words)
    rest = {name: text for name, text in request.query_params.items() if name != parametres.TEXTE}
    if len(found) == 1:
        return RedirectResponse(_lead(page, found[0], rest), 303, headers={"Cache-Control": "no-cache"})
    liens = [
        {
            "nom": moment.territoires.nom(each),
            "lieu": territoire_place(each, moment.territoires),
            "adresse": _lead(page, each, rest),
        }
        for each in found
    ]
    titre, texte = texts.found(words, moment.territoires.region_nom, len(found))
    return message_page(200, titre, texte, {"nom": partage.HOME, "adresse": "/"}, liens=liens)


def _page(request: Request) -> str:
    return request.scope["path"].strip("/")


def _find(moment: Moment, words: str) -> list[Territoire]:
    """The place that bears this name, or those that may be meant."""
    exact = [each for level in (COMMUNE, DEPARTEMENT, EPCI) for each in moment.liens.find(level, words)]
    return exact if len(exact) == 1 else moment.index_territoires.find(words, CANDIDATS)


def _lead(page: str, territoire: Territoire, rest: Mapping[str, str]) -> str:
    seen = adresses.fiche(territoire) if page == ecrans.TERRITOIRE.url_path else adresses.carte(territoire)
    return Adresse(page, {**rest, **seen.query}).on()
