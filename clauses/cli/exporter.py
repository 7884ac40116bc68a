"""Export from the command line: the atlas without server, the open data, and what had to be left out."""

import dataclasses
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from clauses.cli.affichage import grid, output, safe, waiting, written
from clauses.cli.refus import Refus
from clauses.diffusion import DestinationError, Ecriture, Edition, write_package, zip_files
from clauses.donnees import TerritoiresError, read_catalogue
from clauses.rendu.documents import SITE_VARIABLE
from clauses.rendu.formats import count, number
from clauses.rendu.liens import public_address
from clauses.storage.ecriture import ChangedFileError, read_or_none, replace_file
from clauses.storage.files import data_dir
from clauses.storage.refus_systeme import reason_of

MOST_BYTES = 3_000_000
"""What the atlas should weigh at most."""


@dataclass(frozen=True)
class AtlasEcrit:
    """The atlas without server: its files, those that changed; why there is none, in French, when it had to be left."""

    contents: Mapping[str, bytes]
    changes: frozenset[str] = frozenset()
    absent: str = ""


@dataclass(frozen=True)
class Export:
    """What was written: the open data and the atlas, each ``None`` when it was not asked for."""

    edition: Edition
    donnees: Ecriture | None
    atlas: AtlasEcrit | None


def write(destination: Path, archive: Path | None, *, donnees: bool, atlas: bool, adresse: str) -> Export:
    """Write what is asked for, and its ZIP; refused when the destination or the territories do not do."""
    if not (donnees or atlas):
        raise Refus("--sans-atlas et --sans-donnees ensemble ne laissent rien à écrire.")
    folder, site = data_dir(), _site(adresse)
    if archive is not None and archive.resolve().is_relative_to(destination.resolve()):
        raise Refus(f"{archive} est dans le dossier à écrire : donnez au ZIP un autre dossier.")
    with waiting("Export de l’atlas et des données ouvertes…"):
        try:
            edition = Edition(read_catalogue(folder), folder, date.today())  # noqa: DTZ011 - the day here, not a moment
        except TerritoiresError:
            raise Refus(f"Les territoires ne peuvent pas être lus dans {folder / 'geo'}.") from None
        try:
            done = Export(
                edition,
                write_package(edition, destination) if donnees else None,
                _write_atlas(destination, folder, site) if atlas else None,
            )
            if archive is not None:
                _write_zip(archive, done, folder)
        except DestinationError as error:
            raise Refus(str(error)) from None
        except ChangedFileError as error:
            raise Refus(f"{error} a été modifié pendant l’export : recommencez.") from error
        except OSError as error:
            raise Refus(f"{error.filename or destination} ne peut pas être écrit : {reason_of(error)}.") from error
    return done


def _site(adresse: str) -> str:
    """Public address of the application, without its last slash; empty when there is none."""
    try:
        return public_address(adresse or os.environ.get(SITE_VARIABLE, ""))
    except ValueError as error:
        raise Refus(str(error)) from None


def _write_atlas(destination: Path, folder: Path, site: str) -> AtlasEcrit:
    # Only who exports it needs the templates of the screens, hence Streamlit.
    from clauses.autonome import AtlasError, build_atlas, write_atlas

    try:
        contents = build_atlas(site)
    except AtlasError as error:
        return AtlasEcrit({}, absent=str(error))
    return AtlasEcrit(contents, write_atlas(contents, destination, folder))


def _write_zip(path: Path, done: Export, folder: Path) -> None:
    from clauses.autonome import build_archive

    if path.resolve().is_relative_to(folder.resolve()):
        raise DestinationError(f"{path} est dans le dossier des données : donnez un autre fichier.")
    contents = {**(done.donnees.paquet.contents if done.donnees else {}), **(done.atlas.contents if done.atlas else {})}
    # The atlas is many files: in one folder, they stay together when they come out.
    packed = build_archive(contents) if done.atlas and done.atlas.contents else zip_files(contents.items())
    replace_file(path, packed, read_or_none(path))


def exit_code(done: Export) -> int:
    """0 when every file is there, 1 when one had to be left out."""
    return int(bool((done.donnees and done.donnees.absents) or (done.atlas and done.atlas.absent)))


def to_dict(done: Export, destination: Path, archive: Path | None) -> dict[str, Any]:
    """Plain values of an export."""
    return {
        "dossier": str(destination),
        "archive": None if archive is None else str(archive),
        "edition": done.edition.catalogue.edition,
        "atlas": None if done.atlas is None else _atlas_dict(done.atlas),
        **(_donnees_dict(done.edition, done.donnees) if done.donnees else {}),
    }


def _atlas_dict(atlas: AtlasEcrit) -> dict[str, Any]:
    return {
        "entree": "" if atlas.absent else "index.html",
        "fichiers": len(atlas.contents),
        "octets": sum(map(len, atlas.contents.values())),
        "changes": len(atlas.changes),
        "absent": atlas.absent or None,
    }


def _donnees_dict(edition: Edition, done: Ecriture) -> dict[str, Any]:
    titres, inclusion = done.paquet.titres, edition.inclusion
    return {
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


def show(done: Export, destination: Path, archive: Path | None) -> None:
    """Tell an export: the files, then what is missing and why."""
    if done.donnees:
        _show_donnees(done.edition, done.donnees, destination)
    if done.atlas:
        _show_atlas(done.atlas, destination)
    if archive is not None:
        written(archive)


def _show_donnees(edition: Edition, done: Ecriture, destination: Path) -> None:
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


def _show_atlas(atlas: AtlasEcrit, destination: Path) -> None:
    console = output()
    if atlas.absent:
        console.print(safe(f"Absent : l’atlas sans serveur. {atlas.absent}", "yellow"))
        return
    weight = sum(map(len, atlas.contents.values()))
    size = f"{number(weight / 1e6, 1)} Mo"
    files = f"{count(len(atlas.contents), 'fichier')}, {size}, dont {count(len(atlas.changes), 'modifié')}"
    if weight > MOST_BYTES:
        words = "les annuaires sont longs : chaque lecteur les charge en entier."
        console.print(safe(f"L’atlas pèse plus de {number(MOST_BYTES / 1e6)} Mo : {words}", "yellow"))
    console.print(safe(f"Atlas sans serveur : ouvrez {destination / 'index.html'} d’un double-clic ({files}).", "bold"))
