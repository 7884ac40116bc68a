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
from clauses.storage.editions.depot import EditionInconnueError, list_manifestes, read_manifeste, sha256
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
            return table_of_edition(etat, nom, manifeste.numero)
    return None


def table_of_edition(etat: Etat, nom: str, numero: int) -> Table:
    """A table as an edition has it; ``EditionInconnueError`` when there is no such edition."""
    manifeste = read_manifeste(etat.folder, numero)
    if manifeste is None:
        raise EditionInconnueError(numero)
    content = read_fichier(etat.folder, manifeste, f"{nom}.csv")
    return parse_tables({f"{nom}.csv": content}, etat.schemas)[nom]
