"""Geometry of the map on the page: shapes in millimetres, each computed once."""

from functools import cached_property

import geopandas as gpd
import numpy as np
import shapely

from clauses.impression.contenu import Contenu
from clauses.impression.emprise import Emprise, simplify
from clauses.impression.feuille import Rect
from clauses.impression.fonds import Fonds

MARGIN = 4


class Terrain:
    """The shapes of a map in its rectangle."""

    def __init__(self, contenu: Contenu, fonds: Fonds, rect: Rect, scale: float) -> None:
        self.contenu, self.fonds, self.scale = contenu, fonds, scale
        self.emprise = Emprise.around(subject(contenu, fonds), rect, MARGIN * scale)

    @cached_property
    def contexte(self) -> gpd.GeoDataFrame:
        """Neighbours; may be empty."""
        return self.fonds.contours("contexte")

    @cached_property
    def voisins(self) -> np.ndarray:
        """Shapes of the neighbours, in the order of ``contexte``."""
        return self.emprise.place(self.contexte.geometry.to_numpy())

    @cached_property
    def table(self) -> gpd.GeoDataFrame:
        """The départements of the region."""
        return self.fonds.contours("departements")

    @cached_property
    def departements(self) -> np.ndarray:
        """Shapes of the départements, in the order of ``table``."""
        return simplify(self.emprise.place(self.table.geometry.to_numpy()))

    @cached_property
    def montres(self) -> np.ndarray:
        """Mask of those that the map is about (booleans)."""
        chosen = self.contenu.selection.departement
        return np.ones(len(self.table), bool) if chosen is None else (self.table["code"] == chosen).to_numpy()

    @cached_property
    def sujet(self) -> np.ndarray:
        """Shapes of the départements that the map is about."""
        return self.departements[self.montres]

    @cached_property
    def zones(self) -> np.ndarray:
        """Shapes of the zones, in the order of ``contenu.zones``."""
        polygons = self.fonds.contours("communes").geometry.to_numpy()
        unions = [shapely.coverage_union_all(polygons[zone.positions]) for zone in self.contenu.zones]
        return simplify(self.emprise.place(unions))


def subject(contenu: Contenu, fonds: Fonds) -> shapely.Geometry:
    """Geometry of the region or département, in degrees; ``KeyError`` for one that does not exist."""
    chosen = contenu.selection.departement
    if chosen is None:
        return fonds.contours("region").geometry.iloc[0]
    return fonds.contours("departements").set_index("code").geometry.loc[chosen]
