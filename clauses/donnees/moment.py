"""Moment: lazy, immutable snapshot of the data, from the bytes of the files to the objects they describe."""

import hashlib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from threading import RLock
from typing import Any

from clauses.domain.calcul import Coefficient, coefficients_from
from clauses.domain.contenus.textes import TEXTES
from clauses.domain.couverture import Couverture
from clauses.domain.guichets import Guichet, Typologie, fermes_from, guichets_from, typologies_from
from clauses.domain.heures import Heures, chiffres_from
from clauses.domain.issues import ERREUR, Issue
from clauses.domain.liens import Liens
from clauses.domain.noms import Noms
from clauses.domain.notes import Note, parse_notes
from clauses.domain.qpv import QPV, qpv_from
from clauses.domain.recherche import CommuneIndex, TerritoireIndex
from clauses.domain.relais import Relais, RelaisIndex, relais_from
from clauses.domain.repartitions import Part, parts_from
from clauses.domain.schema import Schema
from clauses.domain.structures import Structure, structures_from
from clauses.domain.table import Table
from clauses.domain.territoires import Territoires
from clauses.donnees.geo import Geo
from clauses.donnees.paresse import lazy
from clauses.storage.editions.depot import DESCRIPTION, NOTES, EditionInconnueError, find_manifeste, sha256
from clauses.storage.editions.instantane import Instantane, read_fichier
from clauses.storage.geo import TerritoiresError
from clauses.storage.schemas import Schemas
from clauses.storage.tables import Package, parse_description, parse_package, parse_tables


