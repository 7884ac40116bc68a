"""Import a list of structures into ``structures.csv``."""

from datetime import date
from pathlib import Path

from clauses.domain.imports.export import Export, find_columns
from clauses.domain.issues import Issue, issue
from clauses.domain.liste_structures.changements import compare
from clauses.domain.liste_structures.controle import check, check_titles
from clauses.domain.liste_structures.correspondance import EXPECTED, NOS_COLONNES, TABLE, Correspondance, recognise
from clauses.domain.liste_structures.lecture import read_rows
from clauses.domain.liste_structures.modele import build_modele
from clauses.domain.schema import Schema
from clauses.storage.imports import Import, NoCorrespondanceError, finish, read_cible, read_geo
from clauses.storage.imports.correspondances import correspondance_path, read_correspondance_file
from clauses.storage.imports.sources import read_export
from clauses.storage.limites import MEGABYTE, SourceError
from clauses.storage.schemas import read_schemas

LARGEST_TEXT = 200 * MEGABYTE
"""The structures of the whole country, as data·inclusion publishes them, weigh about a hundred."""


def prepare(
    folder: Path, path: Path, correspondance: Path | None = None, annee: int | None = None, *, retire: bool = False
) -> Import:
    """Dry run of the import of a list of structures into ``structures.csv``: nothing is written.

    Parameters
    ----------
    folder : data folder
    correspondance : by default the one beside the file; none is needed for our columns nor for data·inclusion
    annee : current year; today's by default
    retire : whether rows of the same source that are not in the file any more are taken away

    Raises
    ------
    SourceError
        When the file, its correspondance, the table or the territories cannot be read.
    NoCorrespondanceError
        When there is no correspondance and the titles are not known.
    """
    annee = date.today().year if annee is None else annee  # noqa: DTZ011 - the day here, not a moment
    schema = read_schemas(folder)[TABLE]
    territoires = read_geo(folder)
    export, found = _read(path, correspondance, schema)
    positions, missing = find_columns(export, found)
    missing += check_titles(found, export)
    if missing:
        raise SourceError(*missing)
    cible = read_cible(folder / f"{TABLE}.csv", schema, territoires, annee)
    lignes = read_rows(export, positions, found, schema, territoires, annee)
    for unread in _unread(export, found):
        lignes.defauts.issues.append(unread)
    releve, changements = compare(cible.table, lignes, found, territoires, retire=retire)
    return finish(cible, releve, changements)


def _read(path: Path, correspondance: Path | None, schema: Schema) -> tuple[Export, Correspondance]:
    """The rows of the file, and the correspondance that is given, beside it, or known from its titles."""
    chosen = correspondance or correspondance_path(path)
    if correspondance is not None or chosen.exists():
        found = read_correspondance_file(chosen, Correspondance.read, lambda found, wrong: check(found, wrong, schema))
        return read_export(path, found.titres, found.feuille, json=True, largest=LARGEST_TEXT), found
    export = read_export(path, EXPECTED, json=True, largest=LARGEST_TEXT)
    known = recognise(export, schema)
    if known is None:
        raise NoCorrespondanceError(chosen, build_modele(export, schema))
    return export, known


def _unread(export: Export, found: Correspondance) -> list[Issue]:
    """Columns beside ours that the table does not have: only a slip can put them there."""
    if found.forme != NOS_COLONNES:
        return []
    read = found.colonnes.values()
    titles = [title for title in export.titres if title and title not in read]
    return [issue("A-STR-19", export.file, export.ligne_titres, title, colonne=title) for title in titles]
