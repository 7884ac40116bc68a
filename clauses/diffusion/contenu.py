"""Inputs of the published files, derived from the data of the moment."""

import re
from datetime import date

import geopandas as gpd

from clauses.domain.issues import UNREADABLE
from clauses.donnees import Moment, TerritoiresError, kept
from clauses.rendu.inclusion import SOURCE, Inclusion, to_inclusion

CONTOURS = "contours"
_UNUSABLE = UNREADABLE | {"E-FIC-06"}
"""Codes of a table that gave nothing, or lost rows: half of a table would pass for the whole."""


def date_maj(moment: Moment, jour: date) -> date:
    """Day of the data, never one to come."""
    return min(moment.actualisee_le or jour, jour)


def nom_paquet(moment: Moment) -> str:
    """Short name of the package: the one of ``datapackage.json``, where it may be one."""
    name = moment.description.get("name")
    return name if isinstance(name, str) and re.fullmatch(r"[a-z0-9][a-z0-9._-]*", name) else SOURCE


def find_contours(moment: Moment) -> gpd.GeoSeries | None:
    """Polygons in the order of ``Territoires.communes``; ``None`` when they cannot be read."""
    try:
        return moment.geo.contours("communes").geometry
    except TerritoiresError:
        return None


@kept(2)
def load_inclusion(moment: Moment, jour: date) -> Inclusion:
    """Records of data·inclusion."""
    entries = (moment.guichets, moment.structures, moment.typologies)
    return to_inclusion(*entries, moment.territoires, date_maj(moment, jour), nom_paquet(moment))


@kept(32)
def find_fault(moment: Moment, need: str) -> str:
    """Reason why a table (or the contours) cannot be read, in French; empty when it can."""
    if need == CONTOURS:
        return "" if find_contours(moment) is not None else "Le fichier geo/communes.geojson ne peut pas être lu."
    table = moment.tables[need]
    lost = {("E-COL-01", name) for name in table.schema.primary_key}
    found = (each for each in table.issues if each.code in _UNUSABLE or (each.code, each.column) in lost)
    return next((each.message for each in found), "")
