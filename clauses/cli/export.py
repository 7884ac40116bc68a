"""``exporter``: the standalone atlas and the open data, with what had to be left out."""

import dataclasses
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from clauses.cli.refus import Refus
from clauses.cli.sortie import AsJson, grid, output, print_json, safe, say, waiting, written
from clauses.rendu.formats import number
from clauses.rendu.mots import commandes as mots
from clauses.storage import horloge
from clauses.storage.files import data_dir
from clauses.storage.refus_systeme import reason_of

if TYPE_CHECKING:
    from clauses.diffusion import Ecriture
    from clauses.donnees import Moment
    from clauses.rendu.inclusion import Inclusion

MOST_BYTES = 3_000_000
"""What the atlas should weigh at most."""


@dataclass(frozen=True)
class AtlasEcrit:
    """Standalone atlas: its files, those that changed; or the reason, in French, why it was left out."""

    contents: Mapping[str, bytes]
    changes: frozenset[str] = frozenset()
    absent: str = ""


@dataclass(frozen=True)
class Ecrits:
    """Result of an export: open data and atlas, each ``None`` when not asked for."""

    moment: "Moment"
    jour: date
    donnees: "Ecriture | None"
    atlas: AtlasEcrit | None


def exporter(
    dossier: Annotated[Path, typer.Argument(metavar="DOSSIER", help="Dossier où écrire ; créé s’il n’existe pas.")],
    archive: Annotated[
        Path | None, typer.Option("--zip", metavar="FICHIER", help="Écrit aussi les mêmes fichiers dans un ZIP.")
    ] = None,
    sans_donnees: Annotated[
        bool, typer.Option("--sans-donnees", metavar="", help="L’atlas seul : ce qui va sur une clé USB.")
    ] = False,
    sans_atlas: Annotated[bool, typer.Option("--sans-atlas", metavar="", help="Les données ouvertes seules.")] = False,
    adresse: Annotated[
        str, typer.Option(metavar="URL", help="Adresse publique de l’atlas complet (sinon CLAUSES_ADRESSE).")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Écrit l’atlas à ouvrir d’un double-clic, sans serveur ni connexion, et les données ouvertes à côté.

    L’atlas : index.html, avec la carte, l’annuaire, les heures et la présentation (docs/atlas-autonome.md). Les données
    ouvertes : CSV, GeoJSON, schéma data·inclusion et leur description, datapackage.json (docs/donnees-ouvertes.md).

    Les noms et les colonnes ne changent pas d’une édition à l’autre. Un fichier inchangé n’est pas réécrit, et rien
    n’est supprimé.

    Code de sortie : 0 si tout est écrit, 1 si un fichier a dû être laissé de côté, 2 si le dossier est refusé.
    """
    done = _write(dossier, archive, donnees=not sans_donnees, atlas=not sans_atlas, adresse=adresse)
    if as_json:
        print_json(_to_dict(done, dossier, archive))
    else:
        _show(done, dossier, archive)
    # 0 when every file is there, 1 when one had to be left out.
    raise typer.Exit(int(bool((done.donnees and done.donnees.absents) or (done.atlas and done.atlas.absent))))


def _write(destination: Path, archive: Path | None, *, donnees: bool, atlas: bool, adresse: str) -> Ecrits:
    """Write what is asked for, and its ZIP; refused when the destination is unfit or the territories unreadable."""
    from clauses.diffusion import DestinationError, write_package
    from clauses.donnees import read_moment
    from clauses.storage.ecriture import ChangedFileError

    if not (donnees or atlas):
        raise Refus(mots.RIEN_A_ECRIRE)
    folder, site = data_dir(), _site(adresse)
    jour = horloge.today()
    if archive is not None and archive.resolve().is_relative_to(destination.resolve()):
        raise Refus(mots.archive_dedans(archive))
    with waiting(mots.EXPORT):
        moment = read_moment(folder)
        try:
            done = Ecrits(
                moment,
                jour,
                write_package(moment, jour, destination) if donnees else None,
                _write_atlas(moment, destination, site) if atlas else None,
            )
            if archive is not None:
                _write_zip(archive, done, folder)
        except DestinationError as error:
            raise Refus(str(error)) from None
        except ChangedFileError as error:
            raise Refus(mots.change_pendant_export(error)) from error
        except OSError as error:
            raise Refus(mots.pas_ecrit(error.filename or destination, reason_of(error))) from error
    return done


def _site(adresse: str) -> str:
    """Public address of the application, without its last slash; empty when there is none."""
    from clauses.cli import lecture
    from clauses.rendu.partage import public_address

    try:
        return public_address(lecture.site(adresse))
    except ValueError as error:
        raise Refus(str(error)) from None


def _write_atlas(moment: "Moment", destination: Path, site: str) -> AtlasEcrit:
    from clauses.autonome import AtlasError, build_atlas, write_atlas
    from clauses.rendu.editeur import Editeur

    try:
        editeur = Editeur.from_environ(os.environ)
    except ValueError as error:
        raise Refus(str(error)) from None
    try:
        contents = build_atlas(moment, site, editeur)
    except AtlasError as error:
        return AtlasEcrit({}, absent=str(error))
    return AtlasEcrit(contents, write_atlas(contents, destination, moment.folder))


def _write_zip(path: Path, done: Ecrits, folder: Path) -> None:
    from clauses.autonome import build_archive
    from clauses.diffusion import DestinationError, zip_files
    from clauses.storage.ecriture import read_or_none, replace_file

    if path.resolve().is_relative_to(folder.resolve()):
        raise DestinationError(mots.archive_dans_les_donnees(path))
    contents = {**(done.donnees.paquet.contents if done.donnees else {}), **(done.atlas.contents if done.atlas else {})}
    # The atlas is many files: in one folder, they stay together when they come out.
    packed = build_archive(contents) if done.atlas and done.atlas.contents else zip_files(contents.items())
    replace_file(path, packed, read_or_none(path))


def _to_dict(done: Ecrits, destination: Path, archive: Path | None) -> dict[str, Any]:
    """Plain values of an export."""
    from clauses.diffusion import load_inclusion

    return {
        "dossier": str(destination),
        "archive": None if archive is None else str(archive),
        "edition": done.moment.edition,
        "atlas": None if done.atlas is None else _atlas_dict(done.atlas),
        **(_donnees_dict(load_inclusion(done.moment, done.jour), done.donnees) if done.donnees else {}),
    }


def _atlas_dict(atlas: AtlasEcrit) -> dict[str, Any]:
    return {
        "entree": "" if atlas.absent else "index.html",
        "fichiers": len(atlas.contents),
        "octets": sum(map(len, atlas.contents.values())),
        "changes": len(atlas.changes),
        "absent": atlas.absent or None,
    }


def _donnees_dict(inclusion: "Inclusion", done: "Ecriture") -> dict[str, Any]:
    titres = done.paquet.titres
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


def _show(done: Ecrits, destination: Path, archive: Path | None) -> None:
    """Print an export: files, then what is missing and why."""
    if done.donnees:
        from clauses.diffusion import load_inclusion

        _show_donnees(load_inclusion(done.moment, done.jour), done.donnees, destination)
    if done.atlas:
        _show_atlas(done.atlas, destination)
    if archive is not None:
        written(archive)


def _show_donnees(inclusion: "Inclusion", done: "Ecriture", destination: Path) -> None:
    console = output()
    titres = done.paquet.titres
    table = grid("Fichier", "Contenu", "Octets", numbers=2)
    for name, content in done.paquet.contents.items():
        table.add_row(safe(name), safe(titres[name]), safe(number(len(content))))
    console.print(table)
    console.print()
    for absent in done.absents:
        say(mots.absent(absent.nom, absent.raison, mots.RESTE if absent.nom in done.restes else ""), "yellow")
    left = len(inclusion.non_repris)
    if left:
        say(mots.non_repris(left))
    say(mots.fichiers_ecrits(len(done.paquet.contents), len(done.changes), destination), "bold")


def _show_atlas(atlas: AtlasEcrit, destination: Path) -> None:
    if atlas.absent:
        say(mots.absent(mots.SANS_SERVEUR, atlas.absent), "yellow")
        return
    weight = sum(map(len, atlas.contents.values()))
    if weight > MOST_BYTES:
        say(mots.atlas_lourd(MOST_BYTES / 1e6), "yellow")
    say(mots.atlas_ecrit(destination / "index.html", len(atlas.contents), weight / 1e6, len(atlas.changes)), "bold")
