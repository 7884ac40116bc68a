"""Atomes: pieces of the map from which the browser makes the zones of any filter.

An *atome* is the communes of one département served by the same guichets, at the same levels: whatever the filters,
all of it has one status and one colour.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from clauses.autonome.geometrie import topology
from clauses.domain.couverture import Couverture
from clauses.domain.guichets import Guichet, buyer_types
from clauses.domain.perimetre import Niveau
from clauses.domain.statut import RANGS, STATUTS_MONTRES, Statut, concerns
from clauses.domain.territoires import DEPARTEMENT, EPCI, Territoires
from clauses.domain.typographie import typographic
from clauses.donnees import Moment
from clauses.rendu.cartes.aspect import LETTRES, MOST_LETTERS, STATUT_ASPECTS, UNKNOWN, shape
from clauses.rendu.cartes.couches import TITRES
from clauses.rendu.cartes.palette import ink_on
from clauses.rendu.mots.domaine import STATUT_DEFINITIONS, statut_labels, zone_prefix


def list_atomes(couverture: Couverture) -> np.ndarray:
    """Rank of the atome of each commune, in the order of ``Territoires.communes``."""
    territoires = couverture.territoires
    places = {each.code: rank for rank, each in enumerate(territoires.all(DEPARTEMENT))}
    departements = territoires.communes["code_departement"].map(places).to_numpy()
    _, ranks = np.unique(np.column_stack([departements, couverture.niveaux]), axis=0, return_inverse=True)
    return ranks.ravel()


def first_communes(atomes: np.ndarray) -> list[int]:
    """Position of one commune of each atome, representative of all."""
    return np.unique(atomes, return_index=True)[1].tolist()


def build_zones(moment: Moment, couverture: Couverture, atomes: np.ndarray) -> dict[str, Any]:
    """Atomes and their outlines, guichets in the order of competence, and the words and looks they are shown with."""
    firsts = first_communes(atomes)
    buyers = [None, *buyer_types(couverture.guichets)]
    by_buyer = {buyer or "": replace(couverture, donneur_ordre=buyer) for buyer in buyers}
    places = {each.code: rank for rank, each in enumerate(couverture.territoires.all(DEPARTEMENT))}
    epci = {each.code: rank for rank, each in enumerate(couverture.territoires.all(EPCI))}
    departements = couverture.territoires.communes["code_departement"].to_numpy()
    labels = statut_labels(moment.guichets)
    return {
        "guichets": [_guichet(guichet, couverture.territoires, by_buyer) for guichet in couverture.ordered],
        "perdus": [
            _comptes(guichet, by_buyer)
            | {
                "departement": places.get(_seat(guichet, couverture.territoires, "code_departement"), -1),
                "epci": epci.get(_seat(guichet, couverture.territoires, "code_epci"), -1),
            }
            for guichet in couverture.guichets
            if not guichet.perimetre
        ],
        "typologies": {
            code: {
                "libelle": typographic(kind.libelle),
                "definition": typographic(kind.description),
                "couleur": kind.couleur,
                "encre": ink_on(kind.couleur),
                "lettre": kind.lettre,
                "motif": kind.motif,
            }
            for code, kind in [*moment.typologies.items(), ("", UNKNOWN)]
        },
        "statuts": [
            {
                "code": statut.value,
                "libelle": labels[statut],
                "definition": STATUT_DEFINITIONS[statut],
                "couvert": statut.is_couvert,
                "meneurs": [RANGS[each] for each in statut.meneurs],
                "signe": STATUT_ASPECTS[statut].motif,
                "couleur": STATUT_ASPECTS[statut].clair,
                "lettres": LETTRES.get(statut, "*"),
                "titre": typographic(TITRES.get(statut, "")),
                "teinte": STATUT_ASPECTS[statut].clair if statut is Statut.MASQUE else "",
            }
            for statut in STATUTS_MONTRES
        ],
        "plusDeLettres": MOST_LETTERS,
        "vide": RANGS[Statut.NON_DOCUMENTE],
        "masque": RANGS[Statut.MASQUE],
        "atomes": [
            {
                "departement": places[departements[first]],
                "communes": int((atomes == rank).sum()),
                "population": couverture.territoires.population(np.flatnonzero(atomes == rank)),
                "niveaux": [(int(place), int(niveaux[place])) for place in np.flatnonzero(niveaux)],
            }
            for rank, (first, niveaux) in enumerate(zip(firsts, couverture.niveaux[firsts], strict=True))
        ],
        "contours": topology(_shapes(moment, atomes, len(firsts))),
    }


def _shapes(moment: Moment, atomes: np.ndarray, number: int) -> gpd.GeoDataFrame:
    polygons = moment.geo.contours("communes").geometry.to_numpy()
    united: Sequence[Any] = [shapely.coverage_union_all(polygons[atomes == rank]) for rank in range(number)]
    return gpd.GeoDataFrame(geometry=list(united), crs=4326)


def _guichet(guichet: Guichet, territoires: Territoires, by_buyer: Mapping[str, Couverture]) -> dict[str, Any]:
    """A guichet as sent to the browser."""
    return _comptes(guichet, by_buyer) | {
        "nom": typographic(guichet.nom),
        "court": typographic(guichet.sigle or guichet.nom),
        "siege": _siege(guichet.commune_siege, territoires),
        "forme": shape(guichet),
        "prefixes": [zone_prefix(statut, guichet) for statut in STATUTS_MONTRES],
    }


def _comptes(guichet: Guichet, by_buyer: Mapping[str, Couverture]) -> dict[str, Any]:
    """What a guichet counts for.

    ``apports`` holds, for each buyer that it concerns (« » for all), the status that it gives by level (``Niveau``).
    """
    return {
        "id": guichet.id,
        "typologie": guichet.typologie,
        "avere": guichet.is_avere,
        "traite": guichet.is_guichet,
        "apports": {
            buyer: [RANGS[found.apport(guichet, niveau)] for niveau in Niveau]
            for buyer, found in by_buyer.items()
            if concerns(guichet, found.donneur_ordre)
        },
    }


def _seat(guichet: Guichet, territoires: Territoires, column: str) -> str:
    """Code of the territory of a seat; empty outside of the region, or when it is not known."""
    seat = territoires.positions.get(guichet.commune_siege)
    return "" if seat is None else str(territoires.communes[column].iat[seat])


def _siege(code: str, territoires: Territoires) -> dict[str, Any] | None:
    """The commune of a seat; ``None`` outside of the region, or when it is not known."""
    if code not in territoires.positions:
        return None
    commune = territoires.communes.loc[code]
    return {"code": code, "nom": typographic(str(commune["nom"])), "lon": commune["lon"], "lat": commune["lat"]}