@dataclass(frozen=True, eq=False)
class Moment:
    """The data now, or as of an edition. Each attribute is computed when first read; nobody changes them.

    Attributes
    ----------
    state : cache key
    instantane : bytes of the files
    schemas_lus : Table Schemas as written
    geo : territories, contours
    annee : year in which the reader looks, by which facts are recent or old; part of the state and of the version
    passee : whether this is an edition opened again, rather than what the atlas shows now
    """

    state: str
    instantane: Instantane
    schemas_lus: Schemas
    geo: Geo
    annee: int
    passee: bool = False
    lock: RLock = field(default_factory=RLock, repr=False)

    @property
    def folder(self) -> Path:
        """The data folder."""
        return self.instantane.folder

    @lazy
    def version(self) -> str:
        """Short hash of the files' content and of the year; part of the address of every layer."""
        digest = hashlib.sha256(f"{self.instantane.cle} {self.geo.empreinte} {self.annee}".encode()).hexdigest()[:12]
        return f"{self.instantane.numero}-{digest}" if self.passee else digest

    def complete(self) -> "Moment":
        """Itself, once every attribute is computed: whatever cannot be read fails here."""
        for name, attribute in vars(Moment).items():
            if isinstance(attribute, lazy):
                getattr(self, name)
        damaged = next((found for found in self.geo.issues if found.severity == ERREUR), None)
        if damaged:
            raise TerritoiresError(damaged.file)
        return self

    # Tables

    @lazy
    def schemas(self) -> dict[str, Schema]:
        """Schemas of the tables, by name."""
        return {name: Schema.from_dict(document) for name, document in self.schema_documents.items()}

    @property
    def schema_documents(self) -> dict[str, dict[str, Any]]:
        """The same, as they are written."""
        return self.schemas_lus.documents

    @lazy
    def tables(self) -> dict[str, Table]:
        """Tables kept by hand, by name; a file that is missing, refused or broken is an issue of its table."""
        return parse_tables(self.instantane.contents, self.schemas, self.instantane.refused)

    @lazy
    def issues(self) -> tuple[Issue, ...]:
        """Defects met while reading."""
        return tuple(issue for table in self.tables.values() for issue in table.issues)

    def base(self, nom: str) -> str:
        """Hash of a table: what a file made from it bears; of everything shown, for the texts."""
        return self.instantane.cle if nom == TEXTES else sha256(self.instantane.contents[f"{nom}.csv"]) or ""

    # Description of the package

    @lazy
    def description(self) -> dict[str, Any]:
        """``datapackage.json`` as written; empty when it is missing or cannot be read."""
        return parse_description(self.instantane.contents[DESCRIPTION])

    @lazy
    def _package(self) -> Package:
        return parse_package(self.instantane.contents[DESCRIPTION])

    @property
    def titre(self) -> str:
        """Title of the data."""
        return self._package.titre

    @property
    def edition(self) -> int | None:
        """Number of the edition these data come from."""
        return self.instantane.numero or self._package.edition

    @property
    def actualisee_le(self) -> date | None:
        """Day the data were last updated."""
        return self._package.actualisee_le

    @lazy
    def notes(self) -> tuple[Note, ...]:
        """Notes to show beside the map."""
        return parse_notes((self.instantane.contents[NOTES] or b"").decode("utf-8", errors="replace"))

    # Objects

    @property
    def territoires(self) -> Territoires:
        """Territories of the region."""
        return self.geo.territoires

    @lazy
    def typologies(self) -> dict[str, Typologie]:
        """Types of guichets by code, in the order of the legend."""
        return typologies_from(self.tables["typologies"].typed())

    @lazy
    def guichets(self) -> tuple[Guichet, ...]:
        """Guichets, closed ones left out."""
        return guichets_from(self.tables["guichets"].typed())

    @lazy
    def guichets_fermes(self) -> dict[str, Guichet]:
        """Closed guichets by identifier: never counted, only told of."""
        return {each.id: each for each in fermes_from(self.tables["guichets"].typed())}

    @lazy
    def relais(self) -> tuple[Relais, ...]:
        """Whom to ask where no guichet is known."""
        return relais_from(self.tables["relais"].typed())

    @lazy
    def heures(self) -> Heures:
        """Published figures."""
        return Heures(self.territoires, chiffres_from(self.tables["heures"].typed()))

    @lazy
    def repartitions(self) -> tuple[Part, ...]:
        """Breakdowns of hours."""
        return parts_from(self.tables["repartitions"].typed())

    @lazy
    def qpv(self) -> tuple[QPV, ...]:
        """Priority districts."""
        return qpv_from(self.tables["qpv"].typed())

    @lazy
    def structures(self) -> tuple[Structure, ...]:
        """Insertion structures."""
        return structures_from(self.tables["structures"].typed())

    @lazy
    def coefficients(self) -> tuple[Coefficient, ...]:
        """Values and rules of the calculator."""
        return coefficients_from(self.tables["coefficients"].typed())

    @lazy
    def couverture(self) -> Couverture:
        """Coverage by all guichets, for all buyers."""
        return Couverture(self.territoires, self.guichets, tuple(self.typologies))

    @lazy
    def is_missing_guichets(self) -> bool:
        """The list of guichets could not be read, which is not the same as an empty list: nothing may be claimed."""
        broken = any(issue.file == "guichets.csv" and issue.severity == ERREUR for issue in self.issues)
        return broken and not any(guichet.perimetre for guichet in self.guichets)

    @lazy
    def index(self) -> CommuneIndex:
        """Search of communes."""
        return CommuneIndex(self.territoires)

    @lazy
    def index_territoires(self) -> TerritoireIndex:
        """Search of territories of every level."""
        return TerritoireIndex(self.index)

    @lazy
    def noms(self) -> Noms:
        """Territories by the names that people write."""
        return Noms(self.territoires)

    @lazy
    def index_relais(self) -> RelaisIndex:
        """Relays of each commune."""
        return RelaisIndex(self.territoires, self.relais)

    @lazy
    def liens(self) -> Liens:
        """Short names of the territories."""
        return Liens(self.territoires)

    # Against the last edition

    @property
    def modifies(self) -> tuple[str, ...]:
        """Files edited by hand since the last edition."""
        return self.instantane.modifies

    @property
    def modifiees(self) -> tuple[str, ...]:
        """Names of the tables edited by hand since the last edition."""
        return tuple(file.removesuffix(".csv") for file in self.modifies if file.endswith(".csv"))

    @property
    def reprises(self) -> tuple[str, ...]:
        """Names of the tables shown as the last edition has them: those of the folder are missing, or cut."""
        return tuple(file.removesuffix(".csv") for file in self.instantane.reprises)

    @lazy
    def publiees(self) -> dict[str, Table]:
        """The tables as the last edition has them; one that it cannot give any more is as the atlas shows it."""
        return self.tables | {nom: table for nom, table in self._publiees.items() if table is not None}

    @lazy
    def perdue(self) -> int | None:
        """Number of the last edition, when it is damaged, and what was edited by hand since not known for certain."""
        if self.instantane.perdue is not None:
            return self.instantane.perdue
        return self.instantane.numero if None in self._publiees.values() else None

    @lazy
    def _publiees(self) -> dict[str, Table | None]:
        """Those edited by hand, as they were published; ``None`` for one that is damaged there."""
        numero = self.instantane.numero
        return {} if numero is None else {nom: self.table_or_none(nom, numero) for nom in self.modifiees}

    def table_of(self, nom: str, numero: int) -> Table:
        """A table as an edition has it; ``EditionInconnueError`` when there is no such edition, or it is damaged."""
        file = f"{nom}.csv"
        content = read_fichier(self.folder, find_manifeste(self.folder, numero), file)
        return parse_tables({file: content}, self.schemas)[nom]

    def table_or_none(self, nom: str, numero: int) -> Table | None:
        """The same, ``None`` when there is none."""
        try:
            return self.table_of(nom, numero)
        except EditionInconnueError:
            return None
