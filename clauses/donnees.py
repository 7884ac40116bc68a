"""Donnees: everything a data folder says, read once into one immutable object.

Without Streamlit: the command line uses it as it is, ``clauses/catalogue.py`` keeps what it returns between reruns.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from clauses.domain.annuaire import GUICHETS, STRUCTURES, Annuaire, guichets_annuaire, structures_annuaire
from clauses.domain.calcul import Coefficient, coefficients_from
from clauses.domain.guichets import Guichet, Typologie, guichets_from, typologies_from
from clauses.domain.heures import Heures, chiffres_from
from clauses.domain.issues import ERREUR, Issue
from clauses.domain.qpv import QPV, qpv_from
from clauses.domain.recherche import CommuneIndex, TerritoireIndex
from clauses.domain.repartitions import Part, parts_from
from clauses.domain.structures import Structure, structures_from
from clauses.domain.table import Table
from clauses.domain.territoires import Territoires
from clauses.rendu.mots import domaine as mots
from clauses.storage import files, geo, tables
from clauses.storage.editions.depot import ACTUELLE, DESCRIPTION, FICHIERS, FOLDER, RAFRAICHIE
from clauses.storage.editions.depot import EditionInconnueError as EditionInconnueError
from clauses.storage.editions.instantane import Instantane, read_instantane

_GEO_FILES = tuple(f"geo/{name}" for name in geo.GEO_FILES)
_FILES = (*(f"{FOLDER}/{name}" for name in (ACTUELLE, RAFRAICHIE)), *FICHIERS, *_GEO_FILES)


class TerritoiresError(RuntimeError):
    """The territories cannot be read: nothing can be shown nor answered."""


@dataclass(frozen=True)
class Catalogue:
    """All data, as of one moment.

    Attributes
    ----------
    version : str
        Short hash of the files' content; part of the address of every layer.
    titre, edition, actualisee_le
        What ``datapackage.json`` says of the data.
    modifies : tuple of str
        Files edited by hand since that edition.
    passee : bool
        Whether this is an edition opened again, rather than what the atlas shows now.
    territoires : Territoires
    typologies : dict of Typologie by code, in the order of the legend
    guichets : tuple of Guichet
    heures : Heures, published figures
    repartitions : tuple of Part, how hours break down
    qpv : tuple of QPV
    structures : tuple of Structure
    coefficients : tuple of Coefficient, values and rules of the calculator
    notes : tuple of str, what the map must say beside its drawing
    issues : tuple of Issue, defects met while reading
    """

    version: str
    titre: str
    edition: int | None
    actualisee_le: date | None
    modifies: tuple[str, ...]
    passee: bool
    territoires: Territoires
    typologies: dict[str, Typologie]
    guichets: tuple[Guichet, ...]
    heures: Heures
    repartitions: tuple[Part, ...]
    qpv: tuple[QPV, ...]
    structures: tuple[Structure, ...]
    coefficients: tuple[Coefficient, ...]
    notes: tuple[str, ...]
    issues: tuple[Issue, ...]

    @cached_property
    def is_missing_guichets(self) -> bool:
        """The list of guichets could not be read, which is not the same as an empty list: nothing may be claimed."""
        broken = any(issue.file == "guichets.csv" and issue.severity == ERREUR for issue in self.issues)
        return broken and not any(guichet.perimetre for guichet in self.guichets)

    @cached_property
    def index(self) -> CommuneIndex:
        """Search of communes."""
        return CommuneIndex(self.territoires)

    @cached_property
    def index_territoires(self) -> TerritoireIndex:
        """Search of territories of every level."""
        return TerritoireIndex(self.index)


def folder_state(folder: Path) -> str:
    """State of every file of a data folder: equal as long as nothing in it changed; its first line is the folder."""
    return files.state(folder, _FILES)


def read_catalogue(folder: Path, numero: int | None = None) -> Catalogue:
    """Read a data folder: what it shows now, or showed at an edition.

    Raises
    ------
    TerritoiresError
        Without territories there is nothing to show. Any other missing or broken file is an issue of the catalogue.
    EditionInconnueError
        When the edition asked for does not exist, or is damaged.
    """
    instantane = read_instantane(folder, numero)
    try:
        territoires = geo.read_territoires(folder / "geo")
    except (OSError, ValueError, KeyError, IndexError) as error:
        raise TerritoiresError(str(error)) from error
    return build_catalogue(instantane, instantane.tables(tables.read_schemas(folder)), territoires, numero)


def build_catalogue(
    instantane: Instantane, read: Mapping[str, Table], territoires: Territoires, numero: int | None = None
) -> Catalogue:
    """What these tables say; ``numero`` for an edition opened again."""
    package = tables.parse_package(instantane.contents[DESCRIPTION])
    digest = _digest(instantane)
    return Catalogue(
        version=digest if numero is None else f"{numero}-{digest}",
        titre=package.titre,
        edition=instantane.numero or package.edition,
        actualisee_le=package.actualisee_le,
        modifies=instantane.modifies,
        passee=numero is not None,
        territoires=territoires,
        typologies=typologies_from(read["typologies"].typed()),
        guichets=guichets_from(read["guichets"].typed()),
        heures=Heures(territoires, chiffres_from(read["heures"].typed())),
        repartitions=parts_from(read["repartitions"].typed()),
        qpv=qpv_from(read["qpv"].typed()),
        structures=structures_from(read["structures"].typed()),
        coefficients=coefficients_from(read["coefficients"].typed()),
        notes=_notes(instantane.notes),
        issues=tuple(issue for table in read.values() for issue in table.issues),
    )


def build_annuaire(catalogue: Catalogue, liste: str) -> Annuaire:
    """The directory of guichets or of structures; ``KeyError`` for another name."""
    if liste == STRUCTURES:
        return structures_annuaire(catalogue.structures, catalogue.territoires, mots.structure_labels())
    if liste == GUICHETS:
        labels = mots.guichet_labels(catalogue.typologies)
        return guichets_annuaire(catalogue.guichets, catalogue.territoires, labels)
    raise KeyError(liste)


def _digest(instantane: Instantane) -> str:
    """Hash of the content, not of the times: replicas sharing the same data give the same addresses."""
    digest = hashlib.sha256(instantane.cle.encode())
    for name in _GEO_FILES:
        path = instantane.folder / name
        digest.update(f"{name}:{files.stamp(path).size}:".encode())
        if path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _notes(text: str) -> tuple[str, ...]:
    """Items of a Markdown list."""
    return tuple(line[2:].strip() for line in text.splitlines() if line.startswith("- "))
