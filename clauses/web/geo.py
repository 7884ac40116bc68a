"""Routes of the map: layers at cacheable addresses, search of communes, swatches of the legend."""

import gzip
from collections.abc import Callable
from functools import partial

import brotli
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from clauses.autonome.communes import load_contours
from clauses.domain.age import Mois
from clauses.domain.guichets import buyer_types
from clauses.domain.perimetre import PerimetreError
from clauses.domain.selection import Selection
from clauses.domain.typographie import typographic
from clauses.donnees import EditionInconnueError, Moment, TerritoiresError, edition_number, kept, load_moment
from clauses.rendu.adresses import affichage_from, annuaire_from, selection_from
from clauses.rendu.cartes.affichages import Affichage
from clauses.rendu.cartes.apercu import load_locator, load_perimetre
from clauses.rendu.cartes.calques import load_communes_around, load_layer, load_places, load_zones
from clauses.rendu.cartes.motifs import swatch
from clauses.rendu.fiche import territoire_place
from clauses.rendu.mots import serveur
from clauses.storage import horloge
from clauses.web.cache_http import FOREVER, gzipped

BRIEFLY = "public, max-age=60"
LONGEST_QUERY = 80
ANSWERS = 8
LAYERS = frozenset({"fond", "epci", "qpv"})

Endpoint = Callable[[Request, Moment], Response]


def zones(request: Request, moment: Moment) -> Response:
    """Zones for the filters of the query, coloured as it asks; 400 for a value that does not exist."""
    selection = selection_from(request.query_params)
    try:
        affichage = affichage_from(request.query_params)
    except ValueError:
        affichage = None
    if affichage is None or not _is_known(moment, selection):
        return JSONResponse({"erreur": serveur.UNKNOWN_FILTER}, status_code=400)
    # What every visit asks for; the rest depends on the visitor, who would pay for more work.
    first = selection == Selection() and affichage is Affichage.GUICHETS
    smallest = partial(_smallest, moment, "") if first else None
    return _layer(request, moment, load_zones(moment, selection, affichage), smallest)


def layer(request: Request, moment: Moment) -> Response:
    """Background, EPCI or priority districts; 404 for another name."""
    name = request.path_params["name"]
    if name not in LAYERS:
        return JSONResponse({"erreur": serveur.UNKNOWN_LAYER}, status_code=404)
    return _layer(request, moment, load_layer(moment, name), partial(_smallest, moment, name))


def communes(request: Request, moment: Moment) -> Response:
    """Communes of the EPCI of one commune; 404 for an unknown code."""
    code = request.path_params["code"]
    if code not in moment.territoires.positions:
        return JSONResponse({"erreur": serveur.UNKNOWN_COMMUNE}, status_code=404)
    return _layer(request, moment, load_communes_around(moment, code))


def search(request: Request, moment: Moment) -> Response:
    """Communes matching ``q``, best first."""
    query = request.query_params.get("q", "")[:LONGEST_QUERY]
    answers = [
        {"code": commune.code, "nom": commune.nom, "lieu": f"{commune.departement} ({commune.code_departement})"}
        for commune in moment.index.find(query, ANSWERS)
    ]
    return JSONResponse(answers, headers={"Cache-Control": BRIEFLY})


def search_territoires(request: Request, moment: Moment) -> Response:
    """Territories of every level matching ``q``, best first; ``code`` is « EPCI:243100518 »."""
    query = request.query_params.get("q", "")[:LONGEST_QUERY]
    answers = [
        {
            "code": str(territoire),
            "nom": typographic(moment.territoires.nom(territoire)),
            "lieu": territoire_place(territoire, moment.territoires),
        }
        for territoire in moment.index_territoires.find(query, ANSWERS)
    ]
    return JSONResponse(answers, headers={"Cache-Control": BRIEFLY})


def locator(request: Request, moment: Moment) -> Response:
    """Small map that places a territory in its region, as SVG; 404 for an unknown one."""
    try:
        territoire = moment.territoires.find(request.path_params["key"])
    except KeyError:
        return JSONResponse({"erreur": serveur.UNKNOWN_TERRITOIRE}, status_code=404)
    return gzipped(request, load_locator(moment, territoire), "image/svg+xml", caching(request, moment))


