"""What the address asks the map about, and what the map frames: a commune, a guichet, a zone, or the territory alone.

The screen and the drawing that the server sends first read it here, so that both show the same place.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from clauses.domain.couverture import Zone
from clauses.domain.guichets import Guichet
from clauses.domain.perimetre import PerimetreError
from clauses.domain.selection import Selection
from clauses.domain.territoires import DEPARTEMENT, EPCI, Territoire, Territoires
from clauses.domain.typographie import typographic
from clauses.donnees import Moment
from clauses.rendu import parametres
from clauses.rendu.vues import load_vue

NOMS = (parametres.COMMUNE, parametres.GUICHET, parametres.ZONE)
"""Parameters that name what is chosen; the first that is written is the one asked for."""

MARGE_PX, ZOOM_MAX = 8, 11
"""Pixels around what is framed, and the closest that a frame comes. ``static/carte/carte.js`` has them too, as a test
checks."""

Bounds = tuple[tuple[float, float], tuple[float, float]]
"""((south, west), (north, east)) in degrees."""


@dataclass(frozen=True, slots=True)
class Choix:
    """What is chosen: one of these at most.

    Attributes
    ----------
    commune : its code
    inconnu : name of the parameter whose value names nothing; empty when it does
    """

    commune: str | None = None
    guichet: Guichet | None = None
    zone: Zone | None = None
    inconnu: str = ""


def read_choix(query: Mapping[str, str], moment: Moment, selection: Selection) -> Choix:
    """The choice written in an address."""
    name = next((name for name in NOMS if query.get(name)), "")
    value = query.get(name, "")
    choix = Choix()
    if name == parametres.COMMUNE and value in moment.territoires.positions:
        choix = Choix(commune=value)
    elif name == parametres.GUICHET:
        choix = Choix(guichet=next((each for each in moment.guichets if each.id == value), None))
    elif name == parametres.ZONE:
        choix = Choix(zone=find_zone(moment, selection, value))
    return Choix(inconnu=name) if choix == Choix() else choix


def find_zone(moment: Moment, selection: Selection, code: str) -> Zone | None:
    """The zone where a commune is, among those that a selection shows."""
    position = moment.territoires.positions.get(code)
    zones = load_vue(moment, selection).zones
    return next((zone for zone in zones if position is not None and position in zone.positions), None)


def zone_code(zone: Zone, territoires: Territoires) -> str:
    """The commune that names a zone in an address: its most populated one."""
    people = territoires.communes["population"].to_numpy()[zone.positions]
    return str(territoires.communes.index[zone.positions[int(np.argmax(people))]])


def frame_territoire(moment: Moment, territoire: Territoire) -> Bounds:
    """Bounds of a territory."""
    west, south, east, north = moment.geo.bounds(territoire)
    return ((south, west), (north, east))


def frame(moment: Moment, choix: Choix, selection: Selection) -> Bounds:
    """Bounds of what a choice is about: the EPCI of a commune, where a guichet works, a zone, or else the territory."""
    positions = _positions(moment.territoires, choix)
    if not len(positions):
        return frame_territoire(moment, selection.territoire(moment.territoires))
    west, south, east, north = moment.geo.contours("communes").iloc[positions].total_bounds
    return ((float(south), float(west)), (float(north), float(east)))


def _positions(territoires: Territoires, choix: Choix) -> np.ndarray:
    if choix.commune:
        group = EPCI, str(territoires.communes.at[choix.commune, "code_epci"])
        return np.asarray(territoires.members.get(group, [territoires.positions[choix.commune]]))
    if choix.zone:
        return choix.zone.positions
    if choix.guichet:
        try:
            return choix.guichet.perimetre.positions(territoires)
        except PerimetreError:
            pass
    return np.array([], int)


def list_territoires(moment: Moment, seen: Territoire) -> dict[str, str]:
    """Names of the territories of the list, by key: the region, its départements, and the one looked at if another."""
    territoires = moment.territoires
    names = {str(territoires.region): territoires.region_nom}
    for code, name in territoires.departements["nom"].items():
        names[str(Territoire(DEPARTEMENT, str(code)))] = f"{code} {name}"
    if str(seen) not in names:
        names[str(seen)] = territoires.nom(seen)
    return {key: typographic(name) for key, name in names.items()}
