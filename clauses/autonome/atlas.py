"""All the files of the atlas without server, by name."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from clauses.autonome.adresses import UrlsDossier
from clauses.autonome.affichages import build_affichages, build_lacunes
from clauses.autonome.annuaire import build_annuaire
from clauses.autonome.communes import build_communes, build_contours, build_territoires
from clauses.autonome.fond import build_fond, build_quartiers
from clauses.autonome.heures import build_heures
from clauses.autonome.histoires import build_histoires, build_notes, notes_name
from clauses.autonome.page import (
    ENTRY,
    FIRST_DATA,
    GENERATOR,
    carried,
    data_script,
    digest,
    render_apropos,
    render_page,
)
from clauses.autonome.reponses import build_acheteurs, build_phrases, build_reponses, list_situations
from clauses.autonome.zones import build_zones, list_atomes
from clauses.diffusion import DestinationError, check_folder, check_names, write_files, zip_files
from clauses.domain.guichets import MOST_SWITCHES, buyer_types
from clauses.donnees import Moment, load_contenus
from clauses.rendu import parametres
from clauses.rendu.editeur import PERSONNE, Editeur
from clauses.rendu.mots import atlas
from clauses.rendu.mots import autonome as texts
from clauses.storage.ecriture import read_or_none

ARCHIVE = "atlas.zip"
FOLDER = "atlas-des-clauses-sociales"
README = "COMMENT-OUVRIR.txt"


class AtlasError(RuntimeError):
    """The guichets cannot be read: an atlas where no commune has any would be false."""


def build_atlas(moment: Moment, site: str = "", editeur: Editeur = PERSONNE) -> dict[str, bytes]:
    """Files by name, the entry first.

    Parameters
    ----------
    site : public address of the application, without its last slash; empty when there is none to lead to
    editeur : who publishes it, and the mailbox of the team

    Raises
    ------
    AtlasError
        When the guichets or the contours cannot be read.
    """
    if moment.is_missing_guichets:
        raise AtlasError(texts.NO_GUICHETS)
    if not moment.geo.is_drawable:
        raise AtlasError(texts.NO_CONTOURS)
    urls = UrlsDossier(site)
    contents = carried() | {
        f"donnees/{name}.js": data_script(name, data) for name, data in _data(moment, urls, editeur.courriel).items()
    }
    contents |= {
        notes_name(histoire): build_notes(moment, histoire, urls).encode() for histoire in load_contenus().histoires
    }
    words = texts.edition(moment.edition, moment.actualisee_le)
    readme = texts.readme(moment.titre or atlas.APP_TITLE, words, site).replace("\n", "\r\n")
    return {
        ENTRY: render_page(moment, contents, urls, editeur).encode(),
        # With its mark and its ends of lines: it is opened by a double click too, on any computer.
        README: readme.encode("utf-8-sig"),
        **contents,
    }


def write_atlas(contents: Mapping[str, bytes], destination: Path, folder: Path) -> frozenset[str]:
    """Write the files in a folder, made if needed, the entry last; the names of those that changed.

    ``folder`` is that of the data, where nothing may be written.

    Raises
    ------
    DestinationError
        When the destination is not a folder, holds data to edit, or files of the same names that are not an atlas.
    OSError, ChangedFileError
        When the disk refuses, or when someone else writes there.
    """
    destination = destination.resolve()
    check_folder(destination, folder)
    check_names(destination, folder, contents)
    found = next((name for name in contents if (destination / name).exists()), "")
    if found and not _is_atlas(destination):
        raise DestinationError(texts.FOREIGN_FILE.format(dossier=destination, nom=found))
    return write_files(
        destination, {**{name: contents[name] for name in contents if name != ENTRY}, ENTRY: contents[ENTRY]}
    )


def _is_atlas(destination: Path) -> bool:
    """True if a folder holds an export, even one that was interrupted before its entry was written."""
    entry, readme = read_or_none(destination / ENTRY), read_or_none(destination / README)
    return GENERATOR.encode() in (entry or b"") or texts.SIGNATURE.encode() in (readme or b"")


def build_archive(contents: Mapping[str, bytes]) -> bytes:
    """The same files in one folder of a ZIP: what comes out of it stays together."""
    return zip_files((f"{FOLDER}/{name}", content) for name, content in contents.items())


def _data(moment: Moment, urls: UrlsDossier, boite: str) -> Mapping[str, Any]:
    couverture = moment.couverture
    atomes = list_atomes(couverture)
    zones = build_zones(moment, couverture, atomes)
    situations = list_situations(moment, atomes)
    communes = build_communes(moment, atomes, situations)
    reponses = build_reponses(moment, situations, urls, boite)
    # These three name each other by rank: the browser refuses to answer with files of two versions.
    version = digest(json.dumps([zones, communes, reponses]).encode())
    return {
        FIRST_DATA: {
            "version": version,
            "titre": atlas.APP_TITLE,
            "textes": texts.script(moment.territoires.region_nom, moment.territoires.annee_population),
            "parametres": parametres.NOMS,
            "territoires": build_territoires(moment),
            "zones": zones,
            "acheteurs": build_acheteurs(moment),
            "acheteursEnListe": len(buyer_types(moment.guichets)) > MOST_SWITCHES,
            "phrases": build_phrases(moment),
            "affichages": build_affichages(moment),
            "apropos": render_apropos(moment, urls.site),
        },
        "communes": communes | {"version": version},
        "reponses": reponses | {"version": version},
        "contours": build_contours(moment),
        "lacunes": build_lacunes(moment, urls),
        "fond": build_fond(moment),
        "qpv": build_quartiers(moment),
        "annuaire": build_annuaire(moment, urls),
        "heures": build_heures(moment),
        "histoires": build_histoires(moment, urls),
    }