def contours(request: Request, moment: Moment) -> Response:
    """Outlines of the communes with their codes: the browser of a reader finds the commune, and says it to nobody."""
    return gzipped(request, load_contours(moment), "application/json", caching(request, moment))


def annuaire(request: Request, moment: Moment) -> Response:
    """Places of the entries of the directory that meet the criteria of the query."""
    liste, criteres = annuaire_from(request.query_params)
    today = horloge.today()
    response = _layer(request, moment, load_places(moment, liste, criteres, Mois(today.year, today.month)))
    if criteres.age is not None:
        # The age of an entry depends on the day.
        response.headers["Cache-Control"] = BRIEFLY
    return response


def perimetre(request: Request, moment: Moment) -> Response:
    """Small map of the territory of a guichet, as SVG; 404 for an unknown one, or an unknown territory."""
    try:
        body = load_perimetre(moment, request.path_params["code"])
        return gzipped(request, body, "image/svg+xml", caching(request, moment))
    except (KeyError, PerimetreError):
        return JSONResponse({"erreur": serveur.UNKNOWN_GUICHET}, status_code=404)


def legend(request: Request, moment: Moment) -> Response:
    """Swatch of a typology: its colour and letter, as SVG; 404 when it does not exist."""
    typologie = moment.typologies.get(request.path_params["code"])
    if typologie is None:
        return Response(status_code=404)
    return Response(swatch(typologie), media_type="image/svg+xml", headers={"Cache-Control": caching(request, moment)})


def build_geo_routes() -> list[BaseRoute]:
    """Routes of this module. Endpoints are plain functions: Starlette runs them in threads."""
    return [
        Route("/geo/{version}/zones.geojson", degraded(zones)),
        Route("/geo/{version}/communes/{code}.geojson", degraded(communes)),
        Route("/geo/{version}/annuaire.geojson", degraded(annuaire)),
        Route("/geo/{version}/contours.json", degraded(contours)),
        Route("/geo/{version}/perimetre/{code}.svg", degraded(perimetre)),
        Route("/geo/{version}/situation/{key}.svg", degraded(locator)),
        Route("/geo/{version}/{name}.geojson", degraded(layer)),
        Route("/api/territoires", degraded(search_territoires)),
        Route("/api/communes", degraded(search)),
        Route("/legende/{version}/{code}.svg", degraded(legend)),
    ]


def _layer(request: Request, moment: Moment, body: bytes, smallest: Callable[[], bytes] | None = None) -> Response:
    return gzipped(request, body, "application/geo+json", caching(request, moment), smallest)


@kept(8)
def _smallest(moment: Moment, name: str) -> bytes:
    """A layer, or the zones without filter, at the best that brotli does: two thirds of what gzip makes of it."""
    body = load_layer(moment, name) if name else load_zones(moment, Selection())
    return brotli.compress(gzip.decompress(body), quality=11)


def caching(request: Request, moment: Moment) -> str:
    """``Cache-Control``: for ever at the current version; an old one still answers, with the current data, uncached."""
    return FOREVER if request.path_params["version"] == moment.version else "no-store"


def _is_known(moment: Moment, selection: Selection) -> bool:
    return (
        (selection.typologies or frozenset()) <= moment.typologies.keys()
        and (selection.donneur_ordre is None or selection.donneur_ordre in buyer_types(moment.guichets))
        and _is_place(moment, selection)
    )


def _is_place(moment: Moment, selection: Selection) -> bool:
    territoire = selection.territoire(moment.territoires)
    return (territoire.level, territoire.code) in moment.territoires.members


def edition_of(version: str) -> int | None:
    """Edition number in a version, ``None`` for the current data.

    >>> edition_of("3-1f2e3d"), edition_of("1f2e3d")
    (3, None)
    """
    numero, dash, _ = version.partition("-")
    return edition_number(numero) if dash else None


def degraded(endpoint: Endpoint) -> Callable[[Request], Response]:
    """Load the data of the version in the address; answer 404 for an unknown edition, 503 without territories."""

    def guarded(request: Request) -> Response:
        try:
            return endpoint(request, load_moment(edition_of(request.path_params.get("version", ""))))
        except EditionInconnueError:
            return JSONResponse({"erreur": serveur.UNKNOWN_EDITION}, status_code=404)
        except TerritoiresError:
            return JSONResponse({"erreur": serveur.UNREADABLE}, status_code=503)

    return guarded
