"""Layers of the map, ready to send: GeoJSON, gzipped."""

import gzip

import numpy as np

from clauses.domain.age import Mois
from clauses.domain.annuaire import Criteres
from clauses.domain.couverture import Zone
from clauses.domain.selection import Selection
from clauses.domain.territoires import EPCI
from clauses.donnees import Moment, kept
from clauses.rendu.annuaire import load_trouvees
from clauses.rendu.cartes import couches
from clauses.rendu.cartes.affichages import Affichage, Classe, list_classes, rank_of
from clauses.rendu.vues import load_vue


@kept(128)
def load_zones(moment: Moment, selection: Selection, affichage: Affichage = Affichage.GUICHETS) -> bytes:
    """Zones of a selection, coloured as asked."""
    vue = load_vue(moment, selection)
    contours = moment.geo.contours("communes").geometry
    classes = list_classes(affichage, moment.guichets)

    def classify(zone: Zone) -> Classe:
        return classes[rank_of(zone, affichage, moment.annee)]

    shown = couches.zones(vue.zones, moment.typologies, contours, moment.territoires, classify if classes else None)
    return _zipped(shown)


@kept(8)
def load_layer(moment: Moment, name: str) -> bytes:
    """« fond », « epci » or « qpv »; ``KeyError`` for another name."""
    builders = {"fond": _background, "epci": _epci, "qpv": _qpv}
    return _zipped(builders[name](moment))


@kept(512)
def load_communes_around(moment: Moment, code: str) -> bytes:
    """Communes sharing the EPCI of this one; ``KeyError`` for an unknown code."""
    members = list_around(moment, code)
    return _zipped(couches.contours(moment.geo.contours("communes").iloc[members], ["code"]))


def list_around(moment: Moment, code: str) -> np.ndarray:
    """Positions of the communes sharing the EPCI of this one; ``KeyError`` for an unknown code."""
    territoires = moment.territoires
    position, epci = territoires.positions[code], territoires.communes.at[code, "code_epci"]
    return territoires.members.get((EPCI, epci), np.array([position]))


@kept(64)
def load_places(moment: Moment, liste: str, criteres: Criteres, aujourdhui: Mois) -> bytes:
    """Places of the entries of a directory that meet criteria."""
    return _zipped(couches.places(load_trouvees(moment, liste, criteres, aujourdhui), moment.territoires))


def _background(moment: Moment) -> str:
    tables = (moment.geo.contours(layer) for layer in ("departements", "region", "contexte"))
    return couches.background(moment.territoires, *tables, moment.geo.libelles)


def _epci(moment: Moment) -> str:
    return couches.contours(moment.geo.contours("epci"), ["code", "nom"])


def _qpv(moment: Moment) -> str:
    return couches.priority_districts(moment.qpv, moment.territoires)


def _zipped(geojson: str) -> bytes:
    return gzip.compress(geojson.encode(), mtime=0)
