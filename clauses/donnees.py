"""Donnees: everything a data folder says, read once into one immutable object.

Without Streamlit: the command line uses it as it is, ``clauses/catalogue.py`` keeps what it returns between reruns.
"""

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import pandas as pd

from clauses.domain.guichets import Guichet, Typologie, guichets_from, typologies_from
from clauses.domain.issues import Issue
from clauses.domain.recherche import CommuneIndex
from clauses.domain.territoires import Territoires
from clauses.storage import files, geo, tables

NOTES_FILE = "notes-carte.md"


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
    territoires : Territoires
    typologies : dict of Typologie by code, in the order of the legend
    guichets : tuple of Guichet
    qpv : DataFrame, the columns of ``qpv.csv``
    notes : tuple of str, what the map must say beside its drawing
    issues : tuple of Issue, defects met while reading
    """

    version: str
    titre: str
    edition: int | None
    actualisee_le: date | None
    territoires: Territoires
    typologies: dict[str, Typologie]
    guichets: tuple[Guichet, ...]
    qpv: pd.DataFrame
    notes: tuple[str, ...]
    issues: tuple[Issue, ...]

    @cached_property
    def index(self) -> CommuneIndex:
        """Search of communes."""
        return CommuneIndex(self.territoires)


def stamp_folder(folder: Path) -> tuple[files.Stamp, ...]:
    """Stamps of every file of a data folder: equal as long as nothing in it changed."""
    names = [f"{name}.csv" for name in tables.TABLES] + ["datapackage.json", NOTES_FILE]
    names += [f"geo/{name}" for name in geo.GEO_FILES]
    return tuple(files.stamp(folder / name) for name in names)


def read_catalogue(folder: Path) -> Catalogue:
    """Read a data folder.

    Raises
    ------
    TerritoiresError
        Without territories there is nothing to show. Any other missing or broken file is an issue of the catalogue.
    """
    try:
        territoires = geo.read_territoires(folder / "geo")
    except (OSError, ValueError, KeyError, IndexError) as error:
        raise TerritoiresError(str(error)) from error
    read = tables.read_tables(folder, tables.read_schemas(folder))
    package = tables.read_package(folder)
    notes = folder / NOTES_FILE
    return Catalogue(
        version=_digest(stamp_folder(folder)),
        titre=package.titre,
        edition=package.edition,
        actualisee_le=package.actualisee_le,
        territoires=territoires,
        typologies=typologies_from(read["typologies"].typed()),
        guichets=guichets_from(read["guichets"].typed()),
        qpv=read["qpv"].typed(),
        notes=_notes(notes.read_text(encoding="utf-8")) if notes.exists() else (),
        issues=tuple(issue for table in read.values() for issue in table.issues),
    )


def _digest(found: tuple[files.Stamp, ...]) -> str:
    """Hash of the content, not of the times: replicas sharing the same data give the same addresses."""
    digest = hashlib.sha256()
    for stamp in found:
        digest.update(f"{stamp.path.name}:{stamp.size}:".encode())
        if stamp.exists:
            digest.update(stamp.path.read_bytes())
    return digest.hexdigest()[:12]


def _notes(text: str) -> tuple[str, ...]:
    """Items of a Markdown list."""
    return tuple(line[2:].strip() for line in text.splitlines() if line.startswith("- "))
