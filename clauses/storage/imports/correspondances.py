"""Correspondances on disk: beside a file, or kept by name with the answers, in the private folder of the team."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

from clauses.domain.imports.correspondance import Correspondance
from clauses.domain.imports.description import Description
from clauses.domain.imports.releve import Reponses
from clauses.domain.issues import issue
from clauses.domain.recherche import normalise
from clauses.storage.decode import NotTextError, decode
from clauses.storage.ecriture import read_or_none, replace_file
from clauses.storage.equipe import FOLDER as EQUIPE
from clauses.storage.equipe import MODELES, equipe_folder
from clauses.storage.limites import MEGABYTE, SourceError, too_large
from clauses.storage.textes_yaml import YamlError, parse_yaml

LARGEST_FILE = MEGABYTE
_REPONSES = "reponses.json"
_TITRE = re.compile(r"# Modèle : (.*)")


def correspondance_path(path: Path) -> Path:
    """Default path of the correspondance of a file: ``suivi.csv.yml``, otherwise ``suivi.yml``."""
    beside = path.with_name(f"{path.name}.yml")
    return beside if beside.exists() else path.with_suffix(".yml")


def read_correspondance(content: bytes, file: str, description: Description) -> Correspondance:
    """Parse a correspondance; it holds its issues of form.

    Raises
    ------
    SourceError
        When it is not a document at all.
    """
    if len(content) > LARGEST_FILE:
        raise SourceError(too_large(len(content), LARGEST_FILE, file))
    try:
        document, lines = parse_yaml(decode(content).content)
    except NotTextError as error:
        raise SourceError(issue("E-FIC-11", file, raison=error.nature)) from error
    except YamlError as error:
        raise SourceError(issue(error.code, file, error.line, error.params.get("cle"), **error.params)) from error
    return Correspondance.read(description, document, lines, file)


def is_blank(content: bytes | None) -> bool:
    """True if there is no correspondance: no file, or an empty one, as a redirection of the terminal makes first."""
    return content is None or not content.strip(b"\xef\xbb\xbf \t\r\n")


def list_modeles(folder: Path, table: str) -> dict[str, str]:
    """Texts of the correspondances kept for a table, by their names."""
    found = {}
    for path in sorted(_folder(folder, table).glob("*.yml")):
        try:
            text = (read_or_none(path, LARGEST_FILE) or b"").decode("utf-8", errors="replace")
        except OSError:
            continue
        first = _TITRE.match(text)
        found[first[1].strip() if first else path.stem] = text
    return dict(sorted(found.items()))


def write_modele(folder: Path, table: str, titre: str, text: str) -> None:
    """Keep a correspondance by its name, in place of the one that has it; ``OSError`` when the disk refuses."""
    path = _path(equipe_folder(folder), table, titre)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    replace_file(path, f"# Modèle : {' '.join(titre.split())}\n{text}".encode(), read_or_none(path))


def drop_modele(folder: Path, table: str, titre: str) -> None:
    """Forget a correspondance; ``OSError`` when the disk refuses."""
    _path(folder / EQUIPE, table, titre).unlink(missing_ok=True)


def read_reponses(folder: Path, table: str) -> Reponses:
    """Answers kept for a table; none when they cannot be read."""
    try:
        kept = json.loads(read_or_none(_folder(folder, table) / _REPONSES) or b"{}")
        jumelles = {str(key): str(value) for key, value in kept.get("jumelles", {}).items()}
        adresses = {str(key): value is True for key, value in kept.get("adresses", {}).items()}
    except (OSError, ValueError, AttributeError):
        return Reponses()
    return Reponses(jumelles, adresses)


def write_reponses(folder: Path, table: str, jumelles: Mapping[str, str], adresses: Mapping[str, bool]) -> None:
    """Keep answers with those already there; ``OSError`` when the disk refuses."""
    known = read_reponses(folder, table)
    path = _folder(equipe_folder(folder).parent, table) / _REPONSES
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept = {"jumelles": {**known.jumelles, **jumelles}, "adresses": {**known.adresses, **adresses}}
    replace_file(path, json.dumps(kept, indent=1, sort_keys=True).encode(), read_or_none(path))


def _folder(folder: Path, table: str) -> Path:
    return folder / EQUIPE / MODELES / table


def _path(equipe: Path, table: str, titre: str) -> Path:
    # A name that someone types makes no path.
    slug = normalise(titre).replace(" ", "-")[:80] or "modele"
    return equipe / MODELES / table / f"{slug}.yml"
