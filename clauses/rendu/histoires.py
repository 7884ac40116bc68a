"""Stories of the presentation, with the figures and the frames that the data of a moment give them."""

import json
from typing import Any

import shapely

from clauses.domain.contenus import Contenus
from clauses.domain.contenus.presentation import Etape, Histoire, check_histoires
from clauses.domain.couverture import Couverture
from clauses.domain.issues import Issue
from clauses.domain.selection import Selection
from clauses.domain.territoires import COMMUNE, DEPARTEMENT, EPCI, REGION, Territoire
from clauses.donnees import Moment, kept
from clauses.rendu.mots.domaine import statut_labels
from clauses.rendu.presentation import Cadre, build_histoire
from clauses.rendu.vues import load_vue

_LAYERS = {COMMUNE: "communes", EPCI: "epci", DEPARTEMENT: "departements", REGION: "region"}


def find_histoire(contenus: Contenus, slug: str | None) -> Histoire | None:
    """The story of this name, the first one without a name; ``None`` when there is none."""
    return next((each for each in contenus.histoires if slug in (None, "", each.slug)), None)


def find_issues(moment: Moment, contenus: Contenus) -> list[Issue]:
    """Broken references: what the stories name and the data do not have."""
    return check_histoires(contenus.histoires, moment.typologies, moment.territoires)


@kept(32)
def load_presentation(moment: Moment, histoire: Histoire, mention: str) -> dict[str, Any]:
    """A story as the script of the presentation reads it."""
    cadres: dict[str, Cadre] = {}
    for etape in histoire.etapes:
        territoire = _territoire(etape, moment)
        if territoire is not None:
            cadres[etape.territoire] = find_cadre(moment, territoire)

    def compter(etape: Etape, selection: Selection) -> tuple[Couverture, dict[str, int]]:
        couverture = load_vue(moment, selection).couverture
        territoire = _territoire(etape, moment)
        territoires = moment.territoires
        positions = selection.positions(territoires) if territoire is None else territoires.of(territoire)
        return couverture, couverture.summary(positions)

    return build_histoire(
        histoire,
        moment.typologies,
        moment.version,
        cadres,
        compter,
        mention,
        libelles=statut_labels(moment.guichets),
        lisible=not moment.is_missing_guichets,
    )


def find_cadre(moment: Moment, territoire: Territoire) -> Cadre:
    """Bounds and outline of a territory of the region; of an EPCI that crosses its border, what is drawn."""
    table = moment.geo.contours(_LAYERS[territoire.level])
    found = table[table["code"] == territoire.code]
    west, south, east, north = map(float, found.total_bounds)
    is_region = territoire.level == REGION
    contour = None if is_region else json.loads(shapely.to_geojson(shapely.union_all(found.geometry.to_numpy())))
    return Cadre(((south, west), (north, east)), contour)


def _territoire(etape: Etape, moment: Moment) -> Territoire | None:
    try:
        return moment.territoires.find(etape.territoire)
    except KeyError:
        return None
