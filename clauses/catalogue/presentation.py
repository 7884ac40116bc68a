"""The presentation: stories and what the data of the moment add to them, kept until either changes."""

import json
from typing import Any

import shapely

from clauses.catalogue.couches import load_contours
from clauses.catalogue.etat import load_catalogue, load_contenus
from clauses.catalogue.vues import load_kept, load_vue
from clauses.domain.contenus.presentation import Etape, Histoire, check_histoires
from clauses.domain.couverture import Couverture
from clauses.domain.issues import Issue
from clauses.domain.selection import Selection
from clauses.domain.territoires import COMMUNE, DEPARTEMENT, EPCI, REGION, Territoire
from clauses.donnees import Catalogue
from clauses.rendu.presentation import Cadre, build_histoire

_LAYERS = {COMMUNE: "communes", EPCI: "epci", DEPARTEMENT: "departements", REGION: "region"}


def find_histoire(slug: str | None) -> Histoire | None:
    """The story of this name, the first one without a name; ``None`` when there is none."""
    histoires = load_contenus().histoires
    return next((each for each in histoires if slug in (None, "", each.slug)), None)


def load_presentation(histoire: Histoire, mention: str) -> dict[str, Any]:
    """A story as the script of the presentation reads it; nobody changes it."""
    return load_kept(("presentation", histoire, mention), lambda: _build(histoire, mention))


def presentation_issues() -> list[Issue]:
    """What the stories name and the data do not have."""
    catalogue = load_catalogue()
    return check_histoires(load_contenus().histoires, catalogue.typologies, catalogue.territoires)


def load_cadre(territoire: Territoire) -> Cadre:
    """Bounds and outline of a territory of the region; of an EPCI that crosses its border, what is drawn."""
    table = load_contours(_LAYERS[territoire.level])
    found = table[table["code"] == territoire.code]
    west, south, east, north = map(float, found.total_bounds)
    is_region = territoire.level == REGION
    contour = None if is_region else json.loads(shapely.to_geojson(shapely.union_all(found.geometry.to_numpy())))
    return Cadre(((south, west), (north, east)), contour)


def _build(histoire: Histoire, mention: str) -> dict[str, Any]:
    catalogue = load_catalogue()
    cadres: dict[str, Cadre] = {}
    for etape in histoire.etapes:
        territoire = _territoire(etape, catalogue)
        if territoire is not None:
            cadres[etape.territoire] = load_cadre(territoire)

    def compter(etape: Etape, selection: Selection) -> tuple[Couverture, dict[str, int]]:
        couverture = load_vue(selection).couverture
        territoire = _territoire(etape, catalogue)
        territoires = catalogue.territoires
        positions = selection.positions(territoires) if territoire is None else territoires.of(territoire)
        return couverture, couverture.summary(positions)

    return build_histoire(
        histoire,
        catalogue.typologies,
        catalogue.version,
        cadres,
        compter,
        mention,
        lisible=not catalogue.is_missing_guichets,
    )


def _territoire(etape: Etape, catalogue: Catalogue) -> Territoire | None:
    try:
        return catalogue.territoires.find(etape.territoire)
    except KeyError:
        return None
