"""Read the editorial contents: Markdown files with YAML front matter, and the glossary.

A file that cannot be read becomes an :class:`Issue`; the others still show.
"""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from clauses.domain.contenus import Contenus, Texte
from clauses.domain.contenus.glossaire import build_glossaire
from clauses.domain.contenus.pages import build_outil, build_page, build_retour
from clauses.domain.contenus.presentation import Histoire, build_etape, build_histoire
from clauses.domain.issues import ERREUR, Issue, issue
from clauses.storage.decode import NotTextError, decode
from clauses.storage.files import Source, stamp
from clauses.storage.limites import MEGABYTE, SourceError, read_limited
from clauses.storage.textes_yaml import YamlError, parse_yaml

Built = TypeVar("Built")

CONTENTS_VARIABLE = "CLAUSES_CONTENUS"
SHIPPED_CONTENTS = Path(__file__).resolve().parents[2] / "content"
RETOURS, OUTILS, DONNEES = "retours", "outils", "donnees"
CONCLUSIONS = "conclusions"
PRESENTATION, HISTOIRE = "presentation", "histoire"
GLOSSAIRE = "glossaire.md"

_RULE = "---"
_NUMBER = re.compile(r"^\d+-")


class TeteError(ValueError):
    """The front matter of a file cannot be read; ``issue`` gives the reason."""

    def __init__(self, found: Issue) -> None:
        self.issue = found
        super().__init__(found.message)


def contents_dir() -> Path:
    """Folder of the contents: the environment variable ``CLAUSES_CONTENUS``, otherwise ``content/`` of the project."""
    chosen = os.environ.get(CONTENTS_VARIABLE, "").strip()
    return Path(chosen).expanduser().resolve() if chosen else SHIPPED_CONTENTS


def contents_source(folder: Path) -> Source:
    """The folder, with a text that changes as soon as a file comes, goes or changes.

    A screen asks for each block that it draws: the folders are listed without making a path of each file.
    """
    lines = [line for name in (RETOURS, OUTILS, DONNEES) for line in _states(f"{folder}/{name}")]
    lines += [line for each in _listed(f"{folder}/{PRESENTATION}") for line in _states(each.path)]
    glossaire = stamp(folder / GLOSSAIRE)
    return Source(
        folder, "\n".join([str(folder), f"{glossaire.mtime_ns} {glossaire.size} {glossaire.inode}", *sorted(lines)])
    )


def _states(folder: str) -> Iterator[str]:
    """State of each Markdown file of a folder."""
    for entry in _listed(folder):
        if entry.name.endswith(".md"):
            try:
                status = entry.stat()
            except OSError:
                # Gone meanwhile, or a link that leads nowhere.
                yield entry.path
            else:
                yield f"{entry.path} {status.st_mtime_ns} {status.st_size} {status.st_ino}"


def _listed(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return []


def read_contenus(folder: Path) -> Contenus:
    """Contents of a folder; files that cannot be read are among its issues."""
    issues: list[Issue] = []
    retours = _read_all(folder / RETOURS, folder, build_retour, issues)
    outils = _read_all(folder / OUTILS, folder, build_outil, issues)
    rubriques = _read_all(folder / DONNEES, folder, build_page, issues)
    conclusions = _read(folder / RETOURS / f"{CONCLUSIONS}.md", folder, build_page, issues, optional=True)
    glossaire = _read(folder / GLOSSAIRE, folder, build_glossaire, issues, optional=True) or ()
    histoires = _read_histoires(folder, issues)
    return Contenus(retours, conclusions, outils, rubriques, glossaire, histoires, tuple(issues))


def _read_histoires(folder: Path, issues: list[Issue]) -> tuple[Histoire, ...]:
    """Stories, one per folder; one without a step is none."""
    first: dict[str, Path] = {}
    found = []
    for path in sorted(each for each in (folder / PRESENTATION).glob("*") if each.is_dir()):
        slug = _slug(path)
        if first.setdefault(slug, path) != path:
            file = path.relative_to(folder).as_posix()
            issues.append(issue("E-CON-04", file, slug=slug, premier=first[slug].name))
            continue
        words = _read(path / f"{HISTOIRE}.md", folder, build_histoire, issues, optional=True)
        histoire = words or Histoire(slug, slug.replace("-", " ").capitalize())
        etapes = _read_all(path, folder, build_etape, issues)
        if etapes:
            found.append(replace(histoire, slug=slug, etapes=etapes))
    return tuple(found)


def _read_all(
    folder: Path, root: Path, build: Callable[[Texte], tuple[Built, list[Issue]]], issues: list[Issue]
) -> tuple[Built, ...]:
    """Pages of a folder, each at its own address; what introduces or ends them is read apart."""
    first: dict[str, Path] = {}
    found: list[Built | None] = []
    for path in sorted(folder.glob("*.md")):
        slug = _slug(path)
        if path.stem in (CONCLUSIONS, HISTOIRE):
            continue
        if first.setdefault(slug, path) == path:
            found.append(_read(path, root, build, issues))
        else:
            file = path.relative_to(root).as_posix()
            issues.append(issue("E-CON-04", file, slug=slug, premier=first[slug].name))
    return tuple(built for built in found if built is not None)


def _slug(path: Path) -> str:
    """Name of a page in its address: that of the file without its rank."""
    return _NUMBER.sub("", path.stem)


def _read(
    path: Path,
    folder: Path,
    build: Callable[[Texte], tuple[Built, list[Issue]]],
    issues: list[Issue],
    *,
    optional: bool = False,
) -> Built | None:
    """Parsed file; ``None`` when it cannot be read, or lacks a required key."""
    if optional and not path.exists():
        return None
    try:
        texte = _read_text(path, path.relative_to(folder).as_posix())
    except TeteError as error:
        issues.append(error.issue)
        return None
    except SourceError as error:
        issues.extend(error.issues)
        return None
    built, wrong = build(texte)
    issues.extend(wrong)
    broken = any(each.severity == ERREUR and each.code == "E-COL-12" for each in wrong)
    return None if broken else built


def _read_text(path: Path, file: str) -> Texte:
    try:
        text = decode(read_limited(path, MEGABYTE)).content
    except NotTextError as error:
        raise TeteError(issue("E-FIC-03", file, nature=error.nature)) from error
    head, body, first = _split(text)
    try:
        values, lines = parse_yaml(head)
    except YamlError as error:
        line = None if error.line is None else error.line + first
        if error.code == "E-FIC-11":
            raise TeteError(issue("E-CON-01", file, line, **error.params)) from error
        raise TeteError(issue(error.code, file, line, error.params.get("cle"), **error.params)) from error
    if not isinstance(values, dict):
        raise TeteError(issue("E-CON-01", file, 1, raison="des clés suivies d’une valeur sont attendues"))
    return Texte(_slug(path), file, values, {place: line + first for place, line in lines.items()}, body)


def _split(text: str) -> tuple[str, str, int]:
    """Head and body of a text, and the lines before the head; without head, all of it is body."""
    lines = text.splitlines()
    if not lines or lines[0].strip() != _RULE:
        return "", text, 0
    end = next((rank for rank, line in enumerate(lines[1:], 1) if line.strip() == _RULE), None)
    if end is None:
        return "", text, 0
    return "\n".join(lines[1:end]), "\n".join(lines[end + 1 :]), 1
