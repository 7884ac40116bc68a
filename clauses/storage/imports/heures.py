"""Import a follow-up file into ``heures.csv``."""

from datetime import date
from pathlib import Path

from clauses.domain.imports.export import find_columns
from clauses.domain.suivi.changements import compare
from clauses.domain.suivi.controle import check
from clauses.domain.suivi.correspondance import TABLE, Correspondance
from clauses.domain.suivi.modele import build_modele
from clauses.domain.suivi.totaux import add_up
from clauses.storage.imports import Import, NoCorrespondanceError, finish, read_cible, read_geo
from clauses.storage.imports.correspondances import correspondance_path, read_correspondance_file
from clauses.storage.imports.sources import read_export
from clauses.storage.limites import SourceError
from clauses.storage.schemas import read_schemas


def prepare(folder: Path, path: Path, correspondance: Path | None = None, annee: int | None = None) -> Import:
    """Dry run of the import of a follow-up file into ``heures.csv``: nothing is written.

    Parameters
    ----------
    folder : data folder
    correspondance : by default the one beside the file
    annee : current year; today's by default

    Raises
    ------
    SourceError
        When the file, its correspondance, the table or the territories cannot be read.
    NoCorrespondanceError
        When there is no correspondance.
    """
    annee = date.today().year if annee is None else annee  # noqa: DTZ011 - the day here, not a moment
    schema = read_schemas(folder)[TABLE]
    territoires = read_geo(folder)
    chosen = correspondance or correspondance_path(path)
    if correspondance is None and not chosen.exists():
        raise NoCorrespondanceError(chosen, build_modele(read_export(path), schema))
    found = read_correspondance_file(
        chosen, Correspondance.read, lambda found, wrong: check(found, wrong, schema, territoires)
    )
    export = read_export(path, found.titres, found.feuille)
    positions, missing = find_columns(export, found)
    if missing:
        raise SourceError(*missing)
    releve = add_up(export, positions, found, schema, territoires, annee)
    cible = read_cible(folder / f"{TABLE}.csv", schema, territoires, annee)
    return finish(cible, releve, compare(cible.table, releve.totaux, found))
