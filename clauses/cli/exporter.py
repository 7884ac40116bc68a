"""Export of the open data from the command line: files written, and what had to be left out."""

import dataclasses
from datetime import date
from pathlib import Path
from typing import Any

from clauses.cli.affichage import grid, output, safe, waiting, written
from clauses.cli.refus import Refus
from clauses.diffusion import DestinationError, Ecriture, Edition, write_package, zip_files
from clauses.donnees import TerritoiresError, read_catalogue
from clauses.storage.ecriture import ChangedFileError, read_or_none, replace_file
from clauses.storage.files import data_dir
from clauses.views.formats import count, number


def write(destination: Path, archive: Path | None) -> tuple[Edition, Ecriture]:
    """Write the package, and its ZIP when one is wanted; refused when the destination or the territories do not do."""
    folder = data_dir()
    with waiting("Export des données ouvertes…"):
        try:
            edition = Edition(read_catalogue(folder), folder, date.today())  # noqa: DTZ011 - the day here, not a moment
        except TerritoiresError:
            raise Refus(f"Les territoires ne peuvent pas être lus dans {folder / 'geo'}.") from None
        try:
            done = write_package(edition, destination)
            if archive is not None:
                _write_zip(archive, done, folder)
        except DestinationError as error:
            raise Refus(str(error)) from None
        except ChangedFileError as error:
            raise Refus(f"{error} a été modifié pendant l’export : recommencez.") from error
        except OSError as error:
            raise Refus(f"{error.filename or destination} ne peut pas être écrit : {error.strerror}.") from error
    return edition, done


def _write_zip(path: Path, done: Ecriture, folder: Path) -> None:
    if path.resolve().is_relative_to(folder.resolve()):
        raise DestinationError(f"{path} est dans le dossier des données : donnez un autre fichier.")
    content = zip_files(done.paquet.contents.items())
    replace_file(path, content, read_or_none(path))


def exit_code(done: Ecriture) -> int:
    """0 when every file is there, 1 when one had to be left out."""
    return int(bool(done.absents))


def to_dict(edition: Edition, done: Ecriture, destination: Path, archive: Path | None) -> dict[str, Any]:
    """Plain values of an export."""
    titres, inclusion = done.paquet.titres, edition.inclusion
    return {
        "dossier": str(destination),
        "archive": None if archive is None else str(archive),
        "edition": edition.catalogue.edition,
        "fichiers": [
            {"nom": name, "titre": titres[name], "octets": len(content), "change": name in done.changes}
            for name, content in done.paquet.contents.items()
        ],
        "absents": [
            {"nom": absent.nom, "raison": absent.raison, "reste": absent.nom in done.restes} for absent in done.absents
        ],
        "data_inclusion": {
            "structures": len(inclusion.structures),
            "services": len(inclusion.services),
            "non_repris": [dataclasses.asdict(each) for each in inclusion.non_repris],
        },
    }


def show(edition: Edition, done: Ecriture, destination: Path, archive: Path | None) -> None:
    """Tell an export: the files, then what is missing and why."""
    console = output()
    titres = done.paquet.titres
    table = grid("Fichier", "Contenu", "Octets", numbers=2)
    for name, content in done.paquet.contents.items():
        table.add_row(safe(name), safe(titres[name]), safe(number(len(content))))
    console.print(table)
    console.print()
    for absent in done.absents:
        rest = " Celui d’une édition précédente reste dans le dossier." if absent.nom in done.restes else ""
        console.print(safe(f"Absent : {absent.nom}. {absent.raison}{rest}", "yellow"))
    left = len(edition.inclusion.non_repris)
    if left:
        words = count(left, "donnée n’est pas reprise", "données ne sont pas reprises")
        console.print(safe(f"data·inclusion : {words}, voir data-inclusion/non-repris.txt."))
    total = count(len(done.paquet.contents), "fichier")
    console.print(safe(f"{total} dans {destination}, dont {count(len(done.changes), 'modifié')}.", "bold"))
    if archive is not None:
        written(archive)
