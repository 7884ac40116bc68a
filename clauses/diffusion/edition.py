"""Edition: what is published, that is the data on screen and the tables they come from."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import geopandas as gpd

from clauses.domain.couverture import Couverture
from clauses.domain.issues import UNREADABLE
from clauses.domain.schema import Schema
from clauses.domain.table import Table
from clauses.donnees import Catalogue
from clauses.rendu.inclusion import SOURCE, Inclusion, to_inclusion
from clauses.storage import geo, tables
from clauses.storage.editions.instantane import Instantane, read_instantane

CONTOURS = "contours"
_CONTOURS_FILE = "geo/communes.geojson"
_UNUSABLE = UNREADABLE | {"E-FIC-06"}
"""Codes of a table that gave nothing, or lost rows: half of a table would pass for the whole."""


@dataclass(frozen=True, eq=False)
class Edition:
    """One edition of the data, read when a file needs it and only once.

    Attributes
    ----------
    catalogue : what was read from ``folder``
    folder : the data folder
    jour : today; no date is given beyond it
    """

    catalogue: Catalogue
    folder: Path
    jour: date

    def complete(self) -> "Edition":
        """Itself, once its tables and its description are read: later, the folder may hold another edition."""
        _ = self.description, self.tables
        return self

    @property
    def date_maj(self) -> date:
        """Day of the data, never one to come."""
        return min(self.catalogue.actualisee_le or self.jour, self.jour)

    @cached_property
    def description(self) -> dict[str, Any]:
        """``datapackage.json`` as written; empty when it cannot be read."""
        return self._instantane.description

    @property
    def nom(self) -> str:
        """Short name of the package: the one of ``datapackage.json``, where it may be one."""
        name = self.description.get("name")
        return name if isinstance(name, str) and re.fullmatch(r"[a-z0-9][a-z0-9._-]*", name) else SOURCE

    @cached_property
    def schema_documents(self) -> dict[str, dict[str, Any]]:
        """Table Schemas as written, by table name."""
        return tables.read_schema_documents(self.folder)

    @cached_property
    def tables(self) -> dict[str, Table]:
        """The tables kept by hand, as text."""
        schemas = {name: Schema.from_dict(document) for name, document in self.schema_documents.items()}
        return self._instantane.tables(schemas)

    @cached_property
    def _instantane(self) -> Instantane:
        return read_instantane(self.folder, self.catalogue.edition if self.catalogue.passee else None)

    @cached_property
    def couverture(self) -> Couverture:
        """Coverage of the region by all guichets, for all buyers."""
        catalogue = self.catalogue
        return Couverture(catalogue.territoires, catalogue.guichets, tuple(catalogue.typologies))

    @cached_property
    def contours(self) -> gpd.GeoSeries | None:
        """Polygons in the order of ``Territoires.communes``; ``None`` when they cannot be read, or are not the same."""
        try:
            table = geo.read_contours(self.folder / _CONTOURS_FILE)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        same = "code" in table and table["code"].tolist() == self.catalogue.territoires.communes.index.tolist()
        return table.geometry if same else None

    @cached_property
    def territoires_origine(self) -> list[dict[str, str]]:
        """Where the territories come from (``paquet``, ``origine``, ``licence``…); empty when it is not said."""
        return geo.read_origine(self.folder / "geo" / "millesime.json")

    @cached_property
    def inclusion(self) -> Inclusion:
        """Records of data·inclusion."""
        catalogue = self.catalogue
        entries = (catalogue.guichets, catalogue.structures, catalogue.typologies)
        return to_inclusion(*entries, catalogue.territoires, self.date_maj, self.nom)

    def fault(self, need: str) -> str:
        """Why a table (or the contours) cannot be read, in French; empty when it can."""
        if need == CONTOURS:
            return "" if self.contours is not None else f"Le fichier {_CONTOURS_FILE} ne peut pas être lu."
        table = self.tables[need]
        lost = {("E-COL-01", name) for name in table.schema.primary_key}
        found = (each for each in table.issues if each.code in _UNUSABLE or (each.code, each.column) in lost)
        return next((each.message for each in found), "")
