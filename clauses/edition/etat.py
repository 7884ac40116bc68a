"""Etat: what the atlas shows at one moment, whole, with what rules and comparisons need."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from clauses.domain.couverture import Couverture
from clauses.domain.guichets import guichets_from, typologies_from
from clauses.domain.schema import Schema
from clauses.domain.table import Table
from clauses.domain.territoires import Territoires
from clauses.donnees import TerritoiresError
from clauses.storage import geo
from clauses.storage.editions.depot import EditionInconnueError, find_manifeste, list_manifestes, sha256
from clauses.storage.editions.instantane import Instantane, read_fichier, read_instantane
from clauses.storage.tables import parse_tables, read_schemas

TABLES = ("guichets", "typologies", "heures", "structures")
"""Tables that the team updates on screen, in the order of their choice."""


@dataclass(frozen=True, eq=False)
class Etat:
    """What the atlas shows: its files, its tables by name, the schemas they follow, the territories."""

    instantane: Instantane
    schemas: dict[str, Schema]
    tables: dict[str, Table]
    territoires: Territoires

    @property
    def folder(self) -> Path:
        """The data folder."""
        return self.instantane.folder

    @cached_property
    def couverture(self) -> Couverture:
        """Coverage by all guichets, for all buyers."""
        return couverture(self.tables, self.territoires)

    @cached_property
    def publiees(self) -> dict[str, Table]:
        """The tables as the last edition has them; one that it cannot give any more is as the atlas shows it."""
        return self.tables | {nom: table for nom, table in self._publiees.items() if table is not None}

    @property
    def modifiees(self) -> tuple[str, ...]:
        """Names of the tables edited by hand since the last edition."""
        return tuple(file.removesuffix(".csv") for file in self.instantane.modifies if file.endswith(".csv"))

    @cached_property
    def perdue(self) -> int | None:
        """Number of the last edition, when it is damaged, and what was edited by hand since not known for certain."""
        if self.instantane.perdue is not None:
            return self.instantane.perdue
        return self.instantane.numero if None in self._publiees.values() else None

    @cached_property
    def _publiees(self) -> dict[str, Table | None]:
        """Those edited by hand, as they were published; ``None`` for one that is damaged there."""
        numero = self.instantane.numero
        return {} if numero is None else {nom: _table_or_none(self, nom, numero) for nom in self.modifiees}

    def base(self, nom: str) -> str:
        """Hash of a table: what a file made from it bears."""
        return sha256(self.instantane.contents[f"{nom}.csv"]) or ""


def read_etat(folder: Path, numero: int | None = None) -> Etat:
    """What the atlas shows now, or showed at an edition.

    Raises
    ------
    TerritoiresError
        When the territories cannot be read.
    EditionInconnueError
        When the edition does not exist, or is damaged.
    """
    instantane = read_instantane(folder, numero)
    schemas = read_schemas(folder)
    try:
        territoires = geo.read_territoires(folder / "geo")
    except (OSError, ValueError, KeyError, IndexError) as error:
        raise TerritoiresError(str(error)) from error
    return Etat(instantane, schemas, instantane.tables(schemas), territoires)


def couverture(tables: dict[str, Table], territoires: Territoires) -> Couverture:
    """Coverage that these tables make."""
    typologies = typologies_from(tables["typologies"].typed())
    return Couverture(territoires, guichets_from(tables["guichets"].typed()), tuple(typologies))


def find_base(etat: Etat, nom: str, base: str) -> Table | None:
    """The table with this hash: the one shown, or that of an edition; ``None`` when it is not known."""
    file = f"{nom}.csv"
    if base == etat.base(nom):
        return etat.tables[nom]
    for manifeste in list_manifestes(etat.folder):
        if manifeste.fichiers.get(file) == base:
            found = _table_or_none(etat, nom, manifeste.numero)
            # The same table may be whole in another edition.
            if found is not None:
                return found
    return None


def table_of_edition(etat: Etat, nom: str, numero: int) -> Table:
    """A table as an edition has it; ``EditionInconnueError`` when there is no such edition, or it is damaged."""
    manifeste = find_manifeste(etat.folder, numero)
    content = read_fichier(etat.folder, manifeste, f"{nom}.csv")
    return parse_tables({f"{nom}.csv": content}, etat.schemas)[nom]


def _table_or_none(etat: Etat, nom: str, numero: int) -> Table | None:
    try:
        return table_of_edition(etat, nom, numero)
    except EditionInconnueError:
        return None
