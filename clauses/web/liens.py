"""Short links, to be read aloud and printed: « /c/beziers », « /d/herault », « /e/grand-cahors ».

They redirect to the address of a screen, built from the data (no open redirect). An unknown or ambiguous name gets a
page with suggestions.
"""

from collections.abc import Callable, Sequence
from functools import partial

from starlette.convertors import PathConvertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from clauses.domain.territoires import COMMUNE, DEPARTEMENT, EPCI, Territoire
from clauses.donnees import EditionInconnueError, Moment, TerritoiresError, edition_number, load_moment
from clauses.rendu import adresses, ecrans, parametres
from clauses.rendu.adresses import Adresse
from clauses.rendu.annuaire import load_annuaire
from clauses.rendu.blocs.partage import LISTES
from clauses.rendu.fiche import territoire_place
from clauses.rendu.mots import editions
from clauses.rendu.mots import partage as texts
from clauses.rendu.parametres import EDITION
from clauses.web.messages import message_page

LONGEST = 120
"""Characters of a name; beyond, it is not one."""
CANDIDATS = 8

_LETTERS = {COMMUNE: "c", DEPARTEMENT: "d", EPCI: "e"}

Endpoint = Callable[[Request, Moment], Response]


class NomConvertor(PathConvertor):
    """The end of an address, whatever it holds: Starlette's own stops at a line break, and answers in English."""

    regex = r"[\s\S]*"


register_url_convertor("nom", NomConvertor())


def build_liens_routes() -> list[BaseRoute]:
    """Routes of this module. Endpoints are plain functions: Starlette runs them in threads."""
    endpoints: dict[str, Endpoint] = {
        **{letter: partial(territoire, level) for level, letter in _LETTERS.items()},
        "g": partial(entree, parametres.GUICHET),
        "s": partial(entree, parametres.STRUCTURE),
    }
    # An empty name, or one with slashes, is matched too: Streamlit would show the map as if nothing was asked.
    return [
        Route(path, _now(endpoint))
        for letter, endpoint in endpoints.items()
        for path in (f"/{letter}", f"/{letter}/{{nom:nom}}")
    ]


def territoire(level: str, request: Request, moment: Moment) -> Response:
    """Redirect to the map that looks at a territory."""
    name = _name(request)[:LONGEST]
    found = moment.liens.find(level, name)
    if len(found) == 1:
        return _lead(request, _target(found[0]))
    candidates = found or [each for each in moment.index_territoires.find(name) if each.level in _LETTERS]
    titre, texte = (texts.SEVERAL_TITLE, texts.SEVERAL) if found else (texts.UNKNOWN_TITLE, texts.UNKNOWN)
    return _message(404, titre, texte, _links(request, moment, candidates[:CANDIDATS]), "" if found else texts.CLOSE)


def entree(key: str, request: Request, moment: Moment) -> Response:
    """Redirect to the sheet of a guichet or of a structure."""
    name = _name(request)
    if name in load_annuaire(moment, LISTES[key]).by_id or (
        key == parametres.GUICHET and name in moment.guichets_fermes
    ):
        return _lead(request, Adresse(ecrans.ANNUAIRE.url_path, {key: name}))
    return _message(404, texts.UNKNOWN_TITLE, texts.UNKNOWN)


def _name(request: Request) -> str:
    return request.path_params.get("nom", "").strip("/")


def _target(territoire: Territoire) -> Adresse:
    return adresses.carte(territoire)


def _lead(request: Request, adresse: Adresse) -> Response:
    """Redirect to a screen, keeping the other query parameters."""
    whole = Adresse(adresse.page, {**adresse.query, **request.query_params, **adresse.query})
    return RedirectResponse(whole.on(), 307, headers={"Cache-Control": "no-cache"})


def _links(request: Request, moment: Moment, candidates: Sequence[Territoire]) -> list[dict[str, str]]:
    query = f"?{request.url.query}" if request.url.query else ""
    return [
        {
            "nom": moment.territoires.nom(each),
            "lieu": territoire_place(each, moment.territoires),
            "adresse": f"/{_LETTERS[each.level]}/{moment.liens.name(each)}{query}",
        }
        for each in candidates
    ]


def _now(endpoint: Endpoint) -> Callable[[Request], Response]:
    """Wrap an endpoint: data of the edition in the address; an error page without territories."""

    def guarded(request: Request) -> Response:
        try:
            return endpoint(request, load_moment(edition_number(request.query_params.get(EDITION, ""))))
        except EditionInconnueError:
            return _message(404, editions.UNKNOWN_TITLE, editions.DAMAGED)
        except TerritoiresError:
            return _message(503, texts.UNREADABLE_TITLE, texts.UNREADABLE)

    return guarded


def _message(
    status: int, titre: str, texte: str, liens: Sequence[dict[str, str]] = (), titre_liens: str = ""
) -> Response:
    return message_page(status, titre, texte, {"nom": texts.HOME, "adresse": "/"}, liens=liens, titre_liens=titre_liens)
